"""First that all programs agree on every project, then how long each takes, side by side in one run."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import perfrules as pr
from benchmarks import columns, files, growth
from benchmarks.engines import engines, natural
from benchmarks.measuring import at_least, at_most, interleaved, roots
from benchmarks.peers import decimal_row, whole_row
from benchmarks.projects import as_decimals, as_evidence, projects
from perfrules.readings.exact.fast import Fast, fast

FOLDER = Path(__file__).parent
CASE = FOLDER.parent / "perfrules_shanghai" / "cases" / "hezuo-2017" / "case.toml"
CHECKED, TIMED, ROUNDS = 10_000, 200, 75


def outputs(rules: pr.Rules) -> Fast:
    """Return the fast reading of what the peers compute."""
    return fast(rules.program.inputs, roots(rules))


def hundredths(ready: Fast, row: Sequence[int]) -> list[int]:
    """Return the outputs as the program with whole numbers gives them."""
    results = zip(ready.units, ready(row), strict=True)
    values = [unit * (Fraction(*found) if isinstance(found, tuple) else found) for unit, found in results]
    return [*(int(100 * value) for value in values[:-1]), int(values[-1])]


def wrong(rules: pr.Rules, ready: Fast) -> int:
    """Return for how many projects any of the programs differs from another."""
    count = 0
    for project in projects(CHECKED):
        by_hand = list(whole_row(project))
        decimals = decimal_row(as_decimals(project))
        bound = rules.binder.bind(as_evidence(project))
        same = by_hand == [*(int(100 * value) for value in decimals[:-1]), decimals[-1]]
        same = same and by_hand == hundredths(ready, [value for value in bound.row if isinstance(value, int)])
        count += not (same and not bound.problems)
    return count


def each(function: Callable[[Any], object], values: Sequence[Any]) -> None:
    """Call *function* with each of *values*."""
    for value in values:
        function(value)


def scores(rules: pr.Rules, ready: Fast) -> dict[str, float]:
    """Return the seconds for `TIMED` projects of each program."""
    found = list(projects(TIMED, seed=7))
    evidence = [as_evidence(project) for project in found]
    rows = [rules.binder.bind(one).row for one in evidence]
    tasks: dict[str, Callable[[], object]] = {
        "Decimal by hand": partial(each, decimal_row, [as_decimals(project) for project in found]),
        "whole numbers by hand": partial(each, whole_row, found),
        "fast": partial(each, ready.call, rows),
        **{name: partial(each, score, list(map(natural, found))) for name, score in engines().items()},
        "score": partial(each, rules.score, evidence),
        "score, marks and grade": partial(each, lambda one: _headline(rules.score(one)), evidence),
    }
    return interleaved(tasks, ROUNDS)


def _headline(card: pr.Scorecard) -> tuple[Decimal | Fraction | None, str | None]:
    return card.marks, card.grade


def starts() -> dict[str, float]:
    """
    Return the seconds of whole processes: scoring the real case, and importing what it is built on.

    It is the second run that is measured: the first, which is not, checks the set and leaves its stamp.
    """
    command = [sys.executable, "-c", "from perfrules.cli import main; main()", "score", str(CASE)]
    bare = [sys.executable, "-c", "import click, attrs"]
    with TemporaryDirectory() as cache:
        environment = os.environ | {"PERFRULES_CACHE": cache}
        run = partial(subprocess.run, check=True, stdout=subprocess.DEVNULL, env=environment)
        run(command)
        return interleaved(
            {"perfrules score": lambda: run(command), "import click, attrs": lambda: run(bare)}, 9, perf_counter
        )


def main(*, large: bool = False) -> None:
    """Check, measure and print; *large* runs of ten million rows take minutes."""
    os.environ.setdefault("POLARS_MAX_THREADS", "1")  # read when Polars is imported
    rules = pr.load(FOLDER / "peers.toml")
    ready = outputs(rules)
    count = wrong(rules, ready)
    print(f"{CHECKED} projects, a quarter of them on halves and limits: {count} wrong")
    assert count == 0, "what differs is not worth timing"
    for name, differing in columns.wrong(rules, CHECKED).items():
        print(f"{name}: {differing} wrong")
        assert differing == 0 or name in columns.FLOATS, "what differs is not worth timing"
    columns.compare(rules)
    files.compare(rules)
    growth.rows(rules, 7 if large else 6)
    growth.leaves()
    if large:
        files.memory()
    times = scores(rules, ready)
    for name, seconds in times.items():
        print(f"{name:<64} {TIMED / seconds:>8.0f} a second")
    decimal = times["Decimal by hand"]
    at_least("fast ÷ Decimal by hand", decimal / times["fast"], 6)
    at_least("fast ÷ whole numbers by hand", times["whole numbers by hand"] / times["fast"], 1)
    for name, target in (("datalogic-py", 5), ("zen-engine", 60)):
        if name in times:
            at_least(f"fast ÷ {name}", times[name] / times["fast"], target)
    for name in ("score", "score, marks and grade"):
        at_least(f"{name} ÷ Decimal by hand", decimal / times[name], 0.3)
    processes = starts()
    ratio = processes["perfrules score"] / processes["import click, attrs"]
    at_most("second perfrules score CASE, in times of `import click, attrs`", ratio, 5)


if __name__ == "__main__":
    main(large="--large" in sys.argv)
