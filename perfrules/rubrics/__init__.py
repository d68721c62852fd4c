"""Rubric kinds (评分方法): one file a kind; the docstring of a kind is its page in the catalogue."""

from perfrules.rubrics.awarding import Promise, award, promise_of, summary_of, target_of
from perfrules.rubrics.binding import bind, is_condition, misfits, quantities, truth
from perfrules.rubrics.checklist import Checklist
from perfrules.rubrics.deduction import Deduct, Deduction
from perfrules.rubrics.formula import Formula
from perfrules.rubrics.goalposts import Goalposts
from perfrules.rubrics.interpolate import Interpolate
from perfrules.rubrics.judged import Judged, JudgedTier
from perfrules.rubrics.linear import Linear
from perfrules.rubrics.lookup import Lookup
from perfrules.rubrics.page import Page, page
from perfrules.rubrics.points import Point, PointSymbol
from perfrules.rubrics.proportional import Proportional
from perfrules.rubrics.threshold import Threshold
from perfrules.rubrics.tiers import Tier, Tiers

KINDS: tuple[type, ...] = (
    Checklist,
    Proportional,
    Threshold,
    Tiers,
    Lookup,
    Interpolate,
    Goalposts,
    Linear,
    Deduction,
    Judged,
    Formula,
)

__all__ = [
    "KINDS",
    "Checklist",
    "Deduct",
    "Deduction",
    "Formula",
    "Goalposts",
    "Interpolate",
    "Judged",
    "JudgedTier",
    "Linear",
    "Lookup",
    "Page",
    "Point",
    "PointSymbol",
    "Promise",
    "Proportional",
    "Threshold",
    "Tier",
    "Tiers",
    "award",
    "bind",
    "is_condition",
    "misfits",
    "page",
    "promise_of",
    "quantities",
    "summary_of",
    "target_of",
    "truth",
]
