"""What has one cause is told once."""

import pytest

from tests.definition.builders import LEAF, problems_of

NAMES = '\n[evidence]\nsum = { type = "count" }\n"a b" = { type = "count" }\n'


def codes(fragment):
    """Return the codes of the problems of *fragment*, in order."""
    return [problem.code for problem in problems_of(fragment)]


def test_indicators_that_cannot_be_read_are_there():
    """A set whose indicators are all wrong is not told that it has none, nor that its total has no full marks."""
    assert ["PR023"] == codes('\n[[indicator]]\ncode = 3\nname = "甲"\nfull_marks = 2\n')
    assert ["PR101"] == codes(LEAF.replace("A1", "total"))


def test_a_set_without_indicators():
    """A set without indicators lacks them, and not the full marks of a total as well."""
    assert ["PR113"] == codes("")


def test_names_that_cannot_be_read_are_not_called_unused():
    """A name that no expression can read is told as such; that nothing reads it follows."""
    found = problems_of(NAMES + LEAF)
    assert ["PR116", "PR116"] == [problem.code for problem in found]
    assert "`sum` has a meaning in expressions already, so it cannot be a name" == found[0].text.into("en")


def test_a_set_without_a_base_amends_nothing():
    """What a set says itself is not amended; and where its base cannot be opened, only that is told."""
    amend = '\n[[amend]]\ncode = "A1"\nreason = "按项目类型修改"\nname = "合同管理"\n'
    assert ["PR105"] == codes(LEAF + amend)
    assert ["PR001"] == codes('extends = "./nothing-there.toml"\n' + amend)


EVIDENCE = '\n[evidence]\nx = { type = "number", at_most = 9 }\ny = { type = "number", at_most = 9 }\n'


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('[measure]\nm = "x + y"', "m"),
        ("[measure]\nm = 3", "m"),
        ("[parameter]\nm = 3", "m"),
        ("[table]\nm = 3", "m(x)"),
    ],
)
def test_a_name_without_a_table_is_told_once(written, read):
    """Where a measure, a parameter or a table is none, neither what reads it nor what it would read is told too."""
    marks = LEAF.replace('{ kind = "judged" }', f'{{ kind = "formula", marks = "clamp({read}, 0, 2)" }}')
    assert ["PR023"] == codes(EVIDENCE + written + "\n" + marks)


def test_a_measure_with_a_wrong_key_is_told_once():
    """A measure with arguments that lacks its value is still a function that may be called."""
    marks = LEAF.replace('{ kind = "judged" }', '{ kind = "formula", marks = "clamp(m(x), 0, 2)" }')
    assert ["PR022"] == codes(EVIDENCE + '[measure]\nm = { of = ["a"] }\n' + marks)
