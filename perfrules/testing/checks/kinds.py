"""What must hold of the marks that a rubric kind gives, whatever the evidence and the keys."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

import attrs
from hypothesis import strategies as st

from perfrules.definition.toml_text import toml_value
from perfrules.formula import Node, postorder
from perfrules.language import Text, text
from perfrules.model import Indicator
from perfrules.problems import DefinitionError
from perfrules.program import NodePlan
from perfrules.readings.exact import Trace
from perfrules.rubrics import promise_of
from perfrules.scoring import Rules
from perfrules.testing.checks.agreement import Readings, shown, worded
from perfrules.testing.checks.examples import Data, Example
from perfrules.testing.checks.faults import Search, staying
from perfrules.testing.drawing.cases import Evidence, cases
from perfrules.testing.drawing.fields import changed

_ENDS = 2
_AWARD_FAILS = "PR510"


@attrs.frozen(eq=False, repr=False, slots=False)
class Marked:
    """The leaves of a set that one kind marks, and what must hold of their marks."""

    rules: Rules
    kind: type

    @cached_property
    def readings(self) -> Readings:
        """The readings of the set's formulas."""
        return Readings(self.rules)

    @cached_property
    def leaves(self) -> tuple[tuple[Indicator, NodePlan], ...]:
        """The leaves whose rubric is of the kind, or holds it in a choice."""
        nodes = self.rules.set.leaves
        of_kind = (node for node in nodes if any(type(case.rubric) is self.kind for case in node.rubric))
        return tuple((node, self.rules.program.nodes[node.code]) for node in of_kind)

    def faults(self, evidence: Evidence) -> Iterator[Text]:
        """Yield what does not hold for *evidence*."""
        yield from self.scale_faults(evidence)
        yield from self.readings.faults(evidence)
        yield from self.readings.reason_faults(evidence)

    def scale_faults(self, evidence: Evidence) -> Iterator[Text]:
        """Yield which marks lie outside of the scale, before anything is rounded."""
        trace = self._trace(evidence)
        for node, plan in self.leaves:
            marks, low, high = (trace.number(part) for part in (plan.raw, plan.low, plan.full))
            high = None if plan.open_above else high
            if marks is None or node.bonus or ((low is None or low <= marks) and (high is None or marks <= high)):
                continue
            template = (
                "the marks leave the scale: {code} has {marks}, and its scale is {low} to {high}; where {example}"
            )
            ends = (worded(0, low), worded(0, high))
            values = {"code": node.code, "marks": worded(0, marks), "low": ends[0], "high": ends[1]}
            yield text(template, **values, example=shown(evidence))

    def promise_faults(self, pair: tuple[Evidence, Evidence, frozenset[str]]) -> Iterator[Text]:
        """Yield where a promise of the kind is broken between one case and another that reads more."""
        one, other, chosen = pair
        for node, plan in self.leaves:
            promise = promise_of(node.rubric[0].rubric)
            if promise == "none" or len(node.rubric) > 1:
                continue
            more = self._more(plan, node, one, other, chosen)
            if more is None:
                continue
            before, after = (self._trace(evidence).number(plan.raw) for evidence in (one, more))
            if before is None or after is None or (before <= after if promise == "higher" else before >= after):
                continue
            template = (
                'it promises "{promise}", and where more is read marks change from {before} to {after} of {code}: '
                "from {one} to {other}"
            )
            said = {"before": worded(0, before), "after": worded(0, after), "code": node.code, "promise": promise}
            yield text(template, **said, one=shown(one), other=shown(more))

    def _more(
        self, plan: NodePlan, node: Indicator, one: Evidence, other: Evidence, chosen: frozenset[str]
    ) -> Evidence | None:
        """Return evidence like *one* in which the kind reads more, with values of *other*; None where there is none."""
        reads = node.rubric[0].rubric.reads
        if reads == "measure" and plan.measure is not None:
            inner = _inputs(plan.measure)
            if inner & _beside(plan):
                return None
            more = {**one, **{name: value for name, value in other.items() if name in inner}}
            return more if self._is_more(plan.measure, one, more) else None
        more = dict(one)
        for name in chosen & other.keys():
            value = other[name]
            if name in one and not isinstance(value, str | list):
                fewer = reads == "points" and name.endswith("/faults")
                more[name] = min(one[name], value) if fewer else max(one[name], value)
        return more if more != one and self._valid(more) else None

    def _is_more(self, measure: Node, one: Evidence, more: Evidence) -> bool:
        if not self._valid(more):
            return False
        before, after = (self._trace(evidence).number(measure) for evidence in (one, more))
        return before is not None and after is not None and before < after

    def _valid(self, evidence: Evidence) -> bool:
        return not any(problem.severity == "error" for problem in self.rules.check(evidence))

    def _trace(self, evidence: Mapping[str, Any]) -> Trace:
        return self.rules.traced(self.rules.binder.bind(dict(evidence)).row)

    @property
    def pairs(self) -> st.SearchStrategy[tuple[Evidence, Evidence, frozenset[str]]]:
        """Give two cases, and which of their inputs may differ."""
        names = sorted(item.name for item in self.rules.program.inputs)
        one = cases(self.rules, absent=False)
        return st.tuples(one, one, st.frozensets(st.sampled_from(names)) if names else st.just(frozenset[str]()))


def _inputs(root: Node) -> set[str]:
    return {str(node.value) for node in postorder([root]) if node.op == "input"}


def _beside(plan: NodePlan) -> set[str]:
    """Return the inputs that the marks read, beside those that they read through the measure."""
    seen, waiting, found = {plan.measure}, [plan.raw], set()
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        found |= {str(node.value)} if node.op == "input" else set()
        waiting.extend(node.args)
    return found


def marks_faults(kind: type, example: Example, search: Search) -> Iterator[Text]:
    """Yield what does not hold of the marks of an example, whatever the evidence."""
    marked = Marked(example.rules(), kind)
    yield from marked.readings.notation_faults()
    yield from search.first(cases(marked.rules), marked.faults, needed=True)
    yield from search.first(marked.pairs, marked.promise_faults)


def variant_faults(kind: type, example: Example, search: Search) -> Iterator[Text]:
    """Yield what does not hold of rubrics like that of an example, with other values for the keys of the kind."""
    places = [place for place, node in enumerate(example.data["indicator"]) if _rubric_of(node, kind) is not None]
    if places:
        place = places[0]
        node = example.data["indicator"][place]
        rubric = _rubric_of(node, kind)
        drawn = st.tuples(changed(kind, rubric or {}), st.sampled_from(_fulls(node)), st.data())
        yield from search.first(drawn, lambda values: _variant(kind, example, place, *values))


def _variant(kind: type, example: Example, place: int, rubric: Data, full: Any, data: st.DataObject) -> Iterator[Text]:
    """Yield what does not hold of one rubric that was drawn; nothing where its definition is refused."""
    other = example.changed(place, rubric=rubric, full_marks=full)
    said = toml_value(rubric)
    for fault in staying(lambda: _of_variant(kind, other, data), text("a definition")):
        yield text("{fault}, with full_marks = {full} and rubric = {rubric}", fault=fault, full=full, rubric=said)


def _of_variant(kind: type, example: Example, data: st.DataObject) -> Iterator[Text]:
    try:
        marked = Marked(example.rules(), kind)
    except DefinitionError as error:
        for problem in error.problems:
            if problem.code == _AWARD_FAILS:
                yield text("`check` lets keys pass that `award` cannot use: {problem}", problem=problem.text)
        return
    for _ in range(_ENDS):
        yield from marked.faults(data.draw(cases(marked.rules)))
    yield from marked.promise_faults(data.draw(marked.pairs))


def _rubric_of(node: Mapping[str, Any], kind: type) -> Data | None:
    """Return the rubric of *kind* that stands alone at a node, None where there is none."""
    rubric = node.get("rubric")
    named: Any = kind
    return rubric if isinstance(rubric, dict) and rubric.get("kind") == named.kind else None


def _fulls(node: Mapping[str, Any]) -> list[Any]:
    full = node.get("full_marks")
    return [full] if full is None or isinstance(full, str) else [full, 7, 1, Fraction(full) / 3]
