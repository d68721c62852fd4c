"""The programs on the page about clusters print what the page says, each with the library that it is about."""

import os
import subprocess
import sys

import pyarrow.parquet as pq
import pytest

import perfrules as pr
from tests.clusters.needing import needed
from tests.docs.blocks import ROOT, blocks

PAGE = list(blocks(ROOT / "docs" / "how-to" / "clusters.md"))
FILES = {block.remarks["file"]: block.text for block in PAGE if "file" in block.remarks}
SHOWN = [block.text for block in PAGE if "shown" in block.remarks]
clusters = pytest.mark.clusters


def run(program, folder):
    """Return what a *program* of the page prints in *folder*."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "HOME": str(folder),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "RAY_USAGE_STATS_ENABLED": "0",
        "DO_NOT_TRACK": "true",
    }
    done = subprocess.run(
        [sys.executable, program],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert 0 == done.returncode, done.stderr[-3000:]
    return done.stdout


@pytest.fixture
def folder(tmp_path):
    """Return a folder with the files of the page, and the projects."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    run("write_projects.py", tmp_path)
    return tmp_path


@clusters
@pytest.mark.parametrize("library", ["dask", "ray", "daft"])
def test_a_program_prints_what_the_page_says(library, folder):
    """The rules go to the processes of the library, and the rows are scored there."""
    needed(library)
    assert SHOWN[1] == run(f"score_{library}.py", folder)


@clusters
def test_the_program_for_spark_prints_what_the_page_says(folder):
    """So it does, from a folder with a definition that no worker looks for; the scores are in the folder after it."""
    needed("pyspark", "pandas", "java")
    assert SHOWN[0] == run("score_spark.py", folder)
    assert 1000 == pq.read_table(folder / "scores-spark").num_rows


def test_the_page_says_what_one_machine_gives(folder):
    """What every program prints are the counts of `score_table`."""
    table = pq.read_table(folder / "projects")
    result = pr.load(folder / "lights.toml").score_table(table, key="project")
    lines = {f"{grade} {count}" for grade, count in result.counts.grades.items() if count}
    assert {*lines, "None 1"} == set(SHOWN[1].splitlines())
    (problem,) = result.problems.to_pylist()
    assert {*lines, "None 1", f"{problem['key']} {problem['column']} {problem['code']}"} == set(SHOWN[0].splitlines())
