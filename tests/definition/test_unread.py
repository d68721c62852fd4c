"""Keys that a leaf has and its rubric does not read."""

import pytest

from tests.definition.builders import problems_of

SHARE = '\n[evidence]\nx = { type = "share" }\n'
LEAF = '\n[[indicator]]\ncode = "A"\nname = "甲"\nfull_marks = 2\n'


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ('measure = "x"\ntarget = 1\nrubric = { kind = "proportional" }', []),
        ('measure = "x"\ntarget = 1\nrubric = { kind = "formula", marks = "full * least(measure / target, 1)" }', []),
        ('measure = "x"\nrubric = { kind = "judged" }', []),
        ('measure = "x"\nrubric = { kind = "formula", marks = "full * x" }', []),
        ('measure = "x"\ntarget = "measure"\nrubric = { kind = "threshold" }', []),
        ('target = "x"\nrubric = { kind = "judged" }', ["target"]),
        ('measure = "x"\nrubric = { kind = "checklist", points = [{ id = "a" }] }', ["measure"]),
        ('measure = "x"\ntarget = 1\nrubric = { kind = "tiers", tiers = [{ marks = 2 }] }', ["target"]),
    ],
)
def test_measures_and_targets_that_nothing_reads(keys, told):
    """A measure or target that no rubric of the leaf looks at is a warning at its key."""
    found = problems_of(SHARE + LEAF + keys + "\n")
    assert told == [problem.place.key[-1] for problem in found]
    assert {"warning"} >= {problem.severity for problem in found}


def test_arguments_with_one_name():
    """A measure with two arguments of one name could only ever read the last."""
    measure = '\n[measure.m]\nof = ["y", "y"]\nvalue = "y / 2"\n'
    (found,) = problems_of(SHARE + measure + LEAF + 'measure = "m(x, x)"\nrubric = { kind = "proportional" }\n')
    assert ("PR114", "two arguments of `m` are called `y`") == (found.code, found.text.into("en"))
