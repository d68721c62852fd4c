"""What stops a score: evidence that is missing or not applicable where a node refuses it, and divisions by zero."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import attrs

from perfrules.content import ByContent
from perfrules.definition.toml_text import bare, quoted
from perfrules.formula import Node, read, refusal_of
from perfrules.formula.inputs import MISSING, NOT_APPLICABLE, UNCERTAIN, UNDEFINED
from perfrules.formula.node import FALSE, TRUE
from perfrules.language import Text, text
from perfrules.model import Indicator, IndicatorSet
from perfrules.model.indicator_set import TOTAL
from perfrules.problems import Place, Problem
from perfrules.program import NodePlan, PopulationMeasure, Program
from perfrules.readings.exact import Trace, certain, reached
from perfrules.scoring.naming import Naming
from perfrules.scoring.outlook import MISSING_CODE
from perfrules.scoring.outside import outside
from perfrules.scoring.peers import called, no_population, not_found, unasked
from perfrules.scoring.unending import uncertain, without_value

if TYPE_CHECKING:
    from perfrules.case.population import Population

_SURE = frozenset((TRUE, FALSE))
_REASONS = {MISSING: "missing", NOT_APPLICABLE: "not_applicable"}


def refusals(
    indicator_set: IndicatorSet,
    program: Program,
    trace: Trace,
    names: Mapping[str, Naming],
    place: Callable[[str], Place],
    population: "Population | None" = None,
) -> tuple[Problem, ...]:
    """
    Return every reason why the case cannot be scored as it is.

    *place* gives the place of an evidence name; *population* is what was found over all projects.
    """
    fields = fields_of(indicator_set, program, trace)
    silent = frozenset() if population is None else unasked(program, trace)
    missing: dict[str, list[str]] = {}
    refused: dict[tuple[int, str], list[str]] = {}
    for plan in asked(indicator_set, program, trace):
        for bit, root in _faults(plan, trace):
            absent = absent_inputs(trace, root, bit) if bit in _REASONS else [""]
            names_ = [name for name in absent if name not in silent]
            for name in names_ or ([""] if _is_own(indicator_set, program, plan, trace, bit) else []):
                if bit == MISSING and name:
                    missing.setdefault(fields.get(name, name), []).append(plan.code)
                else:
                    refused.setdefault((bit, name), []).append(plan.code)
    tell = _Telling(indicator_set, program, trace, names, place, population)
    told = [
        problem
        for (bit, name), all_ in refused.items()
        for code in tell.lowest(all_)
        for problem in tell.problems(bit, name, code)
    ]
    return (*tell.missing(missing), *dict.fromkeys(told))


def _is_own(indicator_set: IndicatorSet, program: Program, plan: NodePlan, trace: Trace, bit: int) -> bool:
    """Return whether a node is absent by itself: not through a child or point that has no marks either."""
    if any(trace.state(plan.points[name]) & bit for name in _null_points(indicator_set.by_code[plan.code], bit)):
        return False
    children = (program.nodes[child.code] for child in indicator_set.children.get(plan.code, ()))
    return not any(trace.state(child.marks) & bit and trace.holds(child.takes_part) for child in children)


def _null_points(node: Indicator, bit: int) -> Iterator[str]:
    """Yield the points of a node that are meant to leave it without marks where they are absent."""
    key = "missing" if bit == MISSING else "not_applicable"
    for case in node.rubric:
        for point in case.points:
            if getattr(point, key) is not None and getattr(point, key).answer == "null":
                yield point.id


def asked(indicator_set: IndicatorSet, program: Program, trace: Trace) -> Iterator[NodePlan]:
    """
    Yield the nodes, in order of the tree, whose marks the results read or ask about.

    What stands below a branch that does not apply, or below a weight of 0, needs no evidence.
    """
    plans = [program.nodes[code] for code in indicator_set.results]
    roots = [root for plan in plans for root in (plan.marks, plan.grade) if root is not None]
    read = {node for root in roots for node in reached(trace, root, through_tests=True)} - _SURE
    # Whether a node takes part is asked before its marks are: without an answer they are not read.
    signs = {
        code: {plan.marks, plan.passed, plan.exact, plan.takes_part, *plan.takes_part.args} - _SURE
        for code, plan in program.nodes.items()
    }
    every = frozenset().union(*signs.values())
    read |= certain(trace, roots, every.__contains__, through_tests=True)
    for node in indicator_set.walk():
        if not signs[node.code].isdisjoint(read):
            yield program.nodes[node.code]


def _faults(plan: NodePlan, trace: Trace) -> Iterator[tuple[int, Node]]:
    """Yield each state that the node refuses, with the formula that shows it."""
    for root in (plan.marks, *([plan.grade] if plan.grade is not None else [])):
        state = trace.state(root)
        for bit in (UNDEFINED, UNCERTAIN):
            if state & bit:
                yield bit, root
        for bit, reason in _REASONS.items():
            if state & bit and reason in plan.refuses:
                yield bit, root
    for point in plan.points.values():
        for bit in (UNDEFINED, UNCERTAIN):
            if trace.state(point) & bit:
                yield bit, point


def fields_of(indicator_set: IndicatorSet, program: Program, trace: Trace) -> Mapping[str, str]:
    """
    Return what a case is asked for where an input is missing: the field as a whole, where it has one.

    Of a field that is given in part, only what lacks is asked for.
    """
    fields = {field.key for field in indicator_set.evidence}
    inputs = [(item.field, read(item.name).node) for item in program.inputs]
    begun = {field for field, node in inputs if trace.knows(node) and not trace.state(node)}
    return {item.name: item.field for item in program.inputs if item.field in fields - begun}


def absent_inputs(trace: Trace, root: Node, bit: int) -> Iterable[str]:
    """
    Yield the names of the inputs that are absent for the reason *bit* and that *root* really read.

    Behind a condition that cannot be decided yet, that is what will be read however it comes out.
    """

    def wanted(node: Node) -> bool:
        return node.op == "input" and bool(trace.state(node) & bit)

    read = [node for node in reached(trace, root) if wanted(node)]
    sure = certain(trace, [root], wanted)
    later = sorted(str(node.value) for node in sure.difference(read))
    return dict.fromkeys((*(str(node.value) for node in read), *later))


@attrs.frozen(eq=False, repr=False)
class _Telling(ByContent):
    """Puts what is refused into problems, each told of the lowest nodes that it holds of."""

    set: IndicatorSet
    program: Program
    trace: Trace
    names: Mapping[str, Naming]
    place: Callable[[str], Place]
    population: "Population | None"

    def lowest(self, codes: Iterable[str]) -> list[str]:
        """Return those of *codes* that stand above none of the others."""
        codes = list(dict.fromkeys(codes))
        above: set[str] = set()
        for code in codes:
            while code != TOTAL and (code := self.set.by_code[code].parent or TOTAL) not in above:
                above.add(code)
        return [code for code in codes if code not in above]

    def missing(self, missing: Mapping[str, list[str]]) -> Iterator[Problem]:
        """Yield the evidence that is *missing*, each with the codes that need it."""
        measures = self.program.populations.values()
        found = {name: item.name for item in measures for _, *names in item.inputs for name in names}
        lacking: dict[str, list[str]] = {}
        for name in filter(missing.__contains__, found):
            lacking.setdefault(found[name], []).extend(missing[name])
        for name, codes in lacking.items():
            yield self._not_found(self.program.populations[name], codes)
        for name, codes in ((name, codes) for name, codes in missing.items() if name not in found):
            collect = self.names[name].collect
            said = text(
                "evidence `{name}` ({label}) is missing; needed by {codes}",
                name=name,
                label=self.names[name].label,
                codes=", ".join(self.lowest(codes)),
            )
            advice = text("collect: {collect}", collect=collect) if collect else self._how_to_answer(name)
            yield Problem(MISSING_CODE, said, self.place(name), advice)

    def _not_found(self, measure: PopulationMeasure, codes: Iterable[str]) -> Problem:
        """Return that no population is given, or that it does not tell what *measure* is for the case."""
        if self.population is None:
            return no_population(measure.name, self.lowest(codes))
        return not_found(measure, self.population, self.trace, self.lowest(codes))

    def _how_to_answer(self, name: str) -> Text:
        """Return how a case gives *name*; a point that counts faults is answered inside a table."""
        code = next((item.field for item in self.program.inputs if item.name == name), "")
        point = name.removeprefix(f"{code}/").removesuffix("/faults")
        if code not in self.set.by_code or name != f"{code}/{point}/faults":
            return text("give it a value, or say why it is not applicable")
        answer = f"{quoted(code)} = {{ met = {{ {bare(point)} = {{ faults = 0 }} }} }}"
        return text("write the number of faults: `{answer}`", answer=answer)

    def problems(self, bit: int, name: str, code: str) -> Iterator[Problem]:
        """Yield why a node is absent for the reason *bit*, for the input *name* where it is one."""
        if bit == UNDEFINED:
            yield from self._undefined(code)
        elif bit == UNCERTAIN:
            yield uncertain(code, self._roots(code), self.trace, self._listed, self.place)
        else:
            yield self._not_applicable(name, code) if bit == NOT_APPLICABLE else self._counts_as_missing(code)

    def _counts_as_missing(self, code: str) -> Problem:
        inputs = self._read(code)
        said = text(
            "{code} has no marks: {names} gives a measure that counts as missing", code=code, names=self._listed(inputs)
        )
        advice = text("the definition decides what happens then: `missing` at the indicator")
        return Problem(MISSING_CODE, said, self.place(inputs[0]) if inputs else Place(), advice)

    def _not_applicable(self, name: str, code: str) -> Problem:
        if name:
            template = "`{name}` ({label}) is not applicable, which {code} refuses"
            said = text(template, name=name, label=self.names[name].label, code=code)
        elif self.set.by_code[code].applies is not None:
            template = "{code} is not applicable, which it refuses: `{condition}` does not hold"
            said = text(template, code=code, condition=self.set.by_code[code].applies)
        else:
            said = text("{code} is not applicable, which it refuses: too few indicators of it apply", code=code)
        advice = text('the definition decides what happens then: `not_applicable = "rescale"`, for instance')
        return Problem("PR602", said, self.place(name or code), advice)

    def _undefined(self, code: str) -> Iterator[Problem]:
        trace = self.trace
        read = [part for root in self._roots(code) if trace.state(root) & UNDEFINED for part in reached(trace, root)]
        yield from outside(code, read, self.set, trace, self.names, self.place)
        yield from without_value(code, read, trace, self._listed, self.place)
        divisions = [part for part in read if part.op == "divide" and not refusal_of(part)]
        zeros = [part.args[1] for part in divisions if trace.value(part.args[1]) == 0]
        if not zeros:
            return
        inputs = [str(part.value) for zero in zeros for part in reached(trace, zero) if part.op == "input"]
        yield Problem(
            "PR603",
            text("{code} divides by zero: {names} gives 0", code=code, names=self._listed(inputs)),
            self.place(inputs[0]) if inputs else Place(),
            text("the definition can say what holds then with `when_zero` at the measure"),
        )

    def _roots(self, code: str) -> list[Node]:
        plan = self.program.nodes[code]
        return [root for root in (plan.marks, plan.grade, *plan.points.values()) if root is not None]

    def _read(self, code: str) -> list[str]:
        silent = unasked(self.program, self.trace)
        read = reached(self.trace, self.program.nodes[code].marks, through_tests=True)
        return [name for part in read if part.op == "input" and (name := str(part.value)) not in silent]

    def _listed(self, inputs: Iterable[str]) -> str:
        names = called(self.program, dict.fromkeys(inputs))
        return ", ".join(f"`{name}` ({self.names[name].label})" for name in names) or "—"
