"""`perfrules population`: from tables to a file, and from the file to scores, as people type it."""

import json
import signal
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow  # whole processes

SET = """format = "perfrules/indicator-set/1"
id = "example/peers"
edition = "2026"
title = "同类项目对比"
source = [{ id = "plan", title = "评价工作方案" }]

[evidence]
cost = { name = "单位成本", type = "number", places = 2, at_least = 0 }

[[indicator]]
code = "A"
name = "相对均值"
full_marks = 30
source = "plan"
measure = "cost"
target = "population_mean(cost)"
rubric = { kind = "threshold", better = "lower" }
"""
CASE = 'format = "perfrules/case/1"\nindicator_set = "./set.toml"\n[evidence]\ncost = 2.5\n'


@pytest.fixture
def folder(tmp_path):
    """Return a folder with a set, two tables and a case."""
    (tmp_path / "set.toml").write_text(SET, encoding="utf-8")
    (tmp_path / "one.csv").write_text("cost\n1\n2.5\n", encoding="utf-8")
    (tmp_path / "two.csv").write_text("cost\n4\ncheap\n", encoding="utf-8")
    (tmp_path / "case.toml").write_text(CASE, encoding="utf-8")
    return tmp_path


def test_tables_become_a_file_that_scores_are_given(program, folder):
    """Several tables are one population; what is left out is counted, and then the status is 1."""
    done = program("population", "./set.toml", "one.csv", "two.csv", "-o", "found.toml")
    assert (1, True) == (done.status, "4" in done.err)
    assert 'value = "2.5"' in (folder / "found.toml").read_text(encoding="utf-8")
    assert 0 == program("score", "case.toml", "--population", "found.toml").status
    scored = program("batch", "./set.toml", "one.csv", "-o", "scores.csv", "--population", "found.toml", "--quiet")
    assert 0 == scored.status, scored.err


def test_without_the_file_the_command_that_makes_it_is_told(program, folder):
    """A case by itself is refused."""
    assert (folder / "case.toml").exists()
    done = program("score", "case.toml")
    assert 1 == done.status
    assert "PR613" in done.err
    assert "perfrules population" in done.err


def test_a_set_that_reads_no_population_is_told(program, folder):
    """There is nothing to be found, and no file is made."""
    (folder / "set.toml").write_text(SET.replace("population_mean(cost)", "2"), encoding="utf-8")
    assert 2 == program("population", "./set.toml", "one.csv", "-o", "found.toml").status
    assert not (folder / "found.toml").exists()


def marks(path):
    """Return the marks in a CSV file of scores."""
    return [line.split(",")[0] for line in path.read_text(encoding="utf-8").splitlines()[1:]]


def test_a_batch_finds_its_own_population(program, folder):
    """The population is that of all inputs together, and the scores are those by the file of `perfrules population`."""
    program("population", "./set.toml", "one.csv", "two.csv", "-o", "found.toml")
    done = program("batch", "./set.toml", "one.csv", "two.csv", "-o", "alone/", "--format", "csv", "--jobs", "2")
    assert 1 == done.status  # a row cannot be read
    told = done.err.splitlines()
    assert {"1/2 population: one.csv: 2 rows, 0 left out", "2/2 scores: two.csv: 2 rows, 1 not scored"} <= set(told)
    again = ("batch", "./set.toml", "one.csv", "two.csv", "-o", "given/", "--format", "csv", "--quiet")
    program(*again, "--population", "found.toml")
    for name in ("one.csv", "two.csv"):
        assert marks(folder / "given" / name) == marks(folder / "alone" / name)
    assert ["30.00", "30.00"] == [f"{float(value):.2f}" for value in marks(folder / "alone" / "one.csv")]


def test_results_of_another_population_are_not_taken_as_finished(program, folder):
    """With one more input all inputs are scored again; with the same inputs, none; and what differs is noted."""
    first = ("batch", "./set.toml", "one.csv", "-o", "out/", "--format", "csv")
    assert 0 == program(*first).status
    assert "2/2 scores: one.csv: finished before" in program(*first).err
    before = (folder / "out/one.csv").read_text(encoding="utf-8")
    (folder / "three.csv").write_text("cost\n10\n", encoding="utf-8")
    done = program("batch", "./set.toml", "one.csv", "three.csv", "-o", "out/", "--format", "csv")
    assert 0 == done.status, done.err
    assert "2/2 scores: one.csv: 2 rows, 0 not scored" in done.err
    assert before != (folder / "out/one.csv").read_text(encoding="utf-8")
    noted = json.loads((folder / "out/.perfrules-batch.json").read_text(encoding="utf-8"))
    assert 1 == len({entry["population"] for entry in noted["outputs"].values()})


def test_an_interrupted_batch_goes_on_with_the_population_of_all(program, folder):
    """What was left is scored by the population of all inputs, those included that were finished before."""
    whole = ("batch", "./set.toml", "one.csv", "two.csv", "-o")
    program(*whole, "whole/", "--format", "csv")
    program(*whole, "out/", "--format", "csv")
    (folder / "out/two.csv").unlink()
    done = program(*whole, "out/", "--format", "csv")
    assert "2/2 scores: one.csv: finished before" in done.err
    assert "2/2 scores: two.csv: 2 rows, 1 not scored" in done.err
    assert marks(folder / "whole/two.csv") == marks(folder / "out/two.csv")


def test_nothing_is_scored_while_a_table_cannot_be_read(program, folder):
    """A population without one of the tables would be another; what is wrong with it is told."""
    (folder / "bad.csv").write_text("costs\n1\n", encoding="utf-8")
    for arguments in (("batch", "-o", "out/"), ("population", "-o", "found.toml")):
        done = program(arguments[0], "./set.toml", "one.csv", "bad.csv", *arguments[1:])
        assert 1 == done.status
        assert "bad.csv: PR802" in done.err
    assert not list(folder.glob("out/*.parquet"))
    assert not (folder / "found.toml").exists()
    done = program("batch", "./set.toml", "one.csv", "bad.csv", "-o", "out/", LANG="en_US.UTF-8")
    assert "nothing is scored: the population would be without 1 of the tables" in done.err


def test_a_query_is_read_twice(program, folder):
    """What a query gives is a population of its own."""
    assert (folder / "one.csv").exists()
    query = "select * from 'one.csv' union all select '3.5'"
    done = program("batch", "./set.toml", "--sql", query, "-o", "scores.csv", "--quiet")
    assert 0 == done.status, done.err
    assert 3 == len(marks(folder / "scores.csv"))


def test_a_query_that_gives_other_rows_the_second_time_is_refused(program, folder):
    """A query with chance in it has no population."""
    query = "select * from 'one.csv', range(1000) where random() < 0.5"
    done = program("batch", "./set.toml", "--sql", query, "-o", "scores.csv", "--quiet", "--others", "ignore")
    assert 1 == done.status
    assert "PR613" in done.err
    assert not (folder / "scores.csv").exists()


def test_ranks_are_found_in_the_rows_that_the_population_was_found_in(program, folder):
    """Of three passes the second is held against the first, so that none is scored by two populations."""
    (folder / "set.toml").write_text(f'{SET}[total]\nrank = "shared"\n', encoding="utf-8")
    query = "select * from 'one.csv', range(1000) where random() < 0.5"
    done = program("batch", "./set.toml", "--sql", query, "-o", "scores.csv", "--others", "ignore", LANG="en_US.UTF-8")
    assert 1 == done.status
    assert "PR613" in done.err
    assert "2/3 population: --sql: failed" in done.err
    assert "3/3" not in done.err


def test_boundary_cases_are_made_for_a_population(run, folder):
    """They name the file, their limits are those of the population, and what they expect holds; without it, PR613."""
    run("population", "./set.toml", "one.csv", "-o", "found.toml")
    refused = run("new", "cases", "./set.toml", "-o", "cases.toml")
    assert (1, True) == (refused.status, "PR613" in refused.err)
    (folder / "below").mkdir()
    made = run("new", "cases", "./set.toml", "--population", "found.toml", "-o", "below/cases.toml")
    assert 0 == made.status, made.err
    text = (folder / "below/cases.toml").read_text(encoding="utf-8")
    assert 'population = "../found.toml"' in text
    assert "cost = 1.75" in text
    done = run("test", "below/cases.toml", "--cover", "--lang", "en")
    assert 0 == done.status, done.out
    assert "(100.00%)" in done.out


def test_the_file_of_another_definition_is_named(run, folder):
    """PR614 says which file it is, and which definition, or which state of it, found the population."""
    run("population", "./set.toml", "one.csv", "-o", "found.toml")
    (folder / "set.toml").write_text(SET.replace("= 30", "= 31"), encoding="utf-8")
    for arguments in (("score", "case.toml"), ("batch", "./set.toml", "one.csv", "-o", "scores.csv")):
        done = run(*arguments, "--population", "found.toml", "--lang", "en")
        assert 1 == done.status
        assert (
            "found.toml: PR614: the population was found by another state of the definition example/peers@2026"
            in done.err
        )
    (folder / "set.toml").write_text(SET.replace("example/peers", "example/other"), encoding="utf-8")
    done = run("score", "case.toml", "--population", "found.toml", "--lang", "en")
    assert "found by example/peers@2026, and this is scored by example/other@2026" in done.err


def test_places_over_all_projects_are_told_by_name(run, folder):
    """Neither the parts of quotients nor their counts are told of: only values by their names."""
    by_size = SET.replace("population_mean(cost)", "population_mean(cost, size)").replace(
        "[evidence]\n", '[evidence]\nsize = { name = "规模", type = "choice", choices = ["small", "large"] }\n'
    )
    (folder / "set.toml").write_text(by_size, encoding="utf-8")
    (folder / "one.csv").write_text("size,cost\nsmall,1\nlarge,2\n", encoding="utf-8")
    run("population", "./set.toml", "one.csv", "-o", "found.toml")
    made = run("new", "cases", "./set.toml", "--population", "found.toml", "--lang", "en")
    assert "mean 单位成本 of all projects, by 规模 large" in made.out
    assert "/above" not in made.out + run("show", "./set.toml", "--lang", "en").out


def test_definitions_are_compared_each_by_its_own_population(run, folder):
    """Cases are scored by both where both populations are given; what the formulas read is told by name."""
    (folder / "new.toml").write_text(SET.replace("= 30", "= 31"), encoding="utf-8")
    for name in ("set", "new"):
        run("population", f"./{name}.toml", "one.csv", "-o", f"{name}.found.toml")
    (folder / "case.toml").write_text(CASE.replace("[evidence]", 'population = "set.found.toml"\n[evidence]'), "utf-8")
    compared = ("diff", "./set.toml", "./new.toml", "--cases", "case.toml", "--lang", "en")
    alone = run(*compared)
    assert "PR614" in alone.out
    both = run(*compared, "--population", "new.found.toml")
    assert 1 == both.status
    assert "PR614" not in both.out
    assert "/above" not in both.out
    wrong = run(*compared, "--population", "case.toml")
    assert (2, 1) == (wrong.status, wrong.err.count("PR0"))


def test_long_formulas_over_all_projects_are_told_apart(run, folder):
    """Two definitions never call two formulas alike: a change far back in a long one is a change of scores."""
    long = " + ".join(["cost / 7"] * 12)
    for name, end in (("set", "3"), ("new", "4")):
        text = SET.replace("population_mean(cost)", f"population_mean({long} + cost / {end})")
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    done = run("diff", "./set.toml", "./new.toml", "--lang", "en")
    assert 1 == done.status


def test_a_scorecard_of_another_state_is_told_so(run, folder):
    """`perfrules verify` says that the population in the scorecard was found by another state of the definition."""
    run("population", "./set.toml", "one.csv", "-o", "found.toml")
    run("score", "case.toml", "--population", "found.toml", "--format", "json", "-o", "card.json")
    assert 0 == run("verify", "card.json", "--set", "./set.toml").status
    (folder / "set.toml").write_text(SET.replace("= 30", "= 31"), encoding="utf-8")
    done = run("verify", "card.json", "--set", "./set.toml", "--lang", "en")
    assert 1 == done.status
    assert 1 == done.err.count("PR722")
    assert "found by another state of the definition" in done.err


def test_division_by_what_all_projects_have_is_shown_by_values(run, folder):
    """PR203 names the values for which a divisor is zero, not the parts of their quotients."""
    text = SET.replace("population_mean(cost)", "cost / (population_maximum(cost) - population_minimum(cost))")
    (folder / "set.toml").write_text(text, encoding="utf-8")
    done = run("check", "./set.toml", "--lang", "en")
    assert "where population_maximum(cost) = 0, population_minimum(cost) = 0" in done.out


def test_an_interrupted_search_scores_nothing(folder):
    """Whoever interrupts the first pass gets no scores, no half-written file, and no table is said to have failed."""
    with (folder / "large.csv").open("w", encoding="utf-8") as file:
        file.write("cost\n")
        file.writelines(f"{number % 1000}.{number % 100:02}\n" for number in range(600_000))
    start = "from perfrules.cli import main; main()"
    names = ["one.csv", "large.csv", "-o", "out/", "--jobs", "2", "--lang", "en"]
    command = [sys.executable, "-c", start, "batch", "./set.toml", *names]
    running = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True)
    assert "1/2 population: one.csv: 2 rows" in running.stderr.readline()
    running.send_signal(signal.SIGINT)
    told = running.communicate(timeout=60)[1]
    assert (130, False) == (running.returncode, "failed" in told)
    assert [] == list((folder / "out").iterdir())
