"""What all measurements share: outputs that are compared, turns, and lines of a table."""

from collections.abc import Callable, Mapping
from statistics import median
from time import process_time

import perfrules as pr
from perfrules.formula import Node


def roots(rules: pr.Rules) -> list[Node]:
    """Return what the peers compute: leaves, sections, the total, the rates of the sections and the grade."""
    plans = rules.program.nodes
    leaves = [plans[node.code].marks for node in rules.set.leaves]
    rates = [
        (100 * pr.Symbol(plans[code].marks) / pr.Symbol(plans[code].full)).rounded(2).node for code in ("A", "B", "C")
    ]
    sections = [plans[code].marks for code in ("A", "B", "C", "total")]
    grade = plans["total"].grade
    assert grade is not None
    return [*leaves, *sections, *rates, grade]


def interleaved(
    tasks: Mapping[str, Callable[[], object]], rounds: int, clock: Callable[[], float] = process_time
) -> dict[str, float]:
    """Return the median seconds of each task; they take turns, so that a slow moment slows all of them."""
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            start = clock()
            task()
            times[name].append(clock() - start)
    return {name: median(values) for name, values in times.items()}


def at_least(name: str, ratio: float, target: float) -> None:
    """Print one ratio beside its target."""
    print(f"{name:<64} {ratio:>8.2f}   ≥ {target:<6g} {'reached' if ratio >= target else 'missed'}")


def at_most(name: str, value: float, target: float) -> None:
    """Print one number beside what it may be at most."""
    print(f"{name:<64} {value:>8.2f}   ≤ {target:<6g} {'reached' if value <= target else 'missed'}")
