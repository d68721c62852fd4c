"""Scoring: rules, scorecards, and what explains them."""

from perfrules.scoring.award import Award, BranchTaken, Cited, EvidenceRead, LedgerEntry, Outcome, PointAward
from perfrules.scoring.loading import load
from perfrules.scoring.outlook import Outlook
from perfrules.scoring.rules import Rules
from perfrules.scoring.scorecard import Scorecard

__all__ = [
    "Award",
    "BranchTaken",
    "Cited",
    "EvidenceRead",
    "LedgerEntry",
    "Outcome",
    "Outlook",
    "PointAward",
    "Rules",
    "Scorecard",
    "load",
]
