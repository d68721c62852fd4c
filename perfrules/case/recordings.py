"""Surveys (问卷) and records (记录): counts as they are written, and files that a reader turns into counts."""

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from pathlib import Path, PureWindowsPath
from typing import Any, get_type_hints

import attrs

from perfrules.case.bound import RecordFile
from perfrules.case.draft import Draft
from perfrules.case.numbers import UnfitValueError, decimal_of, exact, shown
from perfrules.case.records import Records
from perfrules.case.sheets import LARGEST, PROBLEMS, Sheet, read_sheet, rows_for
from perfrules.case.subjects import Subject
from perfrules.definition.files import read_file
from perfrules.language import Text, text
from perfrules.plugins.loading import reason_of
from perfrules.problems import Key, Place, Problem

_NEIGHBOURS = 1000
"""How many files of a folder are looked at for one of a similar name."""


@attrs.frozen(eq=False, repr=False)
class Readers:
    """The evidence readers that are there, by name, and the parameters that they may be given."""

    classes: Mapping[str, type]
    parameters: Mapping[str, Fraction]


def counted(draft: Draft, subject: Subject, value: Any, key: Key, readers: Readers) -> None:
    """Read the evidence of a survey or records field: a table with counts, or with a file."""
    if draft.blank(value, subject.name, key):
        return
    if not draft.fits(value, Mapping, text("a table with `counts` or `file`"), key) or not draft.opened(
        subject, value, key
    ):
        return
    for name in ("valid", "sent"):
        if name in subject.keys and value.get(name) is not None:
            total(draft, subject, name, value[name], (*key, name))
    if value.get("counts") is not None and value.get("file") is not None:
        message = text("`counts` stand beside `file`")
        draft.report("PR419", message, (*key, "counts"), text("keep one of them"))
    elif value.get("counts") is not None:
        _counts(draft, subject, value["counts"], (*key, "counts"))
    elif value.get("file") is not None:
        _file(draft, subject, value["file"], (*key, "file"), readers)


def total(draft: Draft, subject: Subject, name: str, value: Any, key: Key) -> None:
    """Read how many questionnaires are valid, or were sent."""
    if draft.blank(value, f"{subject.name}/{name}", key):
        return
    try:
        number = exact(value)
    except UnfitValueError:
        number = None
    if number is None or number.denominator != 1:
        said = text("{expected} was expected, not {value}", expected=text("a whole number"), value=shown(value))
        draft.report("PR407", said, key)
        return
    if number < 0:
        said = text("{value} is out of range: {range} was expected", value=shown(value), range="≥ 0")
        draft.report("PR410", said, key)
        return
    draft.totals.setdefault(subject.name, {})[name] = (int(number), key)


def _counts(draft: Draft, subject: Subject, counts: Any, key: Key) -> None:
    if draft.blank(counts, subject.name, key) or not draft.fits(counts, Mapping, text("a table of counts"), key):
        return
    for name, value in counts.items():
        slot = subject.slots.get(str(name))
        if slot is None:
            message = text("`{field}` has no `{name}`", field=subject.name, name=str(name))
            draft.report("PR416", message, (*key, str(name)), draft.near(str(name), subject.slots))
        else:
            draft.value(slot, value, (*key, str(name)))


def _file(draft: Draft, subject: Subject, name: Any, key: Key, readers: Readers) -> None:
    if draft.blank(name, subject.name, key) or not draft.fits(name, str, text("the name of a file"), key):
        return
    reader = _reader(draft, subject, key, readers)
    path = inside(draft, name, key)
    if path is None:
        return
    opened = opened_sheet(draft, path, name, key)
    if opened is None or reader is None:
        return
    sheet, digest = opened
    counts = _reduced(draft, subject, reader, sheet, key)
    if counts is None:
        return
    draft.records[subject.name] = RecordFile(name, digest, counts)
    for part, slot in subject.slots.items():
        draft.value(slot, counts[part], key)


def _reader(draft: Draft, subject: Subject, key: Key, readers: Readers) -> Any:
    """Return the reader of the field with its parameters, or None where there is none."""
    field = subject.field
    if field is None or not field.reader:
        message = text("`{field}` has no reader for files", field=subject.name)
        draft.report("PR425", message, key, text("give its `counts`"))
        return None
    kind = readers.classes.get(field.reader)
    if kind is None:
        message = text("the reader `{reader}` is not installed", reader=field.reader)
        draft.report("PR425", message, key, draft.near(field.reader, readers.classes))
        return None
    try:
        return kind(**{name: _parameter(kind, name, value, readers) for name, value in field.parameters.items()})
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - a plugin may raise anything, and even exit
        message = text("the reader `{reader}` cannot be set up: {reason}", reader=field.reader, reason=reason_of(error))
        draft.report("PR425", message, key)
        return None


def _parameter(kind: type, name: str, value: object, readers: Readers) -> object:
    """Return the *value* of a reader's parameter: a name of a parameter of the set where it takes a number."""
    wanted = get_type_hints(kind).get(name)
    if isinstance(value, str) and wanted in (int, Decimal, Fraction):
        number = readers.parameters[value]
        if wanted is int and number.denominator != 1:
            message = f"{name} takes a whole number, and the parameter {value} is {number}"
            raise ValueError(message)
        return decimal_of(number) if wanted is Decimal else wanted(number)
    return Decimal(value) if wanted is Decimal and isinstance(value, int) else value


def inside(draft: Draft, name: str, key: Key) -> Path | None:
    """Return the path of a file of the case, or None where it leads out of the case's folder."""
    if draft.folder is None:
        message = text("{file} cannot be found: this case has no folder", file=shown(name))
        draft.report("PR441", message, key, text("read the case from a file, or say its folder"))
        return None
    windows = PureWindowsPath(name)
    outside = (
        windows.is_absolute() or windows.drive or windows.root or Path(name).is_absolute() or ".." in windows.parts
    )
    path = draft.folder / name
    try:
        outside = bool(outside) or not path.resolve().is_relative_to(draft.folder.resolve())
    except (OSError, ValueError, RuntimeError):
        outside = True
    if outside:
        message = text("{file} leads out of the folder of the case", file=shown(name))
        draft.report("PR441", message, key, text("copy the file into the folder of the case"))
        return None
    return path


def opened_sheet(draft: Draft, path: Path, name: str, key: Key) -> tuple[Sheet, str] | None:
    """Return the table in the file at *path* and its SHA-256; a file that several fields name is read once."""
    if name not in draft.files:
        raw = read_file(path, limit=LARGEST)
        if isinstance(raw, Problem):
            draft.report("PR440", text("the file cannot be used: {reason}", reason=raw.text), key, _near(draft, path))
            draft.files[name] = None
        else:
            sheet = read_sheet(raw, str(path))
            draft.files[name] = None if isinstance(sheet, Problem) else (sheet, hashlib.sha256(raw).hexdigest())
            if isinstance(sheet, Problem):
                draft.problems.append(sheet)
    opened: tuple[Sheet, str] | None = draft.files[name]
    return opened


def _near(draft: Draft, path: Path) -> Text | None:
    try:
        return draft.near(
            path.name, [found.name for found in islice(path.parent.iterdir(), _NEIGHBOURS) if found.is_file()]
        )
    except OSError:
        return None


def _reduced(draft: Draft, subject: Subject, reader: Any, sheet: Sheet, key: Key) -> Mapping[str, int] | None:
    """Return what *reader* counts in *sheet*, or None where something was wrong."""
    found: list[Problem] = []
    headings = {column.name: column.headings[0] for column in reader.columns}

    def report(line: int, column: str, code: str, message: Text) -> None:
        place = Place(sheet.file, line, key=(headings.get(column, column),) if column else ())
        found.append(Problem(code, message, place))

    try:
        rows = rows_for(sheet, reader.columns, report)
        answers = {answer.id: answer.name for answer in subject.field.answers} if subject.field else {}
        counts = None if rows is None else reader.reduce(Records(rows, answers))
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - a plugin may raise anything, and even exit
        message = text("the reader `{reader}` failed: {reason}", reader=reader.name, reason=reason_of(error))
        draft.report("PR450", message, key)
        return None
    draft.problems += _few(found, sheet)
    return None if found or counts is None else _checked(draft, subject, reader, counts, key)


def _few(found: list[Problem], sheet: Sheet) -> list[Problem]:
    if len(found) <= PROBLEMS:
        return found
    message = text("{number} further problems of this file are not listed", number=len(found) - PROBLEMS)
    return [*found[:PROBLEMS], Problem("PR451", message, Place(sheet.file))]


def _checked(draft: Draft, subject: Subject, reader: Any, counts: Any, key: Key) -> Mapping[str, int] | None:
    """Return the counts that the field declares; report a reader that does not give them."""
    given = counts if isinstance(counts, Mapping) else {}
    wrong = [name for name in subject.slots if type(given.get(name)) is not int or given[name] < 0]
    if not wrong:
        return {name: given[name] for name in subject.slots}
    message = text(
        "the reader `{reader}` did not count {names}",
        reader=reader.name,
        names=", ".join(f"`{name}`" for name in wrong),
    )
    draft.report("PR450", message, key)
    return None


def check_totals(draft: Draft, subjects: Mapping[str, Subject]) -> None:
    """Hold the answers of surveys against the valid questionnaires; answers that cannot be missing are 0."""
    named = [subject for subject in subjects.values() if subject.sort == "survey"]
    for subject in named if draft.rounds is not None or draft.totals else ():
        totals = draft.totals.get(subject.name, {})
        valid, where = totals.get("valid", (draft.rounds, (*draft.root, subject.name)))
        sent = totals.get("sent", (None, ()))[0]
        if "valid" in totals and valid is not None and sent is not None and valid > sent:
            message = text("{valid} questionnaires are valid, and {sent} were sent", valid=valid, sent=sent)
            draft.report("PR417", message, where)
        counts = [draft.row[slot.position] for slot in subject.slots.values()]
        answers = sum(count for count in counts if isinstance(count, int))
        if valid is not None and answers > valid:
            message = text(
                "`{field}` has {answers} answers of {valid} valid questionnaires",
                field=subject.name,
                answers=answers,
                valid=valid,
            )
            draft.report("PR417", message, where)
        elif "valid" in totals and answers == valid:
            for slot in subject.slots.values():
                if draft.row[slot.position] is None and slot.position not in draft.given:
                    draft.put(slot, 0, 0, where)
