"""A comparison for other programs, as the document `perfrules/comparison/1`, and for a review, as Markdown."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from perfrules.comparison.model import CaseChange, Change, Comparison, Difference, ResultChange
from perfrules.comparison.pages import page
from perfrules.formula.printing import number_text
from perfrules.language import Text
from perfrules.problems.problem import key_text
from perfrules.rendering.blocks import Block, Fields, Heading, Items, Table, Title
from perfrules.rendering.problem_lists import as_data

FORMAT = "perfrules/comparison/1"
"""What the key `format` of a comparison says."""


def to_dict(comparison: Comparison) -> Mapping[str, Any]:
    """Return *comparison* as plain JSON values: numbers are texts, words are in the language in force."""
    return {
        "format": FORMAT,
        "old": comparison.old,
        "new": comparison.new,
        "verdict": comparison.verdict,
        "differences": [_difference(each) for each in comparison.differences],
        "changes": [_change(each) for each in comparison.changes],
        "cases": [_case(each) for each in comparison.cases],
    }


def _difference(difference: Difference) -> Mapping[str, Any]:
    return {
        "indicator": difference.code,
        "about": str(difference.about),
        "what": difference.what,
        "where": [str(condition) for condition in difference.where],
        "reads": list(difference.reads),
    }


def _change(change: Change) -> Mapping[str, Any]:
    return {
        "sort": change.sort,
        "key": key_text(change.path),
        "about": str(change.about),
        "what": _said(change.what),
        "old": _said(change.old),
        "new": _said(change.new),
    }


def _said(words: Text | None) -> str | None:
    return None if words is None else str(words)


def _case(case: CaseChange) -> Mapping[str, Any]:
    return {
        "case": case.name,
        "results": [_result(result) for result in case.results],
        "refused_by_old": [as_data(problem) for problem in case.refused_by_old],
        "refused_by_new": [as_data(problem) for problem in case.refused_by_new],
    }


def _result(result: ResultChange) -> Mapping[str, Any]:
    return {
        "result": result.code,
        "old": _number(result.old),
        "new": _number(result.new),
        "change": _number(result.change),
        "old_grade": result.old_grade,
        "new_grade": result.new_grade,
        "causes": [{"about": str(cause.about), "change": _number(cause.change)} for cause in result.causes],
    }


def _number(value: Fraction) -> str:
    return number_text(value)


def markdown(comparison: Comparison) -> str:
    """Return *comparison* as Markdown, in the language in force."""
    return "\n\n".join(part for block in page(comparison) for part in _written(block)) + "\n"


def _written(block: Block) -> Iterator[str]:
    if isinstance(block, Title):
        yield f"# {_plain(block.text)}"
    elif isinstance(block, Heading):
        yield f"## {_plain(block.text)}"
    elif isinstance(block, Table):
        yield "\n".join(_rows(block))
    elif isinstance(block, Items):
        yield "\n".join(f"- **{_plain(item.title)}**: {_plain(item.text)}" for item in block.items)
    elif not isinstance(block, Fields):
        yield _plain(block.text)


def _rows(table: Table) -> Iterator[str]:
    yield _row(column.title for column in table.columns)
    yield "|" + "".join("---:|" if column.right else "---|" for column in table.columns)
    for row in table.rows:
        yield _row(f"**{cell}**" if row.strong else cell for cell in row.cells)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(_plain(cell) for cell in cells) + " |"


def _plain(words: str) -> str:
    return words.replace("|", "\\|").replace("<", "&lt;").replace("\n", "<br>")


__all__ = ["FORMAT", "markdown", "to_dict"]
