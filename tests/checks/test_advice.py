"""What to do is said only where it would help."""

import json

import pytest

from perfrules.definition.document import parse_json
from perfrules.scoring.loading import problems_of_set
from tests.definition.builders import LEAF, REGISTRY, document, whole


def formula(marks, more="full_marks = 2"):
    """Return a leaf that works its marks out."""
    return LEAF.replace("full_marks = 2", more).replace(
        '{ kind = "judged" }', f'{{ kind = "formula", marks = "{marks}" }}'
    )


def told(fragment, code):
    """Return message and advice of the problems with a code, in English."""
    found = (each for each in problems_of_set(document(whole(fragment)), REGISTRY) if each.code == code)
    return [(each.text.into("en"), each.advice.into("en") if each.advice else "") for each in found]


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("[parameter]\np = 3", "write { value = 3 }"),
        ('[parameter]\np = "1/3"', 'write { value = "1/3" }'),
        ('[measure]\np = "x + 1"', 'write { value = "x + 1" }'),
        ('[evidence]\np = "count"', 'write { type = "count" }'),
        ("[evidence]\np = 3", ""),
        ('[evidence]\np = "cuont"', ""),
    ],
)
def test_a_value_where_a_table_belongs(written, advice):
    """A table around it is advised where the value may stand in one."""
    assert [advice] == [said for _, said in told(LEAF + written, "PR023")]


def test_null_is_left_out():
    """JSON's `null` in the place of a table, a text or a number is no value that belongs anywhere."""
    data = {
        "format": "perfrules/indicator-set/1", "id": "example/set", "edition": "1", "title": "甲", "total": None,
        "source": [{"id": "own", "title": "办法"}], "indicator": [{"code": "A", "full_marks": None}, None],
    }  # fmt: skip
    found = problems_of_set(parse_json(json.dumps(data), "set.json"), REGISTRY)
    nulls = [problem for problem in found if problem.code == "PR023"]
    keys = [("indicator", 0, "full_marks"), ("indicator", 1), ("total",)]
    assert keys == sorted((problem.place.key for problem in nulls), key=str)
    assert {"`null` says nothing: leave the entry out"} == {problem.advice.into("en") for problem in nulls}


@pytest.mark.parametrize(
    ("row", "advice"),
    [
        ("01", "write `1`: without zeros or a plus before it"),
        ("+7", "write `7`: without zeros or a plus before it"),
        ("-007", "write `-7`: without zeros or a plus before it"),
        ("x", "write rows such as `2014`, without zeros before them, or take this one out"),
        ("1.5", "write rows such as `2014`, without zeros before them, or take this one out"),
    ],
)
def test_rows_that_are_no_whole_numbers(row, advice):
    """A table of whole numbers is not taken for one of choices because of one row."""
    table = f'\n[table.goal]\nrows = {{ "2014" = 1, "{row}" = 2 }}\notherwise = 0\n'
    evidence = '\n[evidence]\nq = { type = "count", at_most = 5 }\n'
    message = f"the row `{row}` is no whole number, and `q` is one"
    assert [(message, advice)] == told(evidence + table + formula("goal(q)"), "PR209")


def test_rows_of_words_are_rows_of_a_choice():
    """Where no row is a number, a choice was meant."""
    table = "\n[table.goal]\nrows = { near = 1, far = 2 }\n"
    evidence = '\n[evidence]\nq = { type = "count", at_most = 5 }\n'
    assert ["`q` is a number; a choice is expected"] == [
        said for said, _ in told(evidence + table + formula("goal(q)"), "PR314")
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("sqrt(2)", "has no exact number"),
        ("1 / 0", "has no exact number"),
        ("root", "has no exact number"),
        ("q", "is not known before scoring"),
        ("per", "is not known before scoring"),
        ("marks('A1')", "is not known before scoring"),
    ],
)
def test_numbers_of_tables_that_are_none(row, said):
    """What reads parameters only is known, and may have no exact number; what reads evidence is not known."""
    rest = (
        '\n[evidence]\nq = { type = "count", at_most = 5 }\n[measure]\nper = "q / 2"\n[parameter]\nroot = "sqrt(3)"\n'
    )
    rest = rest.replace('"q / 2"', '{ value = "q / 2" }').replace('"sqrt(3)"', '{ value = "sqrt(3)" }')
    table = f'\n[table.goal]\nrows = {{ "1" = "{row}" }}\notherwise = 0\n'
    (found,) = told(rest + table + formula("goal(q) + 0 * per"), "PR164")
    assert f"`{row}` in the table `goal` {said}" == found[0]


@pytest.mark.parametrize(
    ("divisor", "advice"),
    [
        ("x", "say `when_zero` at the measure, or that `x` is above 0"),
        ("x * y", "say `when_zero` at the measure, or that `x`, `y` is above 0"),
        ("(x - 1)", "say `when_zero` at the measure, or mend the divisor"),
        ("(x * (y - 2))", "say `when_zero` at the measure, or mend the divisor"),
    ],
)
def test_a_range_is_advised_only_where_it_helps(divisor, advice):
    """That evidence is above 0 is no help where the divisor is 0 at another number."""
    evidence = "\n[evidence]\n" + "".join(
        f'{name} = {{ type = "number", at_least = 0, at_most = 5 }}\n' for name in "xy"
    )
    fragment = evidence + formula(f"clamp(1 / ({divisor}) + 0 * y, 0, 2)")
    assert [advice] == [said for _, said in told(fragment, "PR203")]


def test_a_scale_has_an_end_and_no_full_marks():
    """What a scale says as `at_most` is not called full marks."""
    evidence = '\n[evidence]\nx = { type = "number", at_least = 0, at_most = 5 }\n'
    for keys, said in (
        ("at_least = 1\nat_most = 7", "A1 can never reach 7, the most of its scale: 5 is the most"),
        ("full_marks = 7", "A1 can never reach its 7 full marks: 5 is the most"),
    ):
        assert [said] == [message for message, _ in told(evidence + formula("clamp(x, 1, 5)", keys), "PR201")]
