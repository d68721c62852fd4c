"""
The formulas of each indicator by itself: what it does with its evidence and with the marks of the nodes that it reads.

The marks of other nodes, and the stage before at the node itself, stand in such a formula as references, so that two
sets can be compared, and mixed, node by node and stage by stage.
"""

from collections.abc import Callable, Mapping
from functools import cached_property

import attrs

from perfrules.comparison.options import Options, renumbered
from perfrules.formula import Node, build, postorder
from perfrules.program import NodePlan, Program

Stage = str
Reference = tuple[Stage, str]
"""A stage and the code of an indicator."""
STAGES: tuple[Stage, ...] = ("settled", "exact", "marks", "passed")
"""Rubric or aggregation with the answers to absence; clamp and gates; what is shown; what the parent reads."""
_MARK = "#"
Evidence = frozenset[Node] | None
"""The inputs that a formula reads in any case; None where that depends."""


def reference(stage: Stage, code: str) -> Node:
    """Return the node that stands for a stage of an indicator."""
    return Node("input", (), f"{_MARK}{stage}/{code}")


def referred(node: Node) -> Reference | None:
    """Return which stage of which indicator *node* stands for; None where it stands for none."""
    if node.op != "input" or not str(node.value).startswith(_MARK):
        return None
    stage, _, code = str(node.value)[1:].partition("/")
    return stage, code


def rebuilt(root: Node, replace: Callable[[Node], Node | None]) -> Node:
    """Return *root* with another node in place of those for which *replace* gives one, whatever is below them."""
    return _rebuilt(root, replace, {})


def _rebuilt(root: Node, replace: Callable[[Node], Node | None], made: dict[Node, Node]) -> Node:
    stack = [(root, False)]
    while stack:
        node, ready = stack.pop()
        if node in made:
            continue
        if ready:
            made[node] = _with_operands(node, tuple(made[arg] for arg in node.args))
            continue
        other = replace(node)
        if other is not None:
            made[node] = other
        else:
            stack.append((node, True))
            stack.extend((arg, False) for arg in node.args)
    return made[root]


def _with_operands(node: Node, args: tuple[Node, ...]) -> Node:
    """Return the operation of *node* on other operands, as simple as it can be."""
    if args == node.args:
        return node
    if node.op in _MANY:
        return _MANY[node.op](*args)
    if node.op in ("least", "most"):
        return build.extreme(node.op, args)
    if node.op in ("at_least", "above", "equal"):
        return build.compare(node.op, *args)
    if node.op in ("and", "or"):
        return build.both(node.op, args)
    return _single(node, args)


def _single(node: Node, args: tuple[Node, ...]) -> Node:
    value = node.value
    if node.op == "round":
        return build.rounded(args[0], value)  # type: ignore[arg-type]
    if node.op in ("given", "applicable"):
        return build.state(node.op, args[0])
    return Node(node.op, args, value)


_MANY: Mapping[str, Callable[..., Node]] = {
    "add": build.add,
    "subtract": build.subtract,
    "multiply": build.multiply,
    "divide": build.divide,
    "choose": build.choose,
    "not": build.negate,
}


@attrs.frozen(eq=False, slots=False)
class Staged:
    """
    The stages of all indicators of one program, with the codes and the input names of the new set.

    Attributes:
        program: the program.
        code: gives the new code of an indicator of this set.
        options: the new numbers of the options of choices.

    """

    program: Program
    code: Callable[[str], str]
    options: Options = attrs.field(factory=dict)

    @cached_property
    def codes(self) -> Mapping[str, str]:
        """The codes of this set by those of the new set."""
        return {self.code(code): code for code in self.program.nodes}

    @cached_property
    def inputs(self) -> Mapping[str, str]:
        """The new name of each input: those of an indicator's own answers begin with its code."""
        found = {}
        for item in self.program.inputs:
            head, slash, rest = item.name.partition("/")
            found[item.name] = f"{self.code(head)}{slash}{rest}" if head in self.program.nodes else item.name
        return found

    @cached_property
    def _stops(self) -> Mapping[Node, Node]:
        stops = {}
        for plan in self.program.nodes.values():
            stops[plan.marks] = reference("marks", self.code(plan.code))
            stops.setdefault(plan.passed, reference("passed", self.code(plan.code)))
        return stops

    @cached_property
    def templates(self) -> Mapping[Reference, Node]:
        """The formula of each stage of each indicator."""
        found: dict[Reference, Node] = {}
        shared: dict[Node, Node] = {}
        for plan in self.program.nodes.values():
            code = self.code(plan.code)
            found["settled", code] = self._template(plan.settled, {}, shared)
            found["exact", code] = self._after(plan.exact, plan.settled, ("settled", code))
            found["marks", code] = self._after(plan.marks.args[0], plan.exact, ("exact", code))
            found["passed", code] = self._passed(plan, code)
        return found

    def _passed(self, plan: NodePlan, code: str) -> Node:
        if plan.passed is plan.marks:
            return reference("marks", code)
        return self._after(
            plan.passed.args[0] if plan.passed.op == "cell" else plan.passed, plan.exact, ("exact", code)
        )

    def _after(self, root: Node, before: Node, name: Reference) -> Node:
        """Return the formula of a stage, in which the stage *before* it stands as a reference."""
        stop = {} if before.op in ("constant", "absent", "input") and root is not before else {before: reference(*name)}
        return self._template(root, stop, {})

    def _template(self, root: Node, stop: Mapping[Node, Node], made: dict[Node, Node]) -> Node:
        def replace(node: Node) -> Node | None:
            found = stop.get(node) or self._stops.get(node)
            if found is not None:
                return found
            if node.op == "input":
                return Node("input", (), self.inputs.get(str(node.value), node.value))
            return None

        return renumbered(uncelled(_rebuilt(root, replace, made)), self.options)

    def plain(self, cell: Node) -> Node:
        """Return what a cell is made of, as it stands in the formulas of the stages."""
        return self._template(cell.args[0], {}, {})

    def grade(self, code: str) -> Node | None:
        """Return the formula of the grade of a node, by its new code: the number of its band; None for no grade."""
        plan = self.program.nodes[self.codes[code]]
        return None if plan.grade is None else self._template(plan.grade, {}, {})

    def grades(self, code: str) -> tuple[str, ...]:
        """Return the names of the bands behind that number."""
        return self.program.grades.get(self.codes[code], ())


def uncelled(root: Node) -> Node:
    """
    Return *root* without cells, since what measures are called is no part of what they are.

    Whether a formula is applicable is asked of the evidence that it reads, so that formulas of the same evidence agree.
    """
    if not any(node.op in ("cell", "applicable") for node in postorder([root])):
        return root
    made: dict[Node, Node] = {}
    read: dict[Node, Evidence] = {}
    for node in postorder([root]):
        args = tuple(made[arg] for arg in node.args)
        evidence = read[node] = _read(node, [read[arg] for arg in node.args])
        asked = node.args and read[node.args[0]]
        if node.op == "applicable" and asked and evidence is not None:
            made[node] = build.both("and", [build.state("applicable", item) for item in sorted(asked, key=_name)])
        else:
            made[node] = args[0] if node.op == "cell" else _with_operands(node, args)
    return made[root]


def _read(node: Node, operands: list[Evidence]) -> Evidence:
    """Return the evidence that *node* reads in any case; None where that depends on the evidence."""
    if node.op in ("absent", "and", "or", "given") or None in operands:
        return None
    if node.op == "choose" and operands[1] != operands[2]:
        return None
    own = frozenset((node,)) if node.op == "input" else frozenset[Node]()
    return own.union(*(operand for operand in operands if operand is not None))


def _name(node: Node) -> str:
    return str(node.value)


__all__ = ["STAGES", "Reference", "Staged", "rebuilt", "reference", "referred", "uncelled"]
