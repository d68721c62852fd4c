"""Sites (覆盖点): what of a set's formulas cases may exercise, found in the formulas and not in the kinds."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator
from fractions import Fraction
from typing import Literal

import attrs

from perfrules.formula import Node
from perfrules.language import Text
from perfrules.readings.exact import Trace

Sort = Literal["marked", "branch", "policy", "applies", "point", "limit", "gate", "band", "source"]
Share = Literal["met", "not met", "in part"]


@attrs.frozen(eq=False)
class Run:
    """What one case has read: its title, the value of every formula, and the formulas that were really read."""

    title: str
    trace: Trace
    read: Collection[Node]


@attrs.frozen(eq=False, kw_only=True)
class Site(ABC):
    """
    Something that a case may exercise.

    Attributes:
        code: the indicator; "" for sources.
        sort: what it is.
        label: what it is called.
        reachable: whether evidence can get there, as far as that is known.

    """

    code: str
    sort: Sort
    label: Text | str
    reachable: bool = True

    @abstractmethod
    def is_seen(self, run: Run) -> bool:
        """Return whether the case exercised it."""

    @property
    def condition(self) -> Node | None:
        """The condition that decides, for the nearest case; None where there is none."""
        return None

    def asks(self, run: Run) -> bool:  # noqa: ARG002 - most sites are not asked for by condition
        """Return whether the case got as far as its condition."""
        return False


@attrs.frozen(eq=False, kw_only=True)
class ConditionSite(Site):
    """
    A condition that is to hold, or not to hold, where it was asked.

    Attributes:
        at: the formula that must have been read for it: a choice, or the marks of the indicator.
        when: the condition.
        holds: the truth that is wanted.

    """

    at: Node
    when: Node
    holds: bool

    @property
    def condition(self) -> Node:
        """The condition itself."""
        return self.when

    def asks(self, run: Run) -> bool:
        """Return whether the case asked the condition."""
        return self.at in run.read and run.trace.knows(self.when) and run.trace.value(self.when) is not None

    def is_seen(self, run: Run) -> bool:
        """Return whether it was asked and was as wanted."""
        return self.asks(run) and run.trace.value(self.when) is self.holds


@attrs.frozen(eq=False, kw_only=True)
class PolicySite(Site):
    """An answer to absence that is given, also where the parent does not read the indicator any more for it."""

    when: Node

    def is_seen(self, run: Run) -> bool:
        """Return whether something is absent, and answered for."""
        return run.trace.knows(self.when) and run.trace.holds(self.when)


@attrs.frozen(eq=False, kw_only=True)
class MarkedSite(Site):
    """An indicator that gets marks."""

    marks: Node

    def is_seen(self, run: Run) -> bool:
        """Return whether it was read and has marks."""
        return self.marks in run.read and run.trace.state(self.marks) == 0


@attrs.frozen(eq=False, kw_only=True)
class PointSite(Site):
    """A point of a checklist that is met, not met, or met in part."""

    at: Node
    marks: Node
    full: Node
    share: Share

    def is_seen(self, run: Run) -> bool:
        """Return whether the point has this share of its marks."""
        if self.at not in run.read or not run.trace.knows(self.marks):
            return False
        marks, full = run.trace.number(self.marks), run.trace.number(self.full)
        if marks is None or not full:
            return False
        return self.share == ("met" if marks == full else "not met" if marks == 0 else "in part")


@attrs.frozen(eq=False, kw_only=True)
class LimitSite(Site):
    """A limit, in a `least` or `most`, that holds or is not reached."""

    node: Node
    limit: Fraction
    holds: bool

    def is_seen(self, run: Run) -> bool:
        """Return whether the limit decided, or did not."""
        if self.node not in run.read:
            return False
        value = run.trace.number(self.node)
        return value is not None and (value == self.limit) is self.holds


@attrs.frozen(eq=False, kw_only=True)
class SourceSite(Site):
    """A source: exercised where something that stands on it was."""

    nodes: tuple[Node, ...]

    def is_seen(self, run: Run) -> bool:
        """Return whether an indicator or a measure that cites it has a value."""
        return any(node in run.read and run.trace.state(node) == 0 for node in self.nodes)


def below(root: Node, closed: Collection[Node]) -> Iterator[Node]:
    """
    Yield the formulas below *root*, each once, without entering those that are *closed*.

    What is only asked whether it has a value is not entered either: what it decides counts where its value is read.
    """
    seen: set[Node] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        yield node
        if node.op not in ("given", "applicable"):
            waiting.extend(arg for arg in reversed(node.args) if arg not in closed)
