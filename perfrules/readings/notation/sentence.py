"""What a formula says, as a sentence."""

from collections.abc import Mapping

from perfrules.formula import Node
from perfrules.formula.chains import Arm, arms
from perfrules.readings.notation.terms import Printer
from perfrules.readings.notation.unwrapped import unwrapped
from perfrules.readings.notation.wording import Wording

_NO_LABELS: Mapping[Node, str] = {}


def sentence(node: Node, wording: Wording | None = None, *, labels: Mapping[Node, str] = _NO_LABELS) -> str:
    """
    Return what *node* says in words: "若 预算执行率 ≥ 95%，则 3；否则 0。四舍五入至 2 位小数。".

    Chains of choices are read from the top, each arm with its label where it has one; roundings of the whole come last.

    Args:
        node: a number or a condition; of a cell what it is made of is written.
        wording: language, names, units and options; English and bare names where there is none.
        labels: what choices are called.

    """
    wording = wording or Wording()
    printer = Printer(wording, conditional=True)
    bare = unwrapped(node, wording, printer)
    said = _chain(bare.node, printer, labels) if bare.node.op == "choose" else bare.term.text
    parts = [said, *(wording.say("rounded {how}", how=words) for words in bare.roundings)]
    stop, space = ("。", "") if wording.language == "zh" else (".", " ")
    return space.join(part[:1].upper() + part[1:] + stop if wording.language == "en" else part + stop for part in parts)


def _chain(node: Node, printer: Printer, labels: Mapping[Node, str]) -> str:
    """Return a chain of choices, read from the top."""
    return printer.wording.join(_arm(arm, printer, labels.get(arm.choice, "")) for arm in arms(node))


def _arm(arm: Arm, printer: Printer, label: str) -> str:
    wording, value = printer.wording, printer.term(arm.value).text
    if arm.otherwise:
        return wording.say("otherwise {value}", value=value)
    condition = printer.term(arm.condition).text
    if label:
        said = wording.label(label)
        return wording.say("if {condition} ({label}), then {value}", condition=condition, value=value, label=said)
    return wording.say("if {condition}, then {value}", condition=condition, value=value)
