"""How a formula prints: one line, operators with brackets where they are needed."""

from decimal import Decimal
from fractions import Fraction

from perfrules.formula.node import Base, Node, postorder
from perfrules.formula.rounding import Rounding

_SIGNS = {
    "add": " + ",
    "subtract": " - ",
    "multiply": " * ",
    "divide": " / ",
    "power": " ** ",
    "at_least": " >= ",
    "above": " > ",
    "equal": " == ",
    "and": " and ",
    "or": " or ",
}
_STRENGTH = {
    "or": 1,
    "and": 2,
    "not": 3,
    "at_least": 4,
    "above": 4,
    "equal": 4,
    "add": 5,
    "subtract": 5,
    "multiply": 6,
    "divide": 6,
    "power": 7,
}
_LONGEST = 2000
_SHORT = 2000
"""Bits up to which `str` gives the digits whatever limit is set for it."""


def whole_text(value: int) -> str:
    """Return the digits of a whole number of any length, which `str` does not give for very long ones."""
    return str(value) if value.bit_length() <= _SHORT else format(Decimal(value), "f")


def number_text(value: Fraction) -> str:
    """Return an exact number as people write it: "87.12" where it terminates, else "2/3"."""
    rest = value.denominator
    twos = fives = 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{whole_text(value.numerator)}/{whole_text(value.denominator)}"
    places = max(twos, fives)
    digits = whole_text(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def plain(root: Node) -> str:
    """Return *root* as one line; cells below it are printed by their names, very long formulas are cut."""
    texts: dict[Node, str] = {}
    for node in postorder([root], through_cells=False):
        texts[node] = _cut(_text(node, texts, top=node is root))
    return texts[root]


def _cut(line: str) -> str:
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"


def _text(node: Node, texts: dict[Node, str], *, top: bool) -> str:
    if node.op == "cell":
        return _cell(node) if top else str(node.value)
    if not node.args:
        leaf = node.value if node.value is not None else node.op
        return number_text(leaf) if isinstance(leaf, Fraction) else str(leaf)
    return _operation(node, texts)


def _cell(node: Node) -> str:
    inner = node.args[0]
    return f"{node.value} := {inner.value if inner.op == 'cell' else plain(inner)}"


def _operation(node: Node, texts: dict[Node, str]) -> str:
    parts = [_inside(node, arg, texts[arg], position) for position, arg in enumerate(node.args)]
    if node.op in _SIGNS:
        return _SIGNS[node.op].join(parts)
    if node.op == "log":
        base = f", {number_text(node.value.number)}" if isinstance(node.value, Base) else ""
        return f"{'log' if base else 'ln'}({parts[0]}{base})"
    if node.op == "not":
        return f"not {parts[0]}"
    if isinstance(node.value, Rounding):
        return f"round({texts[node.args[0]]}, {number_text(node.value.step)}, {node.value.mode})"
    return f"{node.op}({', '.join(texts[arg] for arg in node.args)})"


def _inside(node: Node, arg: Node, line: str, position: int) -> str:
    outer, inner = _STRENGTH.get(node.op, 0), _STRENGTH.get(arg.op, 9)
    right_of_order = position > 0 and node.op in ("subtract", "divide")
    if node.op == "power":
        return f"({line})" if inner <= outer or not line.replace(".", "").isalnum() else line
    return f"({line})" if inner < outer or (right_of_order and inner == outer) else line
