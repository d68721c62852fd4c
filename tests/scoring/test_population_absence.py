"""What is told where the population has no value for a project, or the project has no number of its own."""

import pyarrow as pa
import pytest

import perfrules as pr
from tests.scoring.test_population_functions import codes, made

QUOTIENT = {"each": {"name": "Cost for each", "value": "cost / staff", "when_zero": "missing"}}
EVIDENCE = {
    "cost": {"type": "number", "places": 1, "at_least": 0},
    "staff": {"type": "count", "at_least": 0},
    "size": {"type": "choice", "choices": ["small", "large"]},
}
LAST = '"10.5" = "1"\n'
TABLE = pa.table({"cost": ["1", "2", "3"], "staff": [1, 0, 0], "size": ["small", "small", "large"]})


def ready(folder, written, **keys):
    """Return rules of a set with one formula over a measure that may count as missing."""
    rules = made(folder, written, measure=QUOTIENT, evidence=EVIDENCE, leaf=keys)
    return rules.with_population(rules.population_of(TABLE))


@pytest.mark.parametrize("written", ["percentile(each)", "percentile(each, size)"])
def test_a_number_that_counts_as_missing_is_refused(tmp_path, written):
    """The value that is looked up by it is not told as missing as well, and the marks are not silently null."""
    rules = ready(tmp_path, f"100 * {written}")
    for problem in (*rules.check(TABLE.to_pylist()[1]), *rules.check(TABLE.to_pylist()[2])):
        assert "PR601" == problem.code
        assert "gives a measure that counts as missing" in str(problem.message)
        assert "percentile" not in f"{problem.message}{problem.place}"
    assert [100, None, None] == rules.score_table(TABLE, outputs="marks").table["marks"].to_pylist()
    assert ["PR601"] * 2 == rules.score_table(TABLE).problems["code"].to_pylist()
    with pytest.raises(pr.CaseError) as caught:
        rules.score({"cost": "3", "staff": 0, "size": "large"})
    assert ["PR601"] == codes(caught)


def test_null_says_what_is_missing_in_the_words_of_people(tmp_path):
    """Neither the names of inputs nor what only follows from a number that is missing."""
    rules = ready(tmp_path, "100 * percentile(cost)", missing="null")
    award = rules.score({"staff": 1, "size": "small"})["A1"]
    assert "cost is missing" == award.absence_reason
    (row,) = rules.score_table(pa.table({"cost": pa.nulls(1, pa.string())}), codes="A1", reasons=True).table.to_pylist()
    assert "cost is missing" == row["A1/absence_reason"]


def test_a_group_in_which_no_project_has_the_number_is_named(tmp_path):
    """A population is given, so nobody is sent for one: PR613 says of which group it has no value."""
    rules = ready(tmp_path, "clamp(population_mean(each, size), 0, 100)")
    (problem,) = rules.check({"cost": "3", "staff": 1, "size": "large"})
    assert "PR613" == problem.code
    assert "no project of the population in `large` has its number" in str(problem.message)


def test_what_is_found_over_all_is_one_value_where_it_is_blamed(tmp_path):
    """Numerator and denominator are no evidence of a case: a measure that counts as missing is told with its name."""
    spread = {"value": "cost / (population_maximum(cost) - population_minimum(cost))", "when_zero": "missing"}
    rules = made(tmp_path, "100 * clamp(spread, 0, 1)", measure={"spread": {"name": "Spread", **spread}})
    rules = rules.with_population(rules.population_of(pa.table({"cost": ["3", "3"]})))
    (problem,) = rules.check({"cost": "3"})
    assert "PR601" == problem.code
    assert "`population_maximum(cost)` (greatest cost of all projects)" in str(problem.message)
    assert "/above" not in f"{problem.message}{problem.place}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("percentile(cost)", "percentile(other)"),
        ('"10.5" = "1"', '"10.5" = "1"\n[[measure]]\nname = "population_mean(cost)"\ncount = 1\nvalue = "1"'),
        (
            '"10.5" = "1"',
            '"10.5" = "1"\n[[measure]]\nname = "percentile(cost)"\ngroup = "gone"\ncount = 1\nvalue = "1"',
        ),
        ('"10.5" = "1"', '"10.5" = "1"\n[[ranking]]\ncode = "total"\n[ranking.marks]\n"1" = 1'),
    ],
)
def test_what_a_definition_does_not_read_is_not_in_its_population(tmp_path, before, after):
    """PR614: the digest is that of the definition, so somebody changed the file."""
    rules = made(tmp_path, "100 * percentile(cost)")
    found = rules.population_of(pa.table({"cost": ["3", "10.5"]})).toml()
    assert before in found
    path = tmp_path / "found.toml"
    path.write_text(found.replace(before, after), encoding="utf-8")
    with pytest.raises(pr.CaseError) as caught:
        rules.with_population_file(path)
    assert ["PR614"] == codes(caught)
