"""Ranks as people type for them: all tables of a batch together, and one case by the population's file."""

import json

import pytest

from tests.scoring.test_ranks import SET

pytestmark = pytest.mark.slow  # whole processes


@pytest.fixture
def folder(tmp_path):
    """Return a folder with a set that ranks, two tables of which one has a bad row, and a case of the first."""
    (tmp_path / "set.toml").write_text(SET, encoding="utf-8")
    (tmp_path / "one.csv").write_text("road,done,late\na,90,1\nb,90.04,2\nc,100,2\n", encoding="utf-8")
    (tmp_path / "two.csv").write_text("road,done,late\nd,95,0\ne,many,0\n", encoding="utf-8")
    head = 'format = "perfrules/case/1"\nindicator_set = "./set.toml"\n[evidence]\n'
    (tmp_path / "case.toml").write_text(f'{head}done = "90.04"\nlate = 2\n', encoding="utf-8")
    return tmp_path


def test_a_batch_ranks_the_rows_of_all_its_tables(program, folder):
    """Without asking for it the scores have the rank, among the rows of all inputs that have marks."""
    done = program(
        "batch", "./set.toml", "one.csv", "two.csv", "-o", "out/", "--format", "jsonl", "--key", "road", "--quiet"
    )
    assert 1 == done.status, done.err
    written = [(folder / "out" / f"{name}.jsonl").read_text(encoding="utf-8") for name in ("one", "two")]
    ranks = {
        row["road"]: (row["rank"], row["B/rank"]) for text in written for row in map(json.loads, text.splitlines())
    }
    assert {"a": (3, 2), "b": (3, 3), "c": (1, 3), "d": (2, 1), "e": (None, None)} == ranks


@pytest.mark.parametrize("form", ["csv", "parquet", "arrow", "xlsx"])
def test_every_form_holds_ranks(program, folder, form):
    """What only asks for ranks gets them, in any form of file."""
    asked = ("--key", "road", "--outputs", "rank", "--quiet")
    done = program("batch", "./set.toml", "one.csv", "-o", f"ranks.{form}", *asked)
    assert (0, True) == (done.status, (folder / f"ranks.{form}").exists()), done.err
    if form == "csv":
        assert '"a",2,,1,' == (folder / "ranks.csv").read_text(encoding="utf-8").splitlines()[1]


def test_a_case_is_ranked_by_the_file(program, folder):
    """`perfrules population` makes it of a set that only ranks; score and explain say the rank, verify finds it."""
    assert 1 == program("population", "./set.toml", "one.csv", "two.csv", "-o", "found.toml").status
    assert "[[ranking]]" in (folder / "found.toml").read_text(encoding="utf-8")
    case = (folder / "case.toml").read_text(encoding="utf-8")
    assert "名次" not in program("score", "case.toml").out
    assert "名次 3/4" in program("score", "case.toml", "--population", "found.toml").out
    (folder / "case.toml").write_text(
        case.replace("[evidence]", 'population = "found.toml"\n[evidence]'), encoding="utf-8"
    )
    assert "名次 3/4" in " ".join(program("explain", "case.toml", "total").out.split())
    card = folder / "card.json"
    assert 0 == program("score", "case.toml", "--format", "json", "-o", "card.json").status
    assert 0 == program("verify", "card.json", "--set", "set.toml").status
    card.write_text(card.read_text(encoding="utf-8").replace('"rank": "3"', '"rank": "2"'), encoding="utf-8")
    assert 1 == program("verify", "card.json", "--set", "set.toml").status
