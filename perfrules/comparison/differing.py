"""Where two formulas can differ: alternatives of conditions, one of which holds wherever they do."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

import attrs

from perfrules.content import ByContent
from perfrules.formula import Node, build
from perfrules.formula.node import constant

Literals = tuple[Node, ...]
Same = Callable[[Node, Node], bool]
MOST = 300
"""Pairs of parts that are looked at; beyond that two formulas differ everywhere, for all that is said."""
_WITH_NUMBERS = frozenset(("add", "subtract", "multiply", "divide", "least", "most", "round", "power", "log", "exp"))


@attrs.frozen(eq=False, repr=False)
class Span(ByContent):
    """From where to where a number lies; None is an open end, `…_open` leaves the end itself out."""

    low: Fraction | None = None
    low_open: bool = False
    high: Fraction | None = None
    high_open: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether no number lies in it."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    def at_least(self, low: Fraction, *, open_: bool) -> "Span":
        """Return the part of it from *low* on."""
        if self.low is not None and (self.low, self.low_open) >= (low, open_):
            return self
        return attrs.evolve(self, low=low, low_open=open_)

    def at_most(self, high: Fraction, *, open_: bool) -> "Span":
        """Return the part of it up to *high*."""
        if self.high is not None and (self.high, not self.high_open) <= (high, not open_):
            return self
        return attrs.evolve(self, high=high, high_open=open_)


def differing(old: Node, new: Node, same: Same | None = None) -> tuple[Literals, ...]:
    """
    Return alternatives of conditions, one of which holds wherever *old* and *new* differ; none where they are the same.

    An alternative without conditions means: anywhere. *same* tells whether two constants that choices lead to mean the
    same; without it they do when they are one.
    """
    found: dict[Literals, None] = {}
    waiting: list[tuple[Node, Node, Literals]] = [(old, new, ())]
    for count, pair in enumerate(_each(waiting)):
        one, other, known = pair
        if count > MOST:
            return ((),)
        parts = None if _alike(one, other, same) else _parts(one, other)
        if parts is not None:
            waiting += [(*part[:2], (*known, *part[2])) for part in parts if is_possible((*known, *part[2]))]
        elif not _alike(one, other, same):
            found[tuple(dict.fromkeys(known))] = None
    return () if not found else ((),) if () in found else tuple(found)


def _each(waiting: list[tuple[Node, Node, Literals]]) -> Iterator[tuple[Node, Node, Literals]]:
    while waiting:
        yield waiting.pop()


def _alike(one: Node, other: Node, same: Same | None) -> bool:
    if same is None:
        return one is other
    return one.op == other.op == "constant" and same(one, other)


def _parts(one: Node, other: Node) -> list[tuple[Node, Node, Literals]] | None:
    """Return the parts in which alone two formulas can differ, each with the conditions for it; None for no parts."""
    if one.op == "choose":
        test, then, otherwise = one.args
        ways = other.args[1:] if other.op == "choose" and other.args[0] is test else (other, other)
        return [(then, ways[0], (test,)), (otherwise, ways[1], (build.negate(test),))]
    if other.op == "choose":
        test, then, otherwise = other.args
        return [(one, then, (test,)), (one, otherwise, (build.negate(test),))]
    if one.op != other.op or one.value != other.value or one.op not in _WITH_NUMBERS:
        return None
    left = [arg for arg in one.args if arg not in other.args]
    right = [arg for arg in other.args if arg not in one.args]
    if one.op in ("subtract", "divide", "power"):
        left, right = ([a for a, b in zip(*pair, strict=True) if a is not b] for pair in _both(one.args, other.args))
    if not left or len(left) != len(right) or len(one.args) != len(other.args):
        return None
    return [(a, b, ()) for a, b in zip(left, right, strict=True)]


def _both(one: tuple[Node, ...], other: tuple[Node, ...]) -> tuple[tuple[tuple[Node, ...], tuple[Node, ...]], ...]:
    return (one, other), (other, one)


def is_possible(literals: Literals) -> bool:
    """Return whether all *literals* can hold at once, as far as single numbers tell."""
    held = set(literals)
    if any(build.negate(literal) in held for literal in literals):
        return False
    return not any(span.is_empty for span in spans(literals)[0].values())


def spans(literals: Literals) -> tuple[Mapping[Node, Span], tuple[Node, ...]]:
    """Return where the *literals* say that numbers lie, by formula, and those that say something else."""
    found: dict[Node, Span] = {}
    others = []
    for literal in literals:
        read = _read(literal)
        if read is None:
            others.append(literal)
            continue
        number, limit, upward, open_ = read
        span = found.get(number, Span())
        found[number] = span.at_least(limit, open_=open_) if upward else span.at_most(limit, open_=open_)
    return found, tuple(others)


def _read(literal: Node) -> tuple[Node, Fraction, bool, bool] | None:
    """Return what a condition says of one number: the number, the limit, whether it is a lower one, and left out."""
    contrary = literal.op == "not"
    test = literal.args[0] if contrary else literal
    if test.op not in ("at_least", "above"):
        return None
    one, other = test.args
    upward, open_ = True, test.op == "above"
    limit = build.value_of(other)
    if limit is None:  # the limit stands first: limit ≥ number
        one, limit, upward = other, build.value_of(one), False
    if limit is None:
        return None
    return one, limit, upward != contrary, open_ != contrary


def joined(alternatives: tuple[Literals, ...]) -> tuple[Literals, ...]:
    """Return the alternatives with those made into one that differ in one contrary, or in neighbouring spans."""
    alternatives = _resolved(alternatives)
    if () in alternatives:
        return ((),)
    groups: dict[tuple[Node, tuple[Node, ...]], list[Span]] = {}
    rest: list[Literals] = []
    for literals in alternatives:
        found, others = spans(literals)
        if len(found) == 1:
            ((number, span),) = found.items()
            groups.setdefault((number, others), []).append(span)
        else:
            rest.append(_literals(found, others))
    for (number, others), several in groups.items():
        rest += [_literals({number: span}, others) for span in _united(several)]
    return tuple(dict.fromkeys(rest))


def _resolved(alternatives: tuple[Literals, ...]) -> tuple[Literals, ...]:
    """Return the alternatives without conditions that do not matter: where the rest holds with one and without it."""
    left = {frozenset(literals): literals for literals in alternatives}
    waiting = list(left)
    while waiting:
        each = waiting.pop()
        for literal in each if each in left else ():
            rest = each - {literal}
            if rest | {build.negate(literal)} in left:
                short = tuple(one for one in left[each] if one is not literal)
                del left[each], left[rest | {build.negate(literal)}]
                left[rest] = short
                waiting.append(rest)
                break
    return tuple(left.values())


def _united(several: list[Span]) -> list[Span]:
    ordered = sorted(several, key=lambda span: (span.low is not None, span.low or Fraction(0), span.low_open))
    out: list[Span] = []
    for span in ordered:
        if out and _touch(out[-1], span):
            out[-1] = _whole(out[-1], span)
        else:
            out.append(span)
    return out


def _touch(one: Span, after: Span) -> bool:
    if one.high is None or after.low is None:
        return True
    return after.low < one.high or (after.low == one.high and not (after.low_open and one.high_open))


def _whole(one: Span, after: Span) -> Span:
    if one.high is None or after.high is None:
        return attrs.evolve(one, high=None, high_open=False)
    last = max((one.high, not one.high_open), (after.high, not after.high_open))
    return attrs.evolve(one, high=last[0], high_open=not last[1])


def _literals(found: Mapping[Node, Span], others: tuple[Node, ...]) -> Literals:
    out: list[Node] = []
    for number, span in found.items():
        if span.low is not None:
            out.append(build.compare("above" if span.low_open else "at_least", number, constant(span.low)))
        if span.high is not None:
            contrary = build.compare("at_least" if span.high_open else "above", number, constant(span.high))
            out.append(build.negate(contrary))
    return (*out, *others)


__all__ = ["Literals", "Span", "differing", "is_possible", "joined", "spans"]
