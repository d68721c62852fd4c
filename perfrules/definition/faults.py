"""Faults of values that do not fit the model, as texts with key paths: what lies behind a group of exceptions."""

from collections.abc import Iterator

import attrs
from cattrs.errors import (
    AttributeValidationNote,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)

from perfrules.content import ByContent
from perfrules.language import Text, text
from perfrules.model.fields import key_of
from perfrules.problems import suggestion

Key = tuple[str | int, ...]


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


def faults(error: Exception, path: Key = ()) -> Iterator[Fault]:
    """Yield every fault behind *error*, each with its path."""
    if isinstance(error, ClassValidationError):
        keys = {field.name: key_of(field) for field in attrs.fields(error.cl)} if attrs.has(error.cl) else {}
        for part in error.exceptions:
            name = _note(part, AttributeValidationNote)
            yield from faults(part, path if name is None else (*path, keys.get(str(name), str(name))))
    elif isinstance(error, IterableValidationError):
        for part in error.exceptions:
            index = _note(part, IterableValidationNote)
            yield from faults(part, path if index is None else (*path, index))
    else:
        yield from _leaf(error, path)


def _note(error: Exception, kind: type[AttributeValidationNote | IterableValidationNote]) -> str | int | None:
    # The note of the innermost level was added first, and that level has been left already.
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, kind):
            place: str | int = note.name if isinstance(note, AttributeValidationNote) else note.index
            return place
    return None


def _leaf(error: Exception, path: Key) -> Iterator[Fault]:
    if isinstance(error, ForbiddenExtraKeysError):
        known = [key_of(field) for field in attrs.fields(error.cl)] if attrs.has(error.cl) else []
        for name in sorted(error.extra_fields):
            shown = text("`{name}` is unknown here", name=name)
            yield Fault((*path, name), shown, suggestion(name, known), "PR021")
    elif isinstance(error, UnfitError):
        yield Fault(path, error.text, error.advice, error.code)
    elif isinstance(error, KeyError) and path:
        yield Fault(path, text("`{name}` is missing", name=path[-1]), None, "PR022")
    else:
        yield Fault(path, text("{reason}", reason=str(error) or type(error).__name__))
