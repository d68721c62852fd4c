"""The passes over all tables before any is scored: what they find together, and how far they are."""

from collections.abc import Mapping, Sequence

import attrs

from perfrules.cli.progress import step, watching
from perfrules.language import text
from perfrules.problems import Problem
from perfrules.scoring import Rules
from perfrules.tables.batch.jobs import Job
from perfrules.tables.options import TableOptions


@attrs.frozen(eq=False)
class Found:
    """
    What the passes gave.

    Attributes:
        rules: the rules with what was found.
        passes: how many passes there were.
        rows: how many rows each table has, where there was a pass.
        failed: the tables that cannot be read, with the reasons.

    """

    rules: Rules
    passes: int = 0
    rows: Mapping[Job, int] = attrs.field(factory=dict)
    failed: Mapping[Job, tuple[Problem, ...]] = attrs.field(factory=dict)


def search(
    rules: Rules,
    jobs: Sequence[Job],
    options: TableOptions,
    threads: int = 1,
    *,
    quiet: bool = False,
    before: bool = False,
) -> Found:
    """Find what *rules* lack of the population in the tables of *jobs*; *before* these are scored, which is a step."""
    from perfrules.tables.batch.finding import Search
    from perfrules.tables.populations import lacking
    from perfrules.tables.ranks import ranked

    found, passes = Found(rules), lacking(rules, ranks=not before or ranked(rules, options))
    for place in range(1, passes + 1):
        label = step(place, passes + before, text("population"))
        with watching(jobs, quiet=quiet, step=label, scoring=False) as watcher:
            one = Search(found.rules, rules.table_form, options, watcher, found.rows)(jobs, threads)
        found = Found(one.rules, passes, one.rows, one.failed)
        if found.failed:
            break
    return found
