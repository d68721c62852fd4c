"""Gates (一票否决 / 封顶) as parts of pages: the condition of each, and what happens where it holds."""

from collections.abc import Iterator

from perfrules.formula import Node
from perfrules.language import current, text
from perfrules.model import Gate
from perfrules.model.indicator_set import TOTAL
from perfrules.readings.notation import mathematical, shorten
from perfrules.rendering import wording
from perfrules.rendering.blocks import Block, Heading, Item, Items
from perfrules.rendering.rubrics import written
from perfrules.rendering.wording import listed, named, quantity
from perfrules.scoring.award import Outcome
from perfrules.scoring.rules import Rules
from perfrules.scoring.scorecard import Scorecard


def gates(rules: Rules) -> Iterator[Block]:
    """Yield the gates of a set: those that settle a result, then those that only limit it."""
    for sort, title in _TITLES.items():
        places = [place for place, gate in enumerate(rules.set.gates) if _sort(gate) == sort]
        if places:
            yield Heading(str(title))
            yield Items(_gate(rules, place) for place in places)


_TITLES = {
    "settles": text("Gates that settle the result"),
    "caps": text("Gates that cap the result"),
    "lifts": text("Gates below which the result does not fall"),
}


def _sort(gate: Gate) -> str:
    if gate.marks is not None or gate.grade is not None:
        return "settles"
    return "caps" if gate.marks_at_least is None else "lifts"


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
            done = _with_expression(gate, _done(card, place))
            items.append(Item(f"{sign} {_said(gate, done)}", shown))
    if items:
        yield Heading(str(text("Gates")))
        yield Items(items)


def _said(gate: Gate, done: str) -> str:
    return str(text("{name}: {effects}", name=named(gate.name, gate.name_en), effects=done))


def _numbers(card: Scorecard, closed: Node) -> str:
    return mathematical(closed, card.rules.wording(current(), card.bound.shown), card.trace)


def remarks(card: Scorecard, award: Outcome) -> str:
    """Return what the gates on a result did, and its grade without them; "" where none closed."""
    found = ((place, _closed(card.rules, place)) for place, gate in enumerate(card.set.gates) if gate.on == award.code)
    shut = [place for place, closed in found if closed is not None and card.trace.holds(closed)]
    said = [_said(card.set.gates[place], _done(card, place)) for place in shut]
    if said and award.scale_grade not in (None, award.grade):
        said.append(str(text("{grade} by the scale", grade=wording.grade(card.set, award.scale_grade))))
    return ("；" if current() == "zh" else "; ").join(said)


def _done(card: Scorecard, place: int) -> str:
    """Return what the gate at a *place* of the definition does to a scored case: with the number of an expression."""
    gate = card.set.gates[place]
    limit = card.rules.program.nodes[gate.on].limits.get(place)
    number = None if limit is None or not _expression(gate) else card.trace.number(limit)
    return effect(card.rules, gate, None if number is None else shorten(number))


def _expression(gate: Gate) -> str:
    """Return the expression that gives the marks of a gate; "" where it is a number, or the gate is on the grade."""
    written = None if gate.limit is None else gate.limit[1].written
    return written if isinstance(written, str) else ""


def _with_expression(gate: Gate, done: str) -> str:
    """Return what was *done*, with the expression behind the number where there is one."""
    written = _expression(gate)
    return f"{done} ({written})" if written and written not in done else done


def effect(rules: Rules, gate: Gate, marks: str | None = None) -> str:
    """Return what a gate does where it closes; *marks* are the number that its expression gives, where it is known."""
    if marks is None:
        marks = "" if gate.limit is None else quantity(gate.limit[1])
    effects = {
        "marks": text("marks {value}", value=marks),
        "marks_at_least": text("at least {value} marks", value=marks),
        "marks_at_most": text("at most {value} marks", value=marks),
        "grade": text("grade {value}", value=wording.grade(rules.set, gate.grade)),
        "grade_at_most": text("grade at most {value}", value=wording.grade(rules.set, gate.grade_at_most)),
    }
    return listed(str(said) for key, said in effects.items() if getattr(gate, key) is not None)
