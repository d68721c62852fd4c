"""The sentences of reasons: points met and not met, what is absent, where marks were lost."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

import attrs

from perfrules.content import ByContent
from perfrules.formula import Quantity
from perfrules.formula.printing import number_text
from perfrules.language import Text, text
from perfrules.model import Gate, Indicator
from perfrules.readings.notation import shorten
from perfrules.rubrics import summary_of
from perfrules.scoring.award import Award, PointAward


@attrs.frozen(eq=False, repr=False)
class Sayings(ByContent):
    """The sentences of reasons in one language."""

    language: str

    def say(self, template: Text) -> str:
        """Return a text in the language."""
        return template.into(self.language)

    @property
    def not_applicable(self) -> str:
        """What stands where nobody gave a reason: the definition decided."""
        return self.say(text("not applicable by the definition"))

    @property
    def no_value(self) -> str:
        """What stands where all evidence is there, and what is marked counts as missing nevertheless."""
        return self.say(text("what is marked counts as missing"))

    def does_not_hold(self, condition: str) -> str:
        """Return that the *condition* under which a node applies does not hold."""
        return self.say(text("not applicable: `{condition}` does not hold", condition=condition))

    def missing(self, name: str) -> str:
        """Return that *name* is missing."""
        return self.say(text("{name} is missing", name=name))

    def gate(self, gate: Gate, limit: Fraction | None = None) -> str:
        """Return what a gate that closed did; *limit* is the number that its expression of marks gave."""
        shown = "" if gate.limit is None else _shown(gate.limit[1], limit)
        effects = {
            "marks": text("marks {value}", value=shown),
            "marks_at_least": text("at least {value} marks", value=shown),
            "marks_at_most": text("at most {value} marks", value=shown),
            "grade": text("grade {value}", value=gate.grade),
            "grade_at_most": text("grade at most {value}", value=gate.grade_at_most),
        }
        name = (gate.name_en if self.language == "en" else "") or gate.name
        said = [self.say(effect) for key, effect in effects.items() if getattr(gate, key) is not None]
        return self.say(text("{name}: {effects}", name=name, effects=", ".join(said)))

    def listed(self, parts: Iterable[str]) -> str:
        """Return *parts* as a list in one line."""
        return ("；" if self.language == "zh" else "; ").join(parts)

    def rubric(self, node: Indicator) -> str:
        """Return the rubric of a leaf in a few words; "" for a branch."""
        return self.listed(self.case(case.when, summary_of(case.rubric).into(self.language)) for case in node.rubric)

    def case(self, when: str | None, rubric: str) -> str:
        """Return one of the rubrics of a leaf with the condition under which it is taken."""
        return rubric if when is None else self.say(text("if {when}: {rubric}", when=when, rubric=rubric))

    def reason(
        self,
        marks: Fraction | None,
        calculation: str,
        points: Sequence[PointAward],
        absence: str,
        gates: Sequence[str],
        judged: str = "",
    ) -> str:
        """Return why a node has its marks."""
        parts = [absence] if absence else []
        parts += gates
        if points:
            parts += self._points(points)
        elif calculation:
            parts.append(calculation)
        if judged:
            parts.append(judged)
        if marks is None and not parts:
            parts.append(self.say(text("no marks")))
        return self.listed(parts)

    def _points(self, points: Sequence[PointAward]) -> list[str]:
        groups = {
            "met": text("met: {points}"),
            "part": text("met in part: {points}"),
            "not": text("not met: {points}"),
            "na": text("not applicable: {points}"),
            "missing": text("missing: {points}"),
        }
        told = [point for point in points if point.full_marks != 0]  # a point of weight 0 takes no part
        sorted_ = {key: [self._point(point) for point in told if _group(point) == key] for key in groups}
        comma = "、" if self.language == "zh" else ", "
        return [
            text(template.template, points=comma.join(sorted_[key])).into(self.language)
            for key, template in groups.items()
            if sorted_[key]
        ]

    def _point(self, point: PointAward) -> str:
        said = point.text.strip().rstrip("。；;.")
        if point.marks is None:
            return f"{said}{self._enclosed(point.reason)}" if point.reason else said
        marks, full = shorten(Fraction(point.marks)), shorten(Fraction(point.full_marks or 0))
        shown = full if point.credit == 1 else f"{marks}/{full}"
        return said + self._enclosed(f"{shown}分" if self.language == "zh" else shown)

    def _enclosed(self, said: str) -> str:
        return f"（{said}）" if self.language == "zh" else f" ({said})"

    def sort(self, sort: str, award: Award) -> str:
        """Return what an entry of the ledger of this *sort* says."""
        said = {
            "rounding": text("rounding: {how}", how=award.rounding or "—"),
            "not_applicable": text(
                "not applicable: {why}", why=award.absence_reason or self.say(text("made up for by the others"))
            ),
            "gate": text("gate: {name}", name=", ".join(award.gates) or self.say(text("clamp"))),
            "aggregation": text("the branch is no sum of its children"),
        }
        return self.say(said.get(sort, text("{reason}", reason=award.reason)))


def _group(point: PointAward) -> str:
    if point.marks is None:
        return "na" if point.absent == "not_applicable" else "missing"
    if point.absent == "not_applicable":
        return "na"
    return "met" if point.credit == 1 else "not" if point.credit == 0 else "part"


def _shown(quantity: Quantity, value: Fraction | None) -> str:
    written = quantity.written
    if isinstance(written, Fraction):
        return number_text(written)
    return written if value is None else shorten(value)
