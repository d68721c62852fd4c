"""Checks that cross the nodes of a definition and need no formulas: each a small function that yields problems."""

from collections.abc import Callable, Iterator

from perfrules.definition.build import Draft
from perfrules.definition.faults import Key
from perfrules.definition.library import Offers
from perfrules.model import GradeScale
from perfrules.problems import Place, Problem


def check(draft: Draft, registry: Offers) -> Iterator[Problem]:
    """Yield everything that is wrong between the parts of *draft*."""
    del draft, registry
    yield from ()


def check_bands(scale: GradeScale, place: Callable[[Key], Place]) -> Iterator[Problem]:
    """Yield what is wrong with the bands of *scale*."""
    del scale, place
    yield from ()
