"""The stages that marks go through at a node, after its rubric or aggregation, as formulas."""

from collections.abc import Mapping, Sequence

import attrs

from perfrules.content import ByContent
from perfrules.expression import Value
from perfrules.formula import Condition, Symbol, least, most
from perfrules.model import Indicator
from perfrules.program.branch import Made
from perfrules.program.context import Context, Path
from perfrules.program.leaf import Leaf
from perfrules.program.program import NodePlan


@attrs.frozen(eq=False, repr=False)
class MadeGate(ByContent):
    """A gate on marks: its position in the definition, its condition, and the marks that it sets or limits to."""

    position: int
    closed: Condition
    limit: Symbol | None


@attrs.frozen(eq=False, repr=False)
class Stages:
    """The marks of a node at each stage, and its gates on marks."""

    leaf: Leaf
    settled: Symbol
    exact: Symbol
    marks: Symbol
    gates: Sequence[MadeGate]


def clamped(context: Context, node: Indicator, value: Symbol, names: Mapping[str, Value]) -> Symbol:
    """Return *value* within the limits that the node's `clamp` sets."""
    if node.clamp is None:
        return value
    low, high = node.clamp
    path: Path = ("indicator", node.code, "clamp")
    if low is not None:
        value = most(value, context.number(low, (*path, 0), names))
    return value if high is None else least(value, context.number(high, (*path, 1), names))


def plan_of(made: Made, stages: Stages, refuses: frozenset[str]) -> NodePlan:
    """Return the plan of a node whose formulas are made; its grade is not in it yet."""
    leaf = stages.leaf
    return NodePlan(
        code=made.node.code,
        full=made.full.node,
        low=made.low.node,
        open_above=made.open_above,
        raw=leaf.marks.node,
        settled=stages.settled.node,
        exact=stages.exact.node,
        marks=stages.marks.node,
        passed=made.passed.node,
        takes_part=made.takes_part.node,
        weight=made.weight.node,
        measure=None if leaf.measure is None else leaf.measure.node,
        target=None if leaf.target is None else leaf.target.node,
        points={name: point.marks.node for name, point in leaf.points.items()},
        point_fulls={name: point.full.node for name, point in leaf.points.items()},
        gates=tuple((gate.position, gate.closed.node) for gate in stages.gates),
        limits={gate.position: gate.limit.node for gate in stages.gates if gate.limit is not None},
        refuses=refuses,
    )
