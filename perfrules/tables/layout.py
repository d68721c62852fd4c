"""Which column of a table is what: evidence by its flat name or as a mapping says, keys, and columns that are kept."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from perfrules.case import Binder
from perfrules.case.form import structured
from perfrules.case.subjects import NA
from perfrules.content import ByContent
from perfrules.definition.document import Document, read_document
from perfrules.language import Text, text
from perfrules.model.fields import documented
from perfrules.problems import Place, Problem, TableError, suggestion
from perfrules.tables.form import TableForm
from perfrules.tables.options import Others, TableOptions

FORMAT: Final = "perfrules/columns/1"


@attrs.frozen(eq=False, repr=False, kw_only=True)
class ColumnsFile(ByContent):
    """The keys of a file that says what the columns of a table are called (列名对照)."""

    format: str = documented('format of the file: "perfrules/columns/1"')
    key: str | tuple[str, ...] = documented("column, or columns, by which people know a row", default=())
    columns: Mapping[str, Any] = documented("the table's column of each flat name", factory=dict)


@attrs.frozen
class ColumnNames:
    """What the columns of a table are called: by flat name, and the keys of its rows."""

    columns: Mapping[str, str] = attrs.field(factory=dict)
    key: tuple[str, ...] = ()


@attrs.frozen
class Layout:
    """
    Where everything is in a table.

    Attributes:
        evidence: flat name, column's name and position.
        keys: names and positions of the columns that name a row.
        kept: names and positions of the columns that the result has too.

    """

    evidence: tuple[tuple[str, str, int], ...]
    keys: tuple[tuple[str, int], ...]
    kept: tuple[tuple[str, int], ...]


def names_of(options: TableOptions) -> ColumnNames:
    """
    Return how the columns are called: as a mapping from flat names says, or a file with one.

    Raises:
        TableError: the file cannot be used.

    """
    read = ColumnNames(options.columns) if isinstance(options.columns, Mapping) else _read(options.columns)
    return ColumnNames(read.columns, tuple(dict.fromkeys(options.key or read.key)))


def _read(path: str | os.PathLike[str]) -> ColumnNames:
    document = read_document(path)
    if not isinstance(document, Document):
        raise TableError(document)
    problems: list[Problem] = []

    def report(code: str, message: Text, key: tuple[str | int, ...], advice: Text | None) -> None:
        problems.append(Problem(code, message, document.place(key), advice))

    found: ColumnsFile | None = structured(document.data, ColumnsFile, (), report)
    if found is not None and found.format != FORMAT:
        message = text("this is no mapping of columns: its format is {format}", format=repr(found.format))
        report("PR020", message, ("format",), text("write `format = {format}`", format=f'"{FORMAT}"'))
    for name, theirs in (found.columns if found is not None else {}).items():
        if not isinstance(theirs, str):
            report("PR023", text("the name of a column in quotes was expected"), ("columns", name), None)
    if problems or found is None:
        raise TableError(problems)
    return ColumnNames(dict(found.columns), (found.key,) if isinstance(found.key, str) else found.key)


def layout(
    binder: Binder,
    form: TableForm,
    headings: Sequence[str],
    names: ColumnNames,
    others: Others,
    index: Sequence[str] = (),
) -> tuple[Layout, tuple[Problem, ...]]:
    """Return where all is in a table with these *headings* and *index*, and everything that is wrong with them."""
    at = {heading: place for place, heading in enumerate(headings)}
    problems = [*_twice(headings), *_shared(names), *_unmapped(binder, at, names, index)]
    renamed = {theirs for theirs in names.columns.values() if theirs in at}
    evidence = [(ours, theirs, at[theirs]) for ours, theirs in names.columns.items() if theirs in at]
    evidence = [entry for entry in evidence if binder.knows(entry[0])]
    spare = [heading for heading in at if heading not in renamed]
    evidence += [
        (heading, heading, at[heading]) for heading in spare if heading not in names.columns and binder.knows(heading)
    ]
    taken = {theirs for _, theirs, _ in evidence} | set(names.key)
    left = [heading for heading in at if heading not in taken]
    if others == "refuse":
        problems += _unknown(binder, left)
    problems += _lacking(form, binder, {ours for ours, _, _ in evidence}, names, index)
    keys = tuple((name, at[name]) for name in names.key if name in at)
    kept = keys + tuple((heading, at[heading]) for heading in left if others == "keep")
    return Layout(tuple(evidence), keys, kept), tuple(problems)


def _twice(headings: Sequence[str]) -> Iterator[Problem]:
    for name in dict.fromkeys(name for place, name in enumerate(headings) if name in headings[:place]):
        message = text("the table has several columns `{name}`", name=name)
        yield Problem("PR803", message, Place(key=(name,)), text("give each column a name of its own"))


def _shared(names: ColumnNames) -> Iterator[Problem]:
    """Yield which columns are said to be several pieces of evidence."""
    meant: dict[str, list[str]] = {}
    for ours, theirs in names.columns.items():
        meant.setdefault(theirs, []).append(ours)
    for theirs, several in meant.items():
        if len(several) > 1:
            both = ", ".join(f"`{name}`" for name in several)
            message = text("the column `{name}` is said to be {both}", name=theirs, both=both)
            yield Problem("PR808", message, Place(key=(theirs,)), text("give each its own column"))


def _unmapped(binder: Binder, at: Mapping[str, int], names: ColumnNames, index: Sequence[str]) -> Iterator[Problem]:
    for ours, theirs in names.columns.items():
        if not binder.knows(ours):
            message = text("the indicator set asks for no evidence `{name}`", name=ours)
            yield Problem("PR801", message, Place(key=(theirs,)), suggestion(ours, binder.names))
    wanted = dict.fromkeys((*names.columns.values(), *names.key))
    elsewhere = None
    if names.columns and at.keys().isdisjoint(wanted):
        elsewhere = text("nothing is called so: headings stand in the first row, of a workbook on its first sheet")
    for name in wanted:
        if name not in at:
            message = text("the table has no column `{name}`", name=name)
            yield Problem(
                "PR802", message, Place(key=(name,)), _aside(name, index) or elsewhere or suggestion(name, at)
            )


def _aside(name: str, index: Sequence[str]) -> Text | None:
    """Return what to do where a column stands in the index of a table."""
    return text("it is the index of the table: make it a column by `reset_index()`") if name in index else None


def _unknown(binder: Binder, left: Iterable[str]) -> Iterator[Problem]:
    for heading in left:
        message = text("the column `{name}` is no evidence that the indicator set asks for", name=heading[:100])
        near = suggestion(heading[:100], binder.names)
        advice = text("name it as a key, or let other columns be kept or ignored; {near}", near=near or "")
        yield Problem("PR801", message, Place(key=(heading,)), advice)


def _lacking(
    form: TableForm, binder: Binder, given: set[str], names: ColumnNames, index: Sequence[str]
) -> Iterator[Problem]:
    """Yield which columns every row needs and the table does not have; those that *names* has are told of already."""
    about = {binder.meaning(name)[0].name for name in given if _is_whole(binder, name)}
    for column in form.columns:
        if column.required and column.name not in {*given, *names.columns} and column.field not in about:
            message = text("the table has no column `{name}`, which every row needs", name=column.name)
            advice = _aside(column.name, index) or text("add it, or say with `columns` what the table calls it")
            yield Problem("PR802", message, Place(key=(column.name,)), advice)


def _is_whole(binder: Binder, name: str) -> bool:
    """Return whether a column may speak for a whole field or indicator: its own name, or why it is not applicable."""
    subject, part = binder.meaning(name)
    return part is None or part == NA or (subject.sort == "checklist" and part.endswith(f"/{NA}"))
