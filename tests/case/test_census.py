"""What a population's file cannot say, whoever changed it."""

import pytest

import perfrules as pr
from perfrules.case.population import read_population

FILE = """\
format = "perfrules/population/1"
indicator_set = { id = "a/b", edition = "1", sha256 = "0" }
rows = 5
left_out = 1
[[measure]]
name = "population_mean(cost)"
group = "g"
count = 3
value = "2.5"

[[measure]]
name = "rank(cost)"
count = 4
[measure.each]
"2" = "1/3"
"-3.5" = "1"

[[ranking]]
code = "total"
[ranking.marks]
"60.1" = 1
"50" = 3
"""


def told(folder, content):
    """Return the codes and the messages of what is wrong with a file."""
    path = folder / "found.toml"
    path.write_text(content, encoding="utf-8")
    try:
        read_population(path)
    except pr.CaseError as error:
        return [(problem.code, str(problem.message)) for problem in error.problems]
    return []


def test_what_fits_together_is_taken(tmp_path):
    """Numbers are exact, counts are of the projects that were read."""
    assert [] == told(tmp_path, FILE)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("rows = 5", "rows = -5", "from 0 to 1000000000000000000"),
        ("rows = 5", f"rows = {2**63}", "from 0 to 1000000000000000000"),
        ("left_out = 1", "left_out = 6", "from 0 to 5"),
        ("left_out = 1", "left_out = -1", "from 0 to 5"),
        ("count = 3", "count = 0", "from 1 to 4"),
        ("count = 3", "count = -3", "from 1 to 4"),
        ("count = 3", "count = 5", "from 1 to 4"),
        ("count = 4", "count = 1", "from 2 to 4"),
        ('value = "2.5"', 'value = "1_0"', "an exact number"),
        ('value = "2.5"', 'value = " 2"', "an exact number"),
        ('value = "2.5"', 'value = "1e9"', "an exact number"),
        ('value = "2.5"', 'value = "2/0"', "an exact number"),
        ('"2" = "1/3"', '"-3.50" = "1/3"', "-3.5"),
        ("[measure.each]", 'value = "1"\n[measure.each]', "both"),
        ('name = "rank(cost)"\n', 'name = "population_mean(cost)"\ngroup = "g"\n', "twice"),
        ('"50" = 3', '"50" = 4', "from 0 to 4"),
        ('"50" = 3', '"50" = 0', "exact marks"),
        ("[[ranking]]", '[[ranking]]\ncode = "total"\nmarks = { 1 = 1 }\n\n[[ranking]]', "twice"),
    ],
)
def test_what_cannot_be_is_a_problem(tmp_path, before, after, said):
    """PR023 says what was expected."""
    assert before in FILE
    with pr.use("en"):
        problems = told(tmp_path, FILE.replace(before, after, 1))
    assert problems
    assert {"PR023"} == {code for code, _ in problems}
    assert any(said in message for _, message in problems)


@pytest.mark.slow
def test_a_population_of_many_different_numbers_is_read_again(tmp_path):
    """Its file is larger than definitions and cases may be: it has the value of each different number."""
    count = 510_000
    head, _, tail = FILE.replace("rows = 5", f"rows = {count}9").partition('"2" = "1/3"\n"-3.5" = "1"\n')
    head = head.replace("count = 4", f"count = {count}")
    numbers = "".join(f'"{number}" = "1/{number}"\n' for number in range(1, count + 1))
    path = tmp_path / "found.toml"
    path.write_text(f"{head}{numbers}{tail}", encoding="utf-8")
    assert path.stat().st_size > 8 * 2**20
    assert count == len(read_population(path).own["rank(cost)", ""])
