"""What is asked for when a table is scored."""

import os
from collections.abc import Iterable, Iterator, Mapping
from numbers import Integral
from typing import Any, Final, Literal, get_args

import attrs

from perfrules.case.numbers import shown
from perfrules.language import Text, text
from perfrules.problems import Place, Problem, TableError

Others = Literal["refuse", "keep", "ignore"]
OTHERS: Final[tuple[Others, ...]] = get_args(Others)


def _names(given: Iterable[str] | str | None) -> Any:
    """Return names, one or several, as a tuple; what are none is kept as it is, and refused afterwards."""
    if isinstance(given, str):
        return (given,)
    if isinstance(given, set | frozenset):
        return tuple(sorted(given, key=str))  # a set has another order in each run
    if isinstance(given, bytes | bytearray | Mapping):
        return given
    try:
        return tuple(given)  # type: ignore[arg-type]  # whatever was given
    except TypeError:
        return given


def _names_or_none(given: Iterable[str] | str | None) -> Any:
    return () if given is None else _names(given)


def _codes(given: Iterable[str] | str | None) -> Any:
    return "all" if isinstance(given, str) and given == "all" else _names_or_none(given)


def _columns(given: Mapping[str, str] | str | os.PathLike[str] | None) -> Any:
    return dict(given or {}) if given is None or isinstance(given, Mapping) else given


@attrs.frozen
class TableOptions:
    """
    How a table is scored; `Rules.score_table` says what each means.

    Attributes:
        columns: what the table calls its columns, by flat name, or the path of a file that says so.
        key: the columns by which people know a row.
        others: what becomes of all other columns.
        outputs: what is put out of each node; None: marks, rate and grade, and the rank where the set has one.
        codes: of which nodes, beside the results; or "all".
        reasons: whether the reasons of marks are put out.
        fail_fast: whether the first bad row is an error.
        threads: how many threads compute the marks of a block of rows.

    Raises:
        TableError: an option is not of its type, or not among those that there are.

    """

    columns: Mapping[str, str] | str | os.PathLike[str] = attrs.field(default=None, converter=_columns)
    key: tuple[str, ...] = attrs.field(default=(), converter=_names_or_none)
    others: Others = "refuse"
    outputs: tuple[str, ...] | None = attrs.field(default=None, converter=attrs.converters.optional(_names))
    codes: tuple[str, ...] | Literal["all"] = attrs.field(default=(), converter=_codes)
    reasons: bool = attrs.field(default=False, kw_only=True)
    fail_fast: bool = attrs.field(default=False, kw_only=True)
    threads: int = attrs.field(default=1, kw_only=True)

    def __attrs_post_init__(self) -> None:
        problems = tuple(_refused(self))
        if problems:
            raise TableError(problems)


def _refused(options: TableOptions) -> Iterator[Problem]:
    """Yield what is wrong with options before any table is looked at."""
    others: Any = options.others
    yield from _no_columns(options.columns)
    yield from _no_names("key", options.key)
    if not isinstance(others, str) or others not in OTHERS:
        known = ", ".join(f'"{other}"' for other in OTHERS)
        yield wrong("others", others, text("one of {known}", known=known))
    yield from () if options.outputs is None else _no_names("outputs", options.outputs)
    if not isinstance(options.codes, str):
        yield from _no_names("codes", options.codes)
    yield from _no_switches({"reasons": options.reasons, "fail_fast": options.fail_fast})
    if not isinstance(options.threads, Integral) or isinstance(options.threads, bool) or options.threads < 1:
        yield wrong("threads", options.threads, text("a whole number of at least 1"))


def _no_switches(switches: Mapping[str, Any]) -> Iterator[Problem]:
    for name, value in switches.items():
        if not isinstance(value, bool):
            yield wrong(name, value, text("True or False"))


def _no_columns(columns: Any) -> Iterator[Problem]:
    if isinstance(columns, Mapping):
        for name in (*columns, *columns.values()):
            if not isinstance(name, str):
                yield _no_text("columns", name)
    elif not isinstance(columns, str | os.PathLike):
        yield wrong("columns", columns, text("a mapping of flat names to names of columns, or the path of a file"))


def _no_names(option: str, names: Any) -> Iterator[Problem]:
    if not isinstance(names, tuple):
        yield wrong(option, names, text("a name, or a list of names"))
        return
    for name in names:
        if not isinstance(name, str):
            yield _no_text(option, name)


def _no_text(option: str, name: object) -> Problem:
    message = text("`{option}` has {value} among its names, which are texts", option=option, value=shown(name))
    advice = None if isinstance(name, list | tuple | dict) else text("write it in quotes, as the table has it")
    return Problem("PR808", message, Place(key=(option,)), advice)


def wrong(option: str, value: object, expected: Text) -> Problem:
    """Return the problem that an option has a value that it cannot have."""
    found = "None" if value is None else shown(value)
    message = text("`{option}` is {value}; expected: {expected}", option=option, value=found, expected=expected)
    return Problem("PR808", message, Place(key=(option,)))
