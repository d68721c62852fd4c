from typing import ClassVar

import attrs
import pytest

import perfrules as pr
from perfrules.language import use
from perfrules.testing import coverage, coverage_data, coverage_lines
from tests.testing.conftest import PARK as PARK_SET
from tests.testing.conftest import SIMPLE, codes, said
from tests.testing.trials.test_comparing import PARK


def cases(*evidence):
    """Return a file with one case of the park for each table of evidence."""
    entries = [
        f'[[case]]\nname = "case {place}"\nevidence = {one}\nexpect = {{ problems = [] }}\n'
        for place, one in enumerate(evidence)
    ]
    return PARK + "\n" + "\n".join(entries)


def missed(report):
    """Return what was not exercised: code, sort, label."""
    [found] = coverage(report)
    return [(entry.site.code, entry.site.sort, str(entry.site.label)) for entry in found.missed]


ALL = (
    '{ kind = "city", alive = 290, B1 = { met = ["rules", "log", "staff"] } }',
    '{ kind = "city", alive = 250, B1 = { met = { rules = 0.5, log = 0.5, staff = 0.5 } } }',
    '{ kind = "city", alive = 0, B1 = { met = [] } }',
    '{ kind = "village", B2 = { not_applicable = "nothing to accept" } }',
)


def test_everything_can_be_exercised(run):
    """Branches, points, gates, bands, answers to absence and sources: cases for each make it 100 %."""
    report = run(cases(*ALL), "park")
    assert [] == codes(report) + said(report)
    assert [] == missed(report)
    [found] = coverage(report)
    assert (1, 4) == (found.share, found.cases)
    assert "(100.00%)" in next(coverage_lines(found))


@pytest.mark.parametrize(
    ("left_out", "told"),
    [
        (0, [("total", "band", "good"), ("A", "branch", "成活率 ≥ 0.95"), ("B1", "point", "staff met")]),
        (2, [("total", "gate", "一票否决 closed"), ("A", "branch", "otherwise → 0"), ("B1", "point", "rules not met")]),
        (3, [("A", "branch", "otherwise → 60 × min(成活率, 1)"), ("B2", "policy", "not applicable")]),
    ],
)
def test_what_no_case_exercises_is_told(run, left_out, told):
    """Without one of the cases, what only that one exercised is missed."""
    report = run(cases(*(one for place, one in enumerate(ALL) if place != left_out)), "park")
    assert [] == [each for each in told if each not in missed(report)]
    [found] = coverage(report)
    assert found.share < 1
    assert all(entry.why for entry in found.missed)


def test_why_not_names_the_nearest_case(run):
    """A condition that was asked and never true is shown with the numbers of the case that came nearest."""
    report = run(cases('{ kind = "city", alive = 250 }', '{ kind = "city", alive = 280 }'), "park")
    [found] = coverage(report)
    [why] = [str(entry.why) for entry in found.missed if "0.95" in str(entry.site.label)]
    assert "nearest: 0.9333…, needed ≥ 0.95, in " in why
    assert why.endswith("case 1")


@pytest.mark.parametrize(
    ("when", "english", "chinese"),
    [
        ('marks("A") == 0', "nearest: 60, needed = 0, in {case}", "最接近：60（需 = 0），见 {case}"),
        ('marks("A") <= 1', "nearest: 60, needed ≤ 1, in {case}", "最接近：60（需 ≤ 1），见 {case}"),
        (
            'marks("A") == 0 and alive > 1',
            "nearest: needed 60 = 0 and 290 > 1, in {case}",
            "最接近：{case}（需 60 = 0 且 290 > 1）",
        ),
    ],
)
def test_why_not_says_what_was_needed(run, folder, when, english, chinese):
    """The number that a case has stands apart from what was needed of it; of several conditions all are needed."""
    (folder / "park.toml").write_text(PARK_SET.replace('marks("A") == 0', when), encoding="utf-8")
    report = run(cases('{ kind = "city", alive = 290 }'), "park")
    title = report.outcomes[0].trial.title
    for language, expected in (("en", english), ("zh", chinese)):
        with use(language):
            [found] = coverage(report)
            assert [expected.format(case=title)] == [str(each.why) for each in found.missed if each.site.sort == "gate"]


def test_what_was_never_asked_is_told(run):
    """Where no case takes the branch above, none gets to what stands in it."""
    report = run(cases('{ kind = "village" }'), "park")
    [found] = coverage(report)
    assert ["no case gets there"] == [str(e.why) for e in found.missed if str(e.site.label) == "成活率 ≥ 0.8"]


def test_refused_cases_exercise_what_they_read(run, folder):
    """A case that must be refused for missing evidence has read formulas; one with bad evidence has not."""
    (folder / "simple.toml").write_text(
        SIMPLE.replace('type = "count", at_least = 0, at_most = 10', 'type = "count", at_least = 0').replace(
            'measure = "done / 10"', 'measure = "done_rate"'
        )
        + '\n[measure.done_rate]\nvalue = "done / done"\nwhen_zero = "missing"\n',
        encoding="utf-8",
    )
    report = run(
        '[[case]]\nname = "zero"\nevidence = { done = 0 }\nexpect = { problems = ["PR601"] }\n\n'
        '[[case]]\nname = "bad"\nevidence = { done = -1 }\nexpect = { problems = ["PR410"] }\n'
    )
    assert [] == codes(report) + said(report)
    [found] = coverage(report)
    assert 1 == found.cases
    assert ["zero"] == [e.by.rpartition("::")[2] for e in found.entries if e.site.sort == "branch" and e.by]


@attrs.frozen(kw_only=True)
class Doubled:
    """Award double below the half (加倍)."""

    kind: ClassVar[str] = "doubled"
    reads: ClassVar[str] = "measure"

    def award(self, full, measure):
        """Return the marks."""
        return full * pr.choose(2 * measure < 1, 2 * measure, pr.least(1, measure), why="below half")


class Mine:
    """A stranger's plugin."""

    @pr.hookimpl
    def perfrules_rubric_kinds(self):
        """Return the kinds."""
        return [Doubled]


def test_a_strangers_kind_is_covered_for_nothing(run, folder):
    """Its choices are found in its formula, with the labels that it gives them."""
    (folder / "simple.toml").write_text(SIMPLE.replace('"proportional"', '"doubled"'), encoding="utf-8")
    registry = pr.Registry.installed().with_plugin(Mine(), "mine")
    half = '[[case]]\nname = "half"\nevidence = { done = 5 }\nexpect = { marks = 50 }\n'
    found = missed(run(half, registry=registry))
    assert [("A", "branch")] == [each[:2] for each in found]
    assert found[0][2].startswith("below half: ")
    less = '[[case]]\nname = "less"\nevidence = { done = 1 }\nexpect = { marks = 20 }\n'
    assert [] == missed(run(half + less, registry=registry))


def test_limits_are_counted_where_they_can_matter(run, folder):
    """A cap that the declared range never gets beyond is no rule to test; one that it can pass has two sides."""
    half = '[[case]]\nname = "half"\nevidence = { done = 5 }\nexpect = { marks = 50 }\n'
    assert [] == missed(run(half))
    (folder / "simple.toml").write_text(SIMPLE.replace(", at_most = 10", ""), encoding="utf-8")
    assert ["limit"] == [sort for _, sort, _ in missed(run(half))]


def test_as_data(run):
    """A coverage is plain JSON values, with the case that exercised each entry."""
    [found] = coverage(run(cases(*ALL), "park"))
    data = coverage_data(found)
    assert ("100.00%", data["total"]) == (data["share"], data["covered"])
    assert all(entry["case"] for entry in data["entries"] if entry["counts"])


def test_what_a_child_chooses_counts_there_and_not_again_at_its_parent(run, folder):
    """A parent that asks whether a child is applicable has none of the child's branches and limits."""
    limited = '{ when = "done > 5", kind = "formula", marks = "least(done * 10, 80)" }'
    rubric = f'rubric = [{limited}, {{ kind = "formula", marks = 0 }}]\nnot_applicable = "rescale"'
    whole = SIMPLE.replace('rubric = { kind = "proportional" }', rubric).replace('measure = "done / 10"\n', "")
    whole = whole.replace("[evidence]", "[total]\nrounding = { places = 2 }\n\n[evidence]").replace("100", "80")
    second = '\n[[indicator]]\ncode = "B"\nname = "B"\nfull_marks = 20\nrubric = { kind = "judged" }\nsource = "plan"\n'
    (folder / "simple.toml").write_text(whole + second, encoding="utf-8")
    report = run('[[case]]\nname = "a"\nevidence = { done = 6, B = { marks = 5 } }\nexpect = { problems = [] }\n')
    counted = [(entry.site.code, entry.site.sort) for [found] in [coverage(report)] for entry in found.counted]
    assert (2, 2) == tuple(counted.count(("A", sort)) for sort in ("branch", "limit"))
    assert (0, 0) == tuple(counted.count(("total", sort)) for sort in ("branch", "limit"))
