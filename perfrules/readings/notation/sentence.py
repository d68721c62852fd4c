"""What a formula says, as a sentence."""

from collections.abc import Mapping, Sequence

from perfrules.formula import Node
from perfrules.readings.notation.terms import Printer
from perfrules.readings.notation.unwrapped import unwrapped
from perfrules.readings.notation.wording import Wording

_NOTHING: Mapping[str, str] = {}
_NO_OPTIONS: Mapping[str, Sequence[str]] = {}
_NO_LABELS: Mapping[Node, str] = {}


def sentence(
    node: Node,
    names: Mapping[str, str] = _NOTHING,
    language: str = "en",
    *,
    labels: Mapping[Node, str] = _NO_LABELS,
    units: Mapping[str, str] = _NOTHING,
    options: Mapping[str, Sequence[str]] = _NO_OPTIONS,
) -> str:
    """
    Return what *node* says in words: "若 预算执行率 ≥ 95%，则 3；否则 0。四舍五入至 2 位小数。".

    Chains of choices are read from the top, each arm with its label where it has one; roundings of the whole come last.

    Args:
        node: a number or a condition; of a cell what it is made of is written.
        names: what people call inputs and cells, by name.
        language: "zh" or "en".
        labels: what choices are called.
        units: the units of inputs and cells, by name; "%" for shares shown in percent.
        options: what the numbers 0, 1, 2, … of an input stand for.

    """
    wording = Wording(language, names, units, options=options)
    printer = Printer(wording, conditional=True)
    bare = unwrapped(node, wording, printer)
    said = _chain(bare.node, printer, labels) if bare.node.op == "choose" else bare.term.text
    parts = [said, *(wording.say("rounded {how}", how=words) for words in bare.roundings)]
    stop, space = ("。", "") if language == "zh" else (".", " ")
    return space.join(part[:1].upper() + part[1:] + stop if language == "en" else part + stop for part in parts)


def _chain(node: Node, printer: Printer, labels: Mapping[Node, str]) -> str:
    """Return a chain of choices, read from the top."""
    wording, said = printer.wording, []
    while node.op == "choose":
        test, then, rest = node.args
        values = {"condition": printer.term(test).text, "value": printer.term(then).text}
        if labels.get(node):
            values["label"] = wording.label(labels[node])
            said.append(wording.say("if {condition} ({label}), then {value}", **values))
        else:
            said.append(wording.say("if {condition}, then {value}", **values))
        node = rest
    said.append(wording.say("otherwise {value}", value=printer.term(node).text))
    return wording.join(said)
