"""How costs grow: with rows, with leaves, and the time that making ready takes."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import TypeVar

import numpy as np

import perfrules as pr
from benchmarks.columns import DISTINCT, Runs, certain, reading, table
from benchmarks.measuring import at_most, interleaved
from benchmarks.plan import HandPlan
from perfrules.garbage import unsearched
from perfrules.program import compile_set
from perfrules.readings.columns import Source, columns
from perfrules.scoring.rules import offered

Made = TypeVar("Made")
FLAT, LINEAR = 1.5, 2.0
"""How much more a row, or a leaf, may cost where there are many; some room is for a machine with other work."""


def definition(leaves: int) -> str:
    """Return a set of so many leaves, each a share of its own two counts."""
    head = (
        'format = "perfrules/indicator-set/1"\nid = "benchmarks/growth"\nedition = "1"\ntitle = "增长"\n'
        '[[source]]\nid = "own"\ntitle = "For measuring only"\nkind = "reconstruction"\n'
        f"[leaf]\nrounding = {{ places = 2 }}\n[total]\nfull_marks = {leaves}\n[evidence]\n"
    )
    parts = [head]
    parts += [f'p{at} = {{ type = "count" }}\nw{at} = {{ type = "count", at_least = 1 }}\n' for at in range(leaves)]
    parts += [
        f'[[indicator]]\ncode = "L{at}"\nname = "L{at}"\nfull_marks = 1\nmeasure = "p{at} / w{at}"\n'
        'rubric = { kind = "proportional" }\n'
        for at in range(leaves)
    ]
    return "".join(parts)


def compiled(leaves: int, times: int = 3) -> tuple[pr.Rules, dict[str, float]]:
    """Return the rules of a set of so many leaves, and the seconds of this process that making them ready takes."""
    with TemporaryDirectory() as folder:
        spent = [_compiled(Path(folder) / f"{turn}.toml", leaves) for turn in range(times)]
    return spent[-1][0], {name: median(one[name] for _, one in spent) for name in spent[-1][1]}


def _compiled(path: Path, leaves: int) -> tuple[pr.Rules, dict[str, float]]:
    path.write_text(definition(leaves), encoding="utf-8")
    rules, load = _timed(lambda: pr.load(path))  # with all checks: no stamp tells that it has passed them before
    given = offered(rules.registry.aggregations), offered(rules.registry.functions)
    with unsearched():  # as `load` does
        _, own = _timed(lambda: compile_set(rules.set, *given, rules.definition))
    _, plan = _timed(lambda: wide(rules, 1000))
    return rules, {"load": load, "of which compile": own, "plan": plan}


def _timed(make: Callable[[], Made]) -> tuple[Made, float]:
    start = process_time()
    made = make()
    return made, process_time() - start


def wide(rules: pr.Rules, rows: int) -> Runs:
    """Return runs of all leaves and the total for *rows* rows."""
    chance = np.random.default_rng(7)
    wholes: dict[str, Source] = {
        one.name: chance.integers(1, 40, rows, np.int32) for one in rules.program.inputs if one.name.startswith("w")
    }
    parts: dict[str, Source] = {f"p{name[1:]}": chance.integers(0, 40, rows, np.int32) for name in wholes}
    return Runs(columns(rules.program.inputs, [plan.marks for plan in rules.program.nodes.values()]), parts | wholes)


def rows(rules: pr.Rules, most: int = 6, rounds: int = 7) -> None:
    """
    Print what a row costs, from 10^4 rows to 10^*most*: every run has its own cost, which few rows share.

    Beside it is what the plan by hand costs, since calls of NumPy have a cost of their own.
    """
    sizes = [10**power for power in range(4, most + 1)]
    ready, found = reading(rules), certain(DISTINCT)
    costs: dict[str, list[float]] = {"columns": [], "NumPy by hand": []}
    for size in sizes:
        data, times = table(found, size), max(1, sizes[0] * 10 // size)
        tasks: dict[str, Callable[[], object]] = {
            "columns": Runs(ready, data),
            "NumPy by hand": partial(HandPlan(size).run, data),
        }
        spent = interleaved({name: partial(_again, task, times) for name, task in tasks.items()}, rounds)
        for name, seconds in spent.items():
            costs[name].append(seconds / size / times)
            print(f"{f'{name}: a row of {size:,}':<64} {costs[name][-1] * 1e9:>8.1f} ns")
    for name, each in costs.items():
        at_most(f"{name}: the dearest row, in times of the cheapest", max(each) / min(each), FLAT)


def _again(task: Callable[[], object], times: int) -> None:
    for _ in range(times):
        task()


def leaves(rounds: int = 5) -> None:
    """Print what a leaf costs of 10, 100 and 1,000, in columns and when the set is made ready."""
    sizes, count = (10, 100, 1_000), 100_000
    compiled(sizes[0])  # what is imported at the first time is not counted
    made = {size: compiled(size) for size in sizes}
    tasks = {str(size): partial(Runs.__call__, wide(made[size][0], count)) for size in sizes}
    times = interleaved(tasks, rounds)
    for size in sizes:
        spent = made[size][1]
        cost = times[str(size)] / size / count * 1e9
        print(f"{f'a leaf of {size:,}, a row':<64} {cost:>8.2f} ns")
        for name, seconds in spent.items():
            print(f"{f'a set of {size:,} leaves: {name}':<64} {seconds:>8.3f} s")
    at_most("a leaf of 1,000, in times of one of 100", times["1000"] / times["100"] / 10, LINEAR)
    most, fewer = made[1_000][1], made[100][1]
    for name, seconds in most.items():
        at_most(f"seconds for 1,000 leaves: {name}", seconds, 1)
        at_most(f"{name} of 1,000 leaves, in times of 10 × 100", seconds / fewer[name] / 10, LINEAR)
