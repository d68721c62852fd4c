"""One award (得分明细) as a page: the definition, the evidence, the formula with its numbers, and what came of it."""

from collections.abc import Iterator
from fractions import Fraction

from perfrules.language import Text, current, text
from perfrules.model.indicator_set import TOTAL
from perfrules.readings.notation import shorten
from perfrules.rendering import wording
from perfrules.rendering.blocks import (
    Block,
    Column,
    Fields,
    Heading,
    Item,
    Items,
    Row,
    Table,
    Title,
)
from perfrules.rendering.branches import branches_of
from perfrules.rendering.calculations import calculation
from perfrules.rendering.days import rules_of_day
from perfrules.rendering.figures import Figures, scale
from perfrules.rendering.gates import gates_of
from perfrules.rendering.overview import rank_text, remark, total_name
from perfrules.rendering.rubrics import formula, rubric_words
from perfrules.rendering.wording import DASH, code_and_name, enclosed, exactly, listed, number, places_of
from perfrules.scoring.award import Award, Cited, EvidenceRead, Exact, Outcome, PointAward
from perfrules.scoring.scorecard import Scorecard

_MET = {"met": "✓", "part": "~", "not": "✗", "absent": DASH}


def explanation(card: Scorecard, code: str) -> list[Block]:
    """
    Return the page of the indicator *code*, in the language in force.

    Raises:
        UnknownNameError: when the set has no such indicator.

    """
    award = card[code]
    parts = (
        _result,
        _day,
        _definition,
        _evidence,
        _calculation,
        _points,
        _branches,
        _gates,
        _children,
        _sources,
    )
    return [
        Title(code_and_name(award) if award.code != TOTAL else total_name(award)),
        *(block for part in parts for block in part(card, award)),
    ]


def _rows(*rows: tuple[Text, str | None]) -> Iterator[Block]:
    """Yield the fields that have a text."""
    kept = [(str(label), value) for label, value in rows if value and value != DASH]
    if kept:
        yield Fields(kept)


def _result(card: Scorecard, award: Award) -> Iterator[Block]:
    marks = Figures(card.outcomes, card.set).marks(award)
    declared = award.declared_full_marks if award.declared_full_marks != award.full_marks else None
    yield from _rows(
        (text("Marks"), marks if award.marks is not None else str(text("none"))),
        (text("Full marks"), number(award.full_marks) if award.is_plain else None),
        (text("Scale"), None if award.is_plain else scale(award)),
        (text("Full marks by definition"), number(declared)),
        (text("Rate"), award.rate_shown),
        (text("Grade"), wording.grade(card.set, award.grade)),
        (text("Rank"), rank_text(award)),
        (text("Weight"), number(award.weight) if award.weight != 1 else None),
        (text("Not applicable") if award.absent == "not_applicable" else text("Missing"), award.absence_reason),
    )


def _day(card: Scorecard, _award: Award) -> Iterator[Block]:
    rows = list(rules_of_day(card.rules))
    if rows:
        yield Fields(rows)


def _definition(card: Scorecard, award: Award) -> Iterator[Block]:
    node = card.set.by_code[award.code]
    said = formula(card.rules, node)
    shown = [
        *_rows(
            (text("What is evaluated"), award.description),
            (text("Meaning"), node.explanation.strip()),
            (text("Rubric"), rubric_words(card.rules, node)),
            (text("Formula"), said),
            (text("Aggregation"), node.aggregation),
            (text("Rounding"), None if said else award.rounding),
            (text("Note"), award.note),
        )
    ]
    if shown:
        yield Heading(str(text("Definition")))
        yield from shown


def _evidence(_card: Scorecard, award: Award) -> Iterator[Block]:
    asked = [read for read in award.evidence if not _is_answer(award, read)]
    if not asked:
        return
    yield Heading(str(text("Evidence")))
    columns = [
        Column(str(text("Name")), flexible=True),
        Column(str(text("Value")), right=True),
        Column(str(text("Document"))),
        Column(str(text("Note")), flexible=True),
    ]
    rows = [Row((f"{_label(award, read)} ({read.name})", _value(read), *_basis(award, read))) for read in asked]
    used = [place for place in range(len(columns)) if place == 0 or any(row.cells[place] for row in rows)]
    yield Table([columns[place] for place in used], [Row([row.cells[place] for place in used]) for row in rows])


def _is_answer(award: Award, read: EvidenceRead) -> bool:
    """Return whether what was read is told by a point of the award, or by its absence, already."""
    answers = {f"{award.code}/{point.id}" for point in award.points}
    return read.name.removesuffix("/na") in answers or read.name == f"{award.code}/na"


def _basis(award: Award, read: EvidenceRead) -> tuple[str, str]:
    """Return document and note of what was read; those of a checklist's own answers stand below its points."""
    own = award.points and read.name.startswith(f"{award.code}/")
    return ("", "") if own else (read.document, read.reason or read.note)


def _label(award: Award, read: EvidenceRead) -> str:
    if read.name.startswith(f"{award.code}/") and read.name.endswith("/faults"):
        return str(text("{name}: number of faults", name=read.label))
    return read.label


def _value(read: EvidenceRead) -> str:
    if read.value is None:
        return str(text("not applicable") if read.absent == "not_applicable" else text("missing"))
    if not read.unit:
        return read.value
    return read.value if read.unit == "%" and read.value.endswith("%") else f"{read.value} {read.unit}"


def _calculation(card: Scorecard, award: Award) -> Iterator[Block]:
    rounded = award.is_leaf or award.rounding
    blocks = [
        *_rows(
            (text("With numbers"), calculation(card, award)),
            (_measure_label(award), _in_unit(award.measure, award.measure_unit)),
            (text("Target"), _in_unit(award.target, award.measure_unit)),
            (text("Marks before rounding"), exactly(award.exact_marks) if rounded else None),
            (text("Rounded"), None if award.exact_marks is None else award.rounding),
            (text("Marks after rounding"), Figures(card.outcomes, card.set).marks(award) if rounded else None),
        )
    ]
    if blocks and (award.calculation or award.is_leaf):
        yield Heading(str(text("Calculation")))
        yield from blocks


def _measure_label(award: Award) -> Text:
    """Return what the measure of an award is called, as a label."""
    return text("Measure ({name})", name=award.measure_name) if award.measure_name else text("Measure")


def _in_unit(value: Exact | None, unit: str) -> str | None:
    if value is None:
        return None
    return shorten(Fraction(value), unit)


def _points(_card: Scorecard, award: Award) -> Iterator[Block]:
    if not award.points:
        return
    places = places_of(point.marks for point in award.points)
    columns = [
        Column(str(text("Met"))),
        Column(str(text("Point")), flexible=True),
        Column(str(text("Full marks")), right=True),
        Column(str(text("Marks")), right=True),
    ]
    rows = [
        Row((_sign(point), _point(point), number(point.full_marks, places), number(point.marks, places)))
        for point in award.points
    ]
    yield Heading(str(text("Points")))
    yield Table(columns, rows)
    read = next((read for read in award.evidence if read.document or read.note), None)
    if read is not None:
        yield from _rows((text("Document"), read.document), (text("Note"), read.note))


def _sign(point: PointAward) -> str:
    if point.absent or point.credit is None:
        return _MET["absent"]
    return _MET["met" if point.credit == 1 else "not" if point.credit == 0 else "part"]


def _point(point: PointAward) -> str:
    if not point.absent:
        return point.text
    why = text("not applicable") if point.absent == "not_applicable" else text("missing")
    colon = "：" if current() == "zh" else ": "
    return point.text + enclosed([f"{why}{colon if point.reason else ''}{point.reason}"])


def _branches(_card: Scorecard, award: Award) -> Iterator[Block]:
    return branches_of(award)


def _gates(card: Scorecard, award: Award) -> Iterator[Block]:
    return gates_of(card, award.code)


def _children(card: Scorecard, award: Award) -> Iterator[Block]:
    children = [child for child in card.outcomes if child.parent == award.code]
    if not children:
        return
    figures = Figures(children, card.set)
    columns = [
        Column(str(text("Code"))),
        Column(str(text("Indicator")), flexible=True),
        *(Column(str(title), right=True) for title in figures.titles),
        *(Column(str(title)) for title in figures.grade_title),
    ]
    yield Heading(str(text("Made of")))
    yield Table(columns, [Row(_child(child, award, figures)) for child in children])
    out = [child for child in children if not child.takes_part]
    if out:
        yield Heading(str(text("What takes no part")))
        yield Items(Item(code_and_name(child), child.absence_reason) for child in out)


def _child(child: Outcome, parent: Award, figures: Figures) -> tuple[str, ...]:
    name = f"{wording.name_of(child)}{remark(child, mixed=child.better != parent.better)}"
    return child.code, name, *figures.numbers(child), *figures.grade(child)


def _sources(_card: Scorecard, award: Award) -> Iterator[Block]:
    if award.sources:
        yield Heading(str(text("Sources")))
        yield Items(Item(cited_title(cited), cited.note) for cited in award.sources)


def cited_title(cited: Cited) -> str:
    """Return a source as a line: title, number, article, and that it is a reconstruction where it is one."""
    rebuilt = str(text("reconstruction")) if cited.kind == "reconstruction" else ""
    return listed([cited.title, cited.number, cited.article, rebuilt if rebuilt not in cited.title.lower() else ""])


__all__ = ["cited_title", "explanation"]
