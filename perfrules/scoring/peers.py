"""What a case reads of the population (总体), and what a score lacks without it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from perfrules.formula import read
from perfrules.formula.printing import number_text
from perfrules.language import Text, text
from perfrules.problems import Place, Problem
from perfrules.program import PopulationMeasure, Program
from perfrules.readings.exact import Trace
from perfrules.scoring.award import EvidenceRead

if TYPE_CHECKING:
    from perfrules.case.population import Population


def population_read(program: Program, trace: Trace, names: Mapping[str, str]) -> Mapping[str, Sequence[EvidenceRead]]:
    """Return by input what is told of it where it is read: numerator and denominator are one value, told once."""
    found: dict[str, Sequence[EvidenceRead]] = {}
    for measure in program.populations.values():
        squared = measure.form.squared
        name, said = measure.name, names.get(measure.name, measure.name)
        name, said = (f"{name} ** 2", f"{said}²") if squared else (name, said)
        for group, above, below in measure.inputs:
            label = f"{said} {group}".rstrip()
            found[below] = ()
            found[above] = (EvidenceRead(f"{name}/{group}".rstrip("/"), label, _value(measure, trace, above, below)),)
    return found


def _value(measure: PopulationMeasure, trace: Trace, above: str, below: str) -> str | None:
    ends = [trace.number(read(name).node) for name in (above, below) if trace.knows(read(name).node)]
    numbers = [number for number in ends if number is not None]
    if len(numbers) != len((above, below)):
        return None
    return number_text(measure.form.value(Fraction(numbers[0]) / numbers[1]))


def own_number(measure: PopulationMeasure, trace: Trace) -> tuple[str, Fraction] | None:
    """Return the group and the number of a case, of which *measure* gives it a value of its own; None without them."""
    place = None if measure.by is None else trace.number(measure.by)
    number = trace.number(measure.of)
    if number is None or (place is None and measure.by is not None):
        return None
    return measure.groups[int(place or 0)], number


def told_of(population: "Population", program: Program, trace: Trace) -> dict[str, Any]:
    """Return the population as a scorecard tells it: of values that others have of their own, it has none."""
    own = {
        name: found
        for name, measure in program.populations.items()
        if measure.each and (found := own_number(measure, trace)) is not None
    }
    told = population.to_dict()
    kept = []
    for entry in told["measure"]:
        each = entry.get("each")
        if each is None:
            kept.append(entry)
        elif (group := own.get(entry["name"])) and group[0] == entry.get("group", ""):
            value = population.own[entry["name"], group[0]].get(group[1])
            if value is not None:
                kept.append({**entry, "each": {number_text(group[1]): number_text(value)}})
    return {**told, "measure": kept}


def unkept(population: "Population", program: Program, ranked: Collection[str]) -> Iterator[Problem]:
    """
    Yield what the population of a definition cannot have.

    That is a value that nothing of *program* reads, marks of a result that is not *ranked*, and a value out of the
    range that its function promises.
    """
    advice = text("make it again: `perfrules population SET TABLE -o FILE`")
    for told in (*_unread(population, program, ranked), *_broken(population, program)):
        yield Problem("PR614", told, Place(), advice)


def _unread(population: "Population", program: Program, ranked: Collection[str]) -> Iterator[Text]:
    template = "the population has `{name}`, which this definition does not read"
    known = {(item.name, group): item.each for item in program.populations.values() for group in item.groups}
    for entry in population.file.measure:
        if known.get((entry.name, entry.group)) is not bool(entry.each):
            yield text(template, name=f"{entry.name}/{entry.group}".rstrip("/"))
    for ranking in population.file.ranking:
        if ranking.code not in ranked:
            yield text("the population has the marks of {code}, which this definition does not rank", code=ranking.code)


def _broken(population: "Population", program: Program) -> Iterator[Text]:
    for measure in program.populations.values():
        values = [
            *(population.values.get((measure.name, group)) for group in measure.groups),
            *(value for group in measure.groups for value in population.own.get((measure.name, group), {}).values()),
        ]
        out = next((value for value in values if value is not None and measure.form.misfit(value)), None)
        if out is not None:
            yield text(
                "`{name}` is {value} in the population, which `{function}` promises that it never is",
                name=measure.name,
                value=number_text(out),
                function=measure.form.name,
            )


def unasked(program: Program, trace: Trace) -> frozenset[str]:
    """Return the inputs of values that a case lacks because it has no number or group: what lacks there is told."""
    lacking = (item for item in program.populations.values() if item.each and own_number(item, trace) is None)
    return frozenset(name for item in lacking for _, *names in item.inputs for name in names)


def called(program: Program, inputs: Iterable[str]) -> Sequence[str]:
    """Return *inputs* as they are told: numerator and denominator of what is found over all projects are one value."""
    values = {
        name: f"{item.name}/{group}".rstrip("/")
        for item in program.populations.values()
        for group, *names in item.inputs
        for name in names
    }
    return list(dict.fromkeys(values.get(name, name) for name in inputs))


def not_found(measure: PopulationMeasure, population: "Population", trace: Trace, codes: Iterable[str]) -> Problem:
    """Return the problem that *population* does not tell what *measure* is for a case, and *codes* read it."""
    own = own_number(measure, trace) if measure.each else None
    if own is not None and (measure.name, own[0]) in population.own:
        said = text(
            "no project of the population has the number {number}, of which `{name}` is found; needed by {codes}",
            number=number_text(own[1]),
            name=measure.name,
            codes=", ".join(codes),
        )
        advice = text("find the population again with this project in it: `perfrules population SET TABLE -o FILE`")
        return Problem("PR615", said, Place(), advice)
    place = None if measure.by is None else trace.number(measure.by)
    group = "" if place is None else measure.groups[int(place)]
    template = "`{name}` has no value: no project of the population has its number; needed by {codes}"
    if group:
        template = "`{name}` has no value: no project of the population in `{group}` has its number; needed by {codes}"
    said = text(template, name=measure.name, group=group, codes=", ".join(codes))
    advice = text("find the population of projects that have it; or let the definition say what holds: `missing`")
    return Problem("PR613", said, Place(), advice)


def no_population(name: str, codes: Iterable[str]) -> Problem:
    """Return the problem that *name* is not known of the population, and *codes* read it."""
    said = text(
        "`{name}` is found over all projects, and no population with it is given; needed by {codes}",
        name=name,
        codes=", ".join(codes),
    )
    advice = text(
        "make it of a table of all projects by `perfrules population SET TABLE -o FILE`, and score with "
        "`--population FILE`"
    )
    return Problem("PR613", said, Place(), advice)
