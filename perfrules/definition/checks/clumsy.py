"""What is right but clumsy: warnings on rules that a reader could take in more easily if they were said otherwise."""

from collections.abc import Iterator

from perfrules.definition.checks.uses import Use
from perfrules.definition.checks.view import View
from perfrules.expression import Tree
from perfrules.expression.tree import Chain, Choice, Negative
from perfrules.language import text
from perfrules.model import RoundingRule
from perfrules.problems import Key, Problem

LONGEST = 100
"""Characters of an expression that are read at a glance."""
_WHOLE = 2
"""Places at which a share is rounded to whole percents."""
_KEYS = ("measure", "target", "rubric")


def choices(view: View) -> Iterator[Problem]:
    """Yield rubrics that choose by `if` within an expression: a choice list of rubrics says the same."""
    for use in view.uses:
        if use.path[0] == "indicator" and use.path[2] == "rubric" and use.tree and isinstance(use.tree.root, Choice):
            message = text("{code} chooses between marks by `if` within an expression", code=use.path[1])
            advice = text(
                "write a list of rubrics, each with its `when`, or tiers: a scorecard then says which was taken"
            )
            yield Problem("PR170", message, view.inside(use, use.tree.root.column), advice)


def long_expressions(view: View) -> Iterator[Problem]:
    """Yield expressions that are too long to be read at a glance."""
    for use in view.uses:
        length = 0 if use.tree is None else len(use.written.strip())
        if length > LONGEST:
            message = text("the expression has {length} characters, more than {most}", length=length, most=LONGEST)
            advice = text("give parts of it names: measures may read other measures")
            yield Problem("PR171", message, view.inside(use, 0), advice)


def repeated(view: View) -> Iterator[Problem]:
    """Yield expressions that several indicators work out alike, where a measure would say it once."""
    first: dict[Tree, Use] = {}
    for use in view.uses:
        if not _could_be_a_measure(use) or use.tree is None:
            continue
        other = first.setdefault(use.tree, use)
        if other.path[1] != use.path[1]:
            values = {"code": use.path[1], "other": other.path[1], "expression": use.tree.source(use.tree.root)}
            message = text("{code} and {other} both work out `{expression}`", **values)
            advice = text("declare it once under `[measure]`, and name the measure in both")
            yield Problem("PR172", message, view.inside(use, use.tree.root.column), advice)


def _could_be_a_measure(use: Use) -> bool:
    """Return whether an indicator works something out that a measure could: arithmetic on names of the set."""
    if use.path[0] != "indicator" or use.path[2] not in _KEYS or use.path[-1] == "when" or use.tree is None:
        return False
    return isinstance(use.tree.root, Chain | Choice | Negative) and bool(use.names) and not use.names & use.local


def coarse_shares(view: View) -> Iterator[Problem]:
    """Yield shares shown in percent that are rounded to two places: to whole percents."""
    shares: set[Key] = {("measure", measure.key) for measure in view.whole.measure if measure.unit == "%"}
    shares |= {("evidence", field.key) for field in view.whole.evidence if field.unit == "%" or field.type == "share"}
    for found in view.everything:
        if isinstance(found.value, RoundingRule) and found.value.places == _WHOLE and found.path[:2] in shares:
            name = f"`{found.path[1]}`"
            message = text("`places = 2` rounds {name} to whole percents: 98.76% becomes 99%", name=name)
            advice = text(
                "write `places = 4` for two decimals of a percent; `to = 0.01` where whole percents are meant"
            )
            yield view.problem("PR173", message, found.path, advice)


CHECKS = (choices, long_expressions, repeated, coarse_shares)
