"""Files of tables (数据文件): read and written a piece at a time, each number as exact as the file has it."""

from importlib.util import find_spec

from perfrules.language import text
from perfrules.problems import Problem, TableError


def needed() -> None:
    """Raise a TableError where the libraries that read and write tables are not installed."""
    for library in ("numpy", "pyarrow"):
        if find_spec(library) is None:
            message = text("tables need {library}, which is not installed", library=library)
            raise TableError([Problem("PR807", message, advice=text("install it: `pip install 'perfrules[batch]'`"))])
