from perfrules.cli.reporting import problems_text
from perfrules.language import text
from perfrules.problems import Place, Problem
from perfrules.rendering.screen import Screen


def test_colours_only_where_they_are_wanted(tmp_path):
    """Code and caret of an error are red, of a warning yellow; without styles there is no escape code."""
    (tmp_path / "a.toml").write_text("x = 1\ny = 2\n")
    file = str(tmp_path / "a.toml")
    problems = [
        Problem("PR021", text("wrong"), Place(file, 1, 1)),
        Problem("PR117", text("unread"), Place(file, 2, 1)),
    ]
    styled = problems_text(problems, Screen(styled=True))
    assert [2, 2] == [styled.count(f"\x1b[1;{colour}m") for colour in (31, 33)]
    assert "\x1b" not in problems_text(problems, Screen())
    assert "\x1b" not in problems_text(problems, Screen(encoding="ascii"))


def test_evidence_from_python_has_no_line():
    """A problem of a dict has its key and nothing else."""
    assert "PR601: missing [evidence.spent]\n1 problem\n" == problems_text(
        [Problem("PR601", text("missing"), Place(key=("evidence", "spent")))], Screen()
    )


def test_a_place_that_is_not_in_the_file(tmp_path):
    """A file that has become shorter meanwhile is shown no line of."""
    (tmp_path / "a.toml").write_text("x = 1\n")
    assert " | " not in problems_text(
        [Problem("PR021", text("wrong"), Place(str(tmp_path / "a.toml"), 9, 1))], Screen()
    )
