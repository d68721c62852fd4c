"""Comparing two definitions, and what they make of cases."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import attrs

from perfrules.case import Case
from perfrules.comparison.cases import Accountant
from perfrules.comparison.causes import Causes
from perfrules.comparison.changes import changes_between
from perfrules.comparison.matching import matching
from perfrules.comparison.mixing import Mixture
from perfrules.comparison.model import Comparison
from perfrules.comparison.verdict import Judge
from perfrules.plugins import Registry
from perfrules.scoring.loading import load
from perfrules.scoring.rules import Rules, as_case

Reference = str | os.PathLike[str] | Rules


def diff(
    old: Reference,
    new: Reference,
    cases: Iterable[Case | Mapping[str, object]] = (),
    *,
    on: date | None = None,
    registry: Registry | None = None,
) -> Comparison:
    """
    Return what was changed from one definition to another, and whether scores stay comparable (定义比较).

    Args:
        old: the old definition: an id, id@edition, the path of a file, or rules.
        new: the new one.
        cases: cases that are scored by both; a case has the names of the new definition where it says that it was
            written for it, else those of the old. Evidence for which only one of them asks is kept from the other.
        on: the day whose editions and dated values are compared; default: today.
        registry: what the installed plugins offer; default: the installed ones.

    Raises:
        DefinitionError: one of the two has problems.

    """
    one, other = (each if isinstance(each, Rules) else load(each, on=on, registry=registry) for each in (old, new))
    match = matching(one.set, other.set)
    changes = tuple(changes_between(one.set, other.set, match))
    judge = Judge(one, other, match, changes)
    differences = judge.differences
    told = Comparison(
        old=_named(one), new=_named(other), verdict=judge.verdict, changes=changes, differences=differences
    )
    several = tuple(map(as_case, cases))
    if not several:
        return told
    mixture = Mixture(*judge.sides, _both(one, other, judge))
    accountant = Accountant(one, other, match, mixture, Causes(other.set, changes))
    compared = (accountant.change(case, name) for case, name in zip(several, _called(several), strict=True))
    return attrs.evolve(told, cases=tuple(compared))


def _named(rules: Rules) -> str:
    return f"{rules.set.id}@{rules.set.edition}"


def _both(old: Rules, new: Rules, judge: Judge) -> tuple[str, ...]:
    """Return the results that both sets have, by their new codes."""
    before = {judge.match.code(code) for code in old.set.results}
    return tuple(code for code in new.set.results if code in before)


def _called(cases: Sequence[Case]) -> Iterator[str]:
    """Yield what cases are called: file, or the project's name or number; file::name where a file has several."""
    counted = Counter(case.file for case in cases)
    for number, case in enumerate(cases, 1):
        name = str(case.project.get("name") or number)
        if case.file is None:
            yield name
        else:
            yield case.file if counted[case.file] == 1 else f"{case.file}::{name}"


__all__ = ["Reference", "diff"]
