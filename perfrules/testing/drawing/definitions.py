"""Any valid definition, drawn by Hypothesis, and evidence for it."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import attrs
from hypothesis import strategies as st

from perfrules.formula import MODES
from perfrules.scoring import Rules
from perfrules.testing.drawing.cases import cases
from perfrules.testing.drawing.desk import Desk, Dice
from perfrules.testing.drawing.leaves import KINDS, PROMISING, Writer
from perfrules.testing.drawing.writing import HEAD, definition_toml, rules_with

F = Fraction
GRADES = ("best", "good", "fair", "poor")


@attrs.frozen
class Options:
    """
    What may stand in a definition.

    Attributes:
        kinds: the rubric kinds.
        aggregations: the aggregations.
        rounding: whether anything is rounded.
        absence: whether nodes and points answer absence.
        extras: whether there are gates, clamps and choice lists.
        carry: whether a rounding may pass on the exact value.
        bands: whether the total has grades.
        rescale: the only answer to absence, where there is to be no other.

    """

    kinds: tuple[Writer, ...] = KINDS
    aggregations: tuple[str, ...] = (
        *("sum", "sum", "mean", "minimum", "maximum", "product", "harmonic_mean", "geometric_mean"),
    )
    rounding: bool = True
    absence: bool = True
    extras: bool = True
    carry: bool = True
    bands: bool = True
    rescale: bool = False


ANYTHING = Options()
PLAIN = Options(absence=False, extras=False, aggregations=("sum",), rounding=False, bands=False)
MONOTONE = Options(kinds=PROMISING, absence=False, carry=False)
LINEAR = Options(rounding=False, aggregations=("sum", "mean", "minimum", "maximum"))
RESCALED = Options(rescale=True, extras=False, aggregations=("sum",))


@attrs.frozen
class Drawn:
    """
    A definition that was drawn.

    Attributes:
        data: what it says beside its head, as plain data.
        best: evidence that gives full marks everywhere.
        better: of each name of the evidence, 1 where more is better, -1 where less is, 0 where neither.
        rolled: the choices that made it.
        options: what could stand in it.

    """

    data: Mapping[str, Any]
    best: Mapping[str, Any] = attrs.field(repr=False)
    better: Mapping[str, int] = attrs.field(repr=False)
    rolled: tuple[int, ...] = attrs.field(repr=False)
    options: Options = attrs.field(repr=False)

    @property
    def source(self) -> str:
        """The definition as TOML text."""
        return definition_toml({**HEAD, **self.data})

    @property
    def rules(self) -> Rules:
        """Its rules, by way of a file's text."""
        return rules_with(self.data)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: FBT001 - as Hypothesis calls it
        """Show an example of Hypothesis as the text that an author would read."""
        del cycle
        printer.text(self.source)

    def times(self, factor: int) -> "Drawn":
        """Return the same definition with all that is written in marks multiplied."""
        return _Writer(
            Desk(Dice(lambda _: 0, list(self.rolled)).again(), factor, self.options.rounding), self.options
        ).drawn()


@attrs.define
class _Writer:
    """Writes one definition; `fulls` has the full marks of every node."""

    desk: Desk
    options: Options
    nodes: list[dict[str, Any]] = attrs.field(factory=list)
    fulls: dict[str, Fraction] = attrs.field(factory=dict)
    gates: list[dict[str, Any]] = attrs.field(factory=list)

    def drawn(self) -> Drawn:
        """Write a tree of one to four levels, and all that belongs to it."""
        full, branch = self._children("total", "", 1 + self.desk.dice.under(3))
        total = {"full_marks": full, **branch}
        if self.options.bands:
            total["grade_scale"] = "four"
        bands = [
            {"grade": grade, "at_least": full * share}
            for grade, share in zip(GRADES, (F(9, 10), F(4, 5), F(3, 5)), strict=False)
        ]
        data: dict[str, Any] = {"total": total, "indicator": self.nodes, "gate": self.gates}
        desk = self.desk
        data |= {"evidence": desk.evidence, "measure": desk.measure, "parameter": desk.parameter, "table": desk.table}
        if self.options.bands:
            data["grade_scale"] = {"four": {"bands": [*bands, {"grade": GRADES[-1]}]}}
            if self.options.extras and self.desk.dice.pick(False, True):
                leaf = next(node["code"] for node in self.nodes if "rubric" in node)
                when = self.desk.dice.pick("", f"rate('{leaf}') < 60%", f"marks('{leaf}') < exact('{leaf}')")
                self._gate("total", {"grade_at_most": "fair"}, when)
        kept = {key: value for key, value in data.items() if value}
        return Drawn(kept, self.desk.best, self.desk.better, tuple(self.desk.dice.rolled), self.options)

    def _children(self, code: str, prefix: str, depth: int) -> tuple[Fraction, dict[str, Any]]:
        """Write the children of a branch; return its full marks and what it says itself."""
        dice = self.desk.dice
        aggregation = dice.pick(*self.options.aggregations)
        names = [f"{prefix}{'ABCD'[place]}" for place in range(1 + dice.under(3 if prefix else 4))]
        weights = [F(dice.pick(1, 1, 2, 3 if place else 1, 0 if place else 1)) for place in range(len(names))]
        written = [self._child(name, code, weight, depth) for name, weight in zip(names, weights, strict=True)]
        if aggregation == "geometric_mean" and not self._on_one_scale(written):
            aggregation = "mean"
        full = combined(aggregation, [self.fulls[name] for name in names], weights)
        self.fulls[code] = full
        branch: dict[str, Any] = {} if aggregation == "sum" else {"aggregation": aggregation}
        branch |= self._rounding(full, fine=code == "total")
        if aggregation == "geometric_mean":
            branch["rounding"] = {"places": 2}  # without it the marks would have no end
        if self.options.absence:
            self._absences(written, branch, aggregation, full)
            branch |= {"needs": dice.pick(1, "50%", len(names))} if dice.under(6) == 1 else {}
        if self.options.extras and dice.under(5) == 1:
            branch["clamp"] = [dice.pick(0, full / 4), "full"]
            if aggregation == "sum" and dice.pick(False, True):
                self._bonus(f"{prefix}Z", code, full)
        return full, branch

    def _child(self, name: str, parent: str, weight: Fraction, depth: int) -> dict[str, Any]:
        """Write one child, and all that is below it."""
        node: dict[str, Any] = {"code": name, "name": f"Node {name}"}
        node |= {"parent": parent} if parent != "total" else {}
        self.nodes.append(node)
        leaf = depth <= 1 or self.desk.dice.pick(False, True)
        node |= self._leaf(name) if leaf else self._branch(name, depth - 1)
        node |= {"weight": weight} if weight != 1 else {}
        return node

    def _on_one_scale(self, nodes: list[dict[str, Any]]) -> bool:
        """Return whether *nodes* are leaves of the same full marks, so that a mean of these has an end."""
        return (
            self.options.rounding
            and len({self.fulls[node["code"]] for node in nodes if "rubric" in node}) == 1
            and (all("rubric" in node for node in nodes))
        )

    def _bonus(self, code: str, parent: str, full: Fraction) -> None:
        # A bonus that is sure and large would leave the lower grades out of reach, which the checks refuse.
        leaf = self._leaf(code, full / 10)
        above = {} if parent == "total" else {"parent": parent}
        self.nodes.append({"code": code, "name": "Bonus", **above, **leaf, "bonus": True})

    def _branch(self, code: str, depth: int) -> dict[str, Any]:
        _, branch = self._children(code, code, depth)
        if self.options.extras and self.desk.dice.under(6) == 1:
            self._gate(code, {"marks_at_most": self.fulls[code] / 2})
        return branch

    def _leaf(self, code: str, full: Fraction | None = None) -> dict[str, Any]:
        desk = self.desk
        full = F(desk.dice.pick(2, 4, 10, 20)) * desk.factor if full is None else full
        self.fulls[code] = full
        kinds = self.options.kinds
        leaf: dict[str, Any] = kinds[desk.dice.under(len(kinds))](desk, code, full)
        if (
            self.options.extras
            and "measure" not in leaf
            and desk.dice.under(4) == 1
            and isinstance(leaf["rubric"], dict)
            and leaf["rubric"]["kind"] != "checklist"
        ):
            flag = desk.field(f"w{code}", True, 1, type="flag")
            leaf["rubric"] = [{"when": flag, **leaf["rubric"]}, {"kind": "formula", "marks": full / 2}]
            desk.better[flag] = 0  # which of the two rubrics gives more depends on the rest of the evidence
        if self.options.extras and desk.dice.under(6) == 1:
            self._gate(code, {"marks": 0} if desk.dice.pick(False, True) else {"marks_at_most": full / 2})
        # What has no end is rounded where it arises, and says so itself.
        return {"full_marks": full, **leaf, **({} if "rounding" in leaf else self._rounding(full))}

    def _gate(self, code: str, effect: dict[str, Any], when: str = "") -> None:
        closed = when or self.desk.field(f"g{len(self.gates)}", False, -1, type="flag")
        self.gates.append({"name": f"Gate {len(self.gates)}", "on": code, "when": closed, **effect})

    def _rounding(self, full: Fraction, *, fine: bool = False) -> dict[str, Any]:
        """Write a rounding that cannot pass the scale: the full marks are whole multiples of its step."""
        dice = self.desk.dice
        if not self.options.rounding or not dice.under(4):
            return {}
        steps = ({"places": 2}, {"places": 0}, {"places": 1}, {"to": F(1, 2)}, {"to": F(1, 4)})
        step: dict[str, Any] = dice.pick(*steps[: 1 if fine else None])
        size = F(1, 10 ** step["places"]) if "places" in step else step["to"]
        if (full / size).denominator != 1:
            return {}
        rule = {**step, "mode": dice.pick(*MODES)}
        if self.options.carry and dice.under(4) == 1:
            rule["carry"] = "exact"
        twice = not fine and dice.under(6) == 1 and full.denominator == 1 and "carry" not in rule
        return {"rounding": [rule, {"places": 1, "mode": "floor"}] if twice else rule}

    def _absences(self, nodes: list[dict[str, Any]], branch: dict[str, Any], aggregation: str, full: Fraction) -> None:
        """Give some of the siblings *nodes* answers to absence; a sum that rescales has to round."""
        dice = self.desk.dice
        for node in nodes:
            for reason in ("not_applicable", "missing"):
                if dice.under(2) == 1:
                    answer = "rescale" if self.options.rescale else self._answer(node, nodes, aggregation)
                    if answer == "rescale" and "rounding" not in branch and aggregation == "sum":
                        if not self.options.rounding or (full * 100).denominator != 1:
                            continue
                        branch["rounding"] = {"places": 2}
                    node[reason] = answer
            if dice.under(8) == 1 and not self.options.rescale:
                node["applies"] = self.desk.field(f"a{node['code']}", True, 0, type="flag")
            for point in _points(node):
                if dice.under(3) == 1:
                    reason = dice.pick("not_applicable", "missing")
                    point[reason] = dice.pick("rescale", "full", *([] if self.options.rescale else ["zero"]))

    def _answer(self, node: dict[str, Any], nodes: list[dict[str, Any]], aggregation: str) -> Any:
        # The full marks of a branch shrink with what leaves it, so half of them is said in words there.
        half = self.fulls[node["code"]] / 2 if "rubric" in node else "full / 2"
        leaves = [other["code"] for other in nodes if other is not node and "rubric" in other]
        options: list[Any] = ["rescale", "drop", "null", "zero", "full", half, "0.25 * full"]
        if "rubric" in node and aggregation == "sum" and len(leaves) == 1:
            options.append({"move": leaves})
        return self.desk.dice.pick(*options)


def _points(node: Mapping[str, Any]) -> list[dict[str, Any]]:
    rubric = node.get("rubric")
    return rubric["points"] if isinstance(rubric, dict) and rubric["kind"] == "checklist" else []


def combined(aggregation: str, values: list[Fraction], weights: list[Fraction]) -> Fraction:
    """Return what an aggregation gives for *values* when all of them take part, worked out apart from the library."""
    parts = [(value, weight) for value, weight in zip(values, weights, strict=True) if weight]
    if aggregation in ("sum", "mean"):
        whole = sum((value * weight for value, weight in parts), F(0))
        return whole if aggregation == "sum" else whole / sum(weight for _, weight in parts)
    numbers = [value for value, _ in parts]
    if aggregation == "geometric_mean":
        return numbers[0]  # of full marks that are all the same
    if aggregation == "harmonic_mean":
        whole = sum((weight / value for value, weight in parts if value), F(0))
        return F(0) if 0 in numbers else sum(weight for _, weight in parts) / whole
    if aggregation == "product":
        whole = F(1)
        for value in numbers:
            whole *= value
        return whole
    return min(numbers) if aggregation == "minimum" else max(numbers)


@st.composite
def definitions(draw: st.DrawFn, options: Options = ANYTHING) -> Drawn:
    """Give any valid definition with what *options* allow."""
    dice = Dice(lambda count: draw(st.integers(0, count - 1)))
    return _Writer(Desk(dice, rounds=options.rounding), options).drawn()


@st.composite
def projects(
    draw: st.DrawFn, options: Options = ANYTHING, *, absent: bool | None = None
) -> tuple[Drawn, dict[str, Any]]:
    """Give a definition and evidence for it."""
    drawn = draw(definitions(options))
    some = options.absence if absent is None else absent
    return drawn, draw(cases(drawn.rules, absent=some))
