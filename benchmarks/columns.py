"""The columns reading beside other programs for columns: first that all agree, then how long each takes."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module
from itertools import islice
from time import perf_counter
from typing import Any, Final

import numpy as np

import perfrules as pr
from benchmarks.fisca import NAMES, openfisca
from benchmarks.fisca import hundredths as in_hundredths
from benchmarks.kernel import kernel
from benchmarks.measuring import at_least, at_most, interleaved, roots
from benchmarks.peers import whole_row
from benchmarks.plan import CERTAIN, OUTPUTS, HandPlan
from benchmarks.projects import projects
from benchmarks.queries import duckdb_query, polars_frame
from perfrules.formula import Condition, all_of, read
from perfrules.formula.inputs import Input
from perfrules.readings.columns import ColumnReading, Result, columns
from perfrules.readings.defined import defined

MONEY: Final = ("budget", "spent")
DISTINCT: Final = 50_000
ROWS: Final = 1_000_000
Table = dict[str, Any]
HAND: Final = "NumPy by hand"
KERNEL: Final = "C kernel"
FLOATS: Final = ("OpenFisca-Core", "OpenFisca-Core, counts as float")
"""Whose numbers are binary floats: some of their marks are wrong, and how many is told."""
TARGETS: Final = {"Polars int64": 2, "DuckDB BIGINT": 8} | dict.fromkeys(FLOATS, 5)


def certain(count: int, seed: int = 7) -> list[dict[str, int]]:
    """Return projects whose money float64 is certain of: those for which the plan by hand is made."""
    drawn = projects(4 * count, seed)
    return list(islice((one for one in drawn if max(one[name] for name in MONEY) <= CERTAIN), count))


def table(found: list[dict[str, int]], rows: int | None = None, money: Any = np.float64) -> Table:
    """Return projects as columns of so many *rows*, over and over again where there are more."""
    times = -(-(rows or len(found)) // len(found))
    return {
        name: np.tile(np.array([one[name] for one in found], money if name in MONEY else np.int32), times)[:rows]
        for name in found[0]
    }


def reading(rules: pr.Rules, *, checked: bool = False) -> ColumnReading:
    """Return the columns reading of all outputs; *checked* adds whether all is defined and within declared ranges."""
    wanted = roots(rules)
    if not checked:
        return columns(rules.program.inputs, wanted)
    needed = columns(rules.program.inputs, wanted).needed
    ranges = [one for declared in rules.program.inputs if declared.name in needed for one in _ranges(declared)]
    fine = all_of(*ranges, *(Condition(defined(root)) for root in wanted))
    return columns(rules.program.inputs, [*wanted, fine.node])


def _ranges(declared: Input) -> Iterator[Condition]:
    """Yield the conditions that an input is within its declared range."""
    value = read(declared.name)
    if declared.at_least is not None:
        yield value >= declared.at_least
    if declared.above is not None:
        yield value > declared.above
    if declared.at_most is not None:
        yield value <= declared.at_most
    if declared.part_of is not None:
        yield value <= read(declared.part_of)


def hundredths(result: Result) -> Any:
    """Return the outputs of a run as the program with whole numbers gives them, a row for each project."""
    made = []
    for at, column in enumerate(result.columns[: len(OUTPUTS)]):
        assert column.divisors is None
        assert column.states is None
        times = column.unit * (1 if at == len(OUTPUTS) - 1 else 100)
        assert times == int(times)
        made.append(column.values.astype(np.int64) * int(times))
    return np.stack(made, 1)


class Peers:
    """Other programs for columns: the plan by hand, and those that are installed or that a compiler makes."""

    def __init__(self, data: Table) -> None:
        """Make columns of int64 ready for those that want them."""
        self.data, rows = data, len(data["budget"])
        self.wide = {name: column.astype(np.int64) for name, column in data.items()}
        self.tasks: dict[str, Callable[[], Any]] = {HAND: partial(HandPlan(rows).run, data)}
        scoring = kernel(data)
        if scoring is None:
            print("there is no compiler of C, and the kernel is left out")
        else:
            self.tasks[KERNEL] = scoring
        for title, name, make in (
            ("Polars int64", "polars", self._polars),
            ("DuckDB BIGINT", "duckdb", self._duckdb),
            (FLOATS[0], "openfisca_core", lambda _: openfisca(self.data)),
            (FLOATS[1], "openfisca_core", lambda _: openfisca(self.data, counts=float)),
        ):
            try:
                self.tasks[title] = make(import_module(name))
            except ImportError:
                print(f"{title} is not installed, and left out")

    def answer(self, title: str) -> Any:
        """Return the outputs of a program in whole hundredths, a row for each project."""
        found = self.tasks[title]()
        if title in FLOATS:
            return in_hundredths(found)
        return np.stack([np.asarray(found[name]) for name in (OUTPUTS if title in (HAND, KERNEL) else NAMES)], 1)

    def _polars(self, pl: Any) -> Callable[[], Any]:
        frame = pl.DataFrame(self.wide)
        return lambda: polars_frame(pl, frame)

    def _duckdb(self, duckdb: Any) -> Callable[[], Any]:
        import pyarrow as pa

        connection = duckdb.connect()
        connection.execute("SET threads=1")
        connection.register("projects", pa.table(self.wide))
        return lambda: connection.sql(duckdb_query("projects")).to_arrow_table()


def wrong(rules: pr.Rules, count: int) -> dict[str, int]:
    """Return for how many projects, many on halves and limits, each program differs from the one with whole numbers."""
    out = {}
    found = list(projects(count))
    expected = np.array([whole_row(one) for one in found])
    for name, ready in (("columns", reading(rules)), ("columns, checked", reading(rules, checked=True))):
        result = ready.run(table(found, money=np.int64))
        assert all(column.values.all() for column in result.columns[len(OUTPUTS) :])
        out[name] = _differing(hundredths(result), expected)
    some = certain(count)
    data, expected = table(some), np.array([whole_row(one) for one in some])
    ready = reading(rules)
    out["columns, money as float64"] = _differing(hundredths(ready.run(data)), expected)
    peers = Peers(data)
    out |= {title: _differing(peers.answer(title), expected) for title in peers.tasks}
    return out


def _differing(found: Any, expected: Any) -> int:
    return int((found != expected).any(axis=1).sum())


class Runs:
    """A reading that writes over its last result, as the plan by hand does."""

    def __init__(self, ready: ColumnReading, data: Mapping[str, Any], threads: int = 1) -> None:
        """Run once, so that plans and registers are there."""
        self.ready, self.data, self.threads = ready, data, threads
        self.last = ready.run(data, threads=threads)

    def __call__(self) -> None:
        """Run."""
        self.last = self.ready.run(self.data, threads=self.threads, into=self.last)


def compare(rules: pr.Rules, rows: int = ROWS, rounds: int = 9) -> None:
    """Print the ratios of the columns reading to other programs."""
    data = table(certain(DISTINCT), rows)
    peers = Peers(data)
    ready = reading(rules)
    one = Runs(ready, data)
    checked = Runs(reading(rules, checked=True), data)
    plans = {title: task for title, task in peers.tasks.items() if title in (HAND, KERNEL)}
    rest = {title: task for title, task in peers.tasks.items() if title not in plans}
    times = interleaved({"columns": one, "columns with checks": checked, **plans}, 3 * rounds)
    others = interleaved({"columns": one, **rest}, rounds)
    for name, seconds in (others | times).items():
        print(f"{name:<64} {rows / seconds / 1e6:>8.2f} million rows a second")
    at_least("columns ÷ NumPy by hand, one thread", times[HAND] / times["columns"], 0.85)
    at_least("columns with checks ÷ columns", times["columns"] / times["columns with checks"], 0.8)
    for name, target in TARGETS.items():
        if name in others:
            at_least(f"columns ÷ {name}, one thread", others[name] / others["columns"], target)
    if KERNEL in times:
        at_most("C kernel ÷ columns, one thread", times["columns"] / times[KERNEL], 3.5)
    additions = {f"additions {threads}": partial(_additions, threads) for threads in (1, 2)}
    walls = interleaved({"one": one, "two": Runs(ready, data, 2), **additions}, 3 * rounds, perf_counter)
    most = walls["additions 1"] / walls["additions 2"]
    print(f"{'NumPy in cache, two threads ÷ one: what this machine gives now':<64} {most:>8.2f}")
    at_least("columns, two threads ÷ one, by the clock", walls["one"] / walls["two"], 1.2)


def _additions(threads: int) -> None:
    """Do the same number of additions, of numbers that stay in cache, shared among threads that never wait."""

    def added(times: int) -> None:
        numbers = np.ones(100_000, np.int32)
        for _ in range(times):
            np.add(numbers, numbers, out=numbers)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(added, [2_000 // threads] * threads))
