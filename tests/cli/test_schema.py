"""`perfrules schema --table`: what a table must have to be scored."""

import csv
import json

import pytest

import perfrules as pr
from perfrules.rendering.screen import Screen, compose
from perfrules.rendering.table_forms import table_form_page

SET = "shanghai/it-operations"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_columns_of_a_table_are_listed(run, language):
    """Each with its type, whether it is needed, its range and its name."""
    ended = run("schema", "--table", SET, "--lang", language)
    assert (0, "") == (ended.status, ended.err)
    for name in pr.load(SET).table_form.header:
        assert name in ended.out
    assert ("whole number 次" if language == "en" else "整数 次") in ended.out


def test_the_columns_stand_in_a_table():
    """In a line of a hundred cells there is room for all columns of the table, below their titles."""
    form = pr.load(SET).table_form
    titles = compose(list(table_form_page(form)), Screen(100)).splitlines()[1].split()
    assert ["Column", "Type", "Needed", "Range", "Name"] == titles


def test_as_json_it_is_the_form(run):
    """For programs: the format, the set and every column with all that is known of it."""
    found = json.loads(run("schema", "--table", SET, "--format", "json").out)
    assert ("perfrules/table-form/1", f"{SET}@2014") == (found["format"], found["indicator_set"])
    by_name = {column["name"]: column for column in found["columns"]}
    assert ("tasks_due", True) == (by_name["tasks_on_time"]["part_of"], by_name["budget"]["required"])


def test_as_csv_it_is_a_line_of_headings(run, tmp_path):
    """A table to fill in: what is written under it can be scored."""
    run("schema", "--table", SET, "-f", "csv", "-o", "empty.csv")
    with (tmp_path / "empty.csv").open(encoding="utf-8", newline="") as file:
        assert [list(pr.load(SET).table_form.header)] == list(csv.reader(file))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("case", "--table", SET), "alone"),
        (("case", "--format", "json"), "--table"),
        (("--table", "shanghai/nothing"), "PR104"),
    ],
)
def test_what_does_not_go_together_is_refused(run, words, said):
    """With a line that says how it goes."""
    ended = run("schema", *words, "--lang", "en")
    assert ended.status in (1, 2)
    assert said in ended.out + ended.err
