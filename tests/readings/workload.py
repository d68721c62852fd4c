"""Twenty-six rules of one evaluation, as symbols and as a plain statement, with rows to compare them on."""

from collections.abc import Iterator
from fractions import Fraction
from random import Random

from perfrules.formula import Condition, Node, Symbol, cell, choose, least, most, number, read, total
from perfrules.formula.inputs import Input

_LARGEST = {
    "a11": 2, "a12": 4, "a13": 4, "a21": 2, "a22": 2, "b111": 3, "b12": 4, "veto": 1, "b211": 3, "b22": 3,
    "accept": 100, "c221": 4, "c223": 2, "c224": 4,
}  # fmt: skip
_FROM_ONE = ("budget", "docs_req", "plan", "due", "staff_req")
NAMES = ["a11", "a12", "a13", "a21", "a22", "b111", "budget", "spent", "b12", "viol", "veto", "b211", "docs_ok"]
NAMES += ["docs_req", "b22", "accept", "done", "plan", "repeats", "fixed", "faults", "ontime", "due", "major"]
NAMES += [f"s{survey}_{answer}" for survey in (1, 2, 3) for answer in (5, 4, 3, 2, 1)]
NAMES += ["c221", "staff", "staff_req", "c223", "c224", *(f"s4_{answer}" for answer in (5, 4, 3, 2, 1))]
PLACES = {"budget": 2, "spent": 2, "accept": 2}
FULL = {"A": 10, "B": 25, "C": 65}


def _input(name: str) -> Input:
    places = PLACES.get(name, 0)
    low = Fraction(1, 10**places) if name in _FROM_ONE else Fraction(0)
    high = Fraction(_LARGEST[name]) if name in _LARGEST else None
    return Input(name, places=places, at_least=low, at_most=high)


INPUTS = tuple(_input(name) for name in NAMES)


def _survey(which: int) -> Symbol:
    counts = [read(f"s{which}_{answer}") for answer in (5, 4, 3, 2, 1)]
    weights = [Fraction(weight, 4) for weight in (4, 3, 2, 1, 0)]
    return total(weight * count for weight, count in zip(weights, counts, strict=True)) / total(counts)


def _tiers(measure: Symbol, *tiers: tuple[Fraction, int]) -> Symbol:
    out = number(0)
    for limit, marks in reversed(tiers):
        out = choose(measure >= limit, marks, out)
    return out


def _ratio(above: str, below: str) -> Symbol:
    return read(above) / read(below)


def _leaves() -> dict[str, Symbol]:
    x = {name: read(name) for name in NAMES}
    clean: Condition = x["veto"] == 0
    tenth, half, mean = Fraction(1, 10), Fraction(1, 2), _survey(4)
    on_time = _ratio("ontime", "due")
    return {
        "A11": x["a11"], "A12": half * x["a12"], "A13": half * x["a13"], "A21": x["a21"], "A22": x["a22"],
        "B111": x["b111"],
        "B112": 3 * least(_ratio("spent", "budget"), 1),
        "B12": half * x["b12"],
        "B13": choose(clean, most(0, 5 - Fraction(5, 4) * x["viol"]), 0),
        "B211": x["b211"],
        "B212": _tiers(_ratio("docs_ok", "docs_req"), (9 * tenth, 3), (6 * tenth, 2), (3 * tenth, 1)),
        "B22": x["b22"],
        "B23": _tiers(x["accept"], (Fraction(95), 3), (Fraction(80), 2), (Fraction(60), 1)),
        "C111": 12 * least(_ratio("done", "plan"), 1),
        "C121": most(0, 5 - half * x["repeats"]),
        "C122": 5 * choose(x["faults"] == 0, 1, _ratio("fixed", "faults")),
        "C131": choose(on_time >= 6 * tenth, 6 * on_time, 0),
        "C211": most(0, 4 - 2 * x["major"]),
        "C212": 5 * _survey(1), "C213": 5 * _survey(2), "C214": 5 * _survey(3),
        "C221": half * x["c221"],
        "C222": _tiers(_ratio("staff", "staff_req"), (Fraction(1), 2), (half, 1)),
        "C223": x["c223"], "C224": half * x["c224"],
        "C231": choose(mean >= Fraction(85, 100), 10, mean / Fraction(85, 100) * 10),
    }  # fmt: skip


def outputs() -> dict[str, Node]:
    """Return the formula of every leaf, section, rate, the total and the grade's position, each a cell."""
    marks = {code: cell(code, formula.rounded(2)) for code, formula in _leaves().items()}
    sums = {part: cell(part, total(mark for code, mark in marks.items() if code[0] == part)) for part in FULL}
    whole = cell("total", total(sums.values()))
    rates = {f"R{part}": (100 * sums[part] / full).rounded(2) for part, full in FULL.items()}
    grade = choose(whole >= 90, 0, choose(whole >= 80, 1, choose(whole >= 60, 2, 3)))
    made = {**marks, **sums, "total": whole, **rates, "grade": grade}
    return {name: symbol.node for name, symbol in made.items()}


def _halves_up(value: Fraction) -> Fraction:
    return Fraction((200 * value.numerator + value.denominator) // (2 * value.denominator), 100)


def stated(row: tuple[int, ...]) -> list[Fraction]:
    """Return what the outputs are by a plain statement of the rules, for a row in last places."""
    r = {name: Fraction(value, 10 ** PLACES.get(name, 0)) for name, value in zip(NAMES, row, strict=True)}

    def mean(which: int) -> Fraction:
        counts = [r[f"s{which}_{answer}"] for answer in (1, 2, 3, 4, 5)]
        return sum((i * count for i, count in enumerate(counts)), Fraction(0)) / (4 * sum(counts))

    def tier(value: Fraction, *limits: float) -> int:
        return sum(value >= Fraction(str(limit)) for limit in limits)

    on_time, m4 = r["ontime"] / r["due"], mean(4)
    leaves = [
        r["a11"], r["a12"] / 2, r["a13"] / 2, r["a21"], r["a22"],
        r["b111"], min(r["spent"] / r["budget"], Fraction(1)) * 3, r["b12"] / 2,
        Fraction(0) if r["veto"] else max(Fraction(0), 5 - r["viol"] * Fraction(5, 4)), r["b211"],
        Fraction(tier(r["docs_ok"] / r["docs_req"], 0.9, 0.6, 0.3)), r["b22"], Fraction(tier(r["accept"], 95, 80, 60)),
        min(r["done"] / r["plan"], Fraction(1)) * 12, max(Fraction(0), 5 - r["repeats"] / 2),
        r["fixed"] / r["faults"] * 5 if r["faults"] else Fraction(5),
        on_time * 6 if on_time >= Fraction(3, 5) else Fraction(0), max(Fraction(0), 4 - 2 * r["major"]),
        5 * mean(1), 5 * mean(2), 5 * mean(3), r["c221"] / 2,
        Fraction(tier(r["staff"] / r["staff_req"], 1, 0.5)), r["c223"], r["c224"] / 2,
        Fraction(10) if m4 >= Fraction(17, 20) else m4 * 200 / 17,
    ]  # fmt: skip
    marks = [_halves_up(leaf) for leaf in leaves]
    parts = [sum(marks[:5]), sum(marks[5:13]), sum(marks[13:])]
    whole = sum(parts)
    rates = [_halves_up(100 * part / full) for part, full in zip(parts, FULL.values(), strict=True)]
    return [*marks, *parts, whole, *rates, Fraction(3 - tier(whole, 90, 80, 60))]


def rows(count: int, seed: int = 1) -> Iterator[tuple[int, ...]]:
    """Yield ordinary rows, and in every second one exact halves, limits that are just met, and nothing to divide."""
    random = Random(seed)  # noqa: S311
    for number_of_row in range(count):
        r = {name: random.randint(int(name in _FROM_ONE), _LARGEST.get(name, 40)) for name in NAMES}
        r["accept"] = random.randint(0, 10000)
        r["budget"] = random.randint(1, 10 ** random.randint(2, 18))
        r["spent"] = random.randint(0, r["budget"] * 11 // 10)
        r["veto"] = int(random.random() < 0.1)
        if number_of_row % 2:
            _push_to_edges(r, random)
        yield tuple(r[name] for name in NAMES)


def _push_to_edges(r: dict[str, int], random: Random) -> None:
    """Put a ratio on a half of the last place, or beside it, and others on a limit."""
    size = random.randint(1, 10 ** random.randint(0, 15))
    r["budget"] = 600 * size
    r["spent"] = (2 * random.randint(0, 299) + 1) * size + random.choice([-1, 0, 0, 0, 1])
    r["plan"], r["done"] = 800, random.randint(0, 400) * 2 + 1
    r["faults"], r["fixed"] = random.choice([(0, 0), (1000, 2 * random.randint(0, 499) + 1)])
    r["due"] = 10 * random.randint(1, 9)
    r["ontime"] = 6 * r["due"] // 10 + random.choice([-1, 0, 0, 1])
    r["docs_req"] = 10 * random.randint(1, 9)
    r["docs_ok"] = random.choice([3, 6, 9]) * r["docs_req"] // 10 + random.choice([-1, 0, 0, 1])
    r["accept"] = random.choice([6000, 8000, 9500]) + random.choice([-1, 0, 0, 1])
    for which in (1, 2, 3, 4):
        for answer in (1, 2, 3, 4, 5):
            r[f"s{which}_{answer}"] = 0
        good = random.randint(0, 400)
        r[f"s{which}_5"], r[f"s{which}_1"] = good, 400 - good
    r["s4_5"], r["s4_1"] = random.choice([(85, 15), (84, 16), (86, 14), (17, 3), (1, 0), (0, 1)])
