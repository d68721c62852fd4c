"""The hook with which perfrules finds the indicator set of this package."""

from pathlib import Path

import perfrules as pr


@pr.hookimpl
def perfrules_definitions() -> list[Path]:
    """Return the folder of the indicator set."""
    return [Path(__file__).parent / "sets"]
