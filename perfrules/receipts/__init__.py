"""Receipts (复核): a scorecard as a file is scored again from what stands in it, and compared with what comes out."""

from perfrules.receipts.comparing import Discrepancy
from perfrules.receipts.verifying import Verification, verify

__all__ = ["Discrepancy", "Verification", "verify"]
