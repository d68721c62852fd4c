"""What people call the inputs and cells of a program."""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from perfrules.content import ByContent
from perfrules.formula import Node
from perfrules.formula.printing import number_text
from perfrules.language import Text, text
from perfrules.model import EvidenceField, IndicatorSet
from perfrules.program import Program
from perfrules.readings.notation import DAYS, Wording, mathematical

_ANSWERS: Mapping[str, Text] = {
    "marks": text("{name}"),
    "sum": text("{name}: marks of the panel"),
    "count": text("{name}: number of evaluators"),
    "na": text("{name}: not applicable"),
}
"""What the answers that stand under an indicator's own code are called."""


@attrs.frozen(eq=False, repr=False)
class Naming(ByContent):
    """What one name of a formula is called, and the unit of its value."""

    label: str
    unit: str = ""
    collect: str = ""


def namings(
    indicator_set: IndicatorSet, program: Program, language: str, readers: Mapping[str, type]
) -> Mapping[str, Naming]:
    """
    Return the naming of every input, measure and node of *program*, in *language* where the set has it.

    What a count of records is called is told by its reader, of *readers* by name.
    """
    found: dict[str, Naming] = {}
    for field in indicator_set.evidence:
        found |= _field(field, language, getattr(readers.get(field.reader), "counts", {}))
    for measure in indicator_set.measure:
        found[measure.key] = Naming(_said(measure.name, measure.name_en, language, measure.key), measure.unit)
    for node in indicator_set.indicators:
        label = _said(node.name, node.name_en, language, node.code)
        found[node.code] = Naming(f"{node.code} {label}" if node.code != "total" else label)
        found[f"{node.code} unrounded"] = Naming(
            text("{name} (not rounded)", name=found[node.code].label).into(language)
        )
        written = "" if node.measure is None else node.measure.written
        found[f"{node.code} measure"] = found.get(str(written), Naming(label))
        for case in node.rubric:
            for point in case.points:
                said = _said(point.text, point.text_en, language, point.id)
                for suffix in ("", "/na", "/faults"):
                    found[f"{node.code}/{point.id}{suffix}"] = Naming(said)
        for suffix, answer in _ANSWERS.items():
            found[f"{node.code}/{suffix}"] = Naming(text(answer.template, name=label).into(language))
    found = {**{item.name: Naming(item.name) for item in program.inputs}, **found}
    found |= dict(_called(indicator_set, program, language, found))
    return found | dict(_of_all(program, language, {name: naming.label for name, naming in found.items()}))


def wording(
    indicator_set: IndicatorSet,
    program: Program,
    language: str,
    found: Mapping[str, Naming],
    shown: Mapping[str, str],
) -> Wording:
    """Return how formulas are put into words: with the namings that were *found*, and inputs as they were *shown*."""
    names = {name: naming.label for name, naming in found.items()}
    units = {name: naming.unit for name, naming in found.items() if naming.unit}
    told = options(indicator_set, program, language), calls(indicator_set, program, language)
    return Wording(language, names, units, shown, {}, *told)


def calls(
    indicator_set: IndicatorSet, program: Program, language: str
) -> Mapping[str, tuple[str, Sequence[Node | str]]]:
    """
    Return what the tables that are looked up are called, in *language*, and their arguments, by cell.

    The number that an option of a choice stands for is looked up as well, by the choice.
    """
    labels = {table.key: _said(table.name, table.name_en, language, table.key) for table in indicator_set.table}
    found = {name: (labels[call.table], call.arguments) for name, call in program.calls.items()}
    return found | {name: (label, (Node("input", (), key),)) for name, key, label in _numbers(indicator_set, language)}


def _numbers(indicator_set: IndicatorSet, language: str) -> Iterator[tuple[str, str, str]]:
    """Yield the cells with the numbers of choices, each with the choice's key and what that is called."""
    for field in indicator_set.evidence:
        if field.type == "choice":
            yield f"{field.key} value", field.key, _said(field.name, field.name_en, language, field.key)


def _called(
    indicator_set: IndicatorSet, program: Program, language: str, found: Mapping[str, Naming]
) -> Iterator[tuple[str, Naming]]:
    """Yield what the calls of tables are called: the table and what it is asked for."""
    units = {table.key: table.unit for table in indicator_set.table}
    names = {name: naming.label for name, naming in found.items()}
    told = calls(indicator_set, program, language)
    yield from ((name, Naming(label)) for name, _, label in _numbers(indicator_set, language))
    for name in program.calls:
        label, arguments = told[name]
        parts = [part if isinstance(part, str) else _asked(part, names, language) for part in arguments]
        names[name] = f"{label}({', '.join(parts)})"
        yield name, Naming(names[name], units[program.calls[name].table])


def _of_all(program: Program, language: str, names: Mapping[str, str]) -> Iterator[tuple[str, Naming]]:
    """Yield what values that are found over all projects are called."""
    for measure in program.populations.values():
        given = dict(zip(measure.form.constants, map(number_text, measure.constants), strict=True))
        asked = _asked(measure.of, names, language)
        said = measure.form.label
        label = Text(said, {"x": asked, **given}).into(language) if said else measure.name
        if said and measure.by is not None:
            label = text("{label}, by {group}", label=label, group=_asked(measure.by, names, language)).into(language)
        yield measure.name, Naming(label)
        for group in measure.groups if measure.by is not None else ():
            yield f"{measure.name}/{group}", Naming(f"{label} {group}")


def options(indicator_set: IndicatorSet, program: Program, language: str) -> Mapping[str, Sequence[str]]:
    """Return what the numbers 0, 1, 2, … of choices, flags and dates stand for, by input."""
    yes_no = (text("no").into(language), text("yes").into(language))
    found: dict[str, Sequence[str]] = {}
    for field in indicator_set.evidence:
        if field.type == "choice":
            found[field.key] = tuple(option.name or option.id for option in field.choices)
        if field.type == "flag":
            found[field.key] = yes_no
        if field.type == "date":
            found[field.key] = DAYS
    # Whether the evaluator says that a node, or a point of it, is not applicable, is yes or no as well.
    found |= {item.name: yes_no for item in program.inputs if item.name.endswith("/na")}
    return found


def _field(field: EvidenceField, language: str, counts: Mapping[str, object]) -> dict[str, Naming]:
    label = _said(field.name, field.name_en, language, field.key)
    out = {field.key: Naming(label, field.unit or ("%" if field.type == "share" else ""), field.collect)}
    for answer in field.answers:
        out[f"{field.key}/{answer.id}"] = Naming(f"{label}·{answer.name or answer.id}", field.unit, field.collect)
    for count in field.counts:
        said = counts.get(count, count)
        told = said.into(language) if isinstance(said, Text) else str(said)
        out[f"{field.key}/{count}"] = Naming(f"{label}·{told}", field.unit, field.collect)
    return out


def _said(name: str, english: str, language: str, key: str) -> str:
    return (english if language == "en" and english else name) or key


def _asked(part: Node, names: Mapping[str, str], language: str) -> str:
    """Return what a table is asked for: a name where it is one, else the formula."""
    named = names.get(str(part.value)) if part.op in ("input", "cell") else None
    return named or mathematical(part, Wording(language, names))
