"""The renderer `markdown`: the score tables of a report."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import ClassVar

import attrs

from perfrules.content import ByContent
from perfrules.language import Text, current, text, use
from perfrules.model.indicator_set import TOTAL
from perfrules.rendering.days import rules_of_day
from perfrules.rendering.figures import Figures
from perfrules.rendering.markdown_page import escape, rows_of_table
from perfrules.rendering.overview import conclusion, grades_possible, possible, total_name
from perfrules.rendering.screen import Screen
from perfrules.rendering.text import language_on
from perfrules.rendering.wording import code_and_name, named, number, places_of
from perfrules.scoring.award import Award, exact_number
from perfrules.scoring.scorecard import Scorecard

_LEVELS = (
    text("Level 1"),
    text("Level 2"),
    text("Level 3"),
    text("Level 4"),
)
_SORTS = {
    "rubric": text("rubric"),
    "rounding": text("rounding"),
    "not_applicable": text("not applicable"),
    "gate": text("gate"),
    "aggregation": text("aggregation"),
}


@attrs.frozen(eq=False, repr=False)
class MarkdownRenderer(ByContent):
    """
    The scorecard as Markdown: the first level, the whole tree as reports print it, the reasons, every loss,
    the questionnaires.

    It is written in the language in force, else in the set's; where the encoding has no Chinese, in English.

    Attributes:
        encoding: of what reads it.

    """

    name: ClassVar[str] = "markdown"
    suffix: ClassVar[str] = ".md"

    encoding: str = "utf-8"

    def render(self, card: Scorecard) -> str:
        """Return *card* as Markdown."""
        with use(language_on(Screen(encoding=self.encoding), card.set.language)):
            return "\n".join(_lines(card)) + "\n"


def _lines(card: Scorecard) -> Iterator[str]:
    about = card.set
    yield f"# {escape(named(about.title, about.title_en))}"
    yield ""
    for label, value in _particulars(card):
        yield f"- {label}{_colon()}{escape(value)}"
    yield ""
    if card.outlook is None:
        yield f"**{escape(conclusion(card))}**"
    else:
        yield from _outlook(card)
    for title, lines in (
        (text("First level"), _first_level(card)),
        (text("All indicators"), _tree(card)),
        (text("Reasons"), _reasons(card)),
        (text("Lost marks"), _ledgers(card)),
        (text("Questionnaires"), _questionnaires(card)),
        (text("Warnings"), (f"- {problem.code}: {escape(problem.message)}" for problem in card.warnings)),
    ):
        body = list(lines)
        if body:
            yield from ("", f"## {title}", "", *body)


def _colon() -> str:
    return "：" if current() == "zh" else ": "


def _particulars(card: Scorecard) -> Iterator[tuple[Text | str, str]]:
    yield text("Indicator set"), f"{card.set.id}@{card.set.edition}"
    yield from rules_of_day(card.rules)
    for key, label in (("name", text("Project")), ("year", text("Year"))):
        if card.project.get(key) not in {None, ""}:
            yield label, str(card.project[key])


def _outlook(card: Scorecard) -> Iterator[str]:
    if card.outlook is None:
        return
    yield f"**{escape(possible(card, Figures(card.outcomes, card.set).places))}**"
    yield ""
    grades = grades_possible(card.outlook.grades, card)
    if grades:
        yield from (escape(grades), "")
    yield f"{text('What is missing')}{_colon()}"
    yield ""
    for read in card.outlook.missing:
        yield f"- `{read.name}` {escape(read.label)}"


def _table(titles: Sequence[Text], rows: Iterable[Sequence[str]], *, numbers_from: int) -> Iterator[str]:
    """Return the lines of a table; the columns from *numbers_from* on hold numbers."""
    return rows_of_table(titles, rows, right=[place >= numbers_from for place in range(len(titles))])


def _first_level(card: Scorecard) -> Iterator[str]:
    figures = Figures(card.outcomes, card.set)
    shown = [award for award in card.awards if award.level <= 1]
    rows = [(_shown(award), *figures.numbers(award), *figures.grade(award)) for award in shown]
    full, _, *rest = figures.titles
    titles = (text("Indicator"), full, text("Marks given"), *rest, *figures.grade_title)
    return _table(titles, _total_last(card, rows), numbers_from=1)


def _shown(award: Award) -> str:
    return escape(code_and_name(award)) if award.code != TOTAL else f"**{escape(total_name(award))}**"


def _total_last(card: Scorecard, rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [*rows[1:], rows[0]] if card.set.has_total else rows


def _tree(card: Scorecard) -> Iterator[str]:
    """Yield the whole tree, a row for a leaf; what a merged cell would hold stands in its first row only."""
    figures = Figures(card.outcomes, card.set)
    nodes = [award for award in card.awards if award.code != TOTAL]
    depth = max((award.level for award in nodes), default=1)
    parents = {award.parent for award in nodes}
    path: list[str] = []
    rows = []
    for award in nodes:
        path = [*path[: award.level - 1], escape(code_and_name(award))]
        if award.code not in parents:
            shown = [*path, *["/"] * (depth - len(path))]
            rows.append((*shown, *figures.numbers(award), *figures.grade(award)))
            path = [""] * len(path)
    titles = [
        _LEVELS[level] if level < len(_LEVELS) else text("Level {level}", level=level + 1) for level in range(depth)
    ]
    if card.set.has_total:
        root = card[TOTAL]
        rows.append((_shown(root), *[""] * (depth - 1), *figures.numbers(root), *figures.grade(root)))
    return _table([*titles, *figures.titles, *figures.grade_title], rows, numbers_from=depth)


def _reasons(card: Scorecard) -> Iterator[str]:
    figures = Figures(card.outcomes, card.set)
    for award in card.awards:
        if award.is_leaf:
            yield f"- **{escape(code_and_name(award))}** {figures.marked(award)}{_colon()}{escape(award.reason)}"


def _ledgers(card: Scorecard) -> Iterator[str]:
    """Yield the losses of each result; of several with the name of each above its own."""
    for place, result in enumerate(card.results.values()):
        lines = list(_ledger(card, result))
        if lines and len(card.results) > 1:
            yield from ([""] if place else [])
            yield from (f"### {escape(code_and_name(result))}", "")
        yield from lines


def _ledger(card: Scorecard, result: Award) -> Iterator[str]:
    entries = card.ledger_of(result.code)
    if not entries:
        return iter(())
    places = places_of([*(entry.marks for entry in entries), *(award.marks for award in card.awards)])
    rows = [
        (
            escape(code_and_name(card[entry.code])),
            str(_SORTS[entry.sort]),
            number(entry.marks, places).replace("-", "−"),
        )
        for entry in entries
    ]
    lost = exact_number(sum((Fraction(entry.marks) for entry in entries), Fraction(0)))
    total = (f"**{text('Total')}**", "", number(lost, places))
    title = text("Marks lost") if result.better == "higher" else text("Marks above the best")
    return _table((text("Indicator"), text("Sort"), title), [*rows, total], numbers_from=2)


def _questionnaires(card: Scorecard) -> Iterator[str]:
    rounds = card.questionnaires
    if not rounds:
        return iter(())
    rows = [(escape(each.audience), _count(each.sent), _count(each.valid), each.returned) for each in rounds]
    titles = (text("Audience"), text("Sent"), text("Valid"), text("Returned"))
    return _table(titles, rows, numbers_from=1)


def _count(number_of: int | None) -> str:
    return "" if number_of is None else str(number_of)


__all__ = ["MarkdownRenderer"]
