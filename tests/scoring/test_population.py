"""What is found over all projects: exact values, by table and by file, and the score of one project with them."""

import pickle
from fractions import Fraction
from statistics import pvariance

import pyarrow as pa
import pytest

import perfrules as pr
from perfrules.case.population import read_population
from perfrules.testing.drawing.writing import HEAD, definition_toml
from tests.program.building import problems, refused, rules

EVIDENCE = {
    "cost": {"type": "number", "places": 1, "at_least": 0},
    "size": {"type": "choice", "choices": ["small", "large"]},
}
COSTS = ["3", "1", "7", "10.5"]
SIZES = ["large", "small", "large", "large"]


def formula(code, marks, **keys):
    """Write a leaf whose marks are what is found."""
    return {"code": code, "name": code, "full_marks": 100, "rubric": {"kind": "formula", "marks": marks}, **keys}


def leaves(*marks):
    """Write the leaves of a set with these formulas of marks."""
    places = {"rounding": {"places": 6}}
    return [
        formula(f"A{at}", f"clamp({one}, 0, 100)", **(places if "deviation" in one else {}))
        for at, one in enumerate(marks, 1)
    ]


def made(*marks):
    """Return the rules of a set with these formulas of marks."""
    return rules(*leaves(*marks), evidence=EVIDENCE)


@pytest.fixture(scope="module")
def ready():
    """Return rules that read every function, one of them by groups."""
    return made(
        "population_minimum(cost)",
        "population_maximum(cost)",
        "population_mean(cost, size)",
        "population_deviation(cost) ** 2",
        "population_quantile(cost, 25%)",
    )


@pytest.fixture(scope="module")
def table():
    """Return the costs of four projects."""
    return pa.table({"cost": COSTS, "size": SIZES})


def numbers(rules_, population):
    """Return the marks of the leaves of a project."""
    card = rules_.with_population(population).score({"cost": 3, "size": "large"})
    return [Fraction(award.marks) for award in card.awards if award.is_leaf]


def test_values_are_exact(ready, table):
    """Least, greatest, mean by group, population variance and the quantile between neighbours are exact."""
    costs = [Fraction(cost) for cost in COSTS]
    expected = [1, Fraction("10.5"), Fraction("20.5") / 3, pvariance(costs), Fraction("2.5")]
    assert expected == numbers(ready, ready.population_of(table))


def test_a_score_without_the_population_says_how_to_make_it(ready):
    """PR613 names what is lacking once, and the command that makes it, also for partial scores."""
    with pytest.raises(pr.CaseError) as caught:
        ready.score({"cost": 3, "size": "large"}, partial=True)
    assert ["PR613"] * 5 == [problem.code for problem in caught.value.problems]
    assert "perfrules population" in str(caught.value.problems[0].advice)


def test_a_group_that_no_project_is_of_has_no_value(ready, table):
    """A project of such a group is refused; others are scored."""
    found = ready.population_of(table.filter(pa.array([size == "large" for size in SIZES])))
    assert ["PR613"] == refused(ready.with_population(found), {"cost": 3, "size": "small"})
    assert [] == refused(ready.with_population(found), {"cost": 3, "size": "large"})


def test_bad_rows_are_left_out_and_counted(ready):
    """A row that cannot be read is not of the population; one that only lacks the number is, without it."""
    found = ready.population_of(pa.table({"cost": ["1", "x", None], "size": ["small", "small", "small"]}))
    assert (3, 1) == (found.file.rows, found.file.left_out)
    assert {1} == {entry.count for entry in found.file.measure}


@pytest.mark.parametrize("ending", ["toml", "json"])
def test_files_say_the_same(ready, table, tmp_path, ending):
    """A population that was written is read with the same values; its digest is that of the file's bytes."""
    found = ready.population_of(table)
    path = tmp_path / f"population.{ending}"
    path.write_text(found.toml() if ending == "toml" else found.json(), encoding="utf-8")
    again = read_population(path)
    assert found.file == again.file
    assert numbers(ready, found) == numbers(ready, again)
    if ending == "toml":
        assert found.sha256 == again.sha256


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("population/1", "population/9", "PR020"),
        ("rows = 4", "", "PR022"),
        ("rows = 4", 'rows = "4"', "PR023"),
        ('value = "1"', 'value = "1/0"', "PR023"),
        ('value = "1"', 'value = "1e99999999"', "PR023"),
    ],
)
def test_what_is_no_population_is_a_problem(ready, table, tmp_path, before, after, code):
    """A file without the form of a population is refused with its faults."""
    path = tmp_path / "population.toml"
    path.write_text(ready.population_of(table).toml().replace(before, after, 1), encoding="utf-8")
    with pytest.raises(pr.CaseError) as caught:
        read_population(path)
    assert [code] == [problem.code for problem in caught.value.problems]


def test_the_population_of_another_definition_is_refused(ready, table):
    """PR614: what is compared must be measured alike."""
    other = made("population_minimum(cost)")
    with pytest.raises(pr.CaseError) as caught:
        other.with_population(ready.population_of(table))
    assert ["PR614"] == [problem.code for problem in caught.value.problems]


def test_the_scorecard_has_the_digest_and_is_verified_by_itself(ready, table):
    """The scorecard holds digest and values, also from another process; without functions there is no such key."""
    found = ready.population_of(table)
    sent = pickle.loads(pickle.dumps(ready.with_population(found)))  # noqa: S301 - made in this line
    told = sent.score({"cost": 3, "size": "large"}).to_dict()["population"]
    assert found.sha256 == told["sha256"]
    assert told["measure"][0] == {"name": "population_minimum(cost)", "count": 4, "value": "1"}
    assert "population" not in made("cost").score({"cost": 3}).to_dict()


def test_a_scorecard_is_verified_with_the_population_in_it(table, tmp_path):
    """What was found is in the scorecard, so that scoring it again needs no file; another value is noticed."""
    path = tmp_path / "set.toml"
    nodes = leaves("cost - population_minimum(cost)")
    path.write_text(definition_toml({**HEAD, "indicator": nodes, "evidence": EVIDENCE}), encoding="utf-8")
    ready = pr.load(path)
    told = ready.with_population(ready.population_of(table)).score({"cost": 3}).to_dict()
    assert pr.verify(told, definition=path)
    told["population"]["measure"][0]["value"] = "2"
    assert not pr.verify(told, definition=path)


def test_a_case_can_name_the_file(ready, table, tmp_path):
    """It is found from where the case lies, for checks too; one that is not there is a problem of the case."""
    (tmp_path / "found.toml").write_text(ready.population_of(table).toml(), encoding="utf-8")
    path = tmp_path / "case.toml"
    head = 'format = "perfrules/case/1"\nindicator_set = "example/drawn"\npopulation = "found.toml"\n'
    path.write_text(f'{head}[evidence]\ncost = 3\nsize = "large"\n', encoding="utf-8")
    case = pr.read_case(path)
    assert () == ready.check(case)
    assert ready.with_population(ready.population_of(table)).score(case).marks == ready.score(case).marks
    (tmp_path / "found.toml").unlink()
    assert ["PR001"] == [problem.code for problem in ready.check(case)]
    assert ["PR001"] == [problem.code for problem in _problems(ready, case)]


def _problems(ready, case):
    with pytest.raises(pr.CaseError) as caught:
        ready.score(case)
    return caught.value.problems


def test_each_value_is_told_once_among_the_evidence(ready, table):
    """An award lists what it read of the population by its name, with the exact value."""
    card = ready.with_population(ready.population_of(table)).score({"cost": 3, "size": "large"})
    read = {item.name: item.value for item in card["A3"].evidence}
    assert {"size": "large", "population_mean(cost, size)/large": "41/6"} == read
    assert "41" not in card["A3"].calculation
    assert "mean cost of all projects, by size large" in [item.label for item in card["A3"].evidence]


def test_a_table_finds_its_own_population(ready, table):
    """A whole table is read twice, and its rows score as cases do."""
    found = ready.population_of(table)
    result = ready.score_table(table, outputs=["marks"]).table.to_pylist()
    cards = [ready.with_population(found).score(row) for row in table.to_pylist()]
    assert [str(card.marks) for card in cards] == [str(row["marks"]) for row in result]


@pytest.mark.parametrize(
    "marks",
    [
        "population_quantile(cost, 75)",
        "population_quantile(cost, cost)",
        "population_mean(3)",
        "population_mean(sqrt(cost))",
        "population_mean(cost - population_mean(cost))",
    ],
)
def test_what_cannot_be_found_is_a_problem_of_the_definition(marks):
    """PR327: only exact numbers of the evidence, and constant shares."""
    assert "PR327" in problems(formula("A", f"clamp({marks}, 0, 100)"), evidence=EVIDENCE)


def test_parameters_cannot_read_the_population():
    """A parameter is a constant of the definition."""
    found = problems(
        formula("A", "least(limit, cost)"), evidence=EVIDENCE, parameter={"limit": {"value": "population_mean(cost)"}}
    )
    assert found


def test_one_option_is_read_like_one_of_many():
    """Who has no option belongs to no group, though the choice has a single one: its mean is not guessed for them."""
    sole = {"cost": EVIDENCE["cost"], "size": {"type": "choice", "choices": ["all"]}}
    ready = rules(*leaves("population_mean(cost, size)"), evidence=sole)
    table = pa.table({"cost": ["3", "5", "9"], "size": ["all", "all", None]})
    scored = ready.score_table(table, outputs="marks").table
    assert ["4", "4", None] == scored["marks"].to_pylist()
    assert "PR601" == scored["absence_reason"].to_pylist()[2]
