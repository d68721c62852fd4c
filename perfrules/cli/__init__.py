"""The command line: thin commands over the library; click is imported nowhere else."""

import gc
import sys
from collections.abc import Sequence

INTERRUPTED = 130
"""The exit status of a program that the user interrupts."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and exit: 0 all well, 1 problems found, 2 used wrongly, 130 interrupted."""
    # A short run makes thousands of small values, many of them on import: they all go when the process does.
    gc.disable()
    try:
        from perfrules.cli import app

        app.main(arguments)
    except KeyboardInterrupt:  # while it starts, or ends: in between, the program itself says so
        sys.exit(INTERRUPTED)
    finally:
        if not gc.isenabled():  # a long run has collected all the time
            gc.freeze()  # else Python looks through them all once more as it ends
