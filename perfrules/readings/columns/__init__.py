"""
The columns reading: the outputs of a definition for many rows, by a fixed plan of NumPy calls, exact to the last digit.

It needs NumPy, which nothing else in the library does: the extra `perfrules[tables]`.
"""

from importlib.util import find_spec

from perfrules.problems import PerfrulesError

if find_spec("numpy") is None:
    _message = "scoring tables needs NumPy: install perfrules[tables]"
    raise PerfrulesError(_message)

from perfrules.readings.columns.given import ColumnError, Given, Source
from perfrules.readings.columns.reading import BLOCK, ColumnReading, columns
from perfrules.readings.columns.result import Column, Result

__all__ = ["BLOCK", "Column", "ColumnError", "ColumnReading", "Given", "Result", "Source", "columns"]
