"""What is alike when all that it holds is alike."""

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any

import attrs


@cache
def _compared(form: type) -> Callable[[object], Any]:
    return _getter([field.name for field in attrs.fields(form) if field.eq])


@cache
def _hashed(form: type) -> Callable[[object], Any]:
    return _getter([field.name for field in attrs.fields(form) if (field.eq if field.hash is None else field.hash)])


@cache
def _printed(form: type) -> tuple[str, ...]:
    return tuple(field.name for field in attrs.fields(form) if field.repr)


def _getter(names: list[str]) -> Callable[[object], Any]:
    return attrgetter(*names) if names else lambda _: ()


class ByContent:
    """
    The base of attrs classes that are compared, hashed and printed by their fields, just as attrs itself would do it.

    attrs writes and compiles these methods for each class while it is imported, needed or not: for the classes of this
    library that is a tenth of the time a command takes. Here they are found out when a class first needs them.
    A class that inherits from this one is marked `@attrs.frozen(eq=False, repr=False)`: attrs adds none of its own.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        form: type = self.__class__
        content = _compared(form)
        return bool(content(self) == content(other))

    def __hash__(self, *, hashed: Callable[[type], Callable[[object], Any]] = _hashed) -> int:
        # What dies while Python ends may still be hashed, and this module has lost its names by then.
        form: type = self.__class__
        return hash((form, hashed(form)(self)))

    def __repr__(self) -> str:
        form: type = self.__class__
        inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in _printed(form))
        return f"{form.__qualname__.rpartition('>.')[2]}({inside})"
