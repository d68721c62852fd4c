"""
The exact reading: marks of one project by generated straight-line Python over whole numbers.

The variant without a trace is in `perfrules.readings.exact.fast`, and is loaded by those who score many projects.
"""

from perfrules.readings.exact.trace import NOT_APPLICABLE, Row, Trace, Traced, certain, reached
from perfrules.readings.exact.traced import traced

__all__ = ["NOT_APPLICABLE", "Row", "Trace", "Traced", "certain", "reached", "traced"]
