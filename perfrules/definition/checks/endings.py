"""Checks on what is done to marks at the end: rounding, clamp and gates."""

from collections.abc import Iterator
from fractions import Fraction

from perfrules.definition.checks.names import declared_names
from perfrules.definition.checks.view import View
from perfrules.formula import Quantity
from perfrules.formula.printing import number_text
from perfrules.language import text
from perfrules.model import Gate, RoundingRule
from perfrules.model.indicator_set import TOTAL
from perfrules.problems import Key, Problem

_EFFECTS = ("marks", "marks_at_least", "marks_at_most", "grade", "grade_at_most")
_MOST_PLACES = 12


def roundings(view: View) -> Iterator[Problem]:
    """Yield roundings that do not say to what, or to nothing, and `carry` where it has no meaning."""
    for found in view.everything:
        if isinstance(found.value, RoundingRule):
            yield from _rounding(view, found.path, found.value)
        elif isinstance(found.value, tuple) and found.value and isinstance(found.value[0], RoundingRule):
            yield from _carried(view, found.path, found.value)


def _rounding(view: View, path: Key, rule: RoundingRule) -> Iterator[Problem]:
    if (rule.places is None) == (rule.to is None):
        both = rule.to is not None
        message = (
            text("the rounding has `places` and `to`") if both else text("the rounding has neither `places` nor `to`")
        )
        advice = text("write one of them: `places = 2` for hundredths, `to = 0.5` for halves")
        yield view.problem("PR156", message, path, advice)
    if rule.to is not None and rule.to <= 0:
        message = text("nothing can be rounded to multiples of {step}", step=rule.to)
        yield view.problem("PR156", message, (*path, "to"), text("write a number above 0"))
    if rule.places is not None:
        yield from _places(view, (*path, "places"), rule.places)


def _places(view: View, path: Key, places: int | str) -> Iterator[Problem]:
    """Yield that a number of decimal places, or the parameter that is one, is none."""
    value = Fraction(places) if isinstance(places, int) else view.number(Quantity(places))
    if value is not None:
        fits = value.denominator == 1 and 0 <= value <= _MOST_PLACES
    else:  # a name that is not there has been told
        fits = places not in declared_names(view.whole)
    if not fits:
        template = "`places` is {places}; a whole number from 0 to {most} was expected, or a parameter that is one"
        shown = places if value is None else number_text(value)
        message = text(template, places=shown, most=_MOST_PLACES)
        yield view.problem("PR156", message, path, text("for tens write `to = 10`"))


def _carried(view: View, path: Key, rules: tuple[RoundingRule, ...]) -> Iterator[Problem]:
    for index, rule in enumerate(rules):
        if rule.carry != "exact":
            continue
        if path[0] == "evidence" or "rate_rounding" in path:
            message = text("nothing reads what this rounding passes on, so `carry` has no meaning")
        elif index < len(rules) - 1:
            message = text("a rounding that passes on the exact value, with another after it, does nothing")
        else:
            continue
        yield view.problem("PR157", message, (*path, index, "carry"), text("take `carry` out"))


def clamps(view: View) -> Iterator[Problem]:
    """Yield clamps whose lower limit is above the upper."""
    for node in view.whole.indicators:
        if node.clamp is None:
            continue
        ends = [view.number(end) for end in node.clamp]
        full = view.number(node.full_marks)
        if node.clamp[1] is not None and node.clamp[1].written == "full":
            ends[1] = full
        low, high = ends
        if low is not None and high is not None and low > high:
            values = {"code": node.code, "low": number_text(low), "high": number_text(high)}
            message = text("the clamp of {code} goes from {low} to {high}", **values)
            yield view.problem("PR159", message, ("indicator", node.code, "clamp"), text("write the lower limit first"))


def gates(view: View) -> Iterator[Problem]:
    """Yield gates on what is not there, and gates without exactly one effect."""
    for index, gate in enumerate(view.whole.gates):
        path: Key = ("gate", str(index))
        if gate.on not in view.draft.merged.indicators:
            message = text("there is no indicator `{code}`", code=gate.on)
            yield view.problem("PR119", message, (*path, "on"), view.near(gate.on, view.by_code))
            continue
        if gate.on == TOTAL and not view.whole.has_total:
            message = text("the gate {name} is on the total, and this set has none", name=gate.name)
            yield view.problem("PR119", message, path, text("say with `on` which result it is for"))
        effects = [key for key in _EFFECTS if getattr(gate, key) is not None]
        if len(effects) != 1 and not any(view.draft.is_broken(*path, key) for key in _EFFECTS):
            if effects:
                message = text(
                    "the gate {name} has `{one}` and `{other}`", name=gate.name, one=effects[0], other=effects[1]
                )
            else:
                message = text("the gate {name} does nothing", name=gate.name)
            advice = text(
                "a gate has one effect: {effects}; write several gates for several", effects=", ".join(_EFFECTS)
            )
            yield view.problem("PR154", message, (*path, effects[1]) if effects else path, advice)
        yield from _grade(view, gate, path)


def _grade(view: View, gate: Gate, path: Key) -> Iterator[Problem]:
    node = view.by_code.get(gate.on)
    key = "grade" if gate.grade is not None else "grade_at_most"
    grade = getattr(gate, key)
    if grade is None or node is None or view.draft.is_broken("indicator", node.code, "grade_scale"):
        return
    used = {case.scale for case in node.grade_scale}
    known = [band.grade for scale in view.whole.grade_scale if scale.id in used for band in scale.bands]
    if not node.grade_scale:
        message = text(
            "{code} has no grade scale, so the gate {name} cannot change its grade", code=gate.on, name=gate.name
        )
        yield view.problem("PR155", message, (*path, key), text("give the node a `grade_scale`, or take the gate out"))
    elif known and grade not in known:
        message = text("the grade scale of {code} has no grade {grade}", code=gate.on, grade=grade)
        yield view.problem("PR155", message, (*path, key), view.near(grade, known))
    elif known and not _chooses_scale(view, gate, path):
        for scale in view.whole.grade_scale:
            if scale.id in used and grade not in {band.grade for band in scale.bands}:
                template = "the grade scale {scale} of {code} has no grade {grade}, so the gate would do nothing there"
                message = text(template, scale=scale.id, code=gate.on, grade=grade)
                advice = text(
                    "use a grade that all scales of the choice have, or name in `when` what chooses the scale"
                )
                yield view.problem("PR155", message, (*path, key), advice)


def _chooses_scale(view: View, gate: Gate, path: Key) -> bool:
    """Return whether the condition of a gate reads something by which a grade scale of its node is chosen."""
    read = {use.path: use.names for use in view.uses}
    choice = ("indicator", gate.on, "grade_scale")
    chosen_by = {name for place, names in read.items() if place[:3] == choice for name in names}
    return not chosen_by.isdisjoint(read.get((*path, "when"), frozenset()))


CHECKS = (roundings, clamps, gates)
