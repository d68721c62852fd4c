"""Which indicators of two sets are the same: those of one code, and those that were only given another."""

import re
from collections.abc import Mapping

import attrs

from perfrules.content import ByContent
from perfrules.model import Indicator, IndicatorSet
from perfrules.model.indicator_set import TOTAL

_CODES = re.compile(r"""(\b(?:marks|exact|rate)\(\s*)(["'])(.*?)\2""")


@attrs.frozen(eq=False, repr=False)
class Matching(ByContent):
    """
    The indicators of an old and a new set that belong together.

    Attributes:
        codes: the new code of each old one that is still there.
        removed: the old codes that are gone.
        added: the new codes that were not there.

    """

    codes: Mapping[str, str]
    removed: tuple[str, ...]
    added: tuple[str, ...]

    @property
    def renumbered(self) -> Mapping[str, str]:
        """The new code of each old one that was given another."""
        return {old: new for old, new in self.codes.items() if old != new}

    def code(self, old: str) -> str:
        """Return the new code of an old one; one that is gone is its own, marked so that it is no new one."""
        return self.codes.get(old, f"{old} (old)" if old in self.added else old)

    def expression(self, written: str) -> str:
        """Return an old expression with the codes of the new set."""
        if not self.renumbered:
            return written
        return _CODES.sub(lambda found: f"{found[1]}{found[2]}{self.code(found[3])}{found[2]}", written)


def matching(old: IndicatorSet, new: IndicatorSet) -> Matching:
    """
    Return which indicators of two sets are the same.

    Those of one code and one name belong together; then those that are alike in all but code and parent (of several,
    those whose parents belong together first, in the order of the tree); then what is left of one code.
    """
    codes = {
        node.code: node.code
        for node in old.indicators
        if node.code in new.by_code and (node.code == TOTAL or new.by_code[node.code].name == node.name)
    }
    fresh: dict[str, dict[str, Indicator]] = {}
    for node in new.walk():
        if node.code not in codes:
            fresh.setdefault(node.name, {})[node.code] = node
    for same_parent in (True, False):
        for node in old.walk():
            found = (
                None if node.code in codes else _found(node, fresh.get(node.name, {}), codes, same_parent=same_parent)
            )
            if found is not None:
                codes[node.code] = found
                del fresh[node.name][found]
    left = {code for nodes in fresh.values() for code in nodes}
    codes |= {node.code: node.code for node in old.indicators if node.code not in codes and node.code in left}
    kept = frozenset(codes.values())
    return Matching(
        codes,
        tuple(node.code for node in old.walk() if node.code not in codes),
        tuple(node.code for node in new.walk() if node.code not in kept),
    )


def _found(
    node: Indicator, fresh: Mapping[str, Indicator], codes: Mapping[str, str], *, same_parent: bool
) -> str | None:
    """Return the code of the first of the *fresh* nodes that is like *node*."""
    parent = codes.get(node.parent or TOTAL)
    likely = (other for other in fresh.values() if not same_parent or (other.parent or TOTAL) == parent)
    return next((other.code for other in likely if _alike(node, other)), None)


def _alike(one: Indicator, other: Indicator) -> bool:
    return attrs.evolve(one, code="", parent=None) == attrs.evolve(other, code="", parent=None)


__all__ = ["Matching", "matching"]
