"""Files of tables of every form, told apart by the ends of their names."""

import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from perfrules.language import Text, text
from perfrules.problems import Place, Problem, TableError
from perfrules.tables.files.chunk import Opened

Opener = Callable[[str], Opened]


def _csv(path: str) -> Opened:
    from perfrules.tables.files.csv_files import open_csv

    return open_csv(path)


def _parquet(path: str) -> Opened:
    from perfrules.tables.files.arrow_files import open_parquet

    return open_parquet(path)


def _arrow(path: str) -> Opened:
    from perfrules.tables.files.arrow_files import open_arrow

    return open_arrow(path)


def _json_lines(path: str) -> Opened:
    from perfrules.tables.files.json_lines import open_json_lines

    return open_json_lines(path)


def _excel(path: str) -> Opened:
    from perfrules.tables.files.excel import open_excel

    return open_excel(path)


READERS: Final[Mapping[str, Opener]] = {
    ".csv": _csv,
    ".tsv": _csv,
    ".txt": _csv,
    ".parquet": _parquet,
    ".arrow": _arrow,
    ".feather": _arrow,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".xlsx": _excel,
}
"""What reads files whose names end so."""


def open_file(path: str | os.PathLike[str]) -> Opened:
    """
    Return a file of a table that is open: CSV, Parquet, Arrow (Feather), JSON Lines or Excel.

    Raises:
        TableError: it is not there, of no known form, or cannot be read as what its name says.

    """
    file = os.fspath(path)
    faults = check_file(file)
    if faults:
        raise TableError(faults)
    return READERS[Path(file).suffix.lower()](file)


def check_file(file: str) -> list[Problem]:
    """Return why a file cannot be read, as far as that is seen without opening it."""
    try:
        mode = Path(file).stat().st_mode
    except FileNotFoundError:
        return [Problem("PR001", text("there is no file {file}", file=repr(file)), Place(file))]
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        return [Problem("PR003", text("{file} cannot be read: {reason}", file=repr(file), reason=reason), Place(file))]
    if not stat.S_ISREG(mode):
        return [Problem("PR002", text("{file} is no ordinary file", file=repr(file)), Place(file))]
    if not os.access(file, os.R_OK):
        return [Problem("PR003", text("no permission to read {file}", file=repr(file)), Place(file))]
    if Path(file).suffix.lower() not in READERS:
        message = text("the form of the table is not known by its name: {file}", file=repr(file))
        return [Problem("PR820", message, Place(file), _known())]
    return []


def _known() -> Text:
    return text("known here: {known}", known=", ".join(READERS))
