"""Terms: the text of each part of a formula, with brackets where they are needed."""

from collections.abc import Iterable
from fractions import Fraction

import attrs

from perfrules.formula import Node, Rounding, build, refusal_of
from perfrules.readings.notation.numbers import PERCENT, rounding_text
from perfrules.readings.notation.powers import POWERS, power_text
from perfrules.readings.notation.term import AND, ATOM, CHOICE, OR, PRODUCT, SUM, TRUTH, Term, inside
from perfrules.readings.notation.walk import Trace, ordered, picked_operand, taken
from perfrules.readings.notation.wording import Wording

_SIGNS = {
    "add": " + ",
    "subtract": " − ",
    "multiply": " × ",
    "divide": " ÷ ",
    "at_least": " ≥ ",
    "above": " > ",
    "equal": " = ",
}
_TURNED = {" ≥ ": " ≤ ", " > ": " < "}
_CONTRARY = {" ≥ ": " < ", " > ": " ≤ ", " = ": " ≠ ", " ≤ ": " > ", " < ": " ≥ "}
_STRENGTH = {
    "choose": CHOICE,
    "or": OR,
    "and": AND,
    "at_least": TRUTH,
    "above": TRUTH,
    "equal": TRUTH,
    "add": SUM,
    "subtract": SUM,
    "multiply": PRODUCT,
    "divide": PRODUCT,
}
_LONGEST = 2000
_ARITHMETIC = frozenset(("add", "subtract", "multiply", "divide"))
_STATES = {
    "given": ("{name} is given", "{name} is not given"),
    "applicable": ("{name} applies", "{name} does not apply"),
}
_CLOSED = frozenset(("cell", "given", "applicable"))


class Printer:
    """Formulas as text: with names, or with a trace, where each choice is the arm that was taken."""

    def __init__(self, wording: Wording, trace: Trace | None = None, *, conditional: bool = False) -> None:
        """Take the *wording*, and the *trace* whose numbers are put in; *conditional* is for sentences."""
        self.wording, self.trace, self.conditional = wording, trace, conditional
        self._terms: dict[Node, Term] = {}

    def term(self, root: Node) -> Term:
        """Return the term of *root*."""
        for node in ordered([root], self._reads):
            if node not in self._terms:
                term = self._term(node)
                cells = tuple(dict.fromkeys(term.cells))
                self._terms[node] = attrs.evolve(term, text=_cut(term.text), contrary=_cut(term.contrary), cells=cells)
        return self._terms[root]

    def _reads(self, node: Node) -> Iterable[Node]:
        if node in self._terms or node.op in _CLOSED or refusal_of(node):
            return ()
        if node.op == "choose" and self.trace is not None:
            arm = taken(node, self.trace)
            return node.args[:1] if arm is None else (node.args[0], arm)
        return node.args

    def _term(self, node: Node) -> Term:
        if node.op in ("constant", "absent", "input", "cell"):
            return self._leaf(node)
        if refusal_of(node):
            return Term(self.wording.say("refused"))
        if node.op == "choose":
            return self._choice(node) if self.trace is None else self._taken(node, self.trace)
        if node.op in ("least", "most"):
            return self._extreme(node)
        parts = [] if node.op in _CLOSED else [self._terms[arg] for arg in node.args]
        if node.op == "round":
            return self._rounded(node, parts[0])
        if node.op in POWERS:
            term = power_text(node, parts)
        else:
            term = self._arithmetic(node) if node.op in _ARITHMETIC else self._condition(node, parts)
        return attrs.evolve(term, cells=_cells(parts), tests=_tests(parts))

    def _leaf(self, node: Node) -> Term:
        wording, share = self.wording, wording_share(self.wording, node)
        if isinstance(node.value, Fraction):
            return self._constant(node.value, share=False)
        if node.op == "absent":
            return Term(wording.say("missing") if node.value == "missing" else wording.say("not applicable"))
        cells = (node,) if node.op == "cell" else ()
        if self.trace is None:
            return Term(wording.name(node), share=share, cells=cells)
        value = self.trace.value(node)
        if value is None:
            return Term(wording.state(self.trace.state(node)), share=share, cells=cells)
        option = wording.option(node, value)
        if option is not None:
            return Term(option)
        shown = wording.shown.get(str(node.value)) if node.op == "input" else None
        text = wording.number(Fraction(value), share=share) if shown is None else shown.replace("-", "−")
        if shown is not None and share and not shown.endswith(PERCENT):
            text = wording.number(Fraction(value), share=True)
        return Term(text, strength=SUM if text.startswith("−") else ATOM, share=share, cells=cells)

    def _operand(self, node: Node, *, share: bool) -> Term:
        """Return an operand's term; a constant beside a percent is one too."""
        if share and isinstance(node.value, Fraction):
            return self._constant(node.value, share=True)
        return self._terms[node]

    def _constant(self, value: Fraction, *, share: bool) -> Term:
        text = self.wording.exact(value, share=share)
        strength = SUM if value < 0 else PRODUCT if "/" in text else ATOM
        return Term(text, strength=strength, share=share)

    def _shares(self, nodes: Iterable[Node]) -> bool:
        return any(self._terms[node].share for node in nodes)

    def _arithmetic(self, node: Node) -> Term:
        sums = node.op in ("add", "subtract")
        share = sums and self._shares(node.args)
        strength = _STRENGTH[node.op]
        if node.op == "subtract" and node.args[0] is build.ZERO:
            return Term("−" + inside(self._terms[node.args[1]], PRODUCT), strength=SUM, share=share)
        out = ""
        for position, arg in enumerate(node.args):
            term = self._operand(arg, share=share or self._divides_share(node, arg))
            tight = strength + (position > 0 and node.op in ("subtract", "divide"))
            if position and node.op == "add" and term.text.startswith("−"):
                out += " − " + term.text[1:]
                continue
            if term.text.startswith("−"):
                tight = max(tight, PRODUCT) if position else SUM if arg.op == "constant" else tight
            out += (_SIGNS[node.op] if position else "") + inside(term, tight)
        return Term(out, strength=strength, share=share)

    def _divides_share(self, node: Node, arg: Node) -> bool:
        """Return whether a constant stands over or under a percent, and so is one."""
        value = arg.value if node.op == "divide" else None
        return isinstance(value, Fraction) and 0 < value <= 1 and self._shares(node.args)

    def _extreme(self, node: Node) -> Term:
        """Return the least or most of several numbers; with a trace the one it is, unless that is a mere limit."""
        share = self._shares(node.args)
        if self.trace is not None:
            picked = picked_operand(node, self.trace)
            if picked is not None and picked.op != "constant":
                return self._terms[picked]
        name, parts = "min" if node.op == "least" else "max", [self._operand(arg, share=share) for arg in node.args]
        text = f"{name}({', '.join(part.text for part in parts)})"
        return Term(text, share=share, tests=_tests(parts), cells=_cells(parts))

    def _rounded(self, node: Node, part: Term) -> Term:
        if not isinstance(node.value, Rounding):
            return part
        if self.trace is not None and self.trace.value(node) == self.trace.value(node.args[0]):
            return part  # it changes nothing here
        words = rounding_text(node.value, self.wording.language, unit=PERCENT if part.share else None)
        text = self.wording.say("round({number}; {how})", number=part.text, how=words)
        return Term(text, share=part.share, tests=part.tests, cells=part.cells)

    def _condition(self, node: Node, parts: list[Term]) -> Term:
        if node.op in ("at_least", "above", "equal"):
            return self._comparison(node)
        if node.op == "not":
            part = parts[0]
            return attrs.evolve(part, text=part.contrary, contrary=part.text, strength=_flipped(part.strength))
        if node.op in ("and", "or"):
            return self._joined(node, parts)
        wording = self.wording
        if node.op in ("given", "applicable"):
            name = Printer(wording).term(node.args[0]).text
            yes, no = _STATES[node.op]
            return Term(wording.say(yes, name=name), wording.say(no, name=name), TRUTH)
        always, never = wording.say("always"), wording.say("never")
        return Term(always, never) if node.op == "true" else Term(never, always)

    def _comparison(self, node: Node) -> Term:
        share = self._shares(node.args)
        left, right = (inside(self._operand(arg, share=share), SUM) for arg in node.args)
        sign = _SIGNS[node.op]
        one, other = node.args
        if one.op == "constant":
            one, other, left, right, sign = other, one, right, left, _TURNED.get(sign, sign)
        right = self.wording.option(one, other.value) or right
        return Term(left + sign + right, left + _CONTRARY[sign] + right, TRUTH)

    def _joined(self, node: Node, parts: list[Term]) -> Term:
        words = f" {self.wording.say('and')} ", f" {self.wording.say('or')} "
        joint, other = words if node.op == "and" else reversed(words)
        strength = _STRENGTH[node.op]
        contraries = [attrs.evolve(part, text=part.contrary, strength=_flipped(part.strength)) for part in parts]
        return Term(
            joint.join(inside(part, strength) for part in parts),
            other.join(inside(part, _flipped(strength)) for part in contraries),
            strength,
        )

    def _choice(self, node: Node) -> Term:
        """Return a chain of choices, read from the top."""
        test, then, otherwise = node.args
        share = self._shares((then, otherwise))
        first = self._operand(then, share=share)
        template = "if {condition}, then {value}" if self.conditional else "{value} if {condition}"
        value = inside(first, SUM)
        head = self.wording.say(template, condition=self._terms[test].text, value=value)
        rest = self._operand(otherwise, share=share)
        tail = rest.text if otherwise.op == "choose" else self.wording.say("otherwise {value}", value=rest.text)
        cells = (*self._terms[test].cells, *first.cells, *rest.cells)
        return Term(self.wording.join((head, tail)), strength=CHOICE, share=share, cells=cells)

    def _taken(self, node: Node, trace: Trace) -> Term:
        """Return the arm that was taken, with the conditions that led to it."""
        test, arm = node.args[0], taken(node, trace)
        condition = self._terms[test]
        if arm is None:
            return Term(self.wording.state(trace.state(test)), cells=condition.cells)
        term = self._operand(arm, share=self._shares((arm,)))
        holds = arm is node.args[1] and trace.value(test) is True
        follows = not holds and arm.op == "choose" and taken(arm, trace) is arm.args[2]
        tests = () if follows else self._test(test, holds=holds)
        cells = (*(condition.cells if tests else ()), *term.cells)
        return attrs.evolve(term, tests=(*tests, *term.tests), cells=cells)

    def _test(self, node: Node, *, holds: bool) -> tuple[str, ...]:
        """Return the conditions that decided a choice, but for those that a number is there or is not zero."""
        out: list[str] = []
        waiting = [(node, holds)]
        while waiting:
            part, truth = waiting.pop()
            if part.op == "not":
                waiting.append((part.args[0], not truth))
            elif part.op in ("and", "or"):
                waiting.extend((arg, truth) for arg in reversed(self._deciding(part, truth=truth)))
            elif part.op in ("equal", "given", "applicable"):
                if truth == (part.op == "equal"):
                    named = Printer(self.wording).term(part)
                    out.append(named.text if truth else named.contrary)
            else:
                out.append(self._terms[part].text if truth else self._terms[part].contrary)
        return tuple(dict.fromkeys(out))

    def _deciding(self, node: Node, *, truth: bool) -> tuple[Node, ...]:
        """Return the operands that make a conjunction or disjunction what it is: all, or the first that decides."""
        if truth == (node.op == "and") or self.trace is None:
            return node.args
        return next((arg,) for arg in node.args if self.trace.value(arg) is truth)


def wording_share(wording: Wording, node: Node) -> bool:
    """Return whether an input or cell is shown in percent; False for other nodes."""
    return node.op in ("input", "cell") and wording.is_share(node)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _flipped(strength: int) -> int:
    """Return how tightly the contrary of a condition holds together."""
    return {OR: AND, AND: OR}.get(strength, strength)


def _cells(parts: Iterable[Term]) -> tuple[Node, ...]:
    return tuple(cell for part in parts for cell in part.cells)


def _tests(parts: Iterable[Term]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(test for part in parts for test in part.tests))
