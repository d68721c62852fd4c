"""What a case must give (预期), and files of many cases, as they are written."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs

from perfrules.content import ByContent
from perfrules.model.fields import documented

MANY_FORMAT: Final = "perfrules/cases/1"


@attrs.frozen(eq=False, repr=False, kw_only=True)
class NodeExpectation(ByContent):
    """What one indicator must give: exactly, without any tolerance."""

    marks: Decimal | str | None = documented('marks; a text such as "200/3" where no decimal ends', default=None)
    rate: Decimal | str | None = documented('rate; with % as it is printed: "87.12%", else exact', default=None)
    grade: str | None = documented("grade", default=None)
    null: bool | str | None = documented("no marks: true, or a part of the reason why", default=None)
    branch: int | str | tuple[Any, ...] | None = documented(
        "branch taken: its place in the list of rubrics or tiers, or its label; or a list of them", default=None
    )
    met: tuple[str, ...] | Mapping[str, Any] | None = documented(
        "points met in full: a list of all of them; or a table of the credit of some", default=None
    )


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Expectation(NodeExpectation):
    """What a case must give (预期): its own keys are those of the headline result."""

    problems: tuple[str, ...] | None = documented(
        "codes of all problems that `perfrules check` reports of the case, each as often as it is reported",
        default=None,
    )
    nodes: Mapping[str, Any] = documented("by code: the marks, or a table of marks, rate, grade, …", factory=dict)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class CaseEntry(ByContent):
    """One of many cases."""

    name: str = documented("name of the case, once in the file")
    evidence: Mapping[str, Any] = documented("evidence; an entry replaces the shared one of its name", factory=dict)
    on: date | None = documented("the day whose rules apply, default that of the file", default=None)
    without: tuple[str, ...] = documented("names of shared evidence that this case does not have", default=())
    expect: Mapping[str, Any] = documented("what the case must give", factory=dict)
    note: str = documented("what a reader should know of it", default="")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Cell(ByContent):
    """What is read from a column of a table."""

    column: str = documented("heading of the column")
    values: Mapping[str, Any] = documented(
        "what stands for each text of a cell; other texts are problems", factory=dict
    )
    blank: str | Mapping[str, Any] | None = documented(
        'what a blank cell means: "missing" or { not_applicable = "…" } of evidence, "nothing" or "null" of what is '
        "expected; else it is a problem",
        default=None,
    )


@attrs.frozen(eq=False, repr=False, kw_only=True)
class KnownException(ByContent):
    """A row that contradicts the rules, and is known to."""

    name: str = documented("name of the row's case")
    reason: str = documented("why it is left as it is")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class RowsEntry(ByContent):
    """Cases from the rows of a CSV file, one a row."""

    file: str = documented("CSV file in the folder of this file")
    name: str | tuple[str, ...] = documented(
        "column, or columns, whose cells, with a blank between them, are the name of a row's case"
    )
    where: Mapping[str, Any] = documented(
        "rows that are taken, by column: a value, a list of values, or a table with at_least, above, at_most, below",
        factory=dict,
    )
    blank: str | Mapping[str, Any] | None = documented("what a blank cell of evidence means", default=None)
    evidence: Mapping[str, Any] = documented("by field or flat name: a column, or a table", factory=dict)
    expect: Mapping[str, Any] = documented("by key of `expect`: a column, or a table", factory=dict)
    except_: tuple[KnownException, ...] = documented("rows that must fail, with the reason", default=())
    note: str = documented("what a reader should know of it", default="")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class CasesFile(ByContent):
    """The keys of a file of many cases, as they are written."""

    format: str = documented('format of the file: "perfrules/cases/1"')
    indicator_set: str = documented("the indicator set: id, id@edition, or the path of a file that ends in .toml")
    on: date | None = documented("the day whose rules apply, default today", default=None)
    population: str = documented("the file of what was found over all projects, by `perfrules population`", default="")
    evidence: Mapping[str, Any] = documented("evidence that every case has unless it says otherwise", factory=dict)
    case: tuple[CaseEntry, ...] = documented("the cases", default=())
    rows: tuple[RowsEntry, ...] = documented("tables whose rows are cases", default=())
    note: str = documented("what a reader should know of it", default="")
