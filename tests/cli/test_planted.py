"""`perfrules batch` over a file with a thousand bad rows of all sorts: exactly these are told, all others scored."""

import csv
import re

import pyarrow.parquet as pq
import pytest

import perfrules as pr
from tests.tables.planting import LINES, SET, SORTS, TYPED, planted, wrong

pytestmark = pytest.mark.slow  # whole processes


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_thousand_bad_rows_stop_nothing(run, tmp_path, form):
    """Row, key, column and code of each are in the file of problems; scores, counts and summary agree."""
    (tmp_path / "set.toml").write_text(SET, "utf-8")
    if form == "csv":
        rows = planted([*SORTS.values(), *LINES.values()])
        (tmp_path / "in.csv").write_bytes(rows.lines())
    else:
        rows = planted([sort for name, sort in SORTS.items() if name in TYPED])
        pq.write_table(rows.typed(), tmp_path / "in.parquet")
    options = ("-o", "out.parquet", "--problems", "bad.csv", "--key", "no", "--lang", "en")
    ended = run("batch", "set.toml", f"in.{form}", *options)
    assert 1 == ended.status
    for label, number in (("Rows", "20,000"), ("Scored", "19,000"), ("Not scored", "1,000")):
        assert re.search(rf"^{label} +{number}$", ended.out, re.MULTILINE)
    with (tmp_path / "bad.csv").open(encoding="utf-8", newline="") as file:
        told = [(int(one["row"]), one["key"], one["column"], one["code"]) for one in csv.DictReader(file)]
    assert [(row, key or "", column or "", code) for row, key, column, code in rows.told()] == told
    scores = pq.read_table(tmp_path / "out.parquet")
    assert [] == wrong(pr.load(tmp_path / "set.toml"), rows, scores)
    codes = [rows.sorts[at].code if at in rows.sorts else None for at in range(20_000)]
    assert codes == scores["absence_reason"].to_pylist()
