"""The command line: thin commands over the library; click is imported nowhere else."""

import gc
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and exit: 0 all well, 1 problems found, 2 used wrongly, 130 interrupted."""
    # A short run makes thousands of small values, many of them on import: they all go when the process does.
    gc.disable()
    from perfrules.cli import app

    app.main(arguments)
