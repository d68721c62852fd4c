"""Claims about order: marks follow what is marked, as the kinds promise; those of a branch follow its children's."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

import attrs

from perfrules.formula import Node, read
from perfrules.language import Text, text
from perfrules.model import Indicator
from perfrules.program import NodePlan
from perfrules.proof.boxes import with_wholes
from perfrules.proof.claims import Claim
from perfrules.proof.direction import Directions, limits_of, reads, replaced
from perfrules.proof.work import Work
from perfrules.readings.defined import inputs_of
from perfrules.readings.interval import Bounds, Intervals
from perfrules.rubrics.awarding import promise_of
from perfrules.solving import Row
from perfrules.solving.signs import comparisons, sign_of

_NAME = "{}'"
"""What stands in a formula for the number that rises."""


@attrs.frozen(eq=False)
class _Question:
    """
    Whether *result* follows *cause*.

    Attributes:
        cause: the formula whose number rises.
        result: the formula that is to follow it.
        sign: 1 where it is never to fall, -1 where it is never to rise.
        others: formulas in *result* that stay as they are, and are taken as numbers.

    """

    cause: Node
    result: Node
    sign: int
    others: tuple[Node, ...] = ()


def of_order(work: Work, node: Indicator, plan: NodePlan) -> Iterator[Claim]:
    """Yield the claim that the marks of *node* follow what they are made of, where that is promised."""
    if node.code in work.rules.set.children:
        children = [work.rules.program.nodes[child.code].passed for child in work.rules.set.children[node.code]]
        about = text("{code} never loses marks where one below it gains some", code=node.code)
        questions = [
            _Question(child, plan.marks, 1, tuple(other for other in children if other is not child))
            for child in children
        ]
    else:
        promises = {promise_of(case.rubric) for case in node.rubric}
        if len(promises) != 1 or "none" in promises:
            return
        sign = 1 if "higher" in promises else -1
        about = _promised(node, sign)
        questions = list(_of_leaf(node, plan, sign))
    questions = [question for question in questions if question.cause.op != "constant"]
    if questions:
        yield _claim(work, node, about, questions)


def _promised(node: Indicator, sign: int) -> Text:
    kinds = ", ".join(dict.fromkeys(f"`{case.rubric.kind}`" for case in node.rubric))
    if sign > 0:
        return text(
            "{code} never loses marks where more is met or reached, as {kinds} promises", code=node.code, kinds=kinds
        )
    return text("{code} never gains marks where more is counted, as {kinds} promises", code=node.code, kinds=kinds)


def _of_leaf(node: Indicator, plan: NodePlan, sign: int) -> Iterator[_Question]:
    """Yield what the marks of a leaf are to follow: its measure, its points, or the marks that evaluators give."""
    kinds = {case.rubric.reads for case in node.rubric}
    if "measure" in kinds and plan.measure is not None:
        yield _Question(plan.measure, plan.raw, sign)
    points = tuple(plan.points.values())
    for point in points:
        yield _Question(point, plan.raw, sign, tuple(other for other in points if other is not point))
    if "answer" in kinds and f"{node.code}/marks" in inputs_of(plan.raw):
        yield _Question(read(f"{node.code}/marks").node, plan.raw, sign)


def _claim(work: Work, node: Indicator, about: Text, questions: Sequence[_Question]) -> Claim:
    pieces, unknown = 1, []
    for question in questions:
        number = _pieces(work, question)
        if number is None:
            refuted = _refuted(work, node, about, question)
            if refuted is not None:
                return refuted
            unknown.append(question)
        else:
            pieces = max(pieces, number)
    if unknown:
        how = text("its formula is too intricate for a proof, and no counterexample was found")
        return Claim(node.code, "monotone", about, "undecided", how)
    how = text("monotone") if pieces == 1 else text("monotone in {number} parts", number=pieces)
    return Claim(node.code, "monotone", about, "proved", how)


def _pieces(work: Work, question: _Question) -> int | None:
    """Return in how many parts of its range the result follows the cause; None where that is not known."""
    if not _followed(work, question).isdisjoint(inputs_of(question.cause)):
        return None
    whole = work.intervals.bounds(question.cause)
    name = _NAME.format("x")
    by = {question.cause: read(name).node}
    ranges: dict[str, Bounds] = {name: whole}
    for number, other in enumerate(question.others):
        if other.op != "constant":
            by[other] = read(_NAME.format(number)).node
            ranges[_NAME.format(number)] = work.intervals.bounds(other)
    formula = replaced(question.result, by)
    found = [
        _piece(work, formula, name, question.sign, {**ranges, name: part}) for part in _parts(formula, name, whole)
    ]
    if any(piece is None for piece in found):
        return None
    known = [piece for piece in found if piece is not None and not piece.empty]
    ordered = known if question.sign > 0 else known[::-1]
    for lower, upper in pairwise(ordered):
        if lower.high is None or upper.low is None or lower.high > upper.low:
            return None
    return max(len(found), 1)


def _followed(work: Work, question: _Question) -> frozenset[str]:
    """Return the inputs by which a project's own values in the population go that the result reads beside the cause."""
    number = read(_NAME.format("x")).node
    rest = frozenset(inputs_of(replaced(question.result, dict.fromkeys((question.cause, *question.others), number))))
    return frozenset(
        name
        for measure in work.rules.program.populations.values()
        if measure.each and not rest.isdisjoint(name for _, *names in measure.inputs for name in names)
        for node in (measure.of, measure.by)
        if node is not None
        for name in inputs_of(node)
    )


def _parts(formula: Node, name: str, whole: Bounds) -> Iterator[Bounds]:
    """Yield the parts of a range: each number that is compared with, and what lies between."""
    before: Fraction | None = None
    for limit in limits_of(formula, name):
        yield whole.meet(Bounds(before, limit, low_open=before is not None, high_open=True))
        yield whole.meet(Bounds(limit, limit))
        before = limit
    yield whole.meet(Bounds(before, None, low_open=before is not None)) if before is not None else whole


def _piece(work: Work, formula: Node, name: str, sign: int, ranges: Mapping[str, Bounds]) -> Bounds | None:
    """Return the bounds of *formula* in a part where it follows; None where it is not known to."""
    if ranges[name].empty:
        return ranges[name]
    intervals = Intervals(with_wholes(work.rules.program.inputs, inputs_of(formula)), within=ranges)
    direction = Directions(name, intervals).of(formula)
    return intervals.bounds(formula) if direction in (0, sign) else None


def _refuted(work: Work, node: Indicator, about: Text, question: _Question) -> Claim | None:
    """Return the refutation by two cases that differ in one value; None where none is found."""
    found = next(_against(work, question), None)
    if found is None:
        return None
    examples = [
        work.example(
            row,
            text(
                "{code}: {marks} marks where {cause} is marked",
                code=node.code,
                marks=work.shown(row, question.result),
                cause=work.shown(row, question.cause),
            ),
        )
        for row in found
    ]
    shown = tuple(example for example in examples if example is not None)
    if len(shown) < len(found):
        return None
    how = text("{first}; {second}", first=shown[0].shows, second=shown[1].shows)
    return Claim(node.code, "monotone", about, "refuted", how, shown)


def _against(work: Work, question: _Question) -> Iterator[tuple[Row, Row]]:
    """Yield pairs of rows, different in one value, of which the second has more to be marked and the worse marks."""
    search, followed = work.search, _followed(work, question)
    rest = replaced(question.result, {question.cause: read(_NAME.format("x")).node})
    for place in search.places(question.cause):
        if reads(rest, search.inputs[place].name) or search.inputs[place].name in followed:
            continue  # what the rubric reads beside may change the marks as well
        for base in (search.best, search.worst):
            yield from _pairs(
                work, question, [search.space.put(base, place, value) for value in _values(work, place, base, question)]
            )


def _values(work: Work, place: int, base: Row, question: _Question) -> Iterator[int]:
    yield from work.search.space.candidates(place)
    for comparison in comparisons([question.result]):
        for pair in work.search.crossings(base, place, sign_of(comparison)):
            yield from pair


def _pairs(work: Work, question: _Question, rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    known: list[tuple[Fraction, Fraction, Row]] = []
    for row in rows:
        trace = work.search.trace(row)
        cause, result = trace.number(question.cause), trace.number(question.result)
        if cause is not None and result is not None and work.search.space.allows(row):
            known.append((cause, result * question.sign, row))
    known.sort(key=lambda each: each[0])
    top: tuple[Fraction, Fraction, Row] | None = None
    for each in known:
        if top is not None and each[1] < top[1] and each[0] > top[0] and work.search.can_say(each[2]):
            yield top[2], each[2]
        if (top is None or each[1] > top[1]) and work.search.can_say(each[2]):
            top = each
