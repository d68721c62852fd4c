"""What stops a score: evidence that is missing or not applicable where a node refuses it, and divisions by zero."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from perfrules.formula import Node
from perfrules.formula.inputs import MISSING, NOT_APPLICABLE, UNDEFINED
from perfrules.language import text
from perfrules.model import Indicator, IndicatorSet, Policy
from perfrules.problems import Place, Problem
from perfrules.program import NodePlan, Program
from perfrules.readings.exact import Trace, reached
from perfrules.scoring.naming import Naming

MISSING_CODE = "PR601"
_OUT = ("null", "rescale", "drop", "move")


def refusals(
    indicator_set: IndicatorSet,
    program: Program,
    trace: Trace,
    names: Mapping[str, Naming],
    place: Callable[[str], Place],
) -> tuple[Problem, ...]:
    """Return every reason why the case cannot be scored as it is; *place* gives the place of an evidence name."""
    missing: dict[str, list[str]] = {}
    fields = fields_of(indicator_set, program)
    problems: list[Problem] = []
    for plan in asked(indicator_set, program, trace):
        node = indicator_set.by_code[plan.code]
        for bit, root in _faults(node, plan, trace):
            if bit == UNDEFINED:
                problems.append(_undefined(node, root, trace, names, place))
                continue
            for name in absent_inputs(trace, root, bit):
                if bit == MISSING:
                    missing.setdefault(fields.get(name, name), []).append(node.code)
                else:
                    problems.append(_not_applicable(node, name, names, place))
    return (*_missing(missing, names, place), *dict.fromkeys(problems))


def asked(indicator_set: IndicatorSet, program: Program, trace: Trace) -> Iterator[NodePlan]:
    """
    Yield the nodes, in order of the tree, whose marks the results read or ask about.

    What stands below a branch that does not apply, or below a weight of 0, needs no evidence.
    """
    read: set[Node] = set()
    for code in indicator_set.results:
        plan = program.nodes[code]
        for root in (plan.marks, *([plan.grade] if plan.grade is not None else [])):
            read.update(reached(trace, root, through_tests=True))
    for node in indicator_set.walk():
        if program.nodes[node.code].marks in read:
            yield program.nodes[node.code]


def _faults(node: Indicator, plan: NodePlan, trace: Trace) -> Iterator[tuple[int, Node]]:
    """Yield each state that the node refuses, with the formula that shows it."""
    policies: dict[int, Policy] = {MISSING: node.missing or Policy(), NOT_APPLICABLE: node.not_applicable or Policy()}
    for root in (plan.marks, *([plan.grade] if plan.grade is not None else [])):
        state = trace.state(root)
        if state & UNDEFINED:
            yield UNDEFINED, root
        for bit in (MISSING, NOT_APPLICABLE):
            if state & bit and policies[bit].answer not in _OUT:
                yield bit, root
    for point in plan.points.values():
        if trace.state(point) & UNDEFINED:
            yield UNDEFINED, point


def fields_of(indicator_set: IndicatorSet, program: Program) -> Mapping[str, str]:
    """Return what a case is asked for where an input is missing: the field as a whole, where it has one."""
    fields = {field.key for field in indicator_set.evidence}
    return {item.name: item.field for item in program.inputs if item.field in fields}


def absent_inputs(trace: Trace, root: Node, bit: int) -> Iterable[str]:
    """Yield the names of the inputs that *root* really read and that are absent for the reason *bit*."""
    for node in reached(trace, root):
        if node.op == "input" and trace.state(node) & bit:
            yield str(node.value)


def _missing(
    missing: Mapping[str, list[str]],
    names: Mapping[str, Naming],
    place: Callable[[str], Place],
) -> Iterator[Problem]:
    for name, codes in missing.items():
        leaves = [code for code in dict.fromkeys(codes) if not any(other.startswith(f"{code}.") for other in codes)]
        leaves = [code for code in leaves if code != "total"] or leaves
        collect = names[name].collect
        yield Problem(
            MISSING_CODE,
            text(
                "evidence `{name}` ({label}) is missing; needed by {codes}",
                name=name,
                label=names[name].label,
                codes=", ".join(leaves),
            ),
            place(name),
            text("collect: {collect}", collect=collect)
            if collect
            else text("give it a value, or say why it is not applicable"),
        )


def _not_applicable(node: Indicator, name: str, names: Mapping[str, Naming], place: Callable[[str], Place]) -> Problem:
    return Problem(
        "PR602",
        text(
            "`{name}` ({label}) is not applicable, which {code} refuses",
            name=name,
            label=names[name].label,
            code=node.code,
        ),
        place(name),
        text('the definition decides what happens then: `not_applicable = "rescale"`, for instance'),
    )


def _undefined(
    node: Indicator, root: Node, trace: Trace, names: Mapping[str, Naming], place: Callable[[str], Place]
) -> Problem:
    zeros = [part.args[1] for part in reached(trace, root) if part.op == "divide" and trace.value(part.args[1]) == 0]
    inputs = [str(part.value) for zero in zeros for part in reached(trace, zero) if part.op == "input"]
    said = ", ".join(f"`{name}` ({names[name].label})" for name in dict.fromkeys(inputs)) or "—"
    return Problem(
        "PR603",
        text("{code} divides by zero: {names} gives 0", code=node.code, names=said),
        place(inputs[0]) if inputs else Place(),
        text("the definition can say what holds then with `when_zero` at the measure"),
    )
