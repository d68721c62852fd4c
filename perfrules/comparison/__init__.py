"""Comparing definitions (定义比较): what was changed, whether scores stay comparable, and what it does to cases."""

from perfrules.comparison.definitions import diff
from perfrules.comparison.model import CaseChange, Cause, Change, Comparison, Difference, ResultChange

__all__ = ["CaseChange", "Cause", "Change", "Comparison", "Difference", "ResultChange", "diff"]
