"""Whether all readings of a set's formulas agree, about one project's evidence."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

import attrs

from perfrules.definition.toml_text import toml_value
from perfrules.formula import Node
from perfrules.formula.inputs import MISSING, NOT_APPLICABLE, UNCERTAIN, UNDEFINED
from perfrules.formula.printing import number_text
from perfrules.language import LANGUAGES, Text, text, use
from perfrules.program import NodePlan
from perfrules.readings.defined import defined
from perfrules.readings.exact import NOT_APPLICABLE as OUT
from perfrules.readings.exact import Trace
from perfrules.readings.interval import Intervals
from perfrules.readings.notation import Wording, mathematical, sentence
from perfrules.reals import Real, digits_of
from perfrules.scoring import Rules
from perfrules.testing.checks.faults import staying
from perfrules.testing.checks.reference import interpret
from perfrules.testing.checks.unending import same

_LONGEST = 40
_STATES: Mapping[int, Text] = {
    MISSING: text("missing"),
    NOT_APPLICABLE: text("not applicable"),
    UNDEFINED: text("undefined"),
    UNCERTAIN: text("uncertain"),
}


@attrs.frozen(eq=False, repr=False, slots=False)
class Readings:
    """The readings of the formulas of a set, ready to be compared."""

    rules: Rules

    @cached_property
    def plans(self) -> tuple[NodePlan, ...]:
        """The formulas of each node."""
        return tuple(self.rules.program.nodes.values())

    @cached_property
    def _roots(self) -> tuple[Node, ...]:
        roots = (root for plan in self.plans for root in plan.roots)
        return tuple(dict.fromkeys((*roots, *self._sure.values())))

    @cached_property
    def _sure(self) -> Mapping[str, Node]:
        return {plan.code: defined(plan.settled) for plan in self.plans}

    @cached_property
    def _intervals(self) -> Intervals:
        return Intervals(self.rules.program.inputs)

    def faults(self, evidence: Mapping[str, Any]) -> Iterator[Text]:
        """Yield where two readings do not agree about *evidence*, or one of them fails."""
        return staying(lambda: self._faults(evidence), text("a reading"))

    def _faults(self, evidence: Mapping[str, Any]) -> Iterator[Text]:
        row = self.rules.binder.bind(dict(evidence)).row
        trace = self.rules.traced(row)
        facts = self._facts(row)
        wanted = interpret(self._roots, facts)
        for plan in self.plans:
            for said in (
                *self._exact(plan, trace, wanted),
                *self._bounds(plan, trace, facts),
                *self._sound(plan, wanted),
            ):
                yield text("{fault}; for instance {example}", fault=said, example=shown(evidence))
        if None not in row and OUT not in row:
            for said in self._fast(row, wanted):
                yield text("{fault}; for instance {example}", fault=said, example=shown(evidence))

    def _facts(self, row: Any) -> dict[str, Fraction | int]:
        found: dict[str, Fraction | int] = {}
        for item, value in zip(self.rules.program.inputs, row, strict=True):
            absent = MISSING if value is None else NOT_APPLICABLE
            found[item.name] = Fraction(value, 10**item.places) if isinstance(value, int) else absent
        return found

    def _exact(self, plan: NodePlan, trace: Trace, wanted: Mapping[Node, Any]) -> Iterator[Text]:
        for root in plan.roots:
            state, value = trace.state(root), trace.value(root)
            expected_state, expected = wanted[root]
            if not state & UNCERTAIN and (state != expected_state or not same(expected, value)):
                template = "{code} is {one} in the traced reading, and {other} by a plain evaluation"
                other = worded(expected_state, expected)
                yield text(template, code=plan.code, one=worded(state, value), other=other)
                return

    def _bounds(self, plan: NodePlan, trace: Trace, facts: Mapping[str, Fraction | int]) -> Iterator[Text]:
        value = trace.number(plan.exact)
        if value is None:
            return
        known = {name: fact if isinstance(fact, Fraction) else None for name, fact in facts.items()}
        for intervals in (self._intervals, Intervals(self.rules.program.inputs, known)):
            bounds = intervals.bounds(plan.exact)
            if bounds.empty or not (at_most(bounds.low, value) and at_most(value, bounds.high)):
                template = "{code} has {marks}, outside the bounds {low} to {high} of the interval reading"
                low, high = (worded(0, end) if end is not None else text("no end") for end in (bounds.low, bounds.high))
                yield text(template, code=plan.code, marks=worded(0, value), low=low, high=high)

    def _sound(self, plan: NodePlan, wanted: Mapping[Node, Any]) -> Iterator[Text]:
        """Yield that the reading `defined` is wrong: of a formula that has a value, or of one that has none."""
        condition_state, condition = wanted[self._sure[plan.code]]
        state, _ = wanted[plan.settled]
        if condition_state == 0 and condition is bool(state & UNDEFINED) and state in (0, UNDEFINED):
            template = "{code} is {one}, and the reading `defined` says the opposite"
            yield text(template, code=plan.code, one=_STATES[UNDEFINED] if state else text("defined"))

    def _fast(self, row: Any, wanted: Mapping[Node, Any]) -> Iterator[Text]:
        expected = [wanted[plan.marks] for plan in self.plans]
        try:
            results = self.rules.fast(row)
        except ArithmeticError:
            if not any(state for state, _ in expected):
                yield text("the fast reading fails where every mark is defined")
            return
        for plan, (_, value), unit, result in zip(self.plans, expected, self.rules.fast.units, results, strict=True):
            found = unit * _fraction(result)
            if not same(value, found):
                template = "{code} is {one} in the fast reading, and {other} by a plain evaluation"
                yield text(template, code=plan.code, one=worded(0, found), other=worded(0, value))

    def notation_faults(self) -> Iterator[Text]:
        """Yield which formulas cannot be put into words, or written down, in each language."""
        return staying(self._notation, text("the notation"))

    def _notation(self) -> Iterator[Text]:
        for language in LANGUAGES:
            names = {name: naming.label for name, naming in self.rules.names(language).items()}
            wording, labels = Wording(language, names), self.rules.program.labels
            for plan in self.plans:
                for said in (mathematical(plan.raw, wording), sentence(plan.raw, wording, labels=labels)):
                    if not said.strip():
                        template = "the formula of {code} has no words in the language {language}"
                        yield text(template, code=plan.code, language=language)

    def reason_faults(self, evidence: Mapping[str, Any]) -> Iterator[Text]:
        """Yield which marks have no reason in words, in each language."""
        return staying(lambda: self._reasons(evidence), text("the reason of the marks"))

    def _reasons(self, evidence: Mapping[str, Any]) -> Iterator[Text]:
        for language in LANGUAGES:
            with use(language):
                for award in self.rules.score(dict(evidence)):
                    if award.is_leaf and not award.reason.strip():
                        template = "the marks of {code} have no reason in the language {language}"
                        yield text(template, code=award.code, language=language)


def at_most(low: Fraction | None, high: Fraction | None) -> bool:
    """Return whether one number is not above another, as far as digits go; None is no end at all."""
    return low is None or high is None or low <= high or same(low, high)


def _fraction(result: Any) -> Fraction:
    if isinstance(result, tuple):
        return Fraction(*result)
    return Fraction(digits_of(result) if isinstance(result, Real) else result)


def worded(state: int, value: Any) -> Text:
    """Return a number, a truth or a state in words; of a long number the first digits."""
    if state:
        return next((said for bit, said in _STATES.items() if state & bit), _STATES[UNCERTAIN])
    written = str(value).lower() if isinstance(value, bool) or value is None else number_text(value)
    return text("{value}", value=written if len(written) <= _LONGEST else f"{written[:_LONGEST]}…")


def shown(evidence: Mapping[str, Any]) -> str:
    """Return *evidence* as people would write it in one line."""
    return ", ".join(f"{name} = {toml_value(value)}" for name, value in evidence.items()) or "{}"
