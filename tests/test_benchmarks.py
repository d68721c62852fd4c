"""What the benchmarks compare gives the same marks; how long it takes is theirs to say."""

import shutil
from pathlib import Path

import pytest

import perfrules as pr
from benchmarks.__main__ import hundredths, outputs
from benchmarks.peers import decimal_row, whole_row
from benchmarks.projects import as_decimals, as_evidence, projects
from perfrules.readings.exact.fast import source

RULES = pr.load(Path(__file__).parent.parent / "benchmarks" / "peers.toml")


@pytest.mark.slow
def test_programs_by_hand_and_the_definition_agree():
    """Decimal, whole numbers, the fast reading and the scorecard agree on projects, halves and limits among them."""
    ready = outputs(RULES)
    codes = [*(node.code for node in RULES.set.leaves), "A", "B", "C", "total"]
    for project in projects(300, seed=11):
        by_hand = list(whole_row(project))
        decimals = decimal_row(as_decimals(project))
        assert by_hand == [*(int(100 * value) for value in decimals[:-1]), decimals[-1]]
        assert by_hand == hundredths(ready, RULES.binder.bind(as_evidence(project)).row)
        card = RULES.score(as_evidence(project))
        assert by_hand[:30] == [int(100 * card[code].marks) for code in codes]


def test_the_fast_reading_tries_nothing_that_always_fails():
    """Absent evidence in an arm that is not taken costs nothing: no exception is raised and caught on the way."""
    nodes = [plan.marks for plan in RULES.program.nodes.values()]
    code, _, _ = source(RULES.program.inputs, nodes)
    assert "try:" not in "".join(statement.text for statement in code.statements)


def test_programs_for_columns_agree():
    """The columns reading, with and without checks, the plan by hand and the queries agree with whole numbers."""
    for library in ("numpy", "pyarrow", "polars", "duckdb"):
        pytest.importorskip(library)
    from benchmarks.columns import FLOATS, wrong

    found = wrong(RULES, 400)
    assert {"columns", "columns, checked", "NumPy by hand", "Polars int64", "DuckDB BIGINT"} <= set(found)
    assert shutil.which("cc") is None or "C kernel" in found
    assert {0} == {differing for name, differing in found.items() if name not in FLOATS}
    assert all(found.get(name, 0) < 80 for name in FLOATS)


def test_files_are_scored_without_bad_rows(tmp_path: Path):
    """What is measured from Parquet to Parquet scores every row, and the set that grows has the leaves it is asked."""
    for library in ("numpy", "pyarrow"):
        pytest.importorskip(library)
    from benchmarks.files import scored, write_projects
    from benchmarks.growth import compiled

    write_projects(tmp_path / "in.parquet", 500)
    assert scored(RULES, tmp_path / "in.parquet", tmp_path / "out.parquet", "all") == 0
    assert 12 == len(list(compiled(12)[0].set.leaves))


def test_engines_score_what_floats_can():
    """Engines of rules, where installed, have the same rules: they differ only where binary floats miss a half."""
    pytest.importorskip("numpy")
    from benchmarks.engines import engines, natural
    from benchmarks.plan import OUTPUTS

    names = [f"m_{name}" if at < 26 else name for at, name in enumerate(OUTPUTS)]
    found = list(projects(200, seed=5))
    ordinary = [project for at, project in enumerate(found) if at % 4 != 3]
    for score in engines().values():
        answers = [score(natural(project)) for project in ordinary]
        rows = [tuple(round(one[name] * (1 if name == "band" else 100)) for name in names) for one in answers]
        same = sum(row == whole_row(project) for row, project in zip(rows, ordinary, strict=True))
        assert same > 0.9 * len(ordinary)
