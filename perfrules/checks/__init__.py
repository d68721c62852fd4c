"""Checks on a definition that need its formulas: scales, tiers and bands that can be reached, divisions."""

from perfrules.checks.formulas import check_formulas
from perfrules.checks.witness import Witness, find_witness

__all__ = ["Witness", "check_formulas", "find_witness"]
