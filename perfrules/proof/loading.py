"""Rules to prove things of: also those of a definition whose formulas have problems, which nothing is scored by."""

from datetime import date
from pathlib import Path

import attrs

from perfrules.checks import check_formulas
from perfrules.definition.document import Document
from perfrules.definition.editions import Day
from perfrules.definition.library import open_reference
from perfrules.definition.load import checked
from perfrules.plugins import Registry
from perfrules.problems import Place, Problem
from perfrules.program import compile_set
from perfrules.scoring import Rules
from perfrules.scoring.rules import offered


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
    aggregations, functions = offered(registry.aggregations), offered(registry.functions)
    program, more = compile_set(definition.set, aggregations, functions, definition)
    if program is None:
        return None, (*problems, *more)
    found = check_formulas(definition.set, program, definition.place)
    rules = Rules(definition, program, registry)
    dated = any(parameter.entry is not None for parameter in definition.set.parameter)
    return attrs.evolve(rules, day=Day.of(on) if dated else None), (*problems, *more, *found)
