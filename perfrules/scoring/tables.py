"""Rules as they score tables (批量评分): one case a row, the rows beside each other."""

import os
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from perfrules.case import Binder, Bound, Case
from perfrules.model import IndicatorSet
from perfrules.plugins import Registry
from perfrules.problems import Problem
from perfrules.program import Program
from perfrules.readings.exact import Traced

if TYPE_CHECKING:
    from perfrules.case.population import Population
    from perfrules.case.ranking import Standing
    from perfrules.scoring.scorecard import Scorecard
    from perfrules.tables import Others, TableForm, TableResult
    from perfrules.tables.stream import ScoredBatches


class TableScoring:
    """What rules do with tables; the rest of them scores one case."""

    if TYPE_CHECKING:

        @property
        def set(self) -> IndicatorSet:
            """The indicator set."""

        program: Program
        registry: Registry

        @property
        def binder(self) -> Binder:
            """What reads one row."""

        @property
        def traced(self) -> Traced:
            """The program with a trace."""

        @property
        def places(self) -> Mapping[str, int]:
            """The decimals that marks are printed with."""

        @property
        def sent(self) -> bool:
            """Whether these rules came from another process."""

        @property
        def population(self) -> "Population | None":
            """What was found over all projects."""

        @property
        def standings(self) -> "Mapping[str, Standing]":
            """Where all projects stand."""

        def with_population(self, population: "Population | None") -> Self:
            """Return the rules with another population, or without any."""

        def check(self, case: Case | Mapping[str, object]) -> tuple[Problem, ...]:
            """Return the problems of one row."""

        def checked(self, case: Case, bound: Bound) -> tuple[Problem, ...]:
            """Return the same of a row that is bound already."""

        def score(self, case: Case | Mapping[str, object], *, partial: bool = False) -> "Scorecard":
            """Return the scorecard of one row."""

        def refuse_open(self) -> None:
            """Raise a DefinitionError where the set is left open."""

    @cached_property
    def table_form(self) -> "TableForm":
        """What a table must have to be scored (数据表格式): its columns, with types, places, units and ranges."""
        from perfrules.tables import table_form

        return table_form(self.binder, self.check({}))

    def score_table(
        self,
        frame: Any,
        *,
        columns: Mapping[str, str] | str | os.PathLike[str] | None = None,
        key: str | Iterable[str] | None = None,
        others: "Others" = "refuse",
        outputs: Iterable[str] | None = None,
        codes: Iterable[str] | str | None = None,
        reasons: bool = False,
        fail_fast: bool = False,
        threads: int = 1,
    ) -> "TableResult":
        """
        Return the scores of *frame*, a table of pandas, Polars, PyArrow, DuckDB or any other with an Arrow stream.

        Each row is one case, in columns by flat name. A row that cannot be scored stops nothing: it has no marks in the
        result, and its problems are in a table beside it.

        Args:
            frame: the table; the result is of the same kind.
            columns: what the table calls its columns, by flat name; or the path of a file that says so.
            key: the column, or columns, by which people know a row, in the result too; they may be evidence.
            others: what becomes of columns that are neither evidence nor key: "refuse", "keep" or "ignore" them.
            outputs: of "marks", "rate", "grade", "full_marks" and "rank", the one or those that are wanted; default:
                the first three, and the rank where the set ranks projects.
            codes: the nodes that are put out beside the results: their code or codes, or "all".
            reasons: whether the reasons of marks are put out too; this scores each row once more by itself.
            fail_fast: whether a bad row is an error.
            threads: how many threads compute marks at a time; the result is the same with any number of them.

        Raises:
            TableError: the table, its columns or what is asked for cannot be used; or a row, with *fail_fast*.
            DefinitionError: the set is left open, and has no score of its own.

        """
        from perfrules.tables import TableOptions, scored_table

        self.refuse_open()
        options = TableOptions(
            columns, key, others, outputs, codes, reasons=reasons, fail_fast=fail_fast, threads=threads
        )
        return scored_table(self, self.table_form, frame, options)

    def population_of(
        self,
        frame: Any,
        *,
        columns: Mapping[str, str] | str | os.PathLike[str] | None = None,
        key: str | Iterable[str] | None = None,
        others: "Others" = "ignore",
    ) -> "Population":
        """
        Return what the set's population functions find over all rows of *frame* (总体): what `with_population` takes.

        Rows whose evidence cannot be read are left out, and counted. *frame* is a table, or what `score_batches` takes;
        see `score_table` for the options.

        Raises:
            TableError: the table or its columns cannot be used.

        """
        from perfrules.tables import TableOptions, found_population

        return found_population(self, self.table_form, frame, TableOptions(columns, key, others))

    def score_batches(
        self,
        reader: Any,
        *,
        columns: Mapping[str, str] | str | os.PathLike[str] | None = None,
        key: str | Iterable[str] | None = None,
        others: "Others" = "refuse",
        outputs: Iterable[str] | None = None,
        codes: Iterable[str] | str | None = None,
        reasons: bool = False,
        fail_fast: bool = False,
        threads: int = 1,
    ) -> "ScoredBatches":
        """
        Return the scores of a stream of Arrow record batches, as an iterator of record batches, in constant memory.

        *reader* is a reader of record batches, an iterator of them, a list, any table, or a function without arguments
        that gives one of these; see `score_table` for the rest. Where the set reads the population and these rules have
        none, *reader* is read once more before, to find it: it must be such that it can be read again.

        Raises:
            TableError: as `score_table`; or what can be read once only had to be read twice.
            DefinitionError: the set is left open, and has no score of its own.

        """
        from perfrules.tables import TableOptions, scored_batches

        self.refuse_open()
        options = TableOptions(
            columns, key, others, outputs, codes, reasons=reasons, fail_fast=fail_fast, threads=threads
        )
        return scored_batches(self, self.table_form, reader, options)
