"""Ranks of single cases: what the population's file says of marks, and what the scorecard makes of it."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import perfrules as pr
from perfrules.case.population import FORMAT, Population, PopulationFile, PopulationSet, read_population
from perfrules.case.ranking import PopulationRanking, Standing
from perfrules.language import use
from perfrules.rendering import rendered
from tests.definition.builders import problems_of

SET = """
format = "perfrules/indicator-set/1"
id = "example/ranked"
edition = "2026"
title = "排名"
results = ["total", "B"]
source = [{ id = "plan", title = "评价工作方案" }]
leaf = { rubric = { kind = "proportional" }, source = "plan" }
total = { rank = "shared" }

[evidence]
done = { name = "完成", type = "number", places = 3, at_least = 0, at_most = 100 }
late = { name = "逾期", type = "number", places = 3, at_least = 0 }

[[indicator]]
code = "A"
name = "完成率"
full_marks = 100
rounding = { places = 1 }
measure = "done"
target = 100

[[indicator]]
code = "B"
name = "逾期"
at_least = 0
at_most = 10
better = "lower"
weight = 0
rounding = { places = 1 }
rank = "dense"
rubric = { kind = "formula", marks = "least(late, 10)" }
"""
MARKS = {"total": {"99.5": 1, "90": 2, "1/3": 1}, "B": {"0": 2, "3.1": 2, "5": 1}}


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """Return the file of a set with two results that are ranked."""
    path = tmp_path_factory.mktemp("sets") / "ranked.toml"
    path.write_text(SET, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def ready(file):
    """Return its rules."""
    return pr.load(file)


def population(rules, marks=MARKS):
    """Return a population of these marks."""
    about = PopulationSet(id=rules.set.id, edition=rules.set.edition, sha256=rules.set.digest)
    ranking = tuple(PopulationRanking(code=code, marks=counts) for code, counts in marks.items())
    return Population(PopulationFile(format=FORMAT, indicator_set=about, rows=5, ranking=ranking))


@pytest.mark.parametrize(
    ("done", "late", "ranks"),
    [
        ("100", "0", (1, 1)),
        ("90", "3.1", (2, 2)),
        ("90.04", "5", (2, 3)),
        ("90.05", "4", (2, 3)),
        ("89.9", "10", (4, 4)),
        ("0", "0.049", (5, 1)),
    ],
)
def test_the_rank_is_one_and_how_many_are_better(ready, done, late, ranks):
    """Printed marks are ranked; "shared" counts projects, "dense" marks, and less may be better."""
    card = ready.with_population(population(ready)).score({"done": done, "late": late})
    assert ranks == (card["total"].rank, card["B"].rank)
    assert ranks[0] == card.rank
    assert (4, 5) == (card["total"].ranked, card["B"].ranked)
    assert card["A"].rank is None


@given(
    st.dictionaries(st.fractions(-20, 20, max_denominator=3), st.integers(1, 4), max_size=8),
    st.fractions(-20, 20, max_denominator=3),
    st.sampled_from(["higher", "lower"]),
)
def test_ranks_count_what_is_strictly_better(numbers, marks, better):
    """For any marks: 1 and the projects, or the different marks, that are strictly better."""
    above = [other for other in numbers if (other < marks if better == "lower" else other > marks)]
    shared, dense = (Standing.of(numbers, better, rank) for rank in ("shared", "dense"))
    assert 1 + sum(numbers[other] for other in above) == shared(marks)
    assert 1 + len(above) == dense(marks)
    assert sum(numbers.values()) == shared.count == dense.count


def test_without_a_population_nothing_is_said_of_ranks(ready):
    """No rank, no key and no sentence; and nothing is refused."""
    card = ready.score({"done": 90, "late": 0})
    told = card.to_dict()
    assert card.rank is None
    assert not [part for part in (told["result"], *told["results"].values(), *told["awards"]) if "rank" in part]
    assert "population" not in told
    assert "名次" not in rendered(pr.Registry.installed().renderers["text"].value, card)


def test_one_without_marks_has_no_rank(ready):
    """Where evidence is missing there are no marks, and no rank of these; another result has its own."""
    card = ready.with_population(population(ready)).score({"late": 0}, partial=True)
    assert (None, None) == (card["total"].rank, card["total"].ranked)
    assert (1, 5) == (card["B"].rank, card["B"].ranked)


@pytest.mark.parametrize(
    ("name", "language", "said"),
    [
        ("text", "zh", "名次 2/4。"),
        ("text", "en", "Rank 2 of 4."),
        ("markdown", "zh", "名次 2/4。"),
        ("markdown", "en", "Rank 2 of 4."),
        ("json", "en", '"rank": "2"'),
    ],
)
def test_every_form_of_a_scorecard_has_the_rank(ready, name, language, said):
    """The rank stands beside the marks, with the number of projects."""
    card = ready.with_population(population(ready)).score({"done": 90, "late": 0})
    with use(language):
        assert said in rendered(pr.Registry.installed().renderers[name].value, card)


def test_verifying_finds_a_changed_rank(ready, file):
    """The distribution is in the scorecard, so that the rank is found again without a file; other marks are noticed."""
    told = ready.with_population(population(ready)).score({"done": 90, "late": 4}).to_dict()
    assert ("2", "4") == (told["result"]["rank"], told["result"]["ranked"])
    assert pr.verify(told, definition=file)
    told["results"]["B"]["rank"] = "1"
    found = pr.verify(told, definition=file)
    assert ["results.B.rank"] == [one.path for one in found.failing]
    told["results"]["B"]["rank"] = "3"
    marks = told["population"]["ranking"][0]["marks"]
    del marks["99.5"]
    assert not pr.verify(told, definition=file)
    marks["95"] = 7
    with pytest.raises(pr.CaseError, match="number of projects"):
        pr.verify(told, definition=file)


def test_files_say_the_same(ready, tmp_path):
    """The marks and their numbers come back as they were written, from TOML and JSON; equal marks are one."""
    made = population(ready)
    for ending, written in (("toml", made.toml()), ("json", made.json())):
        path = tmp_path / f"population.{ending}"
        path.write_text(written, encoding="utf-8")
        assert made.file == read_population(path).file
    twice = ready.with_population(population(ready, {"total": {"90": 1, "90.0": 2, "180/2": 3}}))
    assert (7, 6) == (twice.standings["total"](Fraction(89)), twice.standings["total"].count)


@pytest.mark.parametrize(
    ("before", "after"), [('"90" = 2', '"9O" = 2'), ('"90" = 2', '"90" = -2'), ('"90" = 2', '"90" = 1.5')]
)
def test_what_are_no_marks_and_counts_is_a_problem(ready, tmp_path, before, after):
    """PR023 stands at the line of the marks."""
    path = tmp_path / "population.toml"
    path.write_text(population(ready).toml().replace(before, after), encoding="utf-8")
    with pytest.raises(pr.CaseError) as caught:
        read_population(path)
    (problem,) = caught.value.problems
    assert ("PR023", True) == (problem.code, (problem.place.line or 0) > 1)


def test_a_case_names_the_file_that_ranks_it(ready, file, tmp_path):
    """The key `population` of a case ranks it, though its marks read nothing of the population."""
    (tmp_path / "found.toml").write_text(population(ready).toml(), encoding="utf-8")
    path = tmp_path / "case.toml"
    head = f'format = "perfrules/case/1"\nindicator_set = "{file.as_posix()}"\npopulation = "found.toml"\n'
    path.write_text(f"{head}[evidence]\ndone = 99.5\nlate = 1\n", encoding="utf-8")
    assert 1 == ready.score(pr.read_case(path)).rank


def test_diff_names_another_way_of_ranking(ready, tmp_path):
    """A changed `rank` is told, and scores stay the same."""
    other = tmp_path / "other.toml"
    other.write_text(SET.replace('"dense"', '"shared"'), encoding="utf-8")
    found = pr.diff(ready, other)
    assert [("indicator", "B", "rank")] == [change.path for change in found.changes]
    assert "same" == found.verdict


def test_extending_inherits_and_amends_ranks(file, tmp_path):
    """`rank` merges like other keys; what is inherited is no problem where the results are others."""
    head = 'format = "perfrules/indicator-set/1"\nid = "example/more"\nedition = "1"\ntitle = "更多"\n'
    head += f'extends = "{file.as_posix()}"\n'
    path = tmp_path / "more.toml"
    path.write_text(f'{head}\n[[amend]]\ncode = "B"\nrank = "shared"\nreason = "并列"\n', encoding="utf-8")
    more = pr.load(path).set
    assert ("shared", "shared") == (more.by_code["total"].rank, more.by_code["B"].rank)
    path.write_text(f'{head}results = ["B"]\n', encoding="utf-8")
    assert ("B",) == pr.load(path).set.ranked


def test_the_total_is_ranked_where_it_is_a_result():
    """`[total]` may say it only in a set that publishes the total; a word that is none is told too."""
    leaf = '[[indicator]]\ncode = "A"\nname = "甲"\nfull_marks = 5\nrubric = { kind = "judged" }\n'
    told = {
        text: [problem.code for problem in problems_of(f"{text}\n{leaf}")]
        for text in ('total.rank = "shared"', 'results = ["A"]\ntotal.rank = "shared"', 'total.rank = "best"')
    }
    assert [[], ["PR168"], ["PR024"]] == list(told.values())


def test_defaults_of_leaves_rank_only_results():
    """`[leaf]` may say it for all: those that are no results are not ranked, and no problem."""
    leaf = '[leaf]\nrank = "shared"\nrubric = { kind = "judged" }\nfull_marks = 5\nsource = "own"\n'
    nodes = "".join(f'[[indicator]]\ncode = "{code}"\nname = "甲"\n' for code in "AB")
    assert () == problems_of(f'results = ["A"]\n{leaf}{nodes}')
