"""From a trace to awards: every mark with its reason, put together when it is asked for."""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from perfrules.aggregation import Aggregation
from perfrules.case import Bound
from perfrules.formula import Node, Rounding, round_fraction
from perfrules.formula.inputs import NOT_APPLICABLE
from perfrules.language import current
from perfrules.model import Indicator, IndicatorSet
from perfrules.model.indicator_set import TOTAL
from perfrules.program import NodePlan, Program
from perfrules.program.absence import WHY
from perfrules.readings.exact import Trace, reached
from perfrules.readings.notation import Wording, branches, decimal_text, mathematical, rounding_text
from perfrules.rubrics.checklist import ANY_POINT_APPLIES, POINT_APPLIES
from perfrules.scoring.absences import Absences
from perfrules.scoring.award import (
    Absent,
    Award,
    BranchTaken,
    Cited,
    EvidenceRead,
    LedgerEntry,
    Outcome,
    PointAward,
    exact_number,
)
from perfrules.scoring.ledger import SORTS, Loss, losses
from perfrules.scoring.naming import Naming, namings, wording
from perfrules.scoring.peers import population_read
from perfrules.scoring.places import decimals_of, printed_places
from perfrules.scoring.wording import Sayings

if TYPE_CHECKING:
    from perfrules.case.ranking import Standing

_ANSWERS = frozenset((*WHY.values(), POINT_APPLIES, ANY_POINT_APPLIES))
"""What choices are called that only say what happens where something is missing or not applicable."""
RATE_PLACES = 4
_KNOWN = tuple(field.name for field in attrs.fields(Outcome))
MOST_SHOWN = 30
"""So many children of a branch are written out in its calculation."""


@attrs.frozen(eq=False, slots=False)
class Explainer:
    """What awards are made from: the set, its program, the evidence, the trace and the language."""

    set: IndicatorSet
    program: Program
    bound: Bound
    trace: Trace
    language: str = attrs.field(factory=current)
    readers: Mapping[str, type] = attrs.field(factory=dict)
    standings: "Mapping[str, Standing]" = attrs.field(factory=dict)
    _awards: dict[str, Award] = attrs.field(factory=dict, init=False, repr=False)
    _outcomes: dict[str, Outcome] = attrs.field(factory=dict, init=False, repr=False)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What people call the inputs and cells."""
        return {name: naming.label for name, naming in self.namings.items()}

    @cached_property
    def namings(self) -> Mapping[str, Naming]:
        """The namings of the inputs and cells, in the language."""
        return namings(self.set, self.program, self.language, self.readers)

    @cached_property
    def wording(self) -> Wording:
        """How formulas are put into words."""
        return wording(self.set, self.program, self.language, self.namings, self.bound.shown)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """How many decimals the marks of each node are printed with."""
        return printed_places(self.set, self.program)

    @cached_property
    def sayings(self) -> Sayings:
        """The sentences of reasons."""
        return Sayings(self.language)

    @cached_property
    def absences(self) -> Absences:
        """What is absent, and why."""
        return Absences(self.program, self.bound, self.trace, self.names, self.sayings)

    def outcome(self, code: str) -> Outcome:
        """Return the outcome of the indicator *code*, made once."""
        if code not in self._outcomes:
            self._outcomes[code] = self._outcome(self.set.by_code[code], self.program.nodes[code])
        return self._outcomes[code]

    def award(self, code: str) -> Award:
        """Return the award of the indicator *code*, made once."""
        if code not in self._awards:
            self._awards[code] = self._award(self.set.by_code[code], self.program.nodes[code])
        return self._awards[code]

    def _outcome(self, node: Indicator, plan: NodePlan) -> Outcome:
        marks, most = self.trace.number(plan.marks), self._most(plan)
        better = self.set.better[node.code]
        full = most if better == "higher" else None
        low = self.trace.number(plan.low)
        quotient = None if low or node.bonus else rate(marks, full)
        absent, why = self.absences.of(node, plan)
        closed = [place for place, closed in plan.gates if self.trace.holds(closed)]
        standing = self.standings.get(node.code) if marks is not None else None
        return Outcome(
            code=node.code,
            parent=None if node.code == TOTAL else node.parent or TOTAL,
            level=self.set.level(node.code),
            name=node.name,
            name_en=node.name_en,
            is_leaf=bool(node.rubric),
            full_marks=exact_number(full),
            declared_full_marks=exact_number(self._declared(node, full)),
            at_least=exact_number(low),
            at_most=exact_number(most),
            better=better,
            marks=exact_number(marks, self.places[plan.code]),
            exact_marks=exact_number(self.trace.number(plan.exact)),
            rate=exact_number(quotient),
            rate_shown=rate_shown(quotient, plan.rate_roundings),
            grade=self._grade(plan, plan.grade),
            scale_grade=self._grade(plan, plan.scale_grade),
            weight=exact_number(self.trace.number(plan.weight)),
            takes_part=self.trace.holds(plan.takes_part),
            bonus=node.bonus,
            absent=absent,
            absence_reason=why,
            gates=tuple(self.sayings.gate(self.set.gates[place], self._limit(plan, place)) for place in closed),
            rank=None if standing is None or marks is None else standing(marks),
            ranked=None if standing is None else standing.count,
        )

    def _award(self, node: Indicator, plan: NodePlan) -> Award:
        known = self.outcome(node.code)
        marks = self.trace.number(plan.marks)
        points = tuple(self._points(node, plan))
        calculation = self._calculation(plan) if not points and marks is not None and self._is_short(node) else ""
        shown, leaf = calculation if known.is_leaf else "", known.is_leaf
        return Award(
            **{name: getattr(known, name) for name in _KNOWN},
            measure=exact_number(None if plan.measure is None else self.trace.number(plan.measure)),
            measure_name="" if plan.measure is None else self.names.get(str(plan.measure.value), ""),
            measure_unit="" if plan.measure is None else self.wording.units.get(str(plan.measure.value), ""),
            target=exact_number(None if plan.target is None else self.trace.number(plan.target)),
            rubric=self.sayings.rubric(node),
            reason=self.sayings.reason(marks, shown, points, known.absence_reason, known.gates, self._judged(node)),
            formula=self._formula(plan) if leaf else "",
            calculation=calculation,
            rounding=self._rounding(plan.marks),
            points=points,
            branches=tuple(self._branches(plan)) if leaf else (),
            evidence=tuple(self._evidence(plan)) if leaf else (),
            sources=tuple(self._cited(node)),
            description=node.description.strip(),
            note=node.note,
        )

    def _is_short(self, node: Indicator) -> bool:
        """Return whether the calculation of a node fits on a page: that of a leaf, or of a branch of few children."""
        return len(self.set.children.get(node.code, ())) <= MOST_SHOWN

    def _judged(self, node: Indicator) -> str:
        """Return the evaluator's reason for judged marks."""
        basis = self.bound.basis.get(node.code)
        return basis.reason if basis is not None else ""

    def _limit(self, plan: NodePlan, place: int) -> Fraction | None:
        """Return the marks that a gate sets or limits to; None for one on the grade."""
        return self.trace.number(plan.limits[place]) if place in plan.limits else None

    def _most(self, plan: NodePlan) -> Fraction | None:
        """Return the most marks in force; None for an open scale."""
        return None if plan.open_above else self.trace.number(plan.full)

    def _declared(self, node: Indicator, full: Fraction | None) -> Fraction | None:
        written = node.full_marks.written if node.full_marks is not None else None
        return written if isinstance(written, Fraction) else full

    def _grade(self, plan: NodePlan, formula: Node | None) -> str | None:
        position = None if formula is None else self.trace.number(formula)
        return None if position is None else self.program.grades[plan.code][int(position)]

    def _points(self, node: Indicator, plan: NodePlan) -> Iterator[PointAward]:
        for case in node.rubric:
            for point in case.points:
                formula = plan.points.get(point.id)
                if formula is None:
                    continue
                marks = self.trace.number(formula)
                full = self.trace.number(plan.point_fulls[point.id])
                said = (point.text_en if self.language == "en" else "") or point.text or point.id
                reason = self.bound.absences.get(f"{node.code}/{point.id}", "")
                state = self.trace.state(formula)
                absent: Absent = "not_applicable" if reason or state & NOT_APPLICABLE else "missing" if state else ""
                credit = marks / full if marks is not None and full else None
                yield PointAward(
                    point.id, said, exact_number(full), exact_number(marks), exact_number(credit), absent, reason
                )

    def _evidence(self, plan: NodePlan) -> Iterator[EvidenceRead]:
        by_name = {item.name: item for item in self.program.inputs}
        found = population_read(self.program, self.trace, self.names)
        for part in reached(self.trace, plan.marks, through_tests=True):
            if part.op != "input":
                continue
            name = str(part.value)
            if name in found:
                yield from found[name]
                continue
            field = by_name[name].field
            state = self.trace.state(part)
            basis = self.bound.basis.get(field) or self.bound.basis.get(name)
            yield EvidenceRead(
                name,
                self.names.get(name, name),
                None if state else self.bound.shown.get(name, "0"),
                self.wording.units.get(name, ""),
                ", ".join(basis.documents) if basis else "",
                "" if not state else "not_applicable" if state & NOT_APPLICABLE else "missing",
                self.bound.absences.get(name) or self.bound.absences.get(field, ""),
                (basis.note or basis.reason) if basis else "",
            )

    def _through(self, plan: NodePlan) -> Callable[[str], bool]:
        """Return which cells are steps of this node's calculation: not those of other nodes or projects."""
        others = {other.marks for other in self.program.nodes.values() if other is not plan}
        names = {str(node.value) for node in others if node.op == "cell"} | self.program.populations.keys()
        names |= {f"{code} unrounded" for code in self.program.nodes}
        return lambda name: name not in names

    def _calculation(self, plan: NodePlan) -> str:
        is_rounded = plan.marks.args and plan.marks.args[0].op == "round"
        words = attrs.evolve(self.wording, places={plan.code: self.places[plan.code]} if is_rounded else {})
        return mathematical(plan.marks, words, self.trace, through=self._through(plan))

    def _formula(self, plan: NodePlan) -> str:
        return mathematical(plan.marks, self.wording)

    def _branches(self, plan: NodePlan) -> Iterator[BranchTaken]:
        labels = self.program.labels
        chain = 0
        for branch in branches(plan.marks, labels, self.trace, wording=self.wording):
            chain += branch.arm.place == 1
            answers = not branch.arm.otherwise and labels.get(branch.arm.choice) in _ANSWERS
            yield BranchTaken(
                branch.condition, branch.numbers, branch.value, bool(branch.taken), branch.label, chain, answers
            )

    def _rounding(self, marks: Node) -> str:
        inner = marks.args[0] if marks.op == "cell" else marks
        said: list[str] = []
        while isinstance(inner.value, Rounding):
            said.insert(0, rounding_text(inner.value, self.language))
            inner = inner.args[0]
        return ("，" if self.language == "zh" else ", ").join(said)

    def _cited(self, node: Indicator) -> Iterator[Cited]:
        for citation in node.source:
            source = self.set.source_by_id(citation.id)
            if source is not None:
                title = (source.title_en if self.language == "en" else "") or source.title
                yield Cited(source.id, title, source.number, citation.article, citation.note, source.kind)

    def ledger(
        self, root: str, aggregations: Mapping[str, Aggregation], sorts: Container[str] = SORTS
    ) -> tuple[LedgerEntry, ...]:
        """Return the ledger of the result *root*, or only what is of these *sorts*."""
        found = losses(self.set, self.program, aggregations, self.trace, root)
        return tuple(self._entry(loss) for loss in found if loss.sort in sorts)

    def _entry(self, loss: Loss) -> LedgerEntry:
        award = self.award(loss.code)
        reason = award.reason if loss.sort == "rubric" else self.sayings.sort(loss.sort, award)
        return LedgerEntry(loss.code, loss.sort, loss.marks, reason)


def rate_shown(value: Fraction | None, roundings: Sequence[Rounding]) -> str:
    """Return a rate in percent as it is printed: after its *roundings*, half-up to four places where there are none."""
    if value is None:
        return ""
    roundings = roundings or (Rounding.places(RATE_PLACES),)
    for rounding in roundings:
        value = round_fraction(value, rounding)
    return decimal_text(value, decimals_of(roundings[-1].step * 100), "%")


def rate(marks: Fraction | None, full: Fraction | None) -> Fraction | None:
    """Return the rate (得分率): the exact quotient of rounded marks and full marks, where there are both."""
    return None if marks is None or not full else marks / full
