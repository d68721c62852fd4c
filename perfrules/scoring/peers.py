"""What a case reads of the population (总体), and what a score lacks without it."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from perfrules.formula import read
from perfrules.formula.printing import number_text
from perfrules.language import text
from perfrules.problems import Place, Problem
from perfrules.program import Program
from perfrules.readings.exact import Trace
from perfrules.scoring.award import EvidenceRead


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
            found[above] = (EvidenceRead(f"{name}/{group}".rstrip("/"), label, _value(trace, above, below)),)
    return found


def _value(trace: Trace, above: str, below: str) -> str | None:
    ends = [trace.number(read(name).node) for name in (above, below) if trace.knows(read(name).node)]
    numbers = [number for number in ends if number is not None]
    return number_text(Fraction(numbers[0]) / numbers[1]) if len(numbers) == len((above, below)) else None


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
