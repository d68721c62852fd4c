"""
What a million projects cost, stage by stage, in seconds of one processor: the figures of docs/explanation/scale.md.

    python -m benchmarks.scale [ROWS]
"""

import pickle
import platform
import resource
import sys
from collections.abc import Callable
from contextlib import ExitStack
from decimal import Decimal
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any, Final
from unittest.mock import patch

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import perfrules as pr
from benchmarks.projects import HUNDREDTHS, projects
from perfrules.scoring.sending import received
from perfrules.tables import TableOptions
from perfrules.tables.batches import ROWS, Scoring
from perfrules.tables.computing import Computation
from perfrules.tables.decoding import Decoder
from perfrules.tables.stream import prepared

PEERS: Final = Path(__file__).parent / "peers.toml"
DISTINCT: Final = 50_000
MILLION: Final = 1_000_000


class Clock:
    """How long each stage took, in seconds of this process."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.spent: dict[str, float] = {}

    def timed(self, stage: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Return *call*, whose time is added to *stage*."""

        def calling(*arguments: Any) -> Any:
            start = process_time()
            try:
                return call(*arguments)
            finally:
                self.spent[stage] = self.spent.get(stage, 0.0) + process_time() - start

        return calling


def table(rows: int, *, texts: bool = False, bad: int = 0) -> Any:
    """Return *rows* projects, in columns of numbers or of *texts*; each of which *bad* is a divisor lacks a number."""
    found = list(projects(min(rows, DISTINCT)))
    columns = {}
    for name in found[0]:
        values = [one[name] for one in found]
        money = name in HUNDREDTHS
        exact = [Decimal(value).scaleb(-2) for value in values] if money else values
        kind = pa.decimal128(18, 2) if money else pa.int32()
        columns[name] = pa.array(map(str, exact), pa.string()) if texts else pa.array(exact, kind)
    once = pa.table(columns)
    whole = pa.concat_tables([once] * -(-rows // once.num_rows)).slice(0, rows).combine_chunks()
    numbers = pa.array(range(rows))
    if bad:
        lacking = pa.array([number % bad == 0 for number in range(rows)])
        spent = pc.if_else(lacking, None, whole["spent"])
        whole = whole.set_column(whole.column_names.index("spent"), "spent", spent)
    return whole.append_column("no", numbers)


def stages(rules: pr.Rules, data: Any, codes: str | None = None) -> dict[str, float]:
    """Return the seconds that each stage takes for a million rows, batch by batch from Parquet to Parquet."""
    clock, rows = Clock(), data.num_rows
    with TemporaryDirectory() as folder:
        came, gone = Path(folder) / "in.parquet", Path(folder) / "out.parquet"
        pq.write_table(data, came)
        batches = pq.ParquetFile(came).iter_batches(ROWS, use_threads=False)
        scoring = prepared(rules, rules.table_form, pq.read_schema(came), TableOptions(key="no", codes=codes))
        following, block = clock.timed("read", partial(next, batches, None)), clock.timed("block", scoring.block)
        with pq.ParquetWriter(gone, scoring.schema) as writer, _watched(clock):
            writing = clock.timed("write", writer.write_batch)
            while (batch := following()) is not None:
                writing(block(batch).table)
    spent = clock.spent
    spent["rest"] = spent.pop("block") - sum(spent[stage] for stage in ("decode", "score", "encode"))
    return {stage: seconds * MILLION / rows for stage, seconds in spent.items()}


def _watched(clock: Clock) -> ExitStack:
    """Return a context in which the three stages of a block are timed."""
    stack = ExitStack()
    for stage, form, name in (
        ("decode", Decoder, "block"),
        ("score", Computation, "__call__"),
        ("encode", Scoring, "_table"),
    ):
        stack.enter_context(patch.object(form, name, clock.timed(stage, getattr(form, name))))
    return stack


def _unpacked(packed: bytes) -> float:
    """Return the seconds that another process takes to make rules of what was sent."""
    received.cache_clear()
    start = process_time()
    pickle.loads(packed)  # noqa: S301 - what was packed here
    return process_time() - start


def show(rows: int) -> None:
    """Print the figures."""
    rules = pr.load(PEERS)
    packed = pickle.dumps(rules)
    made = min(_unpacked(packed) for _ in range(3))  # the first time something else may be cleared away
    print(f"{platform.machine()}, Python {platform.python_version()}, {rows:,} rows; seconds of one processor")
    print(f"rules: {len(packed):,} bytes to send, {made:.3f} s to make of them")
    stages(rules, table(1000))  # loads the libraries
    ways: dict[str, Callable[[], dict[str, float]]] = {
        "numbers, total": lambda: stages(rules, table(rows)),
        "numbers, all nodes": lambda: stages(rules, table(rows), "all"),
        "texts, total": lambda: stages(rules, table(rows, texts=True)),
        "numbers, 1% bad": lambda: stages(rules, table(rows, bad=100)),
    }
    for title, way in ways.items():
        print(f"{title:20}", "  ".join(f"{stage} {seconds:.2f}" for stage, seconds in way().items()))
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


if __name__ == "__main__":
    show(int(sys.argv[1]) if len(sys.argv) > 1 else MILLION)
