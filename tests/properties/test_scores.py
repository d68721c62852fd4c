"""What holds of every score, whatever the definition and the evidence."""

from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import perfrules as pr
from perfrules.readings.exact import NOT_APPLICABLE
from perfrules.readings.exact.fast import fast
from perfrules.testing.checks.reference import interpret
from perfrules.testing.checks.unending import same
from perfrules.testing.drawing.cases import cases
from perfrules.testing.drawing.definitions import (
    ANYTHING,
    GRADES,
    LINEAR,
    MONOTONE,
    PLAIN,
    RESCALED,
    Options,
    combined,
    definitions,
    projects,
)
from perfrules.testing.drawing.writing import rules_with

# Each example writes, checks and compiles a whole definition.
FEWER = settings(max_examples=max(10, settings().max_examples // 2))
F = Fraction
_SECTIONS = ("evidence", "measure", "parameter", "table")


def card_of(rules, given_evidence, *, partial=False):
    """Return the scorecard; drop the example where the definition refuses what is absent."""
    refused, card = (), None
    try:
        card = rules.score(given_evidence, partial=partial)
    except pr.CaseError as error:
        refused = error.problems
    assert {problem.code for problem in refused} <= {"PR601", "PR602", "PR603"}, refused
    assume(card is not None)
    return card


def marks_of(card):
    """Return the marks and grade of every node."""
    return {award.code: (award.marks, award.grade) for award in card}


@FEWER
@given(projects(), st.randoms(use_true_random=False))
def test_the_order_of_siblings_does_not_matter(project, chance):
    """With the indicators written in any order, every node has the same marks and grade."""
    drawn, given_evidence = project
    shuffled = list(drawn.data["indicator"])
    chance.shuffle(shuffled)
    other = rules_with({**drawn.data, "indicator": shuffled})
    assert marks_of(card_of(drawn.rules, given_evidence)) == marks_of(card_of(other, given_evidence))


@FEWER
@given(st.data())
def test_the_total_is_the_sum_of_rounded_leaves(data):
    """Where only leaves round and every weight is 1, the total is the sum of the leaves' marks as printed."""
    drawn = data.draw(definitions(Options(absence=False, extras=False, aggregations=("sum",), carry=False)))
    plain = [{key: value for key, value in node.items() if key != "weight"} for node in drawn.data["indicator"]]
    plain = [node if "rubric" in node else {**node, "rounding": []} for node in plain]
    rules = rules_with({"indicator": plain, **{key: drawn.data[key] for key in _SECTIONS if key in drawn.data}})
    card = card_of(rules, data.draw(cases(rules, absent=False)))
    assert sum(F(award.marks) for award in card if award.is_leaf) == F(card.marks)


@FEWER
@given(projects(Options(carry=False)))
def test_marks_stay_within_the_scale(project):
    """Without bonus, every node's marks lie from 0 to its full marks, for any tree, kinds, absences and evidence."""
    drawn, given_evidence = project
    for award in card_of(drawn.rules, given_evidence):
        if award.marks is not None and award.full_marks is not None:
            assert 0 <= award.marks <= award.full_marks, award.code


@FEWER
@given(projects(MONOTONE), st.data())
def test_better_evidence_never_loses_marks(project, data):
    """With kinds that promise it, better evidence in one place never lowers any node, nor the grade."""
    drawn, given_evidence = project
    names = [name for name, better in drawn.better.items() if better and name in given_evidence]
    assume(names)
    name = data.draw(st.sampled_from(names))
    best = max if drawn.better[name] > 0 else min
    improved = given_evidence | {name: best(given_evidence[name], drawn.best[name])}
    before, after = card_of(drawn.rules, given_evidence), card_of(drawn.rules, _whole(drawn, improved, name))
    for award in before:
        assert award.marks is None or award.marks <= after[award.code].marks, award.code
    if before.grade is not None:
        assert GRADES.index(after.grade) <= GRADES.index(before.grade)


def _whole(drawn, improved, name):
    """Return the evidence with a part that is never greater than its whole."""
    whole = drawn.data.get("evidence", {}).get(name, {}).get("part_of")
    return improved | {name: min(improved[name], improved[whole])} if whole else improved


@FEWER
@given(projects(LINEAR), st.integers(2, 9))
def test_scaling_all_marks_scales_the_total(project, factor):
    """Without rounding, a definition with k times all marks gives k times the total, and the same grade."""
    drawn, given_evidence = project
    larger = drawn.times(factor)
    multiplied = {name: _times(drawn, name, value, factor) for name, value in given_evidence.items()}
    card, other = card_of(drawn.rules, given_evidence), card_of(larger.rules, multiplied)
    assert (card.marks is None) == (other.marks is None)
    assume(card.marks is not None)
    assert F(card.marks) * factor == F(other.marks)
    assert card.grade == other.grade


def _times(drawn, name, value, factor):
    """Return marks that evaluators give on the larger scale; other evidence stays as it is."""
    code = name.removesuffix("/marks")
    node = next((node for node in drawn.data["indicator"] if node["code"] == code), None)
    if not name.endswith("/marks") or node is None:
        return value
    rubric = node["rubric"][0] if isinstance(node["rubric"], list) else node["rubric"]
    if "out_of" in rubric:
        return value
    return [one * factor for one in value] if isinstance(value, list) else value * factor


@FEWER
@given(projects(RESCALED, absent=False))
def test_rescale_with_everything_applicable_changes_nothing(project):
    """With nothing absent, a definition with `rescale` gives the same marks as the same without any answers."""
    drawn, given_evidence = project
    bare = [_without(node, "not_applicable", "missing", "needs") for node in drawn.data["indicator"]]
    for node in bare:
        if isinstance(node.get("rubric"), dict) and node["rubric"]["kind"] == "checklist":
            points = [_without(point, "not_applicable", "missing") for point in node["rubric"]["points"]]
            node["rubric"] = {**node["rubric"], "points": points}
    other = rules_with({**drawn.data, "total": _without(drawn.data["total"], "needs"), "indicator": bare})
    assert marks_of(card_of(drawn.rules, given_evidence)) == marks_of(card_of(other, given_evidence))


def _without(table, *keys):
    return {key: value for key, value in table.items() if key not in keys}


@FEWER
@given(definitions(RESCALED), st.data())
def test_a_flawless_project_keeps_full_marks_when_siblings_are_absent(drawn, data):
    """With the best evidence, and leaves that rescale not applicable, total and all that has marks have full marks."""
    rules = drawn.rules
    flags = sorted((item.name for item in rules.program.inputs if item.name.endswith("/na")), key=len)
    gone: list[str] = []
    for flag in flags:
        if data.draw(st.booleans()) and not _is_out(flag.removesuffix("/na"), gone):
            gone.append(flag)
    given_evidence = {name: value for name, value in drawn.best.items() if not _is_out(name, gone)}
    for award in card_of(rules, given_evidence | dict.fromkeys(gone, "the project has none")):
        assert award.marks is None or award.full_marks == award.marks, award.code


def _is_out(name, gone):
    return any(f"{name}/".startswith(other.removesuffix("na")) for other in gone)


@given(st.lists(st.integers(1, 999), min_size=1, max_size=6, unique=True), st.booleans(), st.data())
def test_every_total_has_exactly_one_grade(limits, closed, data):
    """Bands agree with a plain comparison at each end, just below and just above it, and everywhere else."""
    ends = sorted((F(limit, 10) for limit in limits), reverse=True)
    key = "at_least" if closed else "above"
    bands = [{"grade": f"g{place}", key: end} for place, end in enumerate(ends)] + [{"grade": "last"}]
    rules = rules_with(
        {
            "total": {"grade_scale": "own"},
            "indicator": [{"code": "A", "name": "A", "full_marks": 100, "rubric": {"kind": "judged", "reason": False}}],
            "grade_scale": {"own": {"bands": bands}},
        }
    )
    near = [end + step for end in ends for step in (F(-1, 100), F(0), F(1, 100))]
    for marks in [*near, F(0), F(100), F(data.draw(st.integers(0, 10000)), 100)]:
        wanted = next((place for place, end in enumerate(ends) if (marks >= end if closed else marks > end)), None)
        grade = rules.score({"A/marks": str(float(marks))}).grade
        assert ("last" if wanted is None else f"g{wanted}") == grade


@FEWER
@given(projects(Options(absence=False)), st.data())
def test_the_interval_contains_every_completion(project, data):
    """What a partial score says is possible, in marks and grades, contains the score of any completion."""
    drawn, completed = project
    gone = data.draw(st.sets(st.sampled_from(sorted(completed))))
    card = drawn.rules.score({name: value for name, value in completed.items() if name not in gone}, partial=True)
    whole = card_of(drawn.rules, completed)
    assume(card.interval is not None)
    low, high = card.interval
    assert low is None or low <= whole.marks
    assert high is None or whole.marks <= high
    assert whole.grade is None or whole.grade in card.grades_possible


@FEWER
@given(projects())
def test_traces_equal_the_interpreter(project):
    """The traced reading has the state and the value of every formula that an interpreter written apart gives."""
    drawn, given_evidence = project
    rules = drawn.rules
    row = rules.binder.bind(given_evidence).row
    trace = rules.traced(row)
    values = {
        item.name: 1 if value is None else 2 if value is NOT_APPLICABLE else F(value, 10**item.places)
        for item, value in zip(rules.program.inputs, row, strict=True)
    }
    roots = [root for plan in rules.program.nodes.values() for root in plan.roots]
    wanted = interpret(roots, values)
    assert [wanted[root][0] for root in roots] == [trace.state(root) for root in roots]
    assert all(same(wanted[root][1], trace.value(root)) for root in roots)


@FEWER
@given(projects(absent=False))
def test_the_fast_reading_equals_the_interpreter(project):
    """`rules.fast` gives the marks of the interpreter for every node, and raises where one of them is undefined."""
    drawn, given_evidence = project
    rules = drawn.rules
    row = rules.binder.bind(given_evidence).row
    values = {item.name: F(value, 10**item.places) for item, value in zip(rules.program.inputs, row, strict=True)}
    roots = [plan.marks for plan in rules.program.nodes.values()]
    wanted = interpret(roots, values)
    if any(wanted[root][0] for root in roots):
        with pytest.raises(ArithmeticError):
            rules.fast(row)
        given_roots = [root for root in roots if not wanted[root][0]]
        found = _fractions(fast(rules.program.inputs, given_roots), row)
        assert all(same(wanted[root][1], value) for root, value in zip(given_roots, found, strict=True))
        return
    assert all(same(wanted[root][1], value) for root, value in zip(roots, _fractions(rules.fast, row), strict=True))


def _fractions(ready, row):
    return [
        unit * (F(*result) if isinstance(result, tuple) else result)
        for unit, result in zip(ready.units, ready(row), strict=True)
    ]


@given(projects())
def test_the_ledger_sums_exactly(project):
    """The entries of the ledger are together full marks minus total, whatever was lost, absent, moved or capped."""
    drawn, given_evidence = project
    card = card_of(drawn.rules, given_evidence)
    assume(card.marks is not None and card.full_marks is not None)
    assert F(card.full_marks) - F(card.marks) == sum(entry.marks for entry in card.ledger)
    assert all(entry.marks for entry in card.ledger)


@settings(max_examples=5)
@given(projects(ANYTHING, absent=False), st.data())
def test_scoring_is_safe_with_many_threads(project, data):
    """Many threads that share rules and scorecards get what one thread gets."""
    drawn, first = project
    rules = rules_with(drawn.data)
    several = [first, data.draw(cases(rules, absent=False))] * 8
    try:
        wanted = [rules_with({**drawn.data}).score(case).to_dict() for case in several[:2]] * 8
    except pr.CaseError:
        assume(condition=False)
    shared = rules.score(first)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda case: rules.score(case).to_dict(), several))
        assert [wanted[0]] * 8 == list(pool.map(lambda _: shared.to_dict(), range(8)))
    assert wanted == found


@FEWER
@given(projects())
def test_flat_evidence_equals_nested_evidence(project):
    """A case as flat names gives the scorecard of the same case as tables by field and code."""
    drawn, flat = project
    nested = {}
    for name, value in flat.items():
        owner, _, part = name.partition("/")
        table = nested.setdefault(owner, {})
        if part == "na":
            table["not_applicable"] = value
        elif part in ("", "marks"):
            table[part or "value"] = value
        elif part.endswith("/faults"):
            table.setdefault("met", {})[part.removesuffix("/faults")] = {"faults": int(value)}
        elif part.endswith("/na"):
            table.setdefault("met", {})[part.removesuffix("/na")] = {"not_applicable": value}
        else:
            key = "met" if owner in {node["code"] for node in drawn.data["indicator"]} else "counts"
            table.setdefault(key, {})[part] = value
    one, other = (card_of(drawn.rules, case, partial=True) for case in (flat, nested))
    assert marks_of(one) == marks_of(other)


@FEWER
@given(projects(PLAIN))
def test_a_plain_tree_adds_up_as_by_hand(project):
    """Without rounding, each branch is the weighted sum of its children, worked out apart from the library."""
    drawn, given_evidence = project
    card = card_of(drawn.rules, given_evidence)
    for code in {node.get("parent", "total") for node in drawn.data["indicator"]}:
        below = [node for node in drawn.data["indicator"] if node.get("parent", "total") == code]
        weights = [F(node.get("weight", 1)) for node in below]
        marks = [F(card[node["code"]].marks or 0) for node in below]
        assert combined("sum", marks, weights) == F(card[code].marks)
