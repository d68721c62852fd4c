"""From a definition to its rules, as they are on a day, with all that only its formulas show."""

import os
from datetime import date

import attrs

from perfrules.definition.document import Document
from perfrules.definition.editions import Day
from perfrules.definition.load import Definition, checked, load_set
from perfrules.garbage import unsearched
from perfrules.language import text
from perfrules.plugins import Registry
from perfrules.problems import DefinitionError, Problem, ProblemsFoundError
from perfrules.program import compile_set
from perfrules.scoring.rules import Rules, offered


def load(reference: str | os.PathLike[str], *, on: date | None = None, registry: Registry | None = None) -> Rules:
    """
    Return the rules of a set: an id, id@edition, or the path of a definition file.

    Where no edition is named, it is the one in force on *on* (default: today); of values with dates those hold that are
    in force on that day.

    Raises:
        DefinitionError: with all problems of the definition, in order of place.

    """
    return load_for(reference, Day.of(on), registry)


def load_for(reference: str | os.PathLike[str], day: Day, registry: Registry | None = None) -> Rules:
    """Return the rules of a set as they are on *day*; see `load`."""
    # What is handed over may be made by hand, and no file tells when that has changed.
    stamps = registry is None
    registry = Registry.installed() if registry is None else registry
    with unsearched():
        return of_day(compile_rules(load_set(reference, registry, on=day.on, stamps=stamps), registry), day)


def problems_of_set(document: Document, registry: Registry, *, on: date | None = None) -> tuple[Problem, ...]:
    """Return all problems of the set that *document* holds, as it is on a day: what only its formulas show as well."""
    definition, problems = checked(document, registry, on=on)
    if definition is None:
        return tuple(problems)
    try:
        return (*problems, *compile_rules(definition, registry).warnings)
    except ProblemsFoundError as error:
        return (*problems, *error.problems)


def compile_rules(definition: Definition, registry: Registry) -> Rules:
    """Return the rules of a loaded definition; raise DefinitionError with all that only its formulas show."""
    rules, problems = compiled(definition, registry)
    if rules is None or any(problem.severity == "error" for problem in problems):
        raise DefinitionError(
            sorted(problems, key=lambda problem: (problem.place.line or 0, problem.place.column or 0))
        )
    stamp = definition.stamp
    if stamp is not None and not stamp.found and not problems:
        stamp.put()
    return rules


def compiled(definition: Definition, registry: Registry) -> tuple[Rules | None, tuple[Problem, ...]]:
    """
    Return the rules of a loaded definition, and all that only its formulas show.

    There are no rules where it cannot be turned into formulas. Where only its formulas have problems there are: nothing
    is to be scored by them, but a case can show what is wrong.
    """
    aggregations, functions = offered(registry.aggregations), offered(registry.functions)
    program, problems = compile_set(definition.set, aggregations, functions, definition)
    if program is not None and (definition.stamp is None or not definition.stamp.found):
        from perfrules.checks import check_formulas  # not loaded for what has passed them before

        problems = (*problems, *check_formulas(definition.set, program, definition.place))
    problems = tuple(_attributed(problem, registry) for problem in problems)
    if program is None:
        return None, problems
    warnings = (problem for problem in problems if problem.severity == "warning")
    return Rules(definition, program, registry, (*definition.warnings, *warnings)), problems


def of_day(rules: Rules, day: Day) -> Rules:
    """Return *rules* as those of *day*, where another day could have others."""
    dated = any(parameter.entry is not None for parameter in rules.set.parameter)
    return attrs.evolve(rules, day=day) if dated or rules.definition.by_day else rules


def _attributed(problem: Problem, registry: Registry) -> Problem:
    """Return *problem*; one of a kind or an aggregation that gives no marks with the plugin that it comes from."""
    if problem.code != "PR510":
        return problem
    values = problem.text.values
    given = registry.kinds.get(str(values.get("kind"))) or registry.aggregations.get(str(values.get("name")))
    if given is None:
        return problem
    plugin = str(registry.plugin(given.plugin))
    return attrs.evolve(problem, advice=text("it comes from the plugin {plugin}, which is broken there", plugin=plugin))
