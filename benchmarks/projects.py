"""Projects to score: ordinary ones, and ones on halves and limits; evidence in whole last places, by flat name."""

from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import Any

HUNDREDTHS = ("budget", "spent", "accepted")
"""Names whose values are hundredths; all others are counts."""
_ANSWERS = "abcde"
_UP_TO = {
    "a11": 2, "a12": 4, "a13": 4, "a21": 2, "a22": 2, "b111": 3, "b12": 4, "b211": 3, "b22": 3, "c221": 4, "c223": 2,
    "c224": 4,
}  # fmt: skip


def projects(count: int, seed: int = 20240101) -> Iterator[dict[str, int]]:
    """Yield *count* projects, every fourth of them adversarial; the same ones for the same *seed*."""
    chance = Random(seed)  # noqa: S311 - repeatable, and no secret
    for place in range(count):
        found = _ordinary(chance)
        if place % 4 == 3:
            _on_edges(found, chance)
        yield found


def _part(chance: Random, whole: int, quality: float) -> int:
    return sum(chance.random() < quality for _ in range(whole))


def _ordinary(chance: Random) -> dict[str, int]:
    quality = chance.betavariate(6, 2)
    found = {name: _part(chance, most, quality) for name, most in _UP_TO.items()}
    budget = round(10 ** chance.uniform(5, 11))
    found |= {"budget": budget, "spent": round(budget * min(chance.gauss(0.93, 0.08), 1.03))}
    found |= {"violations": chance.choice([0, 0, 0, 1, 2, 5]), "veto": int(chance.random() < 0.02)}
    found |= {
        "accepted": round(10000 * quality),
        "repeats": chance.choice([0, 0, 1, 2, 12]),
        "major": chance.choice([0, 0, 1]),
    }
    for part, whole, least in (
        ("papers", "papers_due", 1), ("done", "planned", 1), ("on_time", "due", 1), ("staff", "staff_due", 1),
        ("fixed", "faults", 0),
    ):  # fmt: skip
        found[whole] = chance.randint(least, 40)
        found[part] = _part(chance, found[whole], quality)
    for survey in range(1, 5):
        left = chance.randint(5, 80)
        for answer in _ANSWERS[:-1]:
            found[f"q{survey}/{answer}"] = chosen = _part(chance, left, quality)
            left -= chosen
        found[f"q{survey}/e"] = left
    return found


def _on_edges(found: dict[str, int], chance: Random) -> None:
    """Put quotients on a half of the last place or beside it, and others on a limit or beside it."""
    size = chance.randint(1, 10 ** chance.randint(0, 12))
    found["budget"] = 600 * size
    found["spent"] = (2 * chance.randint(0, 299) + 1) * size + chance.choice([-1, 0, 0, 1])
    found["planned"], found["done"] = 800, 2 * chance.randint(0, 399) + 1
    found["faults"], found["fixed"] = chance.choice([(0, 0), (1000, 2 * chance.randint(0, 499) + 1)])
    found["due"] = 10 * chance.randint(1, 9)
    found["on_time"] = 6 * found["due"] // 10 + chance.choice([-1, 0, 0, 1])
    found["papers_due"] = 10 * chance.randint(1, 9)
    found["papers"] = chance.choice([3, 6, 9]) * found["papers_due"] // 10 + chance.choice([-1, 0, 1])
    found["accepted"] = chance.choice([6000, 8000, 9500]) + chance.choice([-1, 0, 1])
    for survey in range(1, 5):
        good = chance.randint(0, 400)
        found |= dict.fromkeys((f"q{survey}/{answer}" for answer in "bcd"), 0)
        found |= {f"q{survey}/a": good, f"q{survey}/e": 400 - good}
    found["q4/a"], found["q4/e"] = chance.choice([(85, 15), (84, 16), (86, 14), (17, 3), (1, 0), (0, 1)])


def as_decimals(project: dict[str, int]) -> dict[str, Any]:
    """Return a project as the program with Decimal takes it."""
    return project | {name: Decimal(project[name]).scaleb(-2) for name in HUNDREDTHS}


def as_evidence(project: dict[str, int]) -> dict[str, Any]:
    """Return a project as evidence: counts as numbers, money and percent as texts."""
    return project | {name: str(Decimal(project[name]).scaleb(-2)) for name in HUNDREDTHS}
