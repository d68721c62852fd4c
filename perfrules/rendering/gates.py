"""Gates (一票否决 / 封顶) as parts of pages: the condition of each, and what happens where it holds."""

from collections.abc import Iterator

from perfrules.formula import Node, Quantity
from perfrules.language import current, text
from perfrules.model import Gate
from perfrules.model.indicator_set import TOTAL
from perfrules.readings.notation import worded
from perfrules.rendering import wording
from perfrules.rendering.blocks import Block, Heading, Item, Items
from perfrules.rendering.rubrics import written
from perfrules.rendering.wording import listed, named, quantity
from perfrules.scoring.award import Outcome
from perfrules.scoring.rules import Rules
from perfrules.scoring.scorecard import Scorecard


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
    closed = _closed(rules, place)
    return rules.set.gates[place].when if closed is None else written(rules, closed)


def _closed(rules: Rules, place: int) -> Node | None:
    plan = rules.program.nodes.get(rules.set.gates[place].on)
    return None if plan is None else dict(plan.gates).get(place)


def gates_of(card: Scorecard, code: str) -> Iterator[Block]:
    """Yield the gates on one indicator of a scored case: which of them closed, by which numbers, and what they did."""
    items = []
    for place, gate in enumerate(card.set.gates):
        closed = _closed(card.rules, place)
        if gate.on == code and closed is not None:
            sign = f"✓ {text('closed')}" if card.trace.holds(closed) else f"✗ {text('not closed')}"
            test, numbers = condition(card.rules, place), _numbers(card, closed)
            shown = f"{test} ({numbers})" if numbers != test else test
            items.append(Item(f"{sign} {_said(card.rules, gate)}", shown))
    if items:
        yield Heading(str(text("Gates")))
        yield Items(items)


def _said(rules: Rules, gate: Gate) -> str:
    return str(text("{name}: {effects}", name=named(gate.name, gate.name_en), effects=effect(rules, gate)))


def _numbers(card: Scorecard, closed: Node) -> str:
    return worded(closed, card.rules.wording(current(), card.bound.shown), card.trace)


def remarks(card: Scorecard, award: Outcome) -> str:
    """Return what the gates on a result did, and its grade without them; "" where none closed."""
    found = ((gate, _closed(card.rules, place)) for place, gate in enumerate(card.set.gates) if gate.on == award.code)
    said = [_said(card.rules, gate) for gate, closed in found if closed is not None and card.trace.holds(closed)]
    if said and award.scale_grade not in (None, award.grade):
        said.append(str(text("{grade} by the scale", grade=wording.grade(card.set, award.scale_grade))))
    return ("；" if current() == "zh" else "; ").join(said)


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
