"""From what a user names to rules and cases."""

from pathlib import Path

import attrs

from perfrules.case import Case
from perfrules.definition.library import is_path
from perfrules.problems import CaseError, DefinitionError, Place
from perfrules.scoring import Rules, load

_UNOPENED = frozenset({"PR001", "PR002", "PR003"})
"""Codes of files that cannot be opened: such a file has no place of its own."""


def rules_of(case: Case) -> Rules:
    """
    Return the rules that *case* is scored by; a path in it starts from the case's folder.

    Raises:
        CaseError: there is no such set; the problem stands where the case names it.
        DefinitionError: the set has problems of its own.

    """
    reference: str | Path = case.indicator_set
    if case.folder is not None and is_path(case.indicator_set):
        reference = case.folder / case.indicator_set
    try:
        return load(reference)
    except DefinitionError as error:
        if all(problem.place == Place() or problem.code in _UNOPENED for problem in error.problems):
            place = case.place(("indicator_set",))
            raise CaseError(attrs.evolve(problem, place=place) for problem in error.problems) from None
        raise
