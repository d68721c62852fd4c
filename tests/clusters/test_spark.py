"""Spark gives what one machine gives: on real workers, with several partitions."""

import os
import pickle
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import perfrules as pr
from benchmarks.projects import as_evidence, projects
from perfrules import spark
from perfrules.language import use
from perfrules.tables import TableOptions
from perfrules.tables.populations import Tallies, population_of
from perfrules.testing.drawing.writing import rules_with
from tests.clusters.needing import needed

PEERS = Path(__file__).parents[2] / "benchmarks" / "peers.toml"
ROWS = 3000
PARTS = 5
BAD = {7: {"spent": None}, 1234: {"budget": "many"}, 2999: {"violations": -1, "veto": 7}}
clusters = pytest.mark.clusters


@pytest.fixture(scope="module")
def rules():
    """Return the rules of the benchmark."""
    return pr.load(PEERS)


@pytest.fixture(scope="module")
def table():
    """Return projects, some of which cannot be scored."""
    rows = [{"no": place, **as_evidence(project)} for place, project in enumerate(projects(ROWS))]
    for place, values in BAD.items():
        rows[place] |= values
    return pa.Table.from_pylist(rows)


@pytest.fixture(scope="module")
def session():
    """Yield a session of two workers on this machine."""
    needed("pyspark", "pandas", "java")
    from pyspark.sql import SparkSession

    os.environ |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    building = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    found = building.config("spark.sql.shuffle.partitions", "2").getOrCreate()
    found.sparkContext.setLogLevel("OFF")
    yield found
    found.stop()


@pytest.fixture(scope="module")
def folder(table, tmp_path_factory):
    """Return a folder with the projects in several files."""
    made = tmp_path_factory.mktemp("projects")
    for part in range(PARTS):
        pq.write_table(table.slice(part * ROWS // PARTS, ROWS // PARTS), made / f"{part}.parquet")
    return str(made)


def told(problems):
    """Return problems without the numbers of rows, in an order of their own."""
    return sorted(tuple(value or "" for name, value in one.items() if name != "row") for one in problems.to_pylist())


@clusters
def test_the_same_marks_and_problems_as_on_one_machine(session, folder, rules, table):
    """Row for row, in several partitions: marks, rates, grades of the total and of all nodes, and what is wrong."""
    frame = session.read.parquet(folder).repartition(PARTS)
    result = spark.score(frame, rules, key="no", codes="all")
    local = rules.score_table(table, key="no", codes="all")
    assert PARTS == result.table.rdd.getNumPartitions()
    found = result.table.toArrow().sort_by("no")
    assert local.table.to_pylist() == found.to_pylist()
    assert local.table.schema.types == found.schema.types
    assert told(local.problems) == told(result.problems.toArrow())
    assert {"7", "1234", "2999"} == set(result.problems.toArrow()["key"].to_pylist())
    assert local.metadata == result.metadata


@pytest.fixture(scope="module")
def peers():
    """Return rules that hold a project against all others, and rank it."""
    away = "(population_maximum(budget) - budget) / (population_maximum(budget) - population_minimum(budget))"
    marks = ("50 + spent - population_mean(spent) + population_quantile(spent, 0.3)", "100 * range")
    leaves = [
        {
            "code": code,
            "name": code,
            "full_marks": 100,
            "rounding": {"places": 2},
            "rubric": {"kind": "formula", "marks": f"clamp({one}, 0, 100)"},
        }
        for code, one in zip("AB", marks, strict=True)
    ]
    evidence = {name: {"type": "number", "places": 2, "at_least": 0} for name in ("budget", "spent")}
    measure = {"range": {"name": "range", "value": away, "when_zero": 1}}
    return rules_with({"indicator": leaves, "evidence": evidence, "measure": measure, "total": {"rank": "shared"}})


@clusters
def test_the_population_is_found_over_all_partitions(session, folder, peers, table):
    """A job of its own finds what all rows say together: the same marks, ranks and digest as on one machine."""
    frame = session.read.parquet(folder).select("no", "budget", "spent").repartition(PARTS)
    columns = table.select(["no", "budget", "spent"])
    result = spark.score(frame, peers, key="no", codes="all")
    local = peers.score_table(columns, key="no", codes="all")
    assert local.table.to_pylist() == result.table.toArrow().sort_by("no").to_pylist()
    assert local.metadata == result.metadata
    assert "rank" in local.table.column_names
    given = peers.with_population(peers.population_of(columns.slice(0, 9)))
    other = spark.score(frame, given, key="no")
    assert given.score_table(columns, key="no").table.to_pylist() == other.table.toArrow().sort_by("no").to_pylist()


def test_what_partitions_find_is_that_of_all(peers, table):
    """What workers tell of their partitions is small, and together the population of the whole table."""
    columns = table.select(["no", "budget", "spent"])
    work = spark._Work.of(peers, columns.column_names, TableOptions(key="no"))
    whole = Tallies()
    for part in range(PARTS):
        batches = columns.slice(part * ROWS // PARTS, ROWS // PARTS).to_batches(max_chunksize=250)
        (told,) = spark._found(work, batches)
        whole.merge(pickle.loads(told.column("found")[0].as_py()))  # noqa: S301 - made in the line before
    found = population_of(peers, whole)
    assert peers.population_of(columns).file.measure == found.file.measure
    assert ROWS == found.file.rows
    assert 1 == found.file.left_out


@clusters
def test_the_same_totals_as_on_one_machine(session, folder, rules, table):
    """Spark adds up what it has scored: rows by grade, and the sum of all marks to the last digit."""
    from pyspark.sql import functions

    scored = spark.score(session.read.parquet(folder), str(PEERS), key="no").table
    counts = {row["grade"]: row["count"] for row in scored.groupBy("grade").count().collect()}
    local = rules.score_table(table, key="no")
    assert Counter(local.table["grade"].to_pylist()) == counts
    assert dict(local.counts.grades) == {grade: count for grade, count in counts.items() if grade is not None}
    marks = [value for value in local.table["marks"].to_pylist() if value is not None]
    assert sum(marks) == scored.agg(functions.sum("marks").alias("sum")).collect()[0]["sum"]
    assert ROWS - len(BAD) == len(marks)


@clusters
def test_other_columns_are_kept_as_they_are(session, folder, rules):
    """Columns that are no evidence pass through with their types; the names of columns are mapped on the driver."""
    from pyspark.sql import functions

    frame = session.read.parquet(folder).limit(20).withColumnRenamed("spent", "实际支出")
    frame = frame.withColumn("seen at", functions.lit(datetime(2026, 1, 2))).withColumn("a.b", functions.lit(True))  # noqa: DTZ001
    result = spark.score(frame, rules, key="no", others="keep", columns={"spent": "实际支出"}, outputs="marks")
    kinds = dict(result.table.dtypes)
    assert ["bigint", "timestamp", "boolean"] == [kinds[name] for name in ("no", "seen at", "a.b")]
    assert {"no", "seen at", "a.b", "marks", "absence_reason"} == kinds.keys()
    rows = result.table.collect()
    assert {(datetime(2026, 1, 2), True)} == {(row["seen at"], row["a.b"]) for row in rows}  # noqa: DTZ001


@clusters
def test_a_worker_without_the_plugin_says_so(session, folder):
    """The job fails with the name of the plugin, of its distribution, and of the Python that lacks it."""
    from pyspark.errors import PythonException

    fields = ["budget", "spent"]
    rules = pr.load("shanghai/it-operations")
    names = dict.fromkeys(column.name for column in rules.table_form.columns if column.required)
    frame = session.read.parquet(folder).selectExpr(
        *[f"budget AS `{name}`" for name in dict.fromkeys([*fields, *names])]
    )
    session.sparkContext.environment["PERFRULES_DISABLE_PLUGINS"] = "shanghai"
    try:
        with use("en"), pytest.raises(PythonException) as caught:
            spark.score(frame, rules).table.count()
    finally:
        del session.sparkContext.environment["PERFRULES_DISABLE_PLUGINS"]
    said = str(caught.value)
    assert "shanghai/it-operations@2014 cannot be scored by" in said
    assert "the plugin shanghai (perfrules" in said


@clusters
def test_a_frame_that_cannot_be_scored_is_refused_before_any_job(session, folder, rules):
    """All that is wrong with columns and with what is asked for is said on the driver."""
    frame = session.read.parquet(folder).drop("spent").withColumnRenamed("veto", "vetoed")
    with pytest.raises(pr.TableError) as caught:
        spark.score(frame, rules, key="number", outputs=["mark"])
    assert {"PR801", "PR802", "PR804"} == {problem.code for problem in caught.value.problems}


def test_a_worker_prepares_once(rules, table):
    """Partition after partition is scored by the same plan, and each row keeps its own problems."""
    work = spark._Work.of(rules, table.column_names, TableOptions(key="no", others="keep"))
    spark._prepared.cache_clear()
    scored = [batch for _ in range(3) for batch in spark._scored(work, table.to_batches(max_chunksize=700))]
    assert 1 == spark._prepared.cache_info().misses
    rows = [row for batch in scored for row in batch.to_pylist()]
    assert 3 * ROWS == len(rows)
    bad = {place % ROWS for place, row in enumerate(rows) if row["problems"]}
    assert BAD.keys() == bad
    assert all(row["result"]["marks"] is None for row in rows if row["problems"])
    assert {"1234"} == {one["key"] for one in rows[1234 + ROWS]["problems"]}


def test_what_is_not_installed_is_said(monkeypatch, rules):
    """Without PySpark the error says what to install."""
    monkeypatch.setattr(spark, "find_spec", lambda _name: None)
    with use("en"), pytest.raises(pr.TableError, match="Spark needs pyspark, which is not installed"):
        spark.score(None, rules)
