"""The reading `interval`: between which ends a formula lies, from declared ranges and relations or known values."""

from perfrules.readings.interval.bounds import ANY, EMPTY, Bounds
from perfrules.readings.interval.evaluate import Intervals

__all__ = ["ANY", "EMPTY", "Bounds", "Intervals"]
