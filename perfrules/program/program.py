"""A compiled definition: inputs and cells in order, nothing but formulas."""

from collections.abc import Mapping

import attrs

from perfrules.content import ByContent
from perfrules.formula import Node, Rounding, number
from perfrules.formula.inputs import Input
from perfrules.program.population import PopulationMeasure
from perfrules.program.tables import Call

ZERO = number(0).node


@attrs.frozen(eq=False, repr=False)
class NodePlan(ByContent):
    """
    The formulas of one indicator (指标); each is a node of the formula graph, most of them cells.

    Attributes:
        code: the indicator's code; "total" for the root.
        full: the full marks in force (a constant unless marks move or drop).
        raw: marks as the rubric or aggregation gives them.
        settled: raw, or what the answer to absence gives instead.
        exact: marks before rounding, after clamp and gates.
        marks: marks as printed.
        passed: what the parent reads (marks, or exact where the rounding carries the exact value).
        takes_part: the condition that the node counts in its parent.
        weight: its factor in the parent's aggregation.
        measure: the formula of its measure, or None.
        target: the formula of its target, or None.
        grade: the formula of its band's position (0 is the best), or None.
        scale_grade: the position of the band before the gates on the grade, or None.
        points: the marks of each point of a checklist, by the point's id.
        point_fulls: the full marks of each point.
        gates: the gates on this node, by their position in the definition, with their conditions.
        limits: the marks that these gates set or limit to, by the same position; none of a gate on the grade.
        low: the least marks in force: the end of the scale that is 0 unless the definition says otherwise.
        open_above: whether nothing is the most that the node can give.
        refuses: the reasons, "missing" and "not_applicable", for which the node may not be without marks.
        rate_roundings: how its rate is rounded where it is shown, in order; empty for the usual way.

    """

    code: str
    full: Node
    raw: Node
    settled: Node
    exact: Node
    marks: Node
    passed: Node
    takes_part: Node
    weight: Node
    measure: Node | None = None
    target: Node | None = None
    grade: Node | None = None
    scale_grade: Node | None = None
    points: Mapping[str, Node] = attrs.field(factory=dict, hash=False)
    point_fulls: Mapping[str, Node] = attrs.field(factory=dict, hash=False)
    gates: tuple[tuple[int, Node], ...] = ()
    limits: Mapping[int, Node] = attrs.field(factory=dict, hash=False)
    low: Node = ZERO
    open_above: bool = False
    refuses: frozenset[str] = frozenset(("missing", "not_applicable"))
    rate_roundings: tuple[Rounding, ...] = ()

    @property
    def roots(self) -> tuple[Node, ...]:
        """All its formulas."""
        stages = (self.full, self.low, self.raw, self.settled, self.exact, self.marks, self.passed)
        rest = (self.takes_part, self.weight)
        other = (node for node in (self.measure, self.target, self.grade, self.scale_grade) if node is not None)
        return (
            *stages,
            *rest,
            *other,
            *self.points.values(),
            *self.point_fulls.values(),
            *(closed for _, closed in self.gates),
            *self.limits.values(),
        )


@attrs.frozen(eq=False, repr=False)
class Program:
    """
    A definition as formulas, in the order in which they can be computed.

    Attributes:
        inputs: what is read, in a fixed order; a row of evidence has one value for each.
        cells: every named formula, each after those it reads; a cell's node is `cell(formula)` with its name as value.
        labels: what choices are called, kept beside the formulas.
        nodes: the formulas of each indicator, by code, children before parents.
        grades: the names of the bands behind each grade formula, best first, by code.
        expressions: the formula of each expression of the definition, by its key path, such as ("indicator", "C1",
            "rubric", 0, "when"); None where one that is used in several places means something else in each.
        calls: the calls of tables, by the name of the cell that holds what each gives.
        populations: what is found over all projects before one is scored, by the name of its cell.

    """

    inputs: tuple[Input, ...]
    cells: tuple[Node, ...]
    labels: Mapping[Node, str]
    nodes: Mapping[str, NodePlan]
    grades: Mapping[str, tuple[str, ...]]
    expressions: Mapping[tuple[str | int, ...], Node | None]
    calls: Mapping[str, Call] = attrs.field(factory=dict)
    populations: Mapping[str, PopulationMeasure] = attrs.field(factory=dict)
