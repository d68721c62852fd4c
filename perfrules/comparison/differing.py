"""Where two formulas can differ: alternatives of conditions, one of which holds wherever they do."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

import attrs

from perfrules.comparison.normal import Normal
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


def differing(old: Node, new: Node, same: Same | None = None, normal: Normal | None = None) -> tuple[Literals, ...]:
    """
    Return alternatives of conditions, one of which holds wherever *old* and *new* differ; none where they are the same.

    An alternative without conditions means: anywhere. *same* tells whether two constants that choices lead to mean the
    same; without it they do when they are one. *normal* knows what differs in its order alone.
    """
    normal = normal or Normal()
    found: dict[Literals, None] = {}
    waiting: list[tuple[Node, Node, Literals]] = [(old, new, ())]
    for count, pair in enumerate(_each(waiting)):
        one, other, known = pair
        if count > MOST:
            return ((),)
        alike = normal.same(one, other) if same is None else _constants(one, other, same)
        parts = None if alike else _parts(one, other, normal)
        if parts is not None:
            waiting += [(*part[:2], (*known, *part[2])) for part in parts if is_possible((*known, *part[2]))]
        elif not alike:
            found[tuple(dict.fromkeys(known))] = None
    return () if not found else ((),) if () in found else tuple(found)


def _each(waiting: list[tuple[Node, Node, Literals]]) -> Iterator[tuple[Node, Node, Literals]]:
    while waiting:
        yield waiting.pop()


def _constants(one: Node, other: Node, same: Same) -> bool:
    return one.op == other.op == "constant" and same(one, other)


def _parts(one: Node, other: Node, normal: Normal) -> list[tuple[Node, Node, Literals]] | None:
    """Return the parts in which alone two formulas can differ, each with the conditions for it; None for no parts."""
    if one.op == "choose":
        test, then, otherwise = one.args
        ways = other.args[1:] if other.op == "choose" and normal.same(other.args[0], test) else (other, other)
        return [(then, ways[0], (test,)), (otherwise, ways[1], (build.negate(test),))]
    if other.op == "choose":
        test, then, otherwise = other.args
        return [(one, then, (test,)), (one, otherwise, (build.negate(test),))]
    if one.op != other.op or one.value != other.value or one.op not in _WITH_NUMBERS:
        return None
    if one.op in ("subtract", "divide", "power"):
        left, right = ([a for a, b in zip(*pair, strict=True) if a is not b] for pair in _both(one.args, other.args))
    else:
        left, right = (list((Counter(a) - Counter(b)).elements()) for a, b in _both(one.args, other.args))
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
    found = dict(spans(literals)[0])
    for number, value in _values(literals):
        found[number] = found.get(number, Span()).at_least(value, open_=False).at_most(value, open_=False)
        if found[number].is_empty:
            return False
    return not any(span.is_empty for span in found.values())


def _values(literals: Literals) -> Iterator[tuple[Node, Fraction]]:
    """Yield the numbers of which the *literals* say that they are one value, such as an option of a choice."""
    for literal in literals:
        value = build.value_of(literal.args[1]) if literal.op == "equal" else None
        if value is not None:
            yield literal.args[0], value


def _short(literals: Literals) -> Literals:
    """Return the *literals* without those that say of a number what it is not, where another says what it is."""
    known = dict(_values(literals))

    def is_said(literal: Node) -> bool:
        return literal.op == "not" and any(number in known for number, _ in _values(literal.args))

    return tuple(literal for literal in literals if not is_said(literal))


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
    alternatives = _resolved(tuple(dict.fromkeys(map(_short, alternatives))))
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
