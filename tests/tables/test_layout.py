"""What the columns of a table are called, and what else may be in it."""

import pyarrow as pa
import pytest

import perfrules as pr

MAPPING = """
format = "perfrules/columns/1"
key = "编号"

[columns]
spent = "支出"
"C/rules" = "制度"
"""


@pytest.fixture
def table(good):
    """Return one row."""
    return pa.Table.from_pylist([good])


def codes(caught):
    """Return the codes of what is wrong, with the column of each."""
    return [(problem.code, *problem.place.key) for problem in caught.value.problems]


def renamed(table, **names):
    """Return a table with other headings."""
    return table.rename_columns([names.get(name, name) for name in table.column_names])


def test_a_file_says_what_the_columns_are_called(rules, table, tmp_path):
    """By flat name; it may name the key too."""
    file = tmp_path / "columns.toml"
    file.write_text(MAPPING, encoding="utf-8")
    theirs = renamed(table, spent="支出", **{"C/rules": "制度"}).append_column("编号", pa.array(["p1"]))
    result = rules.score_table(theirs, columns=file)
    assert rules.score_table(table).table.column("marks") == result.table.column("marks")
    assert ["p1"] == result.table.column("编号").to_pylist()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[columns]\nspent = 1", "PR022"),
        ('format = "perfrules/columns/1"\n[columns]\nspent = 1', "PR023"),
        ('format = "perfrules/case/1"', "PR020"),
        ('format = "perfrules/columns/1"\ncolumn = {}', "PR021"),
        ("[columns", "PR006"),
        (None, "PR001"),
    ],
)
def test_a_file_that_is_no_mapping_is_refused(rules, table, tmp_path, text, code):
    """With the place in it."""
    file = tmp_path / "columns.toml"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(pr.TableError) as caught:
        rules.score_table(table, columns=str(file))
    assert [code] == [problem.code for problem in caught.value.problems]


def test_a_name_that_is_mapped_is_no_longer_its_own_column(rules, table, good):
    """Two columns can change places."""
    swapped = renamed(table, lights="lit", lit="lights")
    result = rules.score_table(swapped, columns={"lights": "lit", "lit": "lights"}, codes=["B"])
    assert rules.score_table(table, codes=["B"]).table == result.table
    assert 2 * float(good["lit"]) > float(good["lights"])


def test_other_columns_are_refused_kept_or_ignored(rules, table):
    """A misspelt column would else be passed over."""
    more = table.append_column("spnt", pa.array([1]))
    with pytest.raises(pr.TableError) as caught:
        rules.score_table(more)
    assert [("PR801", "spnt")] == codes(caught)
    assert "`spent`" in str(caught.value)
    assert "spnt" in rules.score_table(more, others="keep").table.column_names
    assert "spnt" not in rules.score_table(more, others="ignore").table.column_names


def test_all_that_is_wrong_with_the_columns_is_told_at_once(rules, table):
    """Columns that every row needs, names that are unknown, keys that are not there."""
    less = table.drop_columns(["spent", "D/marks", "C/rules"])
    with pytest.raises(pr.TableError) as caught:
        rules.score_table(less, key="id", columns={"lite": "lit", "lights": "lamps"}, outputs=("mark",), codes=["Z"])
    assert {
        ("PR804",),
        ("PR801", "lit"),
        ("PR802", "lamps"),
        ("PR802", "id"),
        ("PR802", "spent"),
        ("PR802", "C/rules"),
        ("PR802", "D/marks"),
    } <= set(codes(caught))


def test_a_column_that_speaks_for_the_whole_stands_for_its_parts(rules, table):
    """A list of points, or why an indicator is not applicable."""
    rest = table.drop_columns([name for name in table.column_names if name.startswith("C/")])
    assert 1 == rules.score_table(rest.append_column("C", pa.array([["rules", "faults"]]))).counts.scored


def test_two_columns_of_one_name_are_refused(rules, table):
    """Of the table, or of the table and the result."""
    with pytest.raises(pr.TableError) as caught:
        rules.score_table(table.append_column("spent", pa.array(["1"])))
    assert ("PR803", "spent") in codes(caught)
    with pytest.raises(pr.TableError) as caught:
        rules.score_table(table.append_column("marks", pa.array(["1"])), key="marks")
    assert [("PR803", "marks")] == codes(caught)


def test_outputs_are_chosen(rules, table):
    """Nodes by their codes, or all; reasons on demand."""
    names = rules.score_table(table, outputs="marks", codes=["A"]).table.column_names
    assert ["marks", "absence_reason", "A/marks"] == names
    result = rules.score_table(table, outputs=("full_marks",), codes="all", reasons=True).table.to_pylist()[0]
    card = rules.score(table.to_pylist()[0])
    for award in card:
        prefix = "" if award.code == "total" else f"{award.code}/"
        assert (award.full_marks, award.reason) == (result[f"{prefix}full_marks"], result[f"{prefix}reason"])


def test_the_form_says_what_a_table_must_have(rules, good):
    """Each column with its type, places and range, and whether no row can do without."""
    form = rules.table_form
    assert set(good) | {"B/na", "C/log/na"} == set(form.header)
    found = {column.name: column for column in form.columns}
    assert ("number", 4, "万元", "> 0", True) == tuple(
        getattr(found["budget"], name) for name in ("type", "places", "unit", "range", "required")
    )
    assert ("lights", "city | county", "50%") == (
        found["lit"].part_of,
        found["district"].range,
        found["done"].default,
    )
    assert not found["done"].required
    assert {"credit", "whole", "flag", "choice", "date", "number", "text"} == {one.type for one in form.columns}


def test_a_set_that_is_left_open_scores_no_table(tmp_path):
    """It has no score of its own."""
    file = tmp_path / "open.toml"
    file.write_text(
        'format = "perfrules/indicator-set/1"\nid = "example/open"\nedition = "1"\ntitle = "Open"\n'
        'source = [{ id = "s", title = "S" }]\ntotal = { full_marks = 10 }\n'
        '[[indicator]]\ncode = "A"\nname = "A"\nfull_marks = 10\nopen = true\nsource = "s"\n',
        encoding="utf-8",
    )
    with pytest.raises(pr.DefinitionError):
        pr.load(file).score_table(pa.table({"x": [1]}))
