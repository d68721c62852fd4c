"""`perfrules population`: from tables to a file, and from the file to scores, as people type it."""

import pytest

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


@pytest.fixture
def folder(tmp_path):
    """Return a folder with a set, two tables and a case."""
    (tmp_path / "set.toml").write_text(SET, encoding="utf-8")
    (tmp_path / "one.csv").write_text("cost\n1\n2.5\n", encoding="utf-8")
    (tmp_path / "two.csv").write_text("cost\n4\ncheap\n", encoding="utf-8")
    (tmp_path / "case.toml").write_text(
        'format = "perfrules/case/1"\nindicator_set = "./set.toml"\n[evidence]\ncost = 2.5\n', encoding="utf-8"
    )
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
    """A case and a file of cases are refused alike."""
    assert (folder / "case.toml").exists()
    for arguments in (("score", "case.toml"), ("batch", "./set.toml", "one.csv", "-o", "scores.csv")):
        done = program(*arguments)
        assert 1 == done.status
        assert "PR613" in done.err
        assert "perfrules population" in done.err


def test_a_set_that_reads_no_population_is_told(program, folder):
    """There is nothing to be found, and no file is made."""
    (folder / "set.toml").write_text(SET.replace("population_mean(cost)", "2"), encoding="utf-8")
    assert 2 == program("population", "./set.toml", "one.csv", "-o", "found.toml").status
    assert not (folder / "found.toml").exists()
