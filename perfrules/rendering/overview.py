"""A scorecard (评分表) as a page: the tree, the largest losses, and what a reader has to know beside them."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from perfrules.language import current, text
from perfrules.rendering import wording
from perfrules.rendering.blocks import (
    Block,
    Column,
    Fields,
    Heading,
    Item,
    Items,
    Paragraph,
    Row,
    Table,
    Title,
)
from perfrules.rendering.gates import remarks
from perfrules.rendering.wording import code_and_name, enclosed, name_of, named, number, places_of
from perfrules.scoring.award import Award, exact_number
from perfrules.scoring.scorecard import Scorecard

LOSSES = 5
"""How many of the largest losses are shown."""


def overview(card: Scorecard) -> list[Block]:
    """Return the page of *card*, in the language in force."""
    return [*_head(card), tree(card.awards, card), *_losses(card), *_outlook(card), *_warnings(card)]


def conclusion(card: Scorecard) -> str:
    """Return the sentence of the result, 评价等级为 Y, with what gates did to it and to other indicators."""
    others = [award for award in card.awards if award.gates and award.code != card.headline]
    said = [f"{code_and_name(award)}{enclosed([remarks(card, award)])}" for award in others]
    space, stop = ("", "。") if current() == "zh" else (" ", ".")
    return space.join([_result(card), *(f"{each}{stop}" for each in said)])


def _result(card: Scorecard) -> str:
    award = card[card.headline]
    places = places_of(each.marks for each in card.awards)
    marks, full = number(award.marks, places), number(award.full_marks)
    grade = wording.grade(card.set, award.grade)
    if award.marks is None:
        return str(text("there is no total: {why}", why=award.absence_reason or wording.NOTHING))
    why = remarks(card, award)
    if grade:
        grade += enclosed([why])
        return str(text("Total {marks} of {full}, grade {grade}.", marks=marks, full=full, grade=grade))
    if why:
        return str(text("Total {marks} of {full} ({why}).", marks=marks, full=full, why=why))
    return str(text("Total {marks} of {full}.", marks=marks, full=full))


def _head(card: Scorecard) -> Iterator[Block]:
    about = card.set
    yield Title(f"{named(about.title, about.title_en)} ({about.id}@{about.edition})")
    rows = [
        (str(label), str(card.project[key]))
        for key, label in (("name", text("Project")), ("year", text("Year")))
        if card.project.get(key) not in {None, ""}
    ]
    if rows:
        yield Fields(rows)
    if card.outlook is None:
        yield Paragraph(conclusion(card), strong=True)


def tree(awards: Sequence[Award], card: Scorecard) -> Table:
    """Return the tree with full marks, marks and rates; the results of the set come last."""
    places = places_of(award.marks for award in awards)
    fulls = places_of(award.full_marks for award in awards)
    root, *nodes = awards
    graded = any(award.grade for award in nodes)
    columns = [
        Column(str(text("Code"))),
        Column(str(text("Indicator")), flexible=True),
        Column(str(text("Full marks")), right=True),
        Column(str(text("Marks")), right=True),
        Column(str(text("Rate")), right=True),
        *([Column(str(text("Grade")))] if graded else []),
    ]

    def row(award: Award, *, total: bool = False) -> Row:
        name = total_name(award) if total else f"{name_of(award)}{remark(award)}"
        cells = ("" if total else award.code, name, *numbers(award, places, fulls))
        grade = (wording.grade(card.set, award.grade),) if graded else ()
        strong = total or not award.is_leaf
        return Row((*cells, *grade), strong=strong, level=0 if total else award.level - 1, rule=total)

    return Table(columns, [*(row(award) for award in nodes), row(root, total=True)])


def numbers(award: Award, places: int, fulls: int) -> tuple[str, str, str]:
    """Return full marks, marks and rate of an award as they are printed."""
    return number(award.full_marks, fulls), number(award.marks, places), award.rate_shown or wording.NOTHING


def total_name(award: Award) -> str:
    """Return what the root is called."""
    return name_of(award) or str(text("Total"))


def remark(award: Award) -> str:
    """Return what must be read beside the name of an indicator."""
    said = []
    if award.absent == "not_applicable":
        said.append(text("not applicable"))
    elif award.absent == "missing":
        said.append(text("evidence missing"))
    if award.bonus:
        said.append(text("bonus"))
    if award.declared_full_marks is not None and award.declared_full_marks != award.full_marks:
        said.append(text("full marks {declared} by definition", declared=number(award.declared_full_marks)))
    return enclosed(map(str, said))


def _losses(card: Scorecard) -> Iterator[Block]:
    losses = card.losses(LOSSES)
    places = places_of(award.marks for award in card.awards)
    if losses:
        yield Heading(str(text("Largest losses")))
        yield Items(Item(f"{code_and_name(award)}  −{number(award.lost, places)}", award.reason) for award in losses)
    other = [entry for entry in card.ledger if entry.sort not in {"rubric", "rounding"}]
    if other:
        yield Heading(str(text("Marks lost or gained otherwise")))
        yield Items(
            Item(f"{code_and_name(card[entry.code])}  {_signed(-Fraction(entry.marks), places)}", entry.reason)
            for entry in other
        )


def _signed(value: Fraction, places: int) -> str:
    shown = number(exact_number(abs(value)), places)
    return f"−{shown}" if value < 0 else f"+{shown}"


def _outlook(card: Scorecard) -> Iterator[Block]:
    """Yield what is missing and what the result can still be."""
    if card.outlook is None:
        return
    low, high = card.outlook.interval
    yield Heading(str(text("What is missing")))
    yield Items(
        Item(f"{read.name}  {read.label}" if read.label != read.name else read.name, read.note)
        for read in card.outlook.missing
    )
    places = places_of(award.marks for award in card.awards)
    said = text("The total lies between {low} and {high}.", low=number(low, places), high=number(high, places))
    yield Paragraph(str(said), strong=True)
    grades = grades_possible(card.outlook.grades, card)
    if grades:
        yield Paragraph(grades)


def grades_possible(grades: Sequence[str], card: Scorecard) -> str:
    """Return the sentence of the *grades* that are still possible; "" for none."""
    comma = "、" if current() == "zh" else ", "
    shown = comma.join(wording.grade(card.set, grade) for grade in grades)
    return str(text("Grades that are still possible: {grades}.", grades=shown)) if shown else ""


def _warnings(card: Scorecard) -> Iterator[Block]:
    if card.warnings:
        yield Heading(str(text("Warnings")))
        yield Items(Item(f"{problem.place}: {problem.code}", problem.message) for problem in card.warnings)
