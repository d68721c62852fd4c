"""The hooks with which perfrules finds the definitions and the evidence readers of this package."""

from pathlib import Path

import perfrules as pr

from .readers import FaultLog, Questionnaire


@pr.hookimpl
def perfrules_definitions() -> list[Path]:
    """Return the folder of the indicator sets and grade scales."""
    return [Path(__file__).parent / "sets"]


@pr.hookimpl
def perfrules_evidence_readers() -> list[type]:
    """Return the readers of fault logs and of questionnaires."""
    return [FaultLog, Questionnaire]
