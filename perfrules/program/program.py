"""A compiled definition: inputs and cells in order, nothing but formulas."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

import attrs

from perfrules.formula import Node

State = Literal[0, 1, 2, 4]
GIVEN, MISSING, NOT_APPLICABLE, UNDEFINED = 0, 1, 2, 4


@attrs.frozen
class Input:
    """
    One number of the evidence, by its flat name.

    An exact value of it is a whole number of 10**-places: programs are given that whole number.

    Attributes:
        name: the flat name, such as "spent", "q1/5" or "B2.2/rules".
        places: how many decimal places are accepted.
        at_least: least value in the unit of the evidence, or None where it is open.
        at_most: greatest value, or None.
        above: an open lower end, or None.
        below: an open upper end, or None.
        part_of: the input that this one is never greater than, or None.
        field: the evidence field or indicator code it belongs to.

    """

    name: str
    places: int = 0
    at_least: Fraction | None = None
    at_most: Fraction | None = None
    above: Fraction | None = None
    below: Fraction | None = None
    part_of: str | None = None
    field: str = ""


@attrs.frozen
class NodePlan:
    """
    The formulas of one indicator (指标); each is a node of the formula graph, most of them cells.

    Attributes:
        code: the indicator's code; "total" for the root.
        full: the full marks in force (a constant unless marks move or drop).
        raw: marks as the rubric or aggregation gives them, before clamp, gates and rounding.
        exact: marks before rounding, after clamp and gates.
        marks: marks as printed.
        passed: what the parent reads (marks, or exact where the rounding carries the exact value).
        takes_part: the condition that the node counts in its parent.
        measure: the formula of its measure, or None.
        grade: the formula of its band's position (0 is the best), or None.

    """

    code: str
    full: Node
    raw: Node
    exact: Node
    marks: Node
    passed: Node
    takes_part: Node
    measure: Node | None = None
    grade: Node | None = None
    points: Mapping[str, Node] = attrs.field(factory=dict, hash=False)
    gates: tuple[Node, ...] = ()


@attrs.frozen(eq=False)
class Program:
    """
    A definition as formulas, in the order in which they can be computed.

    Attributes:
        inputs: what is read, in a fixed order; a row of evidence has one value for each.
        cells: every named formula, each after those it reads; a cell's node is `cell(formula)` with its name as value.
        labels: what choices are called, kept beside the formulas.
        nodes: the formulas of each indicator, by code, children before parents.
        grades: the names of the bands behind each grade formula, best first, by code.

    """

    inputs: tuple[Input, ...]
    cells: tuple[Node, ...]
    labels: Mapping[Node, str]
    nodes: Mapping[str, NodePlan]
    grades: Mapping[str, tuple[str, ...]]
