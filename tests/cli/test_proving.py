"""`perfrules check --prove`: words, JSON, cases as files, and how it ends."""

import json

import pytest

_SET = """\
format = "perfrules/indicator-set/1"
id = "test/proving"
edition = "1"
title = "Proving"
language = "en"
source = [{ id = "s", title = "A rule" }]
leaf = { source = "s" }
evidence.done = { name = "done", type = "share" }
GATE
[[indicator]]
code = "A"
name = "A"
full_marks = 10
measure = "done"
rubric = { kind = "formula", marks = "full * measure" }
"""
_GATE = "[[gate]]\nname = \"cap\"\nwhen = \"marks('A') > 8 and marks('A') < 9\"\nmarks_at_most = 5\n"


@pytest.fixture
def sets(program):
    """Return the folder of a program with a clean set, and one whose gate turns the order round."""
    (program.folder / "clean.toml").write_text(_SET.replace("GATE", ""), encoding="utf-8")
    (program.folder / "wrong.toml").write_text(_SET.replace("GATE", _GATE), encoding="utf-8")
    return program.folder


@pytest.mark.slow
@pytest.mark.usefixtures("sets")
def test_clean(program):
    """A set of which all is proved ends with 0, by its file or its id."""
    done = program("check", "--prove", "clean.toml", "--lang", "en")
    assert 0 == done.status, done
    assert "refuted:" not in done.out
    assert "test/proving@1" in done.out
    assert 0 == program("check", "--prove", "shanghai/it-operations").status


@pytest.mark.usefixtures("sets")
def test_refuted(program):
    """What is refuted ends with 1, and prints cases that score as is said."""
    done = program("check", "--prove", "wrong.toml", "--lang", "en")
    assert 1 == done.status
    assert "✗ refuted: total never loses marks where one below it gains some" in done.out
    assert "# ---- total-monotone-1.toml" in done.out


def test_files(program, sets):
    """Cases are written to a folder, name their set from there, and are scored as they are; twice needs --force."""
    done = program("check", "--prove", "wrong.toml", "-o", "against/here", "--lang", "en")
    assert 1 == done.status
    assert "# ----" not in done.out
    files = sorted(path.name for path in (sets / "against" / "here").iterdir())
    assert ["total-monotone-1.toml", "total-monotone-2.toml"] == files
    marks = []
    for name in files:
        scored = program("score", f"against/here/{name}", "--format", "json")
        assert 0 == scored.status, scored.err
        marks.append(float(json.loads(scored.out)["result"]["marks"]))
    assert marks[0] > marks[1]
    assert 2 == program("check", "--prove", "wrong.toml", "-o", "against/here").status
    assert 1 == program("check", "--prove", "wrong.toml", "-o", "against/here", "--force").status


@pytest.mark.usefixtures("sets")
def test_json(program):
    """JSON has every claim, and the cases of what is refuted as text."""
    done = program("check", "--prove", "wrong.toml", "--format", "json", "--lang", "en")
    data = json.loads(done.out)
    assert ("perfrules/proof/1", []) == (data["format"], data["problems"])
    [found] = data["sets"]
    assert (1, 64) == (found["refuted"], found["effort"])
    [refuted] = [claim for claim in found["claims"] if claim["verdict"] == "refuted"]
    assert 2 == len(refuted["cases"])
    assert 'indicator_set = "wrong.toml"' in refuted["cases"][0]["text"]


def test_problems(program, sets):
    """A set that is no set, one with errors, and other files are told as any check tells them."""
    (sets / "broken.toml").write_text(_SET.replace("GATE", "").replace('"done"\n', '"undone"\n'), encoding="utf-8")
    (sets / "leaves.toml").write_text(_SET.replace("GATE", "").replace("full * measure", "11 * measure"), "utf-8")
    assert 1 == program("check", "--prove", "broken.toml").status
    assert 1 == program("check", "--prove", "no/such-set").status
    leaves = program("check", "--prove", "leaves.toml", "--lang", "en")
    assert 1 == leaves.status
    assert "PR202" in leaves.err
    assert "# ---- A-scale.toml" in leaves.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("clean.toml", "--effort", "5"),
        ("--prove", "clean.toml", "--effort", "0"),
        ("--prove", "clean.toml", "--format", "sarif"),
        ("--prove", "clean.toml", "-o", "clean.toml"),
        ("--prove",),
    ],
)
@pytest.mark.usefixtures("sets")
def test_refused(program, arguments):
    """Options that do not go together, and a folder that is none, end with 2 and a reason."""
    done = program("check", *arguments)
    assert 2 == done.status
    assert done.err


def test_several(program, sets):
    """The cases of several sets do not get into each other's way."""
    done = program("check", "--prove", "wrong.toml", "clean.toml", "-o", "against")
    assert 1 == done.status
    assert 2 == len(list((sets / "against").iterdir()))


@pytest.mark.slow
def test_new_cases(program, sets):
    """Generated cases pass from wherever they are written; --blank leaves expectations to a person."""
    (sets / "tests").mkdir()
    assert 0 == program("new", "cases", "./clean.toml", "-o", "tests/cases.toml").status
    done = program("test", "tests/cases.toml", "--cover", "--threshold", "100")
    assert 0 == done.status, done.out
    assert 2 == program("new", "cases", "./clean.toml", "-o", "tests/cases.toml").status
    assert "expect" not in program("new", "cases", "./clean.toml", "--blank").out.replace("expectations", "")
    few = program("new", "cases", "shanghai/it-operations", "--most", "3")
    assert 3 == few.out.count("[[case]]")
