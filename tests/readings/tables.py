"""Tables for the tests of columns: rows of evidence as columns, and what the exact reading says of each row."""

import numpy as np

from perfrules.readings.columns import Given
from perfrules.readings.exact import NOT_APPLICABLE, traced

STATES = {None: 1, NOT_APPLICABLE: 2}


def column(values, dtype=object):
    """Return a column of whole numbers, None and NOT_APPLICABLE."""
    numbers = np.array([0 if value in STATES else value for value in values], dtype=dtype)
    states = np.array([STATES.get(value, 0) for value in values], dtype=np.int8)
    return Given(numbers, states if states.any() else None)


def table(inputs, rows, dtypes=None):
    """Return *rows* as a table; *dtypes* has the types of the columns, Python's whole numbers where none is given."""
    columns = zip(*rows, strict=True) if rows else [()] * len(inputs)
    return {
        one.name: column(values, (dtypes or {}).get(one.name, object))
        for one, values in zip(inputs, columns, strict=True)
    }


def assert_exact(inputs, roots, rows, result):
    """Hold every row of a result against the trace of that row."""
    trace_of = traced(inputs, roots)
    assert len(rows) == result.rows
    for at, row in enumerate(rows):
        trace = trace_of(row)
        for root, column in zip(roots, result.columns, strict=True):
            assert trace.state(root) == column.state(at), (root, row)
            value = trace.value(root)
            assert (value if value is None else value + 0) == column.number(at), (root, row, column.lanes)
