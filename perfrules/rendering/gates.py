"""Gates (一票否决 / 封顶) as parts of pages: the condition of each, and what happens where it holds."""

from collections.abc import Iterator

from perfrules.formula import Quantity
from perfrules.language import text
from perfrules.model import Gate
from perfrules.model.indicator_set import TOTAL
from perfrules.rendering import wording
from perfrules.rendering.blocks import Block, Heading, Item, Items
from perfrules.rendering.rubrics import written
from perfrules.rendering.wording import listed, named, quantity
from perfrules.scoring.rules import Rules


def gates(rules: Rules) -> Iterator[Block]:
    """Yield the gates of a set: those that settle a result, then those that only cap it."""
    about = rules.set
    for title, settles in ((text("Gates that settle the result"), True), (text("Gates that cap the result"), False)):
        places = [place for place, gate in enumerate(about.gates) if _settles(gate) == settles]
        if places:
            yield Heading(str(title))
            yield Items(_gate(rules, place) for place in places)


def _settles(gate: Gate) -> bool:
    return gate.marks is not None or gate.grade is not None


def _gate(rules: Rules, place: int) -> Item:
    gate = rules.set.gates[place]
    node = rules.set.by_code[gate.on]
    title = named(gate.name, gate.name_en)
    if gate.on != TOTAL:
        indicator = f"{node.code} {named(node.name, node.name_en)}"
        title = str(text("{gate}, on {indicator}", gate=title, indicator=indicator))
    said = text("{condition}: {marks}", condition=condition(rules, place), marks=effect(rules, gate))
    return Item(title, str(said))


def condition(rules: Rules, place: int) -> str:
    """Return the condition of the gate at a *place* of the definition as people write it."""
    gate = rules.set.gates[place]
    plan = rules.program.nodes.get(gate.on)
    closed = None if plan is None else dict(plan.gates).get(place)
    return gate.when if closed is None else written(rules, closed)


def effect(rules: Rules, gate: Gate) -> str:
    """Return what a gate does where it closes."""
    effects = {
        "marks": text("marks {value}", value=_shown(gate.marks)),
        "marks_at_most": text("at most {value} marks", value=_shown(gate.marks_at_most)),
        "grade": text("grade {value}", value=wording.grade(rules.set, gate.grade)),
        "grade_at_most": text("grade at most {value}", value=wording.grade(rules.set, gate.grade_at_most)),
    }
    return listed(str(said) for key, said in effects.items() if getattr(gate, key) is not None)


def _shown(marks: Quantity | None) -> str:
    return "" if marks is None else quantity(marks)
