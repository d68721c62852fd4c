"""Checks that cross the nodes of a definition and need no formulas: each a small function that yields problems."""

from collections.abc import Iterator

from perfrules.definition.build import Draft
from perfrules.definition.checks import (
    absence,
    better,
    clumsy,
    columns,
    editions,
    endings,
    evidence,
    kinds,
    ladders,
    marks,
    names,
    sources,
    tables,
    tree,
)
from perfrules.definition.checks.ladders import check_bands
from perfrules.definition.checks.names import declared_names
from perfrules.definition.checks.view import View
from perfrules.plugins import Registry
from perfrules.problems import Key, Problem

OWN = "PR139"
"""The code of what kinds say of their own rubrics."""
_RUBRIC = 3
"""How many steps lead to the rubric of a node: indicator, its number, rubric."""
_AREAS = (
    tree,
    marks,
    names,
    columns,
    ladders,
    kinds,
    tables,
    evidence,
    absence,
    better,
    endings,
    sources,
    editions,
    clumsy,
)


def check(draft: Draft, registry: Registry) -> Iterator[Problem]:
    """Yield everything that is wrong between the parts of *draft*."""
    view = View(draft, registry)
    found = [problem for area in _AREAS for find in area.CHECKS for problem in find(view)]
    keys = [(problem.place.file, problem.place.key) for problem in found if problem.code != OWN]
    for problem in found:
        if problem.code != OWN or not any(_near(problem, file, key) for file, key in keys):
            yield problem


def _near(problem: Problem, file: str | None, key: Key) -> bool:
    """Return whether what a kind says of its own rubric is about a place of which a check has spoken already."""
    shorter = min(len(key), len(problem.place.key))
    inside = shorter > _RUBRIC and key[:shorter] == problem.place.key[:shorter]
    return inside and file == problem.place.file


__all__ = ["check", "check_bands", "declared_names"]
