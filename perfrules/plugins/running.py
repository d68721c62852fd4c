"""Running the code of a plugin: what it raises and what it prints is caught, and goes no further."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from io import BytesIO, TextIOWrapper
from types import FrameType
from typing import Generic, TypeVar

import attrs

T = TypeVar("T")
_LONGEST = 100


@attrs.frozen(eq=False)
class Ran(Generic[T]):
    """
    How a piece of a plugin's code ended.

    Attributes:
        value: what it returned, None where it raised.
        error: what it raised, or None.
        printed: what it printed on standard output, in one line, cut where it is long.

    """

    value: T | None
    error: BaseException | None = None
    printed: str = ""


def ran(task: Callable[[], T]) -> Ran[T]:
    """
    Return how *task* ends, SystemExit and the like included.

    Raises:
        KeyboardInterrupt: the user interrupts; one that the task itself raises is its error.

    """
    stream = TextIOWrapper(BytesIO(), encoding="utf-8", errors="replace", write_through=True)
    with _interrupts() as interrupted:
        try:
            with redirect_stdout(stream):
                value = task()
        except BaseException as error:
            if interrupted and isinstance(error, KeyboardInterrupt):
                raise
            return Ran(None, error, _printed(stream))
    return Ran(value, None, _printed(stream))


@contextmanager
def _interrupts() -> Iterator[list[int]]:
    """Give a list that has something in it once the user has interrupted."""
    seen: list[int] = []
    before = signal.getsignal(signal.SIGINT)

    def note(number: int, frame: FrameType | None) -> None:
        seen.append(number)
        if callable(before):
            before(number, frame)

    try:
        if callable(before):
            signal.signal(signal.SIGINT, note)
    except ValueError:  # only the main thread has signals; nothing interrupts the others
        before = None
    try:
        yield seen
    finally:
        if callable(before) and signal.getsignal(signal.SIGINT) is note:
            signal.signal(signal.SIGINT, before)


def _printed(stream: TextIOWrapper) -> str:
    try:
        stream.flush()
        raw = stream.buffer
        said = raw.getvalue() if isinstance(raw, BytesIO) else b""
    except ValueError:  # it closed what it took for standard output
        return ""
    line = " ".join(said.decode("utf-8", "replace").split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
