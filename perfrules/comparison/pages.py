"""A comparison as a page: the verdict, where scores differ, what was changed, and what it does to cases."""

from collections.abc import Iterator
from fractions import Fraction

from perfrules.comparison.labels import SORTS
from perfrules.comparison.model import CaseChange, Change, Comparison, Difference
from perfrules.language import Text, current, text
from perfrules.rendering.blocks import Block, Column, Heading, Item, Items, Paragraph, Row, Table, Title
from perfrules.rendering.wording import DASH, enclosed, number
from perfrules.scoring.award import exact_number

VERDICTS = {
    "same": text("Scores stay comparable: both give the same marks and grades to every case."),
    "where": text("Scores stay comparable but where this is said: results differ there only."),
    "not": text("Scores are not comparable."),
}
"""What each verdict says."""


def page(comparison: Comparison) -> Iterator[Block]:
    """Yield the page of a comparison, in the language in force."""
    yield Title(f"{comparison.old} → {comparison.new}")
    yield Paragraph(str(VERDICTS[comparison.verdict]), strong=True)
    if comparison.differences:
        yield Heading(str(text("Where scores differ")))
        yield Items([Item(_differs(each), _where(each)) for each in comparison.differences])
    if not comparison.changes:
        yield Paragraph(str(text("Nothing was changed.")))
    for sort, title in SORTS.items():
        found = [change for change in comparison.changes if change.sort == sort]
        if found:
            yield Heading(str(title))
            yield Items([Item(_changed(change), _from_to(change)) for change in found])
    yield from _cases(comparison)


def _differs(difference: Difference) -> str:
    if difference.what == "grade":
        return str(text("the grade of {about}", about=difference.about))
    return str(difference.about)


def _where(difference: Difference) -> str:
    said = text("for all values of what it reads")
    if difference.where:
        separator = "；" if current() == "zh" else "; "
        said = text("only where: {conditions}", conditions=separator.join(map(str, difference.where)))
    return (
        f"{said}{enclosed([str(text('reads {names}', names=', '.join(difference.reads)))] if difference.reads else ())}"
    )


def _changed(change: Change) -> str:
    return f"{change.about}: {change.what}" if change.what is not None else str(change.about)


def _from_to(change: Change) -> str:
    """Return what it was and what it is now; one word where it came or went as a whole."""
    if change.what is None:
        return str(change.old if change.new is None else change.new)
    return f"{_or_nothing(change.old)} → {_or_nothing(change.new)}"


def _or_nothing(said: Text | None) -> str:
    return DASH if said is None else str(said)


def signed(change: Fraction) -> str:
    """Return a change with its sign."""
    shown = number(exact_number(abs(change)))
    return "0" if not change else f"{'+' if change > 0 else '−'}{shown}"


def _cases(comparison: Comparison) -> Iterator[Block]:
    compared = [case for case in comparison.cases if case.is_compared]
    if compared:
        yield Heading(str(text("Cases")))
        yield _table(compared)
    for case in compared:
        for result in case.results:
            if result.causes:
                yield Heading(f"{case.name}, {result.code}" if len(case.results) > 1 else case.name)
                columns = (Column(str(text("Cause")), flexible=True), Column(str(text("Change")), right=True))
                rows = [Row((str(cause.about), signed(cause.change))) for cause in result.causes]
                yield Table(
                    columns, [*rows, Row((str(text("together")), signed(result.change)), strong=True, rule=True)]
                )
    refused = [case for case in comparison.cases if not case.is_compared]
    if refused:
        yield Heading(str(text("Cases that only one of the two, or neither, can score")))
        yield Items([Item(case.name, _refused(case)) for case in refused])


def _table(cases: list[CaseChange]) -> Table:
    columns = (
        Column(str(text("Case")), flexible=True),
        Column(str(text("Result"))),
        Column(str(text("Old")), right=True),
        Column(str(text("New")), right=True),
        Column(str(text("Change")), right=True),
        Column(str(text("Grade"))),
    )
    rows = []
    for case in cases:
        for result in case.results:
            grades = [grade or DASH for grade in (result.old_grade, result.new_grade)]
            grade = grades[0] if grades[0] == grades[1] else " → ".join(grades)
            numbers = (number(exact_number(result.old)), number(exact_number(result.new)), signed(result.change))
            rows.append(Row((case.name, result.code, *numbers, "" if grade == DASH else grade)))
    return Table(columns, rows)


def _refused(case: CaseChange) -> str:
    parts = [(text("by the old one"), case.refused_by_old), (text("by the new one"), case.refused_by_new)]
    return "\n".join(
        f"{text('not {which}', which=which)}: {problem.code} {problem.message}"
        for which, problems in parts
        for problem in problems
        if problem.severity == "error"
    )


__all__ = ["VERDICTS", "page", "signed"]
