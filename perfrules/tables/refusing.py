"""What is said of something that is no table, or that cannot be read as one."""

import os
from collections.abc import Iterable, Iterator, Mapping
from types import FunctionType
from typing import Any, Final

from perfrules.language import Text, text
from perfrules.problems import Place, Problem, ProblemsFoundError, TableError

_WAYS: Final[tuple[tuple[tuple[type, ...], Text], ...]] = (
    (
        (str, bytes, os.PathLike),
        text("read the file before, as `pandas.read_csv` does, or score it by `perfrules batch`"),
    ),
    (
        (Mapping,),
        text("`pyarrow.table(columns)` makes a table of a dict of columns; one case is scored by `rules.score`"),
    ),
    ((list, tuple), text("`pyarrow.Table.from_pylist(rows)` makes a table of a list of dicts")),
    ((Iterator, FunctionType), text("`score_batches` takes batches one by one, and a function that returns them")),
)


def no_table(value: Any) -> TableError:
    """Return the error that *value* is no table, with how to make one of it."""
    message = text("a table was expected, not {value}", value=type(value).__name__)
    return TableError([Problem("PR806", message, Place(), _way(value))])


def _way(value: Any) -> Text:
    """Return how a table is made of what is none."""
    for kinds, way in _WAYS:
        if isinstance(value, kinds):
            return way
    for method in ("collect", "to_table", "to_frame"):
        if hasattr(value, method) and not isinstance(value, type):
            return text("call its `{method}()`", method=method)
    if type(value).__module__ == "numpy":
        return text("`pandas.DataFrame(array)` makes a table of an array")
    return text("give a table of pandas, Polars, PyArrow or DuckDB, or one with `__arrow_c_stream__`")


def unreadable(error: Exception) -> TableError:
    """Return the error that a table cannot be read; a query, a file or a connection behind it has failed."""
    reason = next(iter(str(error).strip().splitlines()), "") or type(error).__name__
    message = text("the table cannot be read: {reason}", reason=reason)
    return TableError([Problem("PR806", message, Place(), text("mend the query, the file or the code that makes it"))])


def readable(batches: Iterable[Any]) -> Iterator[Any]:
    """Yield *batches*; what fails behind them is a TableError, with the error that it is from."""
    try:
        yield from batches
    except (MemoryError, ProblemsFoundError):
        raise
    except Exception as error:
        raise unreadable(error) from error
