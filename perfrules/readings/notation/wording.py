"""How people call things: names, units, and the numbers as they were written."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import attrs

from perfrules.content import ByContent
from perfrules.formula import Node
from perfrules.language import text
from perfrules.readings.notation.numbers import PERCENT, decimal_text, shorten

_MISSING, _NOT_APPLICABLE, _UNDEFINED, _UNCERTAIN = 1, 2, 4, 8
_NOTHING: Mapping[str, str] = {}
_NO_PLACES: Mapping[str, int] = {}
_NO_OPTIONS: Mapping[str, Sequence[str]] = {}
_NO_CALLS: Mapping[str, tuple[str, Sequence[Node | str]]] = {}


@attrs.frozen(eq=False, repr=False)
class Wording(ByContent):
    """
    What formulas are put into words with.

    Attributes:
        language: "zh" or "en".
        names: what people call an input or cell (预算执行率), by name; the name itself where there is none.
        units: the unit of an input or cell; "%" for shares that are shown in percent.
        shown: an input's value as it was written in the case ("19.000"), without unit.
        places: how many decimals of a cell are shown as a result; two for percents where it does not say.
        options: what the numbers 0, 1, 2, … of an input stand for: the options of a choice, no and yes of a flag.
        calls: of a cell that holds what a table gives, what the table is called and its arguments.

    """

    language: str = "en"
    names: Mapping[str, str] = attrs.field(default=_NOTHING)
    units: Mapping[str, str] = attrs.field(default=_NOTHING)
    shown: Mapping[str, str] = attrs.field(default=_NOTHING)
    places: Mapping[str, int] = attrs.field(default=_NO_PLACES)
    options: Mapping[str, Sequence[str]] = attrs.field(default=_NO_OPTIONS)
    calls: Mapping[str, tuple[str, Sequence[Node | str]]] = attrs.field(default=_NO_CALLS)

    def say(self, template: str, **values: object) -> str:
        """Return a message in the language."""
        return text(template, **values).into(self.language)

    def label(self, label: str) -> str:
        """Return a label of a choice in the language; braces in it are no fields."""
        return text(label.replace("{", "{{").replace("}", "}}")).into(self.language)

    def join(self, parts: Iterable[str]) -> str:
        """Return *parts* with the language's semicolon between them."""
        return ("；" if self.language == "zh" else "; ").join(parts)

    def name(self, node: Node) -> str:
        """Return what an input or cell is called."""
        return self.names.get(str(node.value), str(node.value))

    def is_share(self, node: Node) -> bool:
        """Return whether an input or cell is shown in percent."""
        return self.units.get(str(node.value)) == PERCENT

    def call(self, node: Node) -> tuple[str, Sequence[Node | str]] | None:
        """Return the table, and its arguments, that the cell *node* looks up; None for other nodes."""
        return self.calls.get(str(node.value)) if node.op == "cell" else None

    def option(self, node: Node, value: object) -> str | None:
        """Return what a number of an input stands for; None where it is a number and nothing else."""
        options = self.options.get(str(node.value), ()) if node.op == "input" else ()
        if isinstance(value, Fraction) and value.denominator == 1 and 0 <= value < len(options):
            return options[int(value)]
        return None

    def exact(self, value: Fraction, *, share: bool) -> str:
        """Return a constant of a formula: exact, in percent where that has an end."""
        text = decimal_text(value, None, PERCENT if share else None)
        return (decimal_text(value) if "/" in text else text).replace("-", "−")

    def number(self, value: Fraction, *, share: bool) -> str:
        """Return a number inside a formula, with the minus sign of formulas."""
        return shorten(value, PERCENT if share else None).replace("-", "−")

    def result(self, node: Node, value: Fraction, *, share: bool) -> str:
        """Return a number as the result of a step of its own; *node* is the cell it belongs to."""
        unit = PERCENT if share else None
        places = self.places.get(str(node.value)) if node.op == "cell" else None
        if places is None and not share:
            return self.number(value, share=share)
        return decimal_text(value, 2 if places is None else places, unit).replace("-", "−")

    def state(self, state: int) -> str:
        """Return why there is no value."""
        if state & _UNDEFINED:
            return self.say("undefined")
        if state & _UNCERTAIN:
            return self.say("not certain")
        return self.say("missing") if state & _MISSING else self.say("not applicable")
