"""How costs grow: with rows, with leaves, and the time that making ready takes."""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import numpy as np

import perfrules as pr
from benchmarks.columns import DISTINCT, Runs, certain, reading, table
from benchmarks.measuring import at_most, interleaved
from perfrules.readings.columns import Source, columns

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


def compiled(leaves: int) -> tuple[pr.Rules, dict[str, float]]:
    """Return the rules of a set of so many leaves, and the seconds of this process to load and to make plans."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "set.toml"
        path.write_text(definition(leaves), encoding="utf-8")
        start = process_time()
        rules = pr.load(path)
        loaded = process_time() - start
    start = process_time()
    wide(rules, 1000)
    return rules, {"load": loaded, "plan": process_time() - start}


def wide(rules: pr.Rules, rows: int) -> Runs:
    """Return runs of all leaves and the total for *rows* rows."""
    chance = np.random.default_rng(7)
    wholes: dict[str, Source] = {
        one.name: chance.integers(1, 40, rows, np.int32) for one in rules.program.inputs if one.name.startswith("w")
    }
    parts: dict[str, Source] = {f"p{name[1:]}": chance.integers(0, 40, rows, np.int32) for name in wholes}
    return Runs(columns(rules.program.inputs, [plan.marks for plan in rules.program.nodes.values()]), parts | wholes)


def rows(rules: pr.Rules, most: int = 6, rounds: int = 7) -> None:
    """Print what a row costs, from 10^4 rows to 10^*most*: every run has its own cost, which few rows share."""
    sizes = [10**power for power in range(4, most + 1)]
    ready, found = reading(rules), certain(DISTINCT)
    times = {size: interleaved({"": Runs(ready, table(found, size))}, rounds)[""] / size for size in sizes}
    for size, seconds in times.items():
        print(f"{f'a row of {size:,}':<64} {seconds * 1e9:>8.1f} ns")
    at_most("the dearest row, in times of the cheapest", max(times.values()) / min(times.values()), FLAT)
    at_most("the same, from 100,000 rows on", max(list(times.values())[1:]) / min(list(times.values())[1:]), FLAT)


def leaves(rounds: int = 5) -> None:
    """Print what a leaf costs of 10, 100 and 1,000, in columns and when the set is made ready."""
    sizes, count = (10, 100, 1_000), 100_000
    made = {size: compiled(size) for size in sizes}
    tasks = {str(size): partial(Runs.__call__, wide(made[size][0], count)) for size in sizes}
    times = interleaved(tasks, rounds)
    for size in sizes:
        spent = made[size][1]
        cost = times[str(size)] / size / count * 1e9
        print(f"{f'a leaf of {size:,}, a row':<64} {cost:>8.2f} ns")
        print(f"{f'a set of {size:,} leaves: load, then plan':<64} {spent['load']:>8.2f} s {spent['plan']:>6.2f} s")
    at_most("a leaf of 1,000, in times of one of 100", times["1000"] / times["100"] / 10, LINEAR)
    at_most("seconds to load 1,000 leaves", made[1_000][1]["load"], 1)
    load = [made[size][1]["load"] for size in sizes]
    at_most("loading 1,000 leaves, in times of 10 × 100", load[2] / load[1] / 10, LINEAR)
