"""Python's search for garbage, and when it does not pay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class _Inside:
    """How many are making many things right now, and whether the program looked for garbage before the first did."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._count = 0
        self._before = False

    def enter(self) -> None:
        with self._lock:
            if not self._count:
                self._before = gc.isenabled()
            self._count += 1
            gc.disable()

    def leave(self) -> None:
        with self._lock:
            self._count -= 1
            if not self._count and self._before:
                gc.enable()


_INSIDE = _Inside()


@contextmanager
def unsearched() -> Iterator[None]:
    """
    Do not look for garbage for a moment in which very many small things are made, all of which stay.

    Python looks through what there is again and again while it grows, finds nothing, and takes a third of the time in
    which a large set is loaded. Where a program has switched the search off it stays off; of several threads the last
    one that leaves switches it on again.
    """
    _INSIDE.enter()
    try:
        yield
    finally:
        _INSIDE.leave()
