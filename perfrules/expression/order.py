"""The order in which names can be worked out: each after those that it reads."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def in_order(reads: Mapping[Key, Iterable[Key]]) -> Iterator[Key]:
    """
    Yield the keys of *reads*, each after those of them that it reads, else in the order in which they come.

    A circle is cut where it comes back to a key; there is no recursion, however long a chain is.
    """
    met: set[Key] = set()
    for start in reads:
        waiting = [(start, iter(reads[start]))] if start not in met else []
        met.add(start)
        while waiting:
            key, rest = waiting[-1]
            inner = next((other for other in rest if other in reads and other not in met), None)
            if inner is None:
                waiting.pop()
                yield key
            else:
                met.add(inner)
                waiting.append((inner, iter(reads[inner])))
