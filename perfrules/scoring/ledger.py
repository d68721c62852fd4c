"""The ledger of lost marks (失分): entries that together are exactly full − total."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Literal, get_args

import attrs

from perfrules.aggregation import Aggregation, Child, shares_of
from perfrules.content import ByContent
from perfrules.formula import Condition, number
from perfrules.formula.build import value_of
from perfrules.formula.node import FALSE, TRUE
from perfrules.model import IndicatorSet
from perfrules.program import NodePlan, Program
from perfrules.readings.exact import Trace

Sort = Literal["rubric", "rounding", "not_applicable", "gate", "aggregation"]
SORTS: tuple[Sort, ...] = get_args(Sort)


@attrs.frozen(eq=False, repr=False)
class Loss(ByContent):
    """
    Marks lost at one node for one sort of reason, in marks of the result; negative where marks were gained.

    Where less is better, what is lost is what lies above the best marks.
    """

    code: str
    sort: Sort
    marks: Fraction


@attrs.frozen(eq=False, repr=False)
class _Books(ByContent):
    set: IndicatorSet
    program: Program
    aggregations: Mapping[str, Aggregation]
    trace: Trace

    def best(self, code: str) -> Fraction | None:
        """Return the best marks in force that a node can give; None where its scale is open at that end."""
        plan = self.program.nodes[code]
        if self.set.better[code] == "lower":
            return self.trace.number(plan.low)
        return None if plan.open_above else self.trace.number(plan.full)


def losses(
    indicator_set: IndicatorSet,
    program: Program,
    aggregations: Mapping[str, Aggregation],
    trace: Trace,
    root: str,
) -> tuple[Loss, ...]:
    """Return what was lost below *root*, in order of the tree; empty where the root has no marks or no best ones."""
    books = _Books(indicator_set, program, aggregations, trace)
    plan = program.nodes[root]
    if trace.number(plan.marks) is None or books.best(root) is None:
        return ()
    sign = Fraction(-1 if indicator_set.better[root] == "lower" else 1)
    found = list(_below(books, root, sign))
    shown, passed = trace.number(plan.marks), trace.number(plan.passed)
    if shown is not None and passed is not None and shown != passed:
        found.append(Loss(root, "rounding", sign * (passed - shown)))
    return tuple(loss for loss in found if loss.marks)


def _below(books: _Books, root: str, factor: Fraction) -> Iterator[Loss]:
    """Yield the losses of *root* and of what is below it; their sum is factor × (best − passed)."""
    stack = [(root, factor)]
    while stack:
        code, times = stack.pop()
        shares = _shares(books, code)
        yield from _own(books, code, times, shares)
        if shares is not None:
            stack.extend((child, times * share) for child, share in reversed(shares.items()) if share)


def _own(books: _Books, code: str, times: Fraction, shares: Mapping[str, Fraction] | None) -> Iterator[Loss]:
    """Yield what the node itself lost, by the stages that its marks went through."""
    plan, trace = books.program.nodes[code], books.trace
    best, passed = books.best(code) or Fraction(0), _value(trace, plan.passed)
    exact = trace.number(plan.exact)
    settled = trace.number(plan.settled)
    raw = trace.number(plan.raw)
    if exact is None:
        exact = passed
    if settled is None:
        settled = exact
    below = Fraction(0)
    for child, share in (shares or {}).items():
        below += share * _lost(books, child)
    leaf = code not in books.set.children
    absent = raw is None or raw != settled
    sort: Sort = "not_applicable" if absent or not leaf else "rubric"
    if not leaf and (shares is None or len(shares) < len(books.set.children[code])):
        sort = "aggregation"
    yield Loss(code, sort, times * (best - settled - below))
    yield Loss(code, "gate", times * (settled - exact))
    yield Loss(code, "rounding", times * (exact - passed))


def _lost(books: _Books, code: str) -> Fraction:
    return (books.best(code) or Fraction(0)) - _value(books.trace, books.program.nodes[code].passed)


def _value(trace: Trace, node: object) -> Fraction:
    found = trace.number(node)  # type: ignore[arg-type]
    return Fraction(0) if found is None else found


def _shares(books: _Books, code: str) -> dict[str, Fraction] | None:
    """
    Return the factor with which each child's losses enter those of *code*; None where they do not add up.

    A child without best marks, or of which other marks are better than of its parent, has no losses of its own here.
    """
    children = books.set.children.get(code)
    if not children:
        return None
    node, trace = books.set.by_code[code], books.trace
    graded = [books.program.nodes[child.code] for child in children]
    made = [_child(trace, plan) for plan in graded]
    factors = shares_of(books.aggregations[node.aggregation or "sum"], made)
    if factors is None:
        return None
    out: dict[str, Fraction] = {}
    for child, plan, factor in zip(children, graded, factors, strict=True):
        value = value_of(factor.node)
        there = trace.holds(plan.takes_part)
        agrees = books.set.better[child.code] == books.set.better[code]
        if not agrees or books.best(child.code) is None:
            continue
        out[child.code] = value if value is not None and there else Fraction(0)
    return out


def _child(trace: Trace, plan: NodePlan) -> Child:
    return Child(
        marks=number(_value(trace, plan.passed)),
        full=number(_value(trace, plan.full)),
        weight=number(_value(trace, plan.weight)),
        takes_part=Condition(TRUE if trace.holds(plan.takes_part) else FALSE),
    )


__all__ = ["SORTS", "Loss", "losses"]
