"""Tables from Parquet to Parquet: beside PyArrow that reads and writes the same columns and scores nothing."""

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import pyarrow as pa
import pyarrow.parquet as pq

import perfrules as pr
from benchmarks.measuring import at_least, at_most, interleaved
from benchmarks.scale import PEERS, table

BATCH = 65_536
LARGE = 10_000_000


def write_projects(path: Path, rows: int) -> None:
    """Write a table of projects, a batch at a time, so that many rows need little memory."""
    part = table(min(rows, 250_000))
    with pq.ParquetWriter(path, part.schema) as writer:
        for start in range(0, rows, part.num_rows):
            writer.write_table(part.slice(0, rows - start))


def opened(path: Path) -> pq.ParquetFile:
    """Open a file for both sides as `perfrules batch` does: read ahead, it would be in memory as a whole at its end."""
    return pq.ParquetFile(path, pre_buffer=False, buffer_size=2**18)


def scored(rules: pr.Rules, came: Path, gone: Path, codes: str | None = None) -> int:
    """Score the file *came* into the file *gone*, with all checks, and return how many rows are bad."""
    with opened(came) as file:
        scores = rules.score_batches(file.iter_batches(BATCH), key="no", codes=codes)
        with pq.ParquetWriter(gone, scores.schema) as writer:
            for batch in scores:
                writer.write_batch(batch)
    return scores.counts.bad


def carried(came: Path, results: pa.Table, gone: Path) -> None:
    """Read the file *came* by PyArrow alone, and write *results*, batch by batch as well."""
    with opened(came) as file, pq.ParquetWriter(gone, results.schema) as writer:
        for batch, made in zip(file.iter_batches(BATCH), results.to_batches(BATCH), strict=True):
            assert batch.num_rows == made.num_rows
            writer.write_batch(made)


def compare(rules: pr.Rules, rows: int = 500_000, rounds: int = 5) -> None:
    """Print how fast scoring from Parquet to Parquet is beside carrying the same columns."""
    with TemporaryDirectory() as folder:
        came, gone, other = (Path(folder) / f"{name}.parquet" for name in ("in", "out", "other"))
        write_projects(came, rows)
        for codes, title in ((None, "the total"), ("all", "all nodes")):
            assert scored(rules, came, gone, codes) == 0
            results = pq.read_table(gone).combine_chunks()
            tasks: dict[str, Callable[[], object]] = {
                "scored": partial(scored, rules, came, gone, codes),
                "carried": partial(carried, came, results, other),
            }
            times = interleaved(tasks, rounds, perf_counter)
            print(f"{f'Parquet to Parquet, {title}':<64} {rows / times['scored'] / 1e6:>8.2f} million rows a second")
            at_least(f"Parquet to Parquet, {title} ÷ PyArrow alone", times["carried"] / times["scored"], 0.5)


def memory(rows: int = LARGE) -> None:
    """Print the most memory that scoring so many rows takes, in a process of its own."""
    with TemporaryDirectory() as folder:
        came, gone = Path(folder) / "in.parquet", Path(folder) / "out.parquet"
        subprocess.run([sys.executable, "-m", "benchmarks.files", "write", str(came), str(rows)], check=True)
        command = [sys.executable, "-m", "benchmarks.files", "score", str(came), str(gone)]
        found = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    print(f"{f'{rows:,} rows from Parquet to Parquet':<64} {rows / float(found[1]) / 1e6:>8.2f} million rows a second")
    at_most(f"GiB of memory for {rows:,} rows", int(found[0]) / 2**20, 1)


def _alone(what: str, path: str, other: str) -> None:
    if what == "write":
        write_projects(Path(path), int(other))
        return
    start = perf_counter()
    assert scored(pr.load(PEERS), Path(path), Path(other)) == 0
    print(_most_memory(), perf_counter() - start)


def _most_memory() -> int:
    """Return the most KiB that this process had; `ru_maxrss` begins with what the process had that started it."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    _alone(*sys.argv[1:])
