"""A scorecard (评分表) as a page: the tree, the largest losses, and what a reader has to know beside them."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from perfrules.language import current, text
from perfrules.model.indicator_set import TOTAL
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
from perfrules.rendering.days import rules_of_day
from perfrules.rendering.figures import Figures, scale
from perfrules.rendering.gates import remarks
from perfrules.rendering.wording import code_and_name, enclosed, name_of, named, number, places_of
from perfrules.scoring.award import Award, LedgerEntry, Outcome, exact_number
from perfrules.scoring.scorecard import Scorecard

LOSSES = 5
"""How many of the largest losses are shown."""


def overview(card: Scorecard) -> list[Block]:
    """Return the page of *card*, in the language in force."""
    return [*_head(card), tree(card.outcomes, card), *_losses(card), *_outlook(card), *_warnings(card)]


def conclusion(card: Scorecard) -> str:
    """Return a sentence of each result, 评价等级为 Y, its rank, and what gates did to it and to other indicators."""
    others = [award for award in card.outcomes if award.gates and award.code not in card.set.results]
    said = [f"{code_and_name(award)}{enclosed([remarks(card, award)])}" for award in others]
    space, stop = ("", "。") if current() == "zh" else (" ", ".")
    results = (sentence for award in card.results.values() for sentence in (_result(card, award), *_rank(award)))
    return space.join([*results, *(f"{each}{stop}" for each in said)])


def _result(card: Scorecard, award: Outcome) -> str:
    """Return the sentence of a result: of the total on the usual scale, else with its name and scale."""
    grade = wording.grade(card.set, award.grade)
    why = remarks(card, award)
    total = award.code == TOTAL and award.is_plain
    name = total_name(award) if award.code == TOTAL else name_of(award)
    if award.marks is None:
        reason = award.absence_reason or wording.DASH
        if total:
            return str(text("there is no total: {why}", why=reason))
        return str(text("{name} has no marks: {why}.", name=name, why=reason))
    places = places_of(each.marks for each in (card.outcomes if total else [award]))
    values = {"marks": number(award.marks, places), "full": number(award.full_marks), "why": why}
    values |= {"name": name, "scale": scale(award), "grade": grade + enclosed([why])}
    template = _SENTENCES["total" if total else "plain" if award.is_plain else "scale"]
    return str(text(template[0 if grade else 1 if why else 2].template, **values))


def _rank(award: Outcome) -> Iterator[str]:
    """Yield the sentence of the rank of a result, where it is known."""
    if award.rank is not None:
        yield str(text("Rank {rank}.", rank=rank_text(award)))


def rank_text(award: Outcome) -> str:
    """Return the rank of a result among how many: "3 of 128"; "" where it is not known."""
    return "" if award.rank is None else str(text("{rank} of {count}", rank=award.rank, count=award.ranked or 0))


_SENTENCES = {
    "total": (
        text("Total {marks} of {full}, grade {grade}."),
        text("Total {marks} of {full} ({why})."),
        text("Total {marks} of {full}."),
    ),
    "plain": (
        text("{name}: {marks} of {full}, grade {grade}."),
        text("{name}: {marks} of {full} ({why})."),
        text("{name}: {marks} of {full}."),
    ),
    "scale": (
        text("{name}: {marks} (scale: {scale}), grade {grade}."),
        text("{name}: {marks} (scale: {scale}; {why})."),
        text("{name}: {marks} (scale: {scale})."),
    ),
}
"""The sentence of a result with a grade, without one but with what a gate did, and with neither."""


def _head(card: Scorecard) -> Iterator[Block]:
    about = card.set
    yield Title(f"{named(about.title, about.title_en)} ({about.id}@{about.edition})")
    rows = [
        (str(label), str(card.project[key]))
        for key, label in (("name", text("Project")), ("year", text("Year")))
        if card.project.get(key) not in {None, ""}
    ]
    rows += rules_of_day(card.rules)
    if rows:
        yield Fields(rows)
    if card.outlook is None:
        yield Paragraph(conclusion(card), strong=True)


def tree(awards: Sequence[Outcome], card: Scorecard) -> Table:
    """Return the tree with full marks or scales, marks and rates; the total comes last, where there is one."""
    figures, mixed = Figures(awards, card.set), len({award.better for award in awards}) > 1
    columns = [
        Column(str(text("Code"))),
        Column(str(text("Indicator")), flexible=True),
        *(Column(str(title), right=True) for title in figures.titles),
        *(Column(str(title)) for title in figures.grade_title),
    ]

    def row(award: Outcome) -> Row:
        total = award.code == TOTAL
        name = total_name(award) if total else f"{name_of(award)}{remark(award, mixed=mixed)}"
        cells = ("" if total else award.code, name, *figures.numbers(award), *figures.grade(award))
        return Row(cells, strong=total or not award.is_leaf, level=0 if total else award.level - 1, rule=total)

    return Table(
        columns, [row(award) for award in (*awards[1:], *awards[:1])] if _has_total(awards) else map(row, awards)
    )


def _has_total(awards: Sequence[Outcome]) -> bool:
    return any(award.code == TOTAL for award in awards[:1])


def total_name(award: Outcome) -> str:
    """Return what the root is called."""
    return name_of(award) or str(text("Total"))


def remark(award: Outcome, *, mixed: bool) -> str:
    """Return what must be read beside the name of an indicator; *mixed* where other marks are better beside it."""
    said = []
    if award.absent == "not_applicable":
        said.append(text("not applicable"))
    elif award.absent == "missing":
        said.append(text("evidence missing"))
    if award.better == "lower" and mixed:
        said.append(text("less is better"))
    if award.bonus:
        said.append(text("bonus"))
    if award.declared_full_marks is not None and award.declared_full_marks != award.full_marks:
        said.append(text("full marks {declared} by definition", declared=number(award.declared_full_marks)))
    return enclosed(map(str, said))


def _losses(card: Scorecard) -> Iterator[Block]:
    for result in card.results.values():
        several = code_and_name(result) if len(card.results) > 1 else ""
        yield from _lost_marks(card, result, several)
        other = card.ledger_of(result.code, ("not_applicable", "gate", "aggregation"))
        if other:
            places = places_of(award.marks for award in card.outcomes)
            yield Heading(str(text("Marks lost or gained otherwise")) + enclosed([several]))
            yield Items(
                Item(
                    f"{code_and_name(card[entry.code])}  {_signed(_change(result, entry), places)}",
                    entry.reason,
                )
                for entry in other
            )


def _lost_marks(card: Scorecard, result: Award, several: str) -> Iterator[Block]:
    losses = card.losses(LOSSES, result.code)
    places = places_of(award.marks for award in card.outcomes)
    if losses:
        yield Heading(str(text("Largest losses")) + enclosed([several]))
        yield Items(Item(f"{code_and_name(award)}  {_missed(award, places)}", award.reason) for award in losses)


def _missed(award: Outcome, places: int) -> str:
    """Return by how much an award misses the best marks: below the full marks, or above the least."""
    if award.is_plain:
        return f"−{number(award.lost, places)}"
    above = text("{marks} above the best", marks=number(award.lost))
    return str(above if award.better == "lower" else text("{marks} below the best", marks=number(award.lost)))


def _change(result: Award, entry: LedgerEntry) -> Fraction:
    return entry.marks if result.better == "lower" else -entry.marks


def _signed(value: Fraction, places: int) -> str:
    shown = number(exact_number(abs(value)), places)
    return f"−{shown}" if value < 0 else f"+{shown}"


def _outlook(card: Scorecard) -> Iterator[Block]:
    """Yield what is missing and what the result can still be."""
    if card.outlook is None:
        return
    yield Heading(str(text("What is missing")))
    yield Items(
        Item(f"{read.name}  {read.label}" if read.label != read.name else read.name, read.note)
        for read in card.outlook.missing
    )
    places = places_of(award.marks for award in card.outcomes)
    yield Paragraph(possible(card, places), strong=True)
    grades = grades_possible(card.outlook.grades, card)
    if grades:
        yield Paragraph(grades)


def possible(card: Scorecard, places: int) -> str:
    """Return the sentence of what the headline result can still be, of an unfinished score."""
    low, high = (None, None) if card.outlook is None else card.outlook.interval
    values = {"low": number(low, places), "high": number(high, places)}
    if card.headline == TOTAL:
        return str(text("The total lies between {low} and {high}.", **values))
    return str(text("{name} lies between {low} and {high}.", name=name_of(card[card.headline]), **values))


def grades_possible(grades: Sequence[str], card: Scorecard) -> str:
    """Return the sentence of the *grades* that are still possible; "" for none."""
    comma = "、" if current() == "zh" else ", "
    shown = comma.join(wording.grade(card.set, grade) for grade in grades)
    return str(text("Grades that are still possible: {grades}.", grades=shown)) if shown else ""


def _warnings(card: Scorecard) -> Iterator[Block]:
    if card.warnings:
        yield Heading(str(text("Warnings")))
        yield Items(Item(f"{problem.place}: {problem.code}", problem.message) for problem in card.warnings)
