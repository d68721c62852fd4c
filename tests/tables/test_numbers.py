"""Columns of every type that holds numbers: read as the numbers that they are, or refused."""

from datetime import UTC, date, datetime
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest

from tests.tables.tabling import expected, found, row_of

DAY = date(2026, 3, 5)


def scored(rules, good, name, array):
    """Return problems and marks of good rows in which one column is *array*, and of each row by itself."""
    columns = {other: pa.array([value] * len(array)) for other, value in good.items()}
    table = pa.table({**columns, name: array})
    result = rules.score_table(table, codes="all")
    return result, [expected(rules, row_of(rules, table, at)) for at in range(len(array))]


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("spent", pa.array([95, 0, -1, None], pa.int8())),
        ("spent", pa.array([95, 2**63, 2**64 - 1], pa.uint64())),
        ("spent", pa.array([2**62, -(2**63)], pa.int64())),
        ("spent", pa.array([95.5, 95.12345, 0.1, 1e15, float("inf"), float("nan"), -0.0], pa.float64())),
        ("spent", pa.array([95.5, 12.34, 0.1, 16777217.0], pa.float32())),
        ("spent", pa.array([np.float16(95.5), np.float16(0.1)], pa.float16())),
        ("spent", pa.array([Decimal("95.5000000"), Decimal("95.1234500"), None], pa.decimal128(20, 7))),
        ("spent", pa.array([Decimal("95.5"), Decimal("-95.5")], pa.decimal256(70, 2))),
        ("spent", pa.array([Decimal("95.5"), None], pa.decimal32(5, 1))),
        ("spent", pa.array([Decimal("95.5"), None], pa.decimal64(9, 1))),
        ("spent", pa.array([Decimal("1e30"), Decimal(99999999999999999999)], pa.decimal256(60, 0))),
        ("spent", pa.array([True, None])),
        ("spent", pa.array([b"95", None])),
        ("spent", pa.array([[1], None])),
        ("spent", pa.array([{"value": 95, "note": None}, None])),
        ("spent", pa.array(["95.5", "bad"]).dictionary_encode()),
        ("spent", pa.array(["95.5", "12345678901234567890.5"], pa.string_view())),
        ("spent", pa.array(["95.5", None], pa.large_string())),
        ("spent", pa.RunEndEncodedArray.from_arrays([2, 3], ["95.5", "7"])),
        ("lit", pa.array([190.0, 190.5, None])),
        ("lit", pa.array([Decimal("190.00"), Decimal("190.50")], pa.decimal128(9, 2))),
        ("audited", pa.array([True, False, None])),
        ("audited", pa.array([1, 0, 2], pa.int64())),
        ("audited", pa.array([1.0, None])),
        ("district", pa.array(["city", "county", "town", None]).dictionary_encode()),
        ("district", pa.array([1, 2])),
        ("finished", pa.array([DAY, date(1969, 12, 31), None])),
        ("finished", pa.array([DAY], pa.date64())),
        ("finished", pa.array([datetime(1969, 12, 31, 23, 59), datetime(2026, 3, 5, 1)], pa.timestamp("s"))),  # noqa: DTZ001 - tables have local time
        ("finished", pa.array([datetime(2026, 3, 5, 23, tzinfo=UTC)], pa.timestamp("us", "Asia/Shanghai"))),
        ("finished", pa.array([1_700_000_000_123_456_789], pa.timestamp("ns"))),
        ("C/rules", pa.array([True, False, None])),
        ("C/rules", pa.array([1, 0.5, 0.33333, 2.0])),
        ("C/faults/faults", pa.array([True, False])),
        ("C/faults/faults", pa.array([0, 1, 3, -1])),
        ("C/log/na", pa.array([False, True, None])),
        ("C/log/na", pa.array([0, 1])),
        ("C/log/na", pa.array([0.0, None, float("nan"), 2.0])),
        ("C/log/na", pa.array([0, None, 1], pa.float16())),
        ("C/log/na", pa.array([0, None, 2**63, 2**64 - 1], pa.uint64())),
        ("B/na", pa.array(["\u200b", "x", "\u3000"])),
        ("D/marks", pa.array([3.5, 4.1, None])),
        ("D/marks", pa.array([4, 5])),
        ("D/marks", pa.array([[3], None])),
        ("D", pa.array([3.5])),
        ("D/reason", pa.array([1, None])),
        ("q/valid", pa.array([20, 19, 30, -1, None])),
        ("q/valid", pa.array([20.0])),
        ("q/sent", pa.array([20, None])),
        ("q/yes", pa.array([10**15, 17])),
        ("A/na", pa.array([None, "x"])),
        ("C", pa.array([["rules", "faults"], [], None])),
        ("q", pa.array([{"counts": {"yes": 1}}])),
    ],
    ids=lambda value: value if isinstance(value, str) else str(value.type),
)
def test_a_column_is_read_as_its_values_are_one_by_one(rules, good, name, array):
    """Problems, marks, rates and grades are those that each row has as a case."""
    result, by_itself = scored(rules, good, name, array)
    assert by_itself == found(rules, result)


def test_plain_columns_are_read_all_at_once(rules, good):
    """Numbers in their types, short texts of digits and true or false leave no row to be read by itself."""
    for name, array in (
        ("spent", pa.array([95.5, 0.3, 12.34])),
        ("spent", pa.array([95, 3])),
        ("spent", pa.array([Decimal("95.5000000")], pa.decimal128(20, 7))),
        ("spent", pa.array(["95.5", "007.50", "９"])),
        ("audited", pa.array([True, False])),
        ("finished", pa.array([DAY])),
        ("B/na", pa.array(["", None, "none"])[1:2]),
    ):
        assert 0 == scored(rules, good, name, array)[0].counts.careful, name


def test_a_list_of_points_stands_for_columns_of_flags(rules, good):
    """What is listed is met, what is not is not, and what is unknown or listed twice is a problem."""
    rest = {name: value for name, value in good.items() if not name.startswith("C/")}
    lists = [["rules", "log", "faults"], ["log"], [], None, ["none"], ["log", "log"], ["log", None]]
    table = pa.table({**{name: [value] * len(lists) for name, value in rest.items()}, "C": lists})
    result = rules.score_table(table, codes="all")
    assert [expected(rules, row_of(rules, table, at)) for at in range(len(lists))] == found(rules, result)
    assert Decimal("6.00") == result.table.column("C/marks")[0].as_py()


def test_numbers_of_any_size_are_exact(rules, good):
    """Beyond 64 bits they are Python's own, up to the digits that a case may have."""
    values = [Decimal(f"{'9' * 28}.5"), Decimal("95.5")]
    result, by_itself = scored(rules, {**good, "budget": "9" * 29}, "spent", pa.array(values, pa.decimal256(50, 2)))
    assert by_itself == found(rules, result)
