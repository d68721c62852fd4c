"""What definitions are drawn with: dice that remember, and a desk on which the sections of a definition lie."""

from collections.abc import Callable
from typing import Any

import attrs


@attrs.define
class Dice:
    """Makes choices and remembers them, so that the same choices can be made again."""

    roll: Callable[[int], int]
    rolled: list[int] = attrs.field(factory=list)

    def under(self, count: int) -> int:
        """Return a number from 0 to *count* - 1; 0 is the simplest choice."""
        self.rolled.append(self.roll(count))
        return self.rolled[-1]

    def pick(self, *options: Any) -> Any:
        """Return one of *options*."""
        return options[self.under(len(options))]

    def again(self) -> "Dice":
        """Return dice that fall the same way."""
        rolls = iter(self.rolled)
        return Dice(lambda _: next(rolls))


@attrs.define
class Desk:
    """
    What leaves need from a definition in the making.

    Attributes:
        dice: makes the choices.
        factor: multiplies all that is written in marks.
        rounds: whether leaves may round, which numbers without end need.
        evidence, measure, parameter, table: the sections so far.
        best: evidence that gives full marks.
        better: of each name, 1 where more is better and -1 where less is.

    """

    dice: Dice
    factor: int = 1
    rounds: bool = True
    evidence: dict[str, Any] = attrs.field(factory=dict)
    measure: dict[str, Any] = attrs.field(factory=dict)
    parameter: dict[str, Any] = attrs.field(factory=dict)
    table: dict[str, Any] = attrs.field(factory=dict)
    best: dict[str, Any] = attrs.field(factory=dict)
    better: dict[str, int] = attrs.field(factory=dict)

    def field(self, name: str, best: Any, better: int = 1, **keys: Any) -> str:
        """Declare an evidence field and return its name."""
        self.evidence[name] = keys
        self.best[name] = best
        self.better[name] = better
        return name

    def share(self, name: str, *, better: int = 1) -> str:
        """Return an expression of a measure from 0 to 1, best at 1 (or 0 where less is better)."""
        end = int(better > 0)
        way = self.dice.pick("share", "ratio", "whole")
        if way == "share":
            return self.field(f"s{name}", end, better, type="share", places=4)
        self.field(f"d{name}", 8, 0, type="count", at_least=int(way == "ratio"))
        self.field(f"n{name}", 8 * end, better, type="count", part_of=f"d{name}")
        if way == "ratio":
            return f"n{name} / d{name}"
        instead = self.dice.pick(end, 1 - end, "missing")  # where there was nothing to do
        self.measure[f"m{name}"] = {"value": f"n{name} / d{name}", "unit": "%", "when_zero": instead}
        return f"m{name}"
