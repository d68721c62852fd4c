"""
Scores of a Spark data frame (集群评分), on the machines on which its rows are.

    from perfrules import spark

    result = spark.score(frame, "shanghai/it-operations", key="project")
    result.table.write.parquet("scores")

It needs the extra `spark`; perfrules and the plugins of the set must be installed for the Python of the workers.
"""

import os
import pickle
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache, partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import attrs

from perfrules.language import current, text, use
from perfrules.problems import Place, Problem, TableError
from perfrules.scoring import Rules, load
from perfrules.tables import Others, TableOptions
from perfrules.tables.options import wrong

if TYPE_CHECKING:
    from perfrules.tables.batches import BatchResult, Scoring
    from perfrules.tables.populations import Census

__all__ = ["SparkResult", "score"]

_KEPT = 8
"""So many ways of scoring are kept ready in a worker."""
_ROW = "row"
"""The column of problems that a frame without an order cannot have."""


@attrs.frozen(eq=False, slots=False)
class SparkResult:
    """
    The scores of a Spark data frame: frames that are computed when they are asked for.

    Attributes:
        scored: both at once, row by row: `result`, and the list `problems`. Persist it, or write it, if you want both:
            else each of them scores the rows anew.
        metadata: what scores them: the set, its edition and the SHA-256 of its definition.

    """

    scored: Any = attrs.field(repr=False)
    metadata: Mapping[str, str]

    @cached_property
    def table(self) -> Any:
        """The columns that name a row and those that were asked for; a bad row has nulls."""
        return self.scored.select("result.*")

    @cached_property
    def problems(self) -> Any:
        """
        Everything that is wrong with the rows: `key`, `column`, `code`, `severity`, `message`, `advice`.

        The rows of a Spark data frame have no order, so they have no numbers: name the columns of a key.
        """
        return self.scored.selectExpr("explode(problems) AS problem").select("problem.*")


def score(
    frame: Any,
    rules: Rules | str | os.PathLike[str],
    *,
    on: date | None = None,
    columns: Mapping[str, str] | str | os.PathLike[str] | None = None,
    key: str | Iterable[str] | None = None,
    others: Others = "refuse",
    outputs: Iterable[str] | None = None,
    codes: Iterable[str] | str | None = None,
    reasons: bool = False,
) -> SparkResult:
    """
    Return the scores of *frame*, a Spark data frame; nothing of it is brought to this machine.

    The definition is sent to the workers, and compiled once in each of their processes.

    Where the set reads the population, or projects are ranked, and *rules* were given none, a job of its own finds it
    first over all rows: each partition tells what it has, and here it is put together.

    *frame* has one case a row. *rules* are the rules, or what `load` takes: the id of a set, id@edition, or the path of
    a definition file, to be loaded as it is *on* a day. All else is as in `Rules.score_table`.

    Raises:
        TableError: it is no Spark data frame, its columns or what is asked for cannot be used, or PySpark is not
            installed.
        DefinitionError: the set cannot be loaded, or is left open.
        PluginError: a plugin of the set is not installed, but handed over; where it lacks on a worker only, Spark
            reports the error.

    """
    _needed()
    _check_frame(frame)
    options = TableOptions(columns, key, others, outputs, codes, reasons=reasons)
    work = _Work.of(_loaded(rules, on), frame.columns, options)
    scoring = work.scoring(_named_only(work.headings))
    from perfrules.tables.batches import metadata_of

    with warnings.catch_warnings():
        # PySpark looks at the version of pandas although nothing here goes through pandas.
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
        # A dot in the name of a column means a part of it there, so the names are sent beside the columns.
        plain = frame.toDF(*(f"column_{place}" for place in range(len(work.headings))))
        work = _with_population(work, plain, ranks=scoring.ranks)
        scored = plain.mapInArrow(partial(_scored, work), _schema(frame, scoring))
    return SparkResult(scored, metadata_of(work.rules))


def _needed() -> None:
    for library in ("pyspark", "pandas", "pyarrow", "numpy"):
        if find_spec(library) is None:
            message = text("Spark needs {library}, which is not installed", library=library)
            raise TableError([Problem("PR807", message, advice=text("install it: `pip install 'perfrules[spark]'`"))])


def _check_frame(frame: Any) -> None:
    if not hasattr(frame, "mapInArrow"):
        message = text("a Spark data frame was expected, not {value}", value=type(frame).__name__)
        advice = text("give a data frame of Spark; any other table is scored by `rules.score_table`")
        raise TableError([Problem("PR806", message, Place(), advice)])


def _loaded(rules: Rules | str | os.PathLike[str], on: date | None) -> Rules:
    if on is not None and isinstance(rules, Rules):
        raise TableError([wrong("on", on, text("None, since rules that are loaded are those of their day"))])
    loaded = rules if isinstance(rules, Rules) else load(rules, on=on)
    loaded.refuse_open()
    pickle.dumps(loaded)  # what cannot be sent is told here: Spark would bury it in messages of its own
    return loaded


@attrs.frozen
class _Work:
    """What every worker does: values only, so that equal work is prepared once."""

    rules: Rules
    headings: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    key: tuple[str, ...]
    others: Others
    outputs: tuple[str, ...] | None
    codes: tuple[str, ...] | str
    reasons: bool
    language: str

    @classmethod
    def of(cls, rules: Rules, headings: Iterable[str], options: TableOptions) -> "_Work":
        """Return the work that *options* ask for; a file of columns is read here, where it is."""
        from perfrules.tables.layout import names_of

        names = names_of(options)
        columns = tuple(names.columns.items())
        chosen = (columns, names.key, options.others, options.outputs, options.codes, options.reasons)
        return cls(rules, tuple(headings), *chosen, current())

    def scoring(self, schema: Any) -> "Scoring":
        """Return what reads and scores batches with these columns; raise TableError for what is wrong with them."""
        from perfrules.tables.stream import opened

        options = TableOptions(
            dict(self.columns), self.key, self.others, self.outputs, self.codes, reasons=self.reasons
        )
        return opened(self.rules, self.rules.table_form, schema, options)

    def census(self, schema: Any) -> "Census":
        """Return what finds the population in batches with these columns."""
        from perfrules.tables.populations import Census

        return Census(_prepared(self, schema))


_prepared: Callable[[_Work, Any], "Scoring"] = lru_cache(maxsize=_KEPT)(_Work.scoring)
"""In a worker, what scores batches with certain columns: partition after partition uses the same."""
_census: Callable[[_Work, Any], "Census"] = lru_cache(maxsize=_KEPT)(_Work.census)


def _with_population(work: _Work, frame: Any, *, ranks: bool) -> _Work:
    """Return the work with the population of all rows of *frame*, in as many jobs as that needs."""
    from perfrules.tables.populations import Tallies, lacks, population_of

    while lacks(work.rules, ranks=ranks):
        whole = Tallies()
        for row in frame.mapInArrow(partial(_found, work), "found binary").collect():
            whole.merge(pickle.loads(row["found"]))  # noqa: S301 - workers were sent there by this function
        work = attrs.evolve(work, rules=work.rules.with_population(population_of(work.rules, whole)))
    return work


def _found(work: _Work, batches: Iterable[Any]) -> Iterator[Any]:
    """Yield what is found in the batches of one partition, as one row."""
    import pyarrow as pa

    from perfrules.tables.populations import Tallies

    whole = Tallies()
    for plain in batches:
        batch = plain.rename_columns(work.headings)
        census = _census(work, batch.schema)
        census.found = Tallies()
        with use(work.language):
            census.add([batch])
        whole.merge(census.found)
    yield pa.RecordBatch.from_arrays([pa.array([pickle.dumps(whole)], pa.binary())], ["found"])


def _scored(work: _Work, batches: Iterable[Any]) -> Iterator[Any]:
    """Yield the scores of the batches of one partition, each row with its problems."""
    for plain in batches:
        batch = plain.rename_columns(work.headings)
        scoring = _prepared(work, batch.schema)
        start = scoring.seen
        with use(work.language):
            parts = list(scoring.batches([batch]))
        for part in parts:
            yield _joined(part, start)
            start += part.table.num_rows


def _joined(part: "BatchResult", start: int) -> Any:
    """Return the results and the problems of rows after the first *start* as the two columns of one batch."""
    import numpy as np
    import pyarrow as pa

    rows = np.arange(start + 1, start + part.table.num_rows + 2)
    offsets = np.searchsorted(part.problems.column(_ROW).to_numpy(), rows)
    problems = part.problems.drop_columns([_ROW]).to_struct_array()
    listed = pa.ListArray.from_arrays(offsets.astype(np.int32), problems)
    return pa.RecordBatch.from_arrays([part.table.to_struct_array(), listed], ["result", "problems"])


def _named_only(names: Iterable[str]) -> Any:
    """Return a schema of columns of which only the names matter."""
    import pyarrow as pa

    return pa.schema([pa.field(name, pa.null()) for name in names])


def _schema(frame: Any, scoring: "Scoring") -> Any:
    """Return the two columns of results and problems with the types that Spark has for them."""
    from pyspark.sql import types

    from perfrules.tables.telling import PROBLEMS

    kept = [frame.schema.fields[at] for _, at in scoring.layout.kept]
    fields = [types.StructField(field.name, field.dataType) for field in kept]
    fields += [types.StructField(field.name, _type(field.type)) for field in list(scoring.schema)[len(kept) :]]
    told = [types.StructField(name, types.StringType()) for name in PROBLEMS.names if name != _ROW]
    return types.StructType(
        [
            types.StructField("result", types.StructType(fields)),
            types.StructField("problems", types.ArrayType(types.StructType(told))),
        ]
    )


def _type(arrow: Any) -> Any:
    """Return the type of a column that scoring makes: decimals, ranks or texts."""
    import pyarrow as pa
    from pyspark.sql import types

    if pa.types.is_integer(arrow):
        return types.LongType()
    return types.DecimalType(arrow.precision, arrow.scale) if pa.types.is_decimal(arrow) else types.StringType()
