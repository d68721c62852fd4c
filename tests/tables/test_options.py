"""What may be asked for when a table is scored, and what is said of anything else."""

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

import perfrules as pr
from perfrules import spark
from perfrules.tables.options import TableOptions


@pytest.fixture
def table(good):
    """Return two rows with a name."""
    return pa.Table.from_pylist([{"id": "a", **good}, {"id": "b", **good}])


def refused(ask):
    """Return the problems of what is asked: code, where, message and advice."""
    with pytest.raises(pr.TableError) as caught:
        ask()
    return [(problem.code, *problem.place.key, problem.message, problem.hint) for problem in caught.value.problems]


NAMES = "a name, or a list of names"
MAPPING = "a mapping of flat names to names of columns, or the path of a file"
TEXTS = "write it in quotes, as the table has it"
WRONG = [
    ("others", "zzz", '`others` is “zzz”; expected: one of "refuse", "keep", "ignore"', None),
    ("others", None, '`others` is None; expected: one of "refuse", "keep", "ignore"', None),
    ("others", ["keep"], '`others` is a list; expected: one of "refuse", "keep", "ignore"', None),
    ("key", 3, f"`key` is 3; expected: {NAMES}", None),
    ("key", b"id", f"`key` is b'id'; expected: {NAMES}", None),
    ("key", {"id": "no"}, f"`key` is a table; expected: {NAMES}", None),
    ("key", ["id", 3], "`key` has 3 among its names, which are texts", TEXTS),
    ("key", [["id"]], "`key` has a list among its names, which are texts", None),
    (
        "columns",
        5,
        "`columns` is 5; expected: a mapping of flat names to names of columns, or the path of a file",
        None,
    ),
    ("columns", {"lit": 3}, "`columns` has 3 among its names, which are texts", TEXTS),
    ("columns", {3: "a"}, "`columns` has 3 among its names, which are texts", TEXTS),
]
WRONG_OUTPUTS = [
    ("outputs", 3, f"`outputs` is 3; expected: {NAMES}", None),
    ("outputs", ["marks", None], "`outputs` has None among its names, which are texts", TEXTS),
    ("codes", 3, f"`codes` is 3; expected: {NAMES}", None),
    ("codes", np.array(3), f"`codes` is 3; expected: {NAMES}", None),
    ("codes", [3], "`codes` has 3 among its names, which are texts", TEXTS),
    ("reasons", "yes", "`reasons` is “yes”; expected: True or False", None),
    ("reasons", 1, "`reasons` is 1; expected: True or False", None),
]
WRONG_TABLES = [
    ("fail_fast", None, "`fail_fast` is None; expected: True or False", None),
    ("threads", 0, "`threads` is 0; expected: a whole number of at least 1", None),
    ("threads", True, "`threads` is true; expected: a whole number of at least 1", None),
    ("threads", 2.0, "`threads` is 2.0; expected: a whole number of at least 1", None),
]


@pytest.mark.parametrize(("option", "value", "message", "advice"), [*WRONG, *WRONG_OUTPUTS, *WRONG_TABLES])
def test_an_option_that_cannot_be_used_is_refused(rules, table, option, value, message, advice):
    """With its name, what it is, and what was expected, for tables and for streams of them."""
    told = [("PR808", option, message, advice)]
    assert told == refused(lambda: rules.score_table(table, **{"key": "id", option: value}))
    assert told == refused(lambda: rules.score_batches(table, **{"key": "id", option: value}))


@pytest.mark.parametrize(("option", "value", "message", "advice"), WRONG)
def test_an_option_of_a_population_is_refused_too(rules, table, option, value, message, advice):
    """In the same words."""
    assert [("PR808", option, message, advice)] == refused(lambda: rules.population_of(table, **{option: value}))


@pytest.mark.parametrize(("option", "value", "message", "advice"), [*WRONG, *WRONG_OUTPUTS])
def test_an_option_of_a_cluster_is_refused_too(rules, monkeypatch, option, value, message, advice):
    """Before anything is sent to it."""
    monkeypatch.setattr(spark, "find_spec", lambda _name: True)

    class Frame:
        """What looks like a Spark data frame."""

        mapInArrow = None  # noqa: N815 - the name that Spark gives it

    assert [("PR808", option, message, advice)] == refused(lambda: spark.score(Frame(), rules, **{option: value}))


def test_what_is_no_spark_frame_is_refused(rules, table, monkeypatch):
    """With what scores it."""
    monkeypatch.setattr(spark, "find_spec", lambda _name: True)
    for frame in (table, table.to_pandas(), None, "projects"):
        assert [("PR806", f"a Spark data frame was expected, not {type(frame).__name__}")] == [
            told[:2] for told in refused(lambda frame=frame: spark.score(frame, rules))
        ]


def test_rules_that_are_loaded_have_their_day(rules, monkeypatch):
    """Another one would be passed over, and other marks would come out."""
    monkeypatch.setattr(spark, "find_spec", lambda _name: True)

    class Frame:
        """What looks like a Spark data frame."""

        mapInArrow = None  # noqa: N815 - the name that Spark gives it

    expected = "`on` is 2025-06-30; expected: None, since rules that are loaded are those of their day"
    assert [("PR808", "on", expected, None)] == refused(lambda: spark.score(Frame(), rules, on=date(2025, 6, 30)))


def test_all_wrong_options_are_told_at_once():
    """Not one after the other."""
    told = refused(lambda: TableOptions(5, 3, "zzz", 3, 3, reasons=0, fail_fast=0, threads=0))
    assert ["columns", "key", "others", "outputs", "codes", "reasons", "fail_fast", "threads"] == [
        one[1] for one in told
    ]


def test_an_unknown_option_is_refused(rules, table):
    """By its name."""
    with pytest.raises(TypeError, match="'output'"):
        rules.score_table(table, output="marks")


def test_names_may_be_one_or_several_or_none(rules, table):
    """A text is one name; an iterator is read once; a set is in the order of its names; None is no key."""
    names = rules.score_table(table, key="id", outputs="marks", codes="A").table.column_names
    assert ["id", "marks", "absence_reason", "A/marks"] == names
    again = rules.score_table(table, key=iter(["id"]), outputs=iter(["marks"]), codes=np.array(["A"]))
    assert names == again.table.column_names
    several = rules.score_table(table, key={"spent", "id", "budget"}).table.column_names
    assert ["budget", "id", "spent"] == several[:3]
    assert "id" not in rules.score_table(table, key=None, others="ignore").table.column_names


def test_a_key_may_be_evidence_too(rules, table):
    """As a district is that people know a project by: it is read, and it is put out."""
    result = rules.score_table(table, key=["district", "id"])
    assert ["city", "city"] == result.table.column("district").to_pylist()
    assert rules.score_table(table, key="id").table.column("marks") == result.table.column("marks")


def test_a_column_has_one_meaning(rules, table):
    """Two pieces of evidence from one column are a slip of the pen."""
    shared = {"lit": "lights", "lights": "lights"}
    assert [
        ("PR808", "lights", "the column `lights` is said to be `lit`, `lights`", "give each its own column")
    ] == refused(lambda: rules.score_table(table, key="id", columns=shared, others="ignore"))


def test_the_number_of_threads_changes_nothing(rules, good):
    """Marks, grades, problems and counts are those of one thread."""
    rows = 70_000
    columns = {name: pa.array([value] * rows).dictionary_encode() for name, value in good.items()}
    columns["spent"] = pa.array([place % 101 if place % 997 else None for place in range(rows)])
    one, four = (rules.score_table(pa.table(columns), codes="all", threads=threads) for threads in (1, 4))
    assert one.table.equals(four.table)
    assert one.problems.equals(four.problems)
    assert (one.counts, one.lanes) == (four.counts, four.lanes)
    scores = list(rules.score_batches(pa.table(columns), codes="all", threads=np.int64(2)))
    assert pa.Table.from_batches(scores).equals(one.table)


def test_the_path_of_a_file_of_columns_may_be_of_either_type(rules, table, tmp_path):
    """And a path that no system has is a problem like one that is not there."""
    file = tmp_path / "columns.toml"
    file.write_text('format = "perfrules/columns/1"\nkey = "id"\n', encoding="utf-8")
    assert rules.score_table(table, columns=Path(file)).table == rules.score_table(table, columns=str(file)).table
    assert "PR003" == refused(lambda: rules.score_table(table, columns="a\0b"))[0][0]
