"""Bad input of every sort: problems, and never anything else."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import perfrules as pr
import perfrules_shanghai
from perfrules.case import Case, case_from, cells
from perfrules.case.numbers import UnfitValueError, exact
from perfrules.case.read import case_of
from perfrules.case.sheets import Sheet, read_sheet, rows_for
from perfrules.definition.document import Document, parse_toml
from perfrules.readings.exact import NOT_APPLICABLE

FOLDER = Path(perfrules_shanghai.__file__).parent / "cases" / "hezuo-2017"
REAL = (FOLDER / "case.toml").read_text(encoding="utf-8")
FAULTS = (FOLDER / "faults.csv").read_bytes()
PIECES = sorted({*re.findall(r'"[^"\n]{1,20}"|[\w.]+|[\[\]{}=,]', REAL)})
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-5, 200)
    | st.integers()
    | st.decimals()
    | st.fractions()
    | st.floats()
    | st.dates()
    | st.text(max_size=20)
    | st.sampled_from(
        ["", "19.000", "98.09%", "是", "works", "nan", "1e9", "2024-01-01", "v.csv", "../x", "rules", "9" * 5000]
    )
)
TABLES = st.sampled_from(
    [
        "value",
        "counts",
        "file",
        "valid",
        "sent",
        "met",
        "marks",
        "reason",
        "document",
        "note",
        "not_applicable",
        "faults",
        "rules",
        "ledger",
        "good",
        "all",
        "x",
    ]
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TABLES, inner, max_size=4), max_leaves=8
)


@pytest.fixture(scope="module")
def real():
    """The rules of the real case."""
    return pr.load("shanghai/it-operations")


def whole(row):
    """Return whether a row has nothing but whole numbers, None and the marker."""
    return all(value is None or value is NOT_APPLICABLE or type(value) is int for value in row)


@st.composite
def mutated(draw, source, pieces):
    """Draw *source* after a few cuts, insertions and replacements."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(source)))
        end = min(len(source), start + draw(st.integers(0, 30)))
        source = source[:start] + draw(pieces) + source[end:]
    return source


@given(source=mutated(REAL, st.sampled_from(PIECES) | st.text(max_size=4)))
def test_a_mutated_case_is_bound_or_refused(real, source):
    """A real case with anything in it is a case that binds, or a CaseError."""
    document = parse_toml(source, "case.toml")
    if not isinstance(document, Document):
        return
    try:
        case = case_of(document, FOLDER)
    except pr.CaseError:
        return
    bound = real.binder.bind(case)

    assert whole(bound.row)
    assert all(str(problem) for problem in bound.problems)


@given(data=st.data())
def test_any_evidence_is_bound_or_a_problem(binder, data):
    """Whatever stands under any name, binding raises nothing, and a value that is not there is told."""
    names = st.sampled_from([*binder.subjects, *binder._flat]) | st.text(max_size=5)
    evidence = data.draw(st.dictionaries(names, VALUES, max_size=5))
    bound = binder.bind(evidence)

    assert whole(bound.row)
    assert all(str(problem) for problem in bound.problems)
    assert bound.shown is not None
    assert bound.evidence is not None


@given(value=SCALARS)
def test_a_number_is_exact_or_refused(value):
    """What is read as a number is that number: the decimal text of a float, the value of anything else."""
    try:
        number = exact(value, percent=True)
    except UnfitValueError:
        return
    if isinstance(value, str):
        plain = value.strip().removesuffix("%")
        assert number in {Fraction(plain), Fraction(plain) / 100} or not plain.isascii()
    else:
        assert number == (Fraction(repr(value)) if isinstance(value, float) else Fraction(value))


@given(name=st.sampled_from(["budget", "index", "due", "ratio"]), text=st.text("01959.-+_ %０", max_size=7))
def test_the_quick_and_the_careful_way_agree(binder, name, text):
    """A text that is read quickly gives what reading it carefully gives."""
    place = [item.name for item in binder.inputs].index(name)
    try:
        expected = binder.subjects[name].slots[""].whole(text)
    except UnfitValueError:
        expected = None

    assert expected == binder.bind({name: text}).row[place]


@given(data=st.data())
def test_flat_and_nested_names_agree(binder, data):
    """A case by flat names and the same case by tables give the same row."""
    numbers = {
        "budget": data.draw(st.decimals(1, 99, places=2)),
        "due": data.draw(st.integers(5, 9)),
        "done": data.draw(st.integers(0, 5)),
    }
    good, bad = data.draw(st.integers(0, 50)), data.draw(st.integers(0, 50))
    credit, faults = data.draw(st.decimals(0, 1, places=3)), data.draw(st.integers(0, 9))
    quick, more = data.draw(st.integers(0, 50)), data.draw(st.integers(0, 50))
    nested = {name: {"value": value} for name, value in numbers.items()} | {
        "opinion": {"counts": {"good": good, "fair": 0, "bad": bad}},
        "visits": {"counts": {"all": quick + more, "quick": quick}},
        "A2": {"met": {"rules": credit, "ledger": {"faults": faults}, "reviews": {"not_applicable": "无"}}},
    }
    flat = {name: str(value) for name, value in numbers.items()} | {
        "opinion/good": good,
        "opinion/fair": 0,
        "opinion/bad": bad,
        "visits/all": quick + more,
        "visits/quick": quick,
        "A2/rules": credit,
        "A2/ledger/faults": faults,
        "A2/reviews/na": "无",
    }

    assert binder.bind(nested).row == binder.bind(Case(evidence=flat)).row
    assert () == binder.bind(flat).problems


@given(raw=mutated(FAULTS, st.binary(max_size=4) | st.sampled_from([b",", b'"', b"\n", b"\r", b"\0", b"\xef\xbb\xbf"])))
def test_a_mutated_table_is_read_or_a_problem(raw):
    """A real table with anything in it is a table, or one problem that says why not."""
    sheet = read_sheet(raw, "faults.csv")
    if not isinstance(sheet, Sheet):
        assert str(sheet)
        return
    found = []
    rows = rows_for(
        sheet,
        [pr.Column("reported", "报障时间"), pr.Column("cause", "原因", required=False)],
        lambda *p: found.append(p),
    )
    for row in rows or ():
        row.moment("reported")
        row.number("cause")

    assert rows is not None or found


@given(raw=mutated(FAULTS, st.binary(max_size=4)), data=st.data())
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_mutated_table_of_a_case(real, tmp_path, raw, data):
    """The real reader on a mutated table gives counts, or problems of that table."""
    name = data.draw(st.sampled_from(["faults.csv", "answers.csv"]))
    (tmp_path / name).write_bytes(raw)
    bound = real.binder.bind({"fault_log": {"file": name}, "safety": {"file": name}}, tmp_path)

    assert ("fault_log" in bound.records) or bound.errors


@given(moment=st.datetimes(), written=st.sampled_from(["%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y年%m月%d日 %H:%M"]))
def test_moments_are_read_back(moment, written):
    """A moment in any of the usual forms is that moment."""
    moment = moment.replace(year=max(moment.year, 1000), microsecond=0, second=moment.second * ("%S" in written))

    assert moment == cells.moment(moment.strftime(written))


@given(day=st.dates(min_value=date(1000, 1, 1)), number=st.decimals(-999, 999, places=3))
def test_days_and_numbers_are_read_back(day, number):
    """A date and a number in a cell are that date and number."""
    assert day == cells.day(day.isoformat())
    assert number == cells.number(str(number))
    assert isinstance(cells.number(str(number)), Decimal)


@given(data=st.dictionaries(st.sampled_from(["format", "indicator_set", "evidence", "document", "x"]), VALUES))
def test_plain_data_is_a_case_or_refused(data):
    """Any plain data are a case, or a CaseError."""
    try:
        case = case_from(data)
    except pr.CaseError:
        return

    assert isinstance(case, Case)
