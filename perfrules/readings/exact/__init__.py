"""The exact reading: marks of one project by generated straight-line Python over whole numbers."""

from perfrules.readings.exact.fast import Fast, UndefinedError, fast
from perfrules.readings.exact.trace import NOT_APPLICABLE, Row, Trace, Traced, certain, reached
from perfrules.readings.exact.traced import traced

__all__ = ["NOT_APPLICABLE", "Fast", "Row", "Trace", "Traced", "UndefinedError", "certain", "fast", "reached", "traced"]
