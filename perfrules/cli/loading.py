"""From what a user names to rules and cases."""

import attrs

from perfrules.case import Case
from perfrules.definition.library import is_path
from perfrules.problems import CaseError, DefinitionError, Place
from perfrules.scoring import Rules, load


def rules_of(case: Case) -> Rules:
    """
    Return the rules that *case* is scored by; a path in it starts from the case's folder.

    Raises:
        CaseError: there is no such set; the problem stands where the case names it.
        DefinitionError: the set has problems of its own.

    """
    reference = case.indicator_set
    if case.folder is not None and reference and is_path(reference):
        reference = str(case.folder / reference)
    try:
        return load(reference)
    except DefinitionError as error:
        if all(problem.place == Place() for problem in error.problems):
            place = case.place(("indicator_set",))
            raise CaseError(attrs.evolve(problem, place=place) for problem in error.problems) from None
        raise
