"""The rules of `peers.toml` as two programs that a person would write: with Decimal, and with whole numbers."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Evidence = Mapping[str, Any]
CENT, HALF, STEP = Decimal("0.01"), Decimal("0.5"), Decimal("1.25")
NONE, FIVE = Decimal(0), Decimal(5)
NINE, SIX, THREE = Decimal("0.9"), Decimal("0.6"), Decimal("0.3")


def _cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def _satisfied(e: Evidence, name: str, times: int) -> Decimal:
    a, b, c, d, last = (e[f"{name}/{answer}"] for answer in "abcde")
    count: int = 4 * (a + b + c + d + last)
    return Decimal(times * (4 * a + 3 * b + 2 * c + d)) / count


def _tier(value: Decimal, steps: tuple[tuple[Any, int], ...]) -> Decimal:
    for limit, marks in steps:
        if value >= limit:
            return Decimal(marks)
    return Decimal(0)


def decimal_row(e: Evidence) -> list[Any]:
    """Return 26 leaves, three sections, the total, three rates in percent and the band's position, by Decimal."""
    share = Decimal(e["on_time"]) / e["due"]
    overall = _satisfied(e, "q4", 100)
    leaves = [
        _cents(value)
        for value in (
            Decimal(e["a11"]),
            HALF * e["a12"],
            HALF * e["a13"],
            Decimal(e["a21"]),
            Decimal(e["a22"]),
            Decimal(e["b111"]),
            min(3 * e["spent"] / e["budget"], Decimal(3)),
            HALF * e["b12"],
            Decimal(0) if e["veto"] else max(NONE, FIVE - STEP * e["violations"]),
            Decimal(e["b211"]),
            _tier(Decimal(e["papers"]) / e["papers_due"], ((NINE, 3), (SIX, 2), (THREE, 1))),
            Decimal(e["b22"]),
            _tier(e["accepted"], ((95, 3), (80, 2), (60, 1))),
            min(Decimal(12 * e["done"]) / e["planned"], Decimal(12)),
            max(NONE, FIVE - HALF * e["repeats"]),
            Decimal(5 * e["fixed"]) / e["faults"] if e["faults"] else Decimal(5),
            Decimal(6 * e["on_time"]) / e["due"] if share >= SIX else Decimal(0),
            Decimal(max(0, 4 - 2 * e["major"])),
            _satisfied(e, "q1", 5),
            _satisfied(e, "q2", 5),
            _satisfied(e, "q3", 5),
            HALF * e["c221"],
            _tier(Decimal(e["staff"]) / e["staff_due"], ((1, 2), (HALF, 1))),
            Decimal(e["c223"]),
            HALF * e["c224"],
            Decimal(10) if overall >= 85 else 10 * overall / 85,
        )
    ]
    a, b, c = sum(leaves[:5], NONE), sum(leaves[5:13], NONE), sum(leaves[13:], NONE)
    whole = a + b + c
    band = 0 if whole >= 90 else 1 if whole >= 80 else 2 if whole >= 60 else 3
    return [*leaves, a, b, c, whole, _cents(a * 10), _cents(b * 4), _cents(100 * c / 65), band]


def whole_row(e: Evidence) -> tuple[int, ...]:
    """Return the same in whole hundredths, written out straight; money and percent are given in hundredths as well."""
    budget, spent, accepted = e["budget"], e["spent"], e["accepted"]
    papers, wanted, staff, posts = 10 * e["papers"], e["papers_due"], e["staff"], e["staff_due"]
    done, planned, faults, on_time, due = e["done"], e["planned"], e["faults"], e["on_time"], e["due"]
    a11, a12, a13, a21, a22 = 100 * e["a11"], 50 * e["a12"], 50 * e["a13"], 100 * e["a21"], 100 * e["a22"]
    b111, b12, b211, b22 = 100 * e["b111"], 50 * e["b12"], 100 * e["b211"], 100 * e["b22"]
    b112 = 300 if spent >= budget else (600 * spent + budget) // (2 * budget)
    left = 500 - 125 * e["violations"]
    b13 = 0 if e["veto"] or left < 0 else left
    b212 = 300 if papers >= 9 * wanted else 200 if papers >= 6 * wanted else 100 if papers >= 3 * wanted else 0
    b23 = 300 if accepted >= 9500 else 200 if accepted >= 8000 else 100 if accepted >= 6000 else 0
    c111 = 1200 if done >= planned else (2400 * done + planned) // (2 * planned)
    left = 500 - 50 * e["repeats"]
    c121 = left if left > 0 else 0  # noqa: FURB136 - a call costs more than a comparison
    c122 = (1000 * e["fixed"] + faults) // (2 * faults) if faults else 500
    c131 = (1200 * on_time + due) // (2 * due) if 5 * on_time >= 3 * due else 0
    left = 400 - 200 * e["major"]
    c211 = left if left > 0 else 0  # noqa: FURB136
    good, fair, half, weak, bad = e["q1/a"], e["q1/b"], e["q1/c"], e["q1/d"], e["q1/e"]
    count = good + fair + half + weak + bad
    c212 = (250 * (4 * good + 3 * fair + 2 * half + weak) + count) // (2 * count)
    good, fair, half, weak, bad = e["q2/a"], e["q2/b"], e["q2/c"], e["q2/d"], e["q2/e"]
    count = good + fair + half + weak + bad
    c213 = (250 * (4 * good + 3 * fair + 2 * half + weak) + count) // (2 * count)
    good, fair, half, weak, bad = e["q3/a"], e["q3/b"], e["q3/c"], e["q3/d"], e["q3/e"]
    count = good + fair + half + weak + bad
    c214 = (250 * (4 * good + 3 * fair + 2 * half + weak) + count) // (2 * count)
    good, fair, half, weak, bad = e["q4/a"], e["q4/b"], e["q4/c"], e["q4/d"], e["q4/e"]
    count = 340 * (good + fair + half + weak + bad)
    marks = (200000 * (4 * good + 3 * fair + 2 * half + weak) + count) // (2 * count)
    c231 = marks if marks < 1000 else 1000  # noqa: FURB136
    c221, c223, c224 = 50 * e["c221"], 100 * e["c223"], 50 * e["c224"]
    c222 = 200 if staff >= posts else 100 if 2 * staff >= posts else 0
    a = a11 + a12 + a13 + a21 + a22
    b = b111 + b112 + b12 + b13 + b211 + b212 + b22 + b23
    c = c111 + c121 + c122 + c131 + c211 + c212 + c213 + c214 + c221 + c222 + c223 + c224 + c231
    whole = a + b + c
    band = 0 if whole >= 9000 else 1 if whole >= 8000 else 2 if whole >= 6000 else 3
    rates = (10 * a, 4 * b, (200 * c + 65) // 130)
    return (
        a11, a12, a13, a21, a22, b111, b112, b12, b13, b211, b212, b22, b23, c111, c121, c122, c131, c211,
        c212, c213, c214, c221, c222, c223, c224, c231, a, b, c, whole, *rates, band,
    )  # fmt: skip
