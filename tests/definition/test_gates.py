"""Gates on nodes that have several grade scales."""

import pytest

from tests.definition.builders import LEAF, problems_of

SCALES = """
[evidence]
kind = { type = "choice", choices = ["old", "new"] }
[grade_scale.old]
bands = [{ grade = "良好", at_least = 1 }, { grade = "不合格" }]
[grade_scale.new]
bands = [{ grade = "良", at_least = 1 }, { grade = "差" }]
[total]
grade_scale = [{ when = "kind == 'old'", scale = "old" }, { scale = "new" }]
"""


@pytest.mark.parametrize(
    ("grade", "when", "codes"),
    [
        ("不合格", "marks('A1') < 1", ["PR155"]),
        ("不合格", "marks('A1') < 1 and kind == 'old'", []),
        ("优秀", "kind == 'old'", ["PR155"]),
    ],
)
def test_a_gate_works_in_every_scale(grade, when, codes):
    """A gate to a grade that one of the scales lacks would silently do nothing there, unless it says where it works."""
    gate = f'\n[[gate]]\nname = "一票否决"\nwhen = "{when}"\ngrade_at_most = "{grade}"\n'
    assert codes == [problem.code for problem in problems_of(SCALES + LEAF + gate)]
