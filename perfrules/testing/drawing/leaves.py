"""Leaves of every kind, written so that they are valid: they reach their full marks and stay within their scale."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from perfrules.testing.drawing.desk import Desk

LIMITS = ("60%", "0.8", "85%", "0.9", "95%")
"""Limits from 0 to 1 that measures are held against, rising."""
F = Fraction


def proportional(desk: Desk, name: str, full: Fraction) -> dict[str, Any]:
    """Write a leaf in proportion, in either direction, perhaps with a gate."""
    del full
    rubric: dict[str, Any] = {"kind": "proportional"}
    lower = desk.dice.pick(False, True)
    if lower:
        rubric["better"] = "lower"
    elif desk.dice.pick(False, True):
        rubric |= {"gate": desk.dice.pick("60%", F(1, 2)), "from_gate": desk.dice.pick(False, True)}
    measure = desk.share(name, better=-1 if lower else 1)
    # Shares end at 1: inverse proportion to a high target would leave the worst grade out of reach.
    target = F(1, 4) if lower else desk.dice.pick(1, "80%", F(1, 4))
    return {"measure": measure, "target": target, "rubric": rubric}


def threshold(desk: Desk, name: str, full: Fraction) -> dict[str, Any]:
    """Write a leaf with full marks at the target, and perhaps another rubric below it."""
    del full
    lower = desk.dice.pick(False, True)
    better = "lower" if lower else "higher"
    rubric: dict[str, Any] = {"kind": "threshold", "better": better}
    if desk.dice.pick(False, True):
        rubric["else"] = {"kind": "proportional", "better": better}
    measure = desk.share(name, better=-1 if lower else 1)
    target = F(1, 4) if lower else desk.dice.pick("85%", F(1, 2))
    return {"measure": measure, "target": target, "rubric": rubric}


def tiers(desk: Desk, name: str, full: Fraction) -> dict[str, Any]:
    """Write a leaf with tiers that fall from the full marks, limits from either side."""
    key = desk.dice.pick("at_least", "above", "at_most", "below")
    limits = LIMITS[: 1 + desk.dice.under(len(LIMITS))]
    limits = limits[::-1] if key in ("at_least", "above") else limits
    own = desk.dice.pick(False, True)
    rows = []
    for place, limit in enumerate(limits):
        share = F(len(limits) - place, len(limits))
        rows.append({key: limit, "marks": full * share} if own else {key: limit, "share": share})
    rows.append({"marks": 0} if own else {"share": 0})
    measure = desk.share(name, better=1 if key in ("at_least", "above") else -1)
    return {"measure": measure, "rubric": {"kind": "tiers", "tiers": rows}}


def linear(desk: Desk, name: str, full: Fraction) -> dict[str, Any]:
    """Write a leaf that loses marks by distance, perhaps with marks to gain beyond the target."""
    lower = desk.dice.pick(False, True)
    rubric = {
        "kind": "linear",
        "lose": desk.dice.pick("20% * full", full / 4, full / 3),
        "per": desk.dice.pick("10%", F(1, 8), "1/3"),
        "step": desk.dice.pick("continuous", "started", "whole"),
        "better": "lower" if lower else "higher",
    }
    target: Any = 0 if lower else 1
    if desk.dice.pick(False, True):
        target = "50%"
        rubric |= {"start": "0.5 * full", "gain": "full"}
    return {"measure": desk.share(name, better=-1 if lower else 1), "target": target, "rubric": rubric}


def deduction(desk: Desk, name: str, full: Fraction) -> dict[str, Any]:
    """Write a leaf from which what is counted takes marks away."""
    parts = []
    for place in range(1 + desk.dice.under(2)):
        count = desk.field(f"c{name}_{place}", 0, -1, type="count")
        part: dict[str, Any] = {"of": count, "marks": desk.dice.pick(full / 2, full / 3, "10% * full")}
        if desk.dice.pick(False, True):
            part["at_most"] = full / 2
        parts.append(part)
    return {"rubric": {"kind": "deduction", "deduct": parts}}


def lookup(desk: Desk, name: str, full: Fraction) -> dict[str, Any]:
    """Write a leaf with marks beside the options of a choice, falling in their order."""
    desk.field(f"o{name}", "yes", 0, type="choice", choices=["yes", "part", "no"])
    rubric: dict[str, Any] = {"kind": "lookup", "of": f"o{name}"}
    if desk.dice.pick(False, True):
        return {"rubric": rubric | {"marks": {"yes": full, "part": full / 2}, "else": 0}}
    return {"rubric": rubric | {"share": {"yes": 1, "part": F(1, 3), "no": 0}}}


def survey(desk: Desk, name: str, full: Fraction) -> dict[str, Any]:
    """Write a leaf that marks the rate of a survey."""
    del full
    weights = {"good": 1, "fair": F(1, 2), "bad": 0}
    answers = [{"id": key, "weight": weight} for key, weight in weights.items()]
    desk.evidence[f"q{name}"] = {"type": "survey", "answers": answers}
    desk.best |= {f"q{name}/good": 9, f"q{name}/fair": 0, f"q{name}/bad": 0}
    instead = desk.dice.pick("missing", 1, 0)
    desk.measure[f"r{name}"] = {"value": f"survey_rate(q{name})", "unit": "%", "when_zero": instead}
    return {"measure": f"r{name}", "target": desk.dice.pick(1, "85%"), "rubric": {"kind": "proportional"}}


def judged(desk: Desk, name: str, full: Fraction) -> dict[str, Any]:
    """Write a leaf that an evaluator or a panel marks."""
    rubric: dict[str, Any] = {"kind": "judged", "reason": False}
    way = desk.dice.pick("plain", "step", "allowed", "out_of", "panel")
    if way == "step":
        rubric["step"] = full / 4
    elif way == "allowed":
        rubric["allowed"] = [full, full / 2, 0]
    elif way == "out_of":
        rubric["out_of"] = 100
    elif way == "panel":
        rubric["panel"] = desk.dice.pick("mean", "trimmed_mean")
    top = 100 if way == "out_of" else full
    desk.best[f"{name}/marks"] = [top] * 3 if way == "panel" else top
    desk.better[f"{name}/marks"] = 0 if way == "panel" else 1
    return {"rubric": rubric}


def formula(desk: Desk, name: str, full: Fraction) -> dict[str, Any]:
    """Write a leaf by an expression."""
    del full
    one, two = (desk.field(f"f{name}_{place}", 1, 1, type="share", places=2) for place in (0, 1))
    return {
        "rubric": {"kind": "formula", "marks": desk.dice.pick(f"full * {one} * {two}", f"full * ({one} + {two}) / 2")}
    }


def checklist(desk: Desk, name: str, full: Fraction) -> dict[str, Any]:
    """Write a checklist: points with marks, weights or equal shares, and each way to answer one."""
    count = 1 + desk.dice.under(4)
    way = desk.dice.pick("equal", "marks", "weight")
    sizes = [F(1 + desk.dice.under(3)) for _ in range(count)]
    whole = sum(sizes, F(0))
    points = []
    for place, size in enumerate(sizes):
        point: dict[str, Any] = {"id": f"p{place}"}
        if way != "equal":
            point[way] = full * size / whole if way == "marks" else size
        points.append(point | _answer(desk, f"{name}/p{place}"))
    return {"rubric": {"kind": "checklist", "points": points}}


def _answer(desk: Desk, name: str) -> dict[str, Any]:
    way = desk.dice.pick("credit", "per_fault", "zero_at", "worked_out")
    if way == "worked_out":
        return {"credit": desk.field(f"k{name.replace('/', '_')}", 1, 1, type="share", places=2)}
    flat = name if way == "credit" else f"{name}/faults"
    desk.best[flat] = int(way == "credit")
    desk.better[flat] = 1 if way == "credit" else -1
    if way == "per_fault":
        return {"per_fault": desk.dice.pick(F(1, 4), "1/3")}
    return {"zero_at": 3, "per_fault": F(1, 5)} if way == "zero_at" else {}


def interpolate(desk: Desk, name: str, full: Fraction) -> dict[str, Any]:
    """Write a leaf with marks on lines between points, rising or falling with the measure."""
    del full
    lower = desk.dice.pick(False, True)
    middle = desk.dice.pick(F(1, 2), F(2, 3), 0, 1)
    rising = [["20%", 0], ["60%", middle], ["90%", 1]]
    points = [[limit, 1 - share] for limit, share in rising] if lower else rising
    ends = {"below": "hold", "beyond": desk.dice.pick("hold", int(not lower))}
    measure = desk.share(name, better=-1 if lower else 1)
    return {"measure": measure, "rubric": {"kind": "interpolate", "points": points, "gives": "share", **ends}}


def goalposts(desk: Desk, name: str, full: Fraction) -> dict[str, Any]:
    """Write a leaf between two goalposts, by equal steps, or where it rounds by equal ratios."""
    del full
    lower = desk.dice.pick(False, True)
    if desk.rounds and desk.dice.pick(False, True):
        first, last = (100, 1) if lower else (1, 100)
        count = desk.field(f"c{name}", last, -1 if lower else 1, type="count", at_least=1)
        rubric = {"kind": "goalposts", "from": first, "to": last, "scale": "log"}
        return {"measure": count, "rubric": rubric, "rounding": {"places": 2}}
    ends = {"from": "90%", "to": "10%"} if lower else {"from": "10%", "to": F(4, 5)}
    measure = desk.share(name, better=-1 if lower else 1)
    return {"measure": measure, "rubric": {"kind": "goalposts", **ends}}


def looked_up(desk: Desk, name: str, full: Fraction) -> dict[str, Any]:
    """Write a leaf by a table: rows by an option, limits that are passed, tiers, or points."""
    del full
    way = desk.dice.pick("rows", "limits", "tiers", "points")
    of = f"x{name}"
    if way == "rows":
        desk.field(of, "near", 0, type="choice", choices=["near", "far"])
        desk.table[f"t{name}"] = {"rows": {"near": 1, "far": F(1, 3)}}
    else:
        desk.field(of, 1, 0, type="share", places=2)
        desk.table[f"t{name}"] = {
            "limits": {"at_least": ["60%", "80%"], "values": [0, F(1, 2), 1]},
            "tiers": {"tiers": [{"above": "90%", "value": 1}, {"at_least": "1/2", "value": "2/3"}, {"value": 0}]},
            "points": {"points": [["10%", 0], ["90%", 1]], "below": "hold", "beyond": "hold"},
        }[way]
    return {"rubric": {"kind": "formula", "marks": f"full * t{name}({of})"}}


def dated(desk: Desk, name: str, full: Fraction) -> dict[str, Any]:
    """Write a leaf with a choice by two dates."""
    desk.field(f"due{name}", date(2024, 6, 30), 0, type="date")
    desk.field(f"end{name}", date(2024, 6, 30), 0, type="date")
    late = {"kind": "formula", "marks": full / 2}
    return {"rubric": [{"when": f"end{name} <= due{name}", "kind": "formula", "marks": "full"}, late]}


def recorded(desk: Desk, name: str, full: Fraction) -> dict[str, Any]:
    """Write a leaf from which counts of records take marks away."""
    owner = f"log{name}"
    desk.evidence[owner] = {"type": "records", "counts": ["all", "late"]}
    desk.best |= {f"{owner}/all": 4, f"{owner}/late": 0}
    desk.better |= {f"{owner}/all": 0, f"{owner}/late": -1}
    desk.parameter[f"each{name}"] = {"value": desk.dice.pick(1, F(1, 3))}
    return {"rubric": {"kind": "deduction", "deduct": [{"of": f"{owner}.late * each{name}", "marks": full / 4}]}}


def rooted(desk: Desk, name: str, full: Fraction) -> dict[str, Any]:
    """Write a leaf with a measure that takes arguments, and where it rounds with a number without end."""
    del full
    one, two = (desk.field(f"f{name}_{place}", 1, 1, type="share", places=2) for place in (0, 1))
    way = desk.dice.pick("mean", "root", "logarithm") if desk.rounds else "mean"
    value = {"mean": "(a + b) / 2", "root": "sqrt(a * b)", "logarithm": "ln(1 + a * b) / ln(2)"}[way]
    desk.measure[f"j{name}"] = {"of": ["a", "b"], "value": value}
    rounding = {} if way == "mean" else {"rounding": {"places": 2}}
    return {"rubric": {"kind": "formula", "marks": f"full * j{name}({one}, {two})"}, **rounding}


Writer = Callable[[Desk, str, Fraction], dict[str, Any]]
PROMISING: tuple[Writer, ...] = (
    *(proportional, threshold, tiers, linear, deduction, judged, checklist, interpolate, goalposts, recorded),
)
"""Kinds whose promise is kept whatever was chosen."""
KINDS: tuple[Writer, ...] = (*PROMISING, lookup, survey, formula, looked_up, dated, rooted)
"""Leaves of every kind."""
