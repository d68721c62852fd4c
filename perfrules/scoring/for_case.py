"""From what a case names to the rules that it is scored by."""

from datetime import date
from pathlib import Path

import attrs

from perfrules.case import Case
from perfrules.definition.editions import Day
from perfrules.definition.library import is_path
from perfrules.plugins import Registry
from perfrules.problems import CaseError, DefinitionError, Place
from perfrules.scoring.loading import load_for
from perfrules.scoring.rules import Rules

_UNOPENED = frozenset({"PR001", "PR002", "PR003"})
"""Codes of files that cannot be opened: such a file has no place of its own."""


def rules_of(case: Case, registry: Registry | None = None, *, on: date | None = None) -> Rules:
    """
    Return the rules that *case* is scored by; a path in it starts from the case's folder.

    They are those of the day *on*, else of the day that the case says, else of today.

    Raises:
        CaseError: there is no such set; the problem stands where the case names it.
        DefinitionError: the set has problems of its own.

    """
    try:
        return load_for(reference_of(case), Day.of(on, case.on), registry)
    except DefinitionError as error:
        if all(problem.place == Place() or problem.code in _UNOPENED for problem in error.problems):
            place = case.place(("indicator_set",))
            raise CaseError(attrs.evolve(problem, place=place) for problem in error.problems) from None
        raise


def reference_of(case: Case) -> str | Path:
    """Return the set that *case* names: an id, or the path of a file from where the case lies."""
    if case.folder is not None and is_path(case.indicator_set):
        return case.folder / case.indicator_set
    return case.indicator_set
