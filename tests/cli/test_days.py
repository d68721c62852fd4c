"""The day whose rules apply, on the command line; and receipts."""

import json

import pytest

import perfrules as pr
from perfrules.plugins import Registry
from tests.scoring.test_days import DATED, edition, shelf


@pytest.fixture
def dated(tmp_path):
    """Put a set with a value that has changed twice, and a case of June 2021, into the folder of the program."""
    (tmp_path / "dated.toml").write_text(edition("2020", limit=DATED), "utf-8")
    case = 'format = "perfrules/case/1"\nindicator_set = "./dated.toml"\non = 2021-06-01\n[evidence]\nhours = 60\n'
    (tmp_path / "case.toml").write_text(case, "utf-8")
    return tmp_path


@pytest.fixture
def two(tmp_path, monkeypatch):
    """Let two editions be installed, the newer of which supersedes the older one."""
    (tmp_path / "sets").mkdir()
    old = edition("2020", "effective = { from = 2020-01-01 }")
    new = edition("2024", 'effective = { from = 2024-07-01 }\nsupersedes = "2020"')
    registry = shelf(tmp_path / "sets", old=old, new=new)
    monkeypatch.setattr(Registry, "installed", classmethod(lambda _: registry))
    return registry


@pytest.mark.usefixtures("dated")
def test_the_day_of_the_case_counts_unless_another_is_asked_for(run):
    """`--on` goes before `on` in the case; the output says which it was."""
    assert "2021-06-01 (by the case)" in run("score", "case.toml").out
    asked = run("score", "case.toml", "--on", "2023-01-01")
    assert "2023-01-01 (asked for)" in asked.out
    assert "limit = 12 (since 2022-01-01)" in asked.out
    assert "limit = 24" in run("explain", "case.toml", "A").out
    assert 0 == run("check", "case.toml").status


@pytest.mark.usefixtures("dated")
def test_show_marks_the_values_with_their_days(run):
    """Every value has its first day and its source."""
    page = run("show", "./dated.toml", "--on", "2021-01-01").out
    assert "Parameters with dates" in page
    assert [word for word in ("2022-01-01", "2020-03-01", "Amendment, 3", "Plan") if word not in page] == []


@pytest.mark.usefixtures("dated")
def test_a_new_case_says_the_day(run):
    """The template has the day that was asked for."""
    assert "\non = 2021-01-01\n" in run("new", "case", "./dated.toml", "--on", "2021-01-01").out


@pytest.mark.usefixtures("dated")
def test_a_day_that_is_none_is_a_wrong_use(run):
    """It is said how a day is written."""
    ended = run("score", "case.toml", "--on", "2021-13-01")
    assert 2 == ended.status
    assert "a date such as 2017-03-05 was expected, not 2021-13-01" in ended.err


@pytest.mark.usefixtures("two")
def test_sets_lists_editions_with_their_days(run):
    """One that is superseded ends the day before."""
    page = run("sets").out
    assert "2020-01-01 to 2024-06-30" in page
    assert "since 2024-07-01" in page


DISORDERS = [
    ({"2020": '2020-01-01 "2024"', "2024": '2024-01-01 "2020"'}, "in a circle: 2020 → 2024 → 2020"),
    ({"2020": '2020-01-01 ""', "2024": '2019-01-01 "2020"'}, "begins on 2020-01-01, and begins on 2019-01-01 itself"),
    ({"2020": '2020-01-01 ""', "2024": '2020-01-01 "2020"'}, "and begins on 2020-01-01 itself"),
    ({"2020": '2020-01-01 ""', "2024": ' "2020"'}, "begins on 2020-01-01, and has no first day itself"),
    ({"1": ' "3"', "2": ' "1"', "3": ' "2"'}, "in a circle: 1 → 3 → 2 → 1"),
]


@pytest.mark.parametrize(("written", "said"), DISORDERS)
def test_editions_that_leave_one_without_a_day(run, tmp_path, monkeypatch, written, said):
    """Circles, and editions that begin before what they supersede, are told by check of each, and by sets, once."""
    texts = {}
    for name, about in written.items():
        first, _, older = about.partition(" ")
        effective = f"effective = {{ from = {first} }}\n" if first else ""
        texts[f"e{name}"] = edition(name, effective + (f"supersedes = {older}" if older != '""' else ""))
    registry = shelf(tmp_path, **texts)
    monkeypatch.setattr(Registry, "installed", classmethod(lambda _: registry))
    with pr.use("en"):
        for name in texts:
            ended = run("check", f"{name}.toml", "--lang", "en", COLUMNS="200")
            assert (1, 1, True) == (ended.status, ended.out.count("PR185"), said in ended.out)
        page = run("sets", "--lang", "en", COLUMNS="200").out
    assert (1, True) == (page.count("PR185"), said in page)


@pytest.mark.usefixtures("two")
def test_check_tells_of_editions_beside_it(run, tmp_path):
    """A file whose days overlap with those of an installed edition is told, with both names."""
    text = edition("2022", "effective = { from = 2022-01-01, to = 2022-12-31 }")
    (tmp_path / "mine.toml").write_text(text, "utf-8")
    ended = run("check", "mine.toml")
    assert 1 == ended.status
    assert "PR180" in ended.out
    assert "two editions in force on 2022-01-01: 2020 and 2022" in ended.out


def test_a_scorecard_is_verified(run, dated):
    """0 where it is confirmed, 1 where anything was changed or cannot be read."""
    assert 0 == run("score", "case.toml", "-o", "card.json").status
    assert "Confirmed" in run("verify", "card.json", "--set", "./dated.toml").out
    path = dated / "card.json"
    path.write_text(path.read_text("utf-8").replace('"marks": "4.00"', '"marks": "5.00"'), "utf-8")
    ended = run("verify", "card.json", "--set", "./dated.toml")
    assert 1 == ended.status
    assert "Not confirmed" in ended.out
    assert "result.marks" in ended.out
    assert "PR104" in run("verify", "card.json").err
    path.write_text("{}", "utf-8")
    assert "PR720" in run("verify", "card.json").err
    assert 1 == run("verify", "nowhere.json").status


def test_another_version_is_said(run, dated):
    """What another version wrote is confirmed where marks and definition agree, and that is told."""
    run("score", "case.toml", "-o", "card.json")
    document = json.loads((dated / "card.json").read_text("utf-8"))
    document["perfrules"] = "0.0.1"
    document["awards"][0]["reason"] = "other words"
    (dated / "card.json").write_text(json.dumps(document), "utf-8")
    ended = run("verify", "card.json", "--set", "./dated.toml")
    assert 0 == ended.status
    assert "made by perfrules 0.0.1" in ended.out
    assert "same marks and grades; other parts read differently" in " ".join(ended.out.split())
    assert pr.__version__ != "0.0.1"
