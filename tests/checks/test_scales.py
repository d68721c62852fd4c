"""What the checks say of scales: open ones, bonus marks, and faults that a branch only has through its children."""

import pytest

_BONUS = """
[[indicator]]
code = "A"
name = "A"
full_marks = 100
rubric = { kind = "judged", reason = false }
[[indicator]]
code = "Z"
name = "Z"
full_marks = 10
bonus = true
rubric = { kind = "judged", reason = false }
"""


def _told(found):
    """Return the code of each problem and the indicator it speaks of."""
    return [(problem.code, problem.text.into("en").split(" ")[0]) for problem in found]


def test_open_scale(load):
    """A leaf without a most, and a total of such leaves, can have any marks from their least on, and no rate."""
    leaf = 'name = "X"\nat_least = 0\nrubric = { kind = "formula", marks = "2 * n" }\n'
    body = f'[evidence]\nn = {{ type = "count" }}\n[[indicator]]\ncode = "X"\n{leaf}'
    rules = load(body)
    card = rules.score({"n": 700})
    assert () == rules.warnings
    assert card.marks == 1400
    assert card["X"].rate is None


def test_least_of_an_open_scale(problems):
    """The least marks of an open scale are a promise like any other."""
    leaf = 'name = "X"\nat_least = 0\nrubric = { kind = "formula", marks = "2 * n" }\n'
    body = f'[evidence]\nn = {{ type = "number" }}\n[[indicator]]\ncode = "X"\n{leaf}'
    assert [("PR202", "X")] == _told(problems(body))


def test_bonus_beyond_full_marks(load, problems):
    """Whether bonus marks may pass the full marks has to be said, and is said with a clamp."""
    assert [("PR202", "total")] == _told(problems("[total]\nfull_marks = 100\n" + _BONUS))
    rules = load("[total]\nfull_marks = 100\nclamp = [0, 105]\n" + _BONUS)
    scores = [rules.score({"A": {"marks": 97}, "Z": {"marks": bonus}}).marks for bonus in (3, 7, 10)]
    assert [100, 104, 105] == scores


_FLAG = """
[evidence]
passed = { type = "flag" }
spare = { type = "share" }
[[indicator]]
code = "X"
name = "X"
full_marks = 5
"""


def test_marks_that_no_evidence_lowers(load):
    """A leaf that reads evidence and gives its full marks for all of it is warned of, at its rubric."""
    body = _FLAG + 'measure = "1 if passed and spare > 0 else 0"\nrubric = { kind = "proportional", better = "lower" }'
    (warning,) = load(body).warnings
    assert ("PR208", "warning") == (warning.code, warning.severity)
    assert "X has its 5 full marks whatever the evidence" == warning.text.into("en")
    assert ("indicator", 0, "rubric") == warning.place.key


@pytest.mark.parametrize(
    "keys",
    [
        'measure = "1 if passed and spare > 0 else 0"\nrubric = { kind = "proportional" }',
        'rubric = { kind = "formula", marks = "full" }\nnot_applicable = "zero"\napplies = "passed and spare > 0"',
        'measure = "spare"\nrubric = { kind = "proportional" }\napplies = "passed"\nnot_applicable = "full"',
    ],
    ids=["lowered", "zero where it does not apply", "lowered where it applies"],
)
def test_marks_that_some_evidence_lowers(load, keys):
    """What evidence lowers is not warned of."""
    assert "PR208" not in [warning.code for warning in load(_FLAG + keys).warnings]


def test_constant_marks(load):
    """A formula that reads nothing gives its marks on purpose."""
    body = '[[indicator]]\ncode = "X"\nname = "X"\nfull_marks = 5\nrubric = { kind = "formula", marks = "full" }\n'
    assert () == load(body).warnings


def test_fault_told_once(problems):
    """Where a leaf cannot reach its full marks, the total above it is not blamed for the same."""
    rubric = 'rubric = { kind = "tiers", tiers = [{ at_least = "90%", marks = 4 }, { marks = 0 }] }'
    body = '[evidence]\nx = { type = "share" }\n[[indicator]]\ncode = "X"\nname = "X"\nfull_marks = 5\nmeasure = "x"\n'
    assert [("PR201", "X")] == _told(problems(body + rubric))
