"""Rows of evidence as tables, in columns of any type that holds them, and what scoring each row by itself gives."""

from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import pyarrow as pa
from hypothesis import strategies as st

import perfrules as pr
from perfrules.case.numbers import value_text

ODD = st.sampled_from(
    (
        "", "  ", "many", "１２．５", "12.5%", "98.09 %", "1e3", "1,234", "+7", "-1", "007.50", ".5", "5.", "0.1234567",
        "是", "否", "true", "2017/3/5", "2017年3月5日", "5²", "万", "nan", "-0", "1" * 31, "9" * 20, "x" * 900, "１%",
        "\x1c", " 3 ", "3\u3000", "0.10", "0.1000000",
    )
)  # fmt: skip
NUMBERS = st.one_of(
    st.integers(-(2**63), 2**63 - 1),
    st.integers(-5, 200),
    st.decimals(-1000, 1000, places=3),
    st.sampled_from((0.1, 0.3, 2.675, 1e15, 9007199254740993.0, 1e300, float("inf"), 0.1 + 0.2, -0.0, 1 / 3, 12.34)),
    st.booleans(),
)


def text_of(value):
    """Return what a clerk writes for a value."""
    return value if isinstance(value, str) else value_text(value)


def column(values, choose):
    """Return an Arrow column of *values*, of a type that *choose* picks among those that hold them."""
    given = [value for value in values if value is not None]
    if any(isinstance(value, list) for value in given):
        return pa.array([value if isinstance(value, list) else None for value in values])
    ways = [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())]
    typed = None
    with suppress(pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
        typed = pa.array(values)
    if typed is not None and not pa.types.is_string(typed.type):
        ways += [None] * 4
    if given and all(isinstance(value, Decimal | int) and not isinstance(value, bool) for value in given):
        ways += [pa.decimal128(38, 8), pa.decimal256(60, 9), pa.float64(), pa.float32()]
    kind = choose(ways)
    if kind is None:
        return typed
    if pa.types.is_floating(kind):
        return pa.array([None if value is None else float(value) for value in values], kind)
    if pa.types.is_decimal(kind):
        try:
            return pa.array([None if value is None else Decimal(value) for value in values], kind)
        except (pa.ArrowInvalid, ValueError):
            kind = pa.string()
    texts = [None if value is None else text_of(value) for value in values]
    return pa.array(texts, pa.string()).cast(kind)


def tables(cases, names):
    """Give tables: rows that can be scored, and in some of them something else."""

    @st.composite
    def table(draw):  # without arguments, since all of the set would be in its name
        return _table(draw, cases, names)

    return table()


def _table(draw, cases, names):
    rows = draw(st.lists(cases, min_size=1, max_size=6))
    for row in rows:
        for name in draw(st.lists(st.sampled_from(names), max_size=2)) if draw(st.booleans()) else ():
            row[name] = draw(st.one_of(ODD, NUMBERS, st.none()))
    found = {}
    for name in dict.fromkeys(name for row in rows for name in row):
        found[name] = column([row.get(name) for row in rows], lambda ways: draw(st.sampled_from(ways)))
    return pa.table(found)


def row_of(rules, table, at):
    """Return a row of a table as evidence."""
    found = {}
    for name in table.column_names:
        value = table.column(name)[at].as_py()
        if pa.types.is_float32(table.schema.field(name).type) and value is not None:
            value = table.column(name).to_numpy()[at]
        subject, part = rules.binder.meaning(name)
        if value is not None:
            found[name] = {"met": value} if part is None and subject.sort == "checklist" else value
    return found


def expected(rules, evidence):
    """Return what scoring a row by itself gives: problems, and of each node marks, rate and grade."""
    problems = [(problem.code, problem.message) for problem in rules.check(evidence)]
    try:
        card = rules.score(evidence)
    except pr.CaseError:
        return problems, None
    return problems, {
        outcome.code: (exact(outcome.marks), shown(outcome.rate_shown), outcome.grade) for outcome in card.outcomes
    }


def exact(value):
    """Return a number as a fraction, texts of fractions too."""
    return None if value is None else Fraction(value)


def shown(rate):
    """Return a rate that is printed in percent."""
    return Fraction(rate.removesuffix("%")) / 100 if rate else None


def found(rules, result):
    """Return the same of each row of a result."""
    rows = result.table.to_pylist()
    problems = {row: [] for row in range(len(rows))}
    for one in result.problems.to_pylist():
        problems[one["row"] - 1].append((one["code"], one["message"]))
    codes = [node.code for node in rules.set.walk() if node.code != "total" or rules.set.has_total]
    bad = {one["row"] - 1 for one in result.problems.to_pylist() if one["severity"] == "error"}
    out = []
    for place, row in enumerate(rows):
        nodes = None
        if place not in bad:
            nodes = {
                code: tuple(cell(rules, row, code, output) for output in ("marks", "rate", "grade")) for code in codes
            }
        out.append((problems[place], nodes))
    return out


def cell(rules, row, code, output):
    """Return what a row of a result says of a node."""
    value = row.get(output if code == rules.set.results[0] else f"{code}/{output}")
    return value if output == "grade" else exact(value)


__all__ = ["expected", "found", "row_of", "tables"]
