"""Tables (数据表) in, tables out: many cases at once, one a row. NumPy and PyArrow are loaded when one is scored."""

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from perfrules.case.population import Population
from perfrules.language import text
from perfrules.problems import Problem, TableError
from perfrules.tables.form import TableColumn, TableForm, table_form
from perfrules.tables.options import Others, TableOptions
from perfrules.tables.result import TableCounts, TableResult
from perfrules.tables.rules import TableRules

if TYPE_CHECKING:
    from perfrules.tables.stream import ScoredBatches

__all__ = [
    "Others",
    "TableColumn",
    "TableCounts",
    "TableForm",
    "TableOptions",
    "TableResult",
    "TableRules",
    "found_population",
    "scored_batches",
    "scored_table",
    "table_form",
]


def scored_table(rules: TableRules, form: TableForm, frame: Any, options: TableOptions) -> TableResult:
    """Return the scores of a table; raise TableError where it cannot be scored, or what that needs is not installed."""
    _needed()
    from perfrules.tables.stream import scored_table as scored

    return scored(rules, form, frame, options)


def scored_batches(rules: TableRules, form: TableForm, reader: Any, options: TableOptions) -> "ScoredBatches":
    """Return the scores of a stream of batches; raise TableError where they cannot be scored."""
    _needed()
    from perfrules.tables.stream import ScoredBatches

    return ScoredBatches.of(rules, form, reader, options)


def found_population(rules: TableRules, form: TableForm, frame: Any, options: TableOptions) -> Population:
    """Return what is found over all rows of a table; raise TableError where it cannot be read."""
    _needed()
    from perfrules.tables.stream import found_population as found

    return found(rules, form, frame, options)


def _needed() -> None:
    """Raise a TableError where the libraries that tables need are not installed."""
    for library in ("numpy", "pyarrow"):
        if find_spec(library) is None:
            message = text("tables need {library}, which is not installed", library=library)
            raise TableError([Problem("PR807", message, advice=text("install it: `pip install 'perfrules[tables]'`"))])
