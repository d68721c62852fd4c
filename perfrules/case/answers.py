"""Answers under an indicator's code: the points of checklists (要点) and the marks of evaluators (定性评分)."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from perfrules.case.bound import Basis
from perfrules.case.draft import Draft
from perfrules.case.numbers import UnfitValueError, exact, value_text
from perfrules.case.subjects import NA, Subject
from perfrules.case.values import too_fine
from perfrules.language import text
from perfrules.problems import Key

_CREDITS: Mapping[str, int] = {"true": 1, "yes": 1, "是": 1, "false": 0, "no": 0, "否": 0}


def checklist(draft: Draft, subject: Subject, value: Any, key: Key) -> None:
    """Read the evidence of a checklist: a table with `met`, a list of points or a table of points."""
    if draft.blank(value, subject.name, key):
        return
    if not draft.fits(value, Mapping, text('a table such as {{ met = ["…"] }}'), key):
        return
    if not draft.opened(subject, value, key) or value.get("met") is None:
        return
    met, where = value["met"], (*key, "met")
    if draft.blank(met, subject.name, where):
        return
    if isinstance(met, list | tuple):
        _listed(draft, subject, met, where)
    elif draft.fits(met, Mapping, text("a list of points, or a table of points"), where):
        for point, answer in met.items():
            _point(draft, subject, str(point), answer, (*where, point))


def _listed(draft: Draft, subject: Subject, met: list[Any] | tuple[Any, ...], key: Key) -> None:
    """Read a list of points that are met: what is not listed is not met."""
    seen = set()
    for place, point in enumerate(met):
        if not draft.fits(point, str, text("the id of a point"), (*key, place)) or not _known(
            draft, subject, point, (*key, place)
        ):
            continue
        if point in seen:
            draft.report("PR419", text("`{name}` is given in two ways", name=point), (*key, place))
        seen.add(point)
    for part, slot in subject.values:
        point = part.removesuffix("/faults")
        if part == point:
            draft.put(slot, int(point in seen) * 10**slot.item.places, int(point in seen), key)
        elif point in seen:
            draft.put(slot, 0, 0, key)


def _known(draft: Draft, subject: Subject, point: str, key: Key) -> bool:
    if point in subject.slots or f"{point}/faults" in subject.slots:
        return True
    if point in subject.worked_out:
        message = text("the point `{point}` is worked out by the definition and takes no answer", point=point)
        draft.report("PR414", message, key, text("remove it here, and give the evidence that it reads"))
        return False
    known = {part.removesuffix("/faults") for part, _ in subject.values}
    message = text("{code} has no point `{point}`", code=subject.name, point=point)
    draft.report("PR414", message, key, draft.near(point, known))
    return False


def _point(draft: Draft, subject: Subject, point: str, answer: Any, key: Key) -> None:
    """Read what is said of one point: a credit, a number of faults, or that it is not applicable."""
    if answer is None or not _known(draft, subject, point, key):
        return
    if not isinstance(answer, Mapping):
        credit(draft, subject, point, answer, key)
        return
    for name in answer:
        if name not in ("faults", "not_applicable"):
            message = text("`{name}` is unknown here", name=str(name))
            draft.report("PR021", message, (*key, str(name)), draft.near(str(name), ("faults", "not_applicable")))
    if answer.get("not_applicable") is not None:
        draft.absent(subject, f"{point}/{NA}", answer["not_applicable"], (*key, "not_applicable"))
    elif "faults" in answer:
        credit(draft, subject, f"{point}/faults", answer["faults"], (*key, "faults"))


def credit(draft: Draft, subject: Subject, part: str, answer: Any, key: Key) -> None:
    """Read the credit of a point, or its number of faults where *part* ends in "/faults"."""
    slot = subject.slots.get(part)
    if slot is None:
        slot = subject.slots.get(f"{part}/faults")
        if slot is None or answer is not True:
            _other_answer(draft, part.removesuffix("/faults"), key, faults=slot is not None)
            return
        answer = 0
    elif isinstance(answer, bool) and slot.sort == "number":
        draft.put(slot, int(answer) * 10**slot.item.places, int(answer), key)
        return
    elif isinstance(answer, bool | str) and not part.endswith("/faults"):
        answer = _CREDITS.get(value_text(answer).lower(), answer)
    if answer is None or draft.blank(answer, slot.item.name, key):
        return
    try:
        number = slot.whole(answer)
    except UnfitValueError as error:
        draft.given.add(slot.position)
        code = error.code if error.code == "PR409" else "PR415"
        draft.unfit(UnfitValueError(code, error.text, error.advice), slot.item.name, key)
        return
    draft.put(slot, number, answer, key)


def _other_answer(draft: Draft, point: str, key: Key, *, faults: bool) -> None:
    """Report a credit where faults are counted, or the other way round."""
    if faults:
        message = text("the point `{point}` counts faults", point=point)
        draft.report("PR415", message, key, text("write `{{ faults = 2 }}` with their number"))
    else:
        message = text("the point `{point}` does not count faults", point=point)
        draft.report("PR415", message, key, text("write a number from 0 to 1"))


def judged(draft: Draft, subject: Subject, value: Any, key: Key) -> None:
    """Read the evidence of a judged leaf: a table with `marks` and `reason`, or the marks alone."""
    if isinstance(value, Mapping):
        if draft.opened(subject, value, key) and value.get("marks") is not None:
            marks_given(draft, subject, value["marks"], (*key, "marks"))
    else:
        marks_given(draft, subject, value, key)


def marks_given(draft: Draft, subject: Subject, value: Any, key: Key) -> None:
    """Read the marks that one evaluator or a panel gave."""
    if value is None or draft.blank(value, subject.name, key):
        return
    if subject.name in draft.judged:
        draft.report("PR419", text("`{name}` is given in two ways", name=subject.name), key, text("keep one of them"))
        return
    draft.judged[subject.name] = key
    several, panel = isinstance(value, list | tuple), "sum" in subject.slots
    if several != panel:
        message = text("one number was expected: no panel marks {code}", code=subject.name)
        if panel:
            message = text("a list was expected: the marks of each evaluator of the panel of {code}", code=subject.name)
        draft.report("PR428", message, key)
        return
    places = {(*key, place): one for place, one in enumerate(value)} if several else {key: value}
    marks = [mark for where, one in places.items() if (mark := _mark(draft, subject, one, where)) is not None]
    if len(marks) < len(places):
        return
    draft.marks[subject.name] = tuple(value_text(one) for one in places.values())
    if panel:
        _panel(draft, subject, marks, key)
    else:
        slot = subject.slots["marks"]
        draft.put(slot, int(marks[0] * 10**slot.item.places), value, key)


def _mark(draft: Draft, subject: Subject, value: Any, key: Key) -> Fraction | None:
    """Return the marks of one evaluator, or None where they may not be given."""
    slot = subject.slots["sum" if "sum" in subject.slots else "marks"]
    try:
        marks = exact(value)
    except UnfitValueError as error:
        draft.unfit(error, subject.name, key)
        return None
    if (marks * 10**slot.item.places).denominator != 1:
        draft.unfit(too_fine(slot, value), subject.name, key)
        return None
    full = draft.fulls.get(subject.name)
    refusal = getattr(subject.rubric, "refusal", None)
    reason = None
    if refusal is not None and full is not None:
        reason = refusal(marks, full)
    elif "marks" in subject.slots:
        reason = _outside(subject, value)
    if reason is None:
        return marks
    draft.report("PR426", text("`{name}`: {reason}", name=subject.name, reason=reason), key)
    return None


def _outside(subject: Subject, value: Any) -> Any:
    """Return why marks are outside of the range of their input, for kinds that do not say it themselves."""
    try:
        subject.slots["marks"].whole(value)
    except UnfitValueError as error:
        return error.text
    return None


def _panel(draft: Draft, subject: Subject, marks: list[Fraction], key: Key) -> None:
    """Put the sum and the number of the marks that count into the row."""
    pooled = getattr(subject.rubric, "pooled", None)
    whole, count = sum(marks, Fraction(0)), len(marks)
    try:
        whole, count = (whole, count) if pooled is None else pooled(marks)
    except ValueError:
        count = 0
    if not count:
        fewest = getattr(subject.rubric, "fewest", lambda: 1)()
        message = text(
            "the panel of {code} has {number} marks, and at least {fewest} are needed",
            code=subject.name,
            number=len(marks),
            fewest=fewest,
        )
        draft.report("PR428", message, key)
        return
    slot = subject.slots["sum"]
    draft.put(slot, int(whole * 10**slot.item.places), whole, key)
    draft.put(subject.slots["count"], count, count, key)


def reason_given(draft: Draft, subject: Subject, value: Any, key: Key) -> None:
    """Read the reason of judged marks from its flat name."""
    draft.remarks(subject, {"reason": value}, key[:-1])


def check_reasons(draft: Draft, subjects: Mapping[str, Subject]) -> None:
    """Report judged marks that stand without the reason that their rubric requires."""
    for name, key in draft.judged.items():
        required = getattr(subjects[name].rubric, "reason", True)
        if required and not draft.basis.get(name, Basis()).reason:
            message = text("the marks of {code} have no reason", code=name)
            draft.report("PR427", message, key, text('write `reason = "…"` beside the marks'))
