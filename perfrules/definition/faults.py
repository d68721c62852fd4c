"""Faults of values that do not fit the model, as texts with key paths: what lies behind an exception."""

from collections.abc import Iterable, Iterator

import attrs

from perfrules.content import ByContent
from perfrules.language import Text, text
from perfrules.problems import Key


class UnfitError(TypeError):
    """A value is not of the form that its key takes; `text` says what was expected, `advice` what to do."""

    def __init__(self, message: Text, advice: Text | None = None, code: str = "PR023") -> None:
        self.text, self.advice, self.code = message, advice, code
        super().__init__(message)

    def __str__(self) -> str:
        return str(self.text)


@attrs.frozen(eq=False, repr=False)
class Fault(ByContent):
    """One fault: the path from the value that was structured, what is wrong, what to do, and the problem's code."""

    path: Key
    text: Text
    advice: Text | None = None
    code: str = "PR023"


class FaultsError(TypeError):
    """Several parts of a value do not fit; `faults` are all of them, with paths from this value."""

    def __init__(self, found: Iterable[Fault]) -> None:
        self.faults = tuple(found)
        super().__init__("; ".join(str(fault.text) for fault in self.faults))


def faults(error: BaseException, path: Key = ()) -> Iterator[Fault]:
    """Yield every fault behind *error*, each with its path, which begins with *path*."""
    if isinstance(error, FaultsError):
        for fault in error.faults:
            yield attrs.evolve(fault, path=(*path, *fault.path))
    elif isinstance(error, UnfitError):
        yield Fault(path, error.text, error.advice, error.code)
    else:
        said = "" if isinstance(error, SystemExit) else str(error)
        yield Fault(path, text("{reason}", reason=said or type(error).__name__))
