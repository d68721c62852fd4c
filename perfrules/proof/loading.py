"""Rules to prove things of: also those of a definition whose formulas have problems, which nothing is scored by."""

from datetime import date
from pathlib import Path

from perfrules.definition.document import Document
from perfrules.definition.editions import Day
from perfrules.definition.library import open_reference
from perfrules.definition.load import checked
from perfrules.plugins import Registry
from perfrules.problems import Place, Problem
from perfrules.scoring import Rules
from perfrules.scoring.loading import compiled, of_day


def provable(
    reference: str | Document, registry: Registry, on: date | None = None
) -> tuple[Rules | None, tuple[Problem, ...]]:
    """
    Return the rules of a set, by its path, its id or as a document, and all problems of its definition.

    There are no rules where the definition cannot be turned into formulas. Where only its formulas have problems there
    are: what is wrong can then be shown by a case.
    """
    document = reference
    if isinstance(document, str):
        document = open_reference(document, registry, Place, base=Path(), on=on)  # type: ignore[assignment]
    definition, problems = checked(document, registry, on=on)  # type: ignore[arg-type]  # or why there is none
    if definition is None:
        return None, problems
    rules, more = compiled(definition, registry)
    return None if rules is None else of_day(rules, Day.of(on)), (*problems, *more)
