"""The columns of a result: what is asked for, of which nodes, and the formula that each column holds."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final, Literal, get_args

import attrs

from perfrules.content import ByContent
from perfrules.formula import Node, Rounding, build
from perfrules.formula.functions import absent
from perfrules.formula.node import constant
from perfrules.language import text
from perfrules.model.indicator_set import TOTAL
from perfrules.problems import Problem, suggestion
from perfrules.program import NodePlan
from perfrules.readings.columns.units import units
from perfrules.tables.options import TableOptions
from perfrules.tables.rules import TableRules

Output = Literal["marks", "rate", "grade", "full_marks", "rank"]
OUTPUTS: Final[tuple[Output, ...]] = get_args(Output)
RANK: Final = "rank"
_USUAL: Final[tuple[Output, ...]] = ("marks", "rate", "grade")
REASON: Final = "reason"
ABSENCE: Final = "absence_reason"
_MOST: Final = 30
"""Numbers of more decimals are written as texts."""
_RATE: Final = Rounding.places(4)
_ZERO: Final = constant(Fraction(0))


@attrs.frozen(eq=False, repr=False)
class OutputColumn(ByContent):
    """
    A column of a result.

    Attributes:
        name: its heading: "marks" of the headline result, else the code before it, "B1/marks".
        code: the node.
        output: what of it.
        node: the formula of its numbers, of a rank the marks; None for texts that no formula gives, and for what the
            node never has.
        places: how many decimals its numbers have; None where they are written as texts.

    """

    name: str
    code: str
    output: str
    node: Node | None
    places: int | None

    @property
    def is_text(self) -> bool:
        """Whether its values are texts."""
        if self.output == RANK:
            return False
        return self.output in ("grade", REASON, ABSENCE) or (self.node is not None and self.places is None)


def output_columns(rules: TableRules, options: TableOptions) -> tuple[tuple[OutputColumn, ...], tuple[Problem, ...]]:
    """Return the columns that are asked for, of the results and the nodes named, and what is wrong with that."""
    asked = (*_USUAL, *_ranks(rules)) if options.outputs is None else options.outputs
    outputs, chosen = tuple(dict.fromkeys(asked)), _codes(rules, options.codes)
    problems = [
        *_unknown("PR804", outputs, OUTPUTS),
        *_unknown("PR804", chosen, _all(rules)),
        *_unranked(rules, outputs),
    ]
    if problems:
        return (), tuple(problems)
    raw = list(_columns(rules, outputs, chosen, reasons=options.reasons))
    roots = tuple(dict.fromkeys(column.node for column in raw if column.node is not None))
    held = {root: _decimals(unit) for root, unit in zip(roots, units(rules.program.inputs, roots), strict=True)}
    for column in raw:
        places = None if column.node is None else held[column.node]
        if column.node is not None and places is not None and column.output in ("marks", RANK):
            held[column.node] = max(places, rules.places[column.code])
    return tuple(attrs.evolve(column, places=held[column.node] if column.node else None) for column in raw), ()


def _decimals(unit: Fraction | None) -> int | None:
    """Return how many decimals the whole multiples of *unit* have; None where they are written as texts."""
    if unit is None:
        return None
    return next((places for places in range(_MOST + 1) if (unit * 10**places).denominator == 1), None)


def _all(rules: TableRules) -> tuple[str, ...]:
    return tuple(node.code for node in rules.set.walk() if node.code != TOTAL or rules.set.has_total)


def _codes(rules: TableRules, codes: Iterable[str]) -> tuple[str, ...]:
    asked = _all(rules) if codes == "all" else codes
    return tuple(dict.fromkeys((*rules.set.results, *asked)))


def _unknown(code: str, names: Iterable[str], known: Sequence[str]) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            yield Problem(code, text("there is no `{name}` to be put out", name=name), advice=suggestion(name, known))


def _ranks(rules: TableRules) -> tuple[Output, ...]:
    return (RANK,) if rules.set.ranked else ()


def _unranked(rules: TableRules, outputs: Iterable[str]) -> Iterator[Problem]:
    if RANK in outputs and not rules.set.ranked:
        said = text("{set} ranks no projects, so there is no `rank` to be put out", set=rules.set.id)
        yield Problem("PR804", said, advice=text('say `rank = "shared"` at one of its results'))


def _columns(
    rules: TableRules, outputs: Sequence[str], codes: Sequence[str], *, reasons: bool
) -> Iterator[OutputColumn]:
    headline = rules.set.results[0]
    for code in codes:
        plan, prefix = rules.program.nodes[code], "" if code == headline else f"{code}/"
        for output in outputs:
            if output == RANK and code not in rules.set.ranked:
                continue
            if output != "grade" or plan.grade is not None or code == headline:
                yield OutputColumn(f"{prefix}{output}", code, output, _formula(rules, plan, output), None)
        if reasons:
            yield OutputColumn(f"{prefix}{REASON}", code, REASON, None, None)
        if reasons or code in rules.set.results:
            yield OutputColumn(f"{prefix}{ABSENCE}", code, ABSENCE, None, None)


def _formula(rules: TableRules, plan: NodePlan, output: str) -> Node | None:
    if output in ("marks", RANK):
        return plan.marks
    if output == "grade":
        return plan.grade
    if plan.open_above or rules.set.better[plan.code] != "higher":
        return None
    return plan.full if output == "full_marks" else _rate(rules, plan)


def _rate(rules: TableRules, plan: NodePlan) -> Node | None:
    """Return the formula of a rate as it is printed: absent where the scale does not begin at 0, or is nothing."""
    if rules.set.by_code[plan.code].bonus:
        return None
    out = build.divide(plan.marks, plan.full)
    for rounding in plan.rate_roundings or (_RATE,):
        out = build.rounded(out, rounding)
    nothing = absent("not_applicable").node
    for condition in (build.compare("equal", plan.full, _ZERO), build.negate(build.compare("equal", plan.low, _ZERO))):
        out = build.choose(condition, nothing, out)
    return out


__all__ = ["ABSENCE", "OUTPUTS", "RANK", "REASON", "Output", "OutputColumn", "output_columns"]
