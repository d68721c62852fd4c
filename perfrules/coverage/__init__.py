"""
Coverage of rules (规则覆盖): the places of a set's formulas that evidence may get to, and what gets there.

`Survey` finds the sites of a set, `Tally` counts which of them cases exercise, and `Reaching` searches for evidence.
"""

from perfrules.coverage.reaching import Reaching
from perfrules.coverage.sites import ConditionSite, Run, Site, SourceSite
from perfrules.coverage.surveying import Survey
from perfrules.coverage.tally import Coverage, Covered, Tally
from perfrules.coverage.wording import coverage_data, coverage_lines

__all__ = [
    "ConditionSite",
    "Coverage",
    "Covered",
    "Reaching",
    "Run",
    "Site",
    "SourceSite",
    "Survey",
    "Tally",
    "coverage_data",
    "coverage_lines",
]
