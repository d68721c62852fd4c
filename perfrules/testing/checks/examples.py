"""The examples on pages of the catalogue as definitions: what they read is declared around them."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import attrs
import tomli

from perfrules.language import Text, text
from perfrules.plugins import Registry
from perfrules.problems import DefinitionError, Problem
from perfrules.scoring import Rules
from perfrules.testing.drawing.writing import HEAD, definition_toml, loaded, rules_from

_UNDECLARED = "PR311"
_CAN_DIVIDE_BY_ZERO = "PR203"
_BELONGS = re.compile(r"[^\W\d]\w*\.[^\W\d]\w*")
_LEAF = {"rounding": {"places": 2}, "source": "own"}
Data = dict[str, Any]


@attrs.frozen(eq=False)
class Example:
    """
    A part of a definition, and the plugins that it needs.

    Attributes:
        data: what it says.
        registry: what plugins offer.

    """

    data: Data
    registry: Registry

    @property
    def whole(self) -> Data:
        """The definition: with a head, and roundings for its leaves, where it has none of its own."""
        return {**HEAD, "leaf": _LEAF, **self.data}

    @property
    def source(self) -> str:
        """The definition as TOML text."""
        return definition_toml(self.whole)

    def rules(self) -> Rules:
        """Return its rules; raise DefinitionError with its problems."""
        return rules_from(self.source, self.registry)

    def made_again(self) -> Rules:
        """Return its rules, made anew."""
        return loaded(self.source, self.registry)

    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with it, warnings left out."""
        try:
            self.rules()
        except DefinitionError as error:
            return tuple(problem for problem in error.problems if problem.severity == "error")
        return ()

    def changed(self, place: int, **keys: Any) -> "Example":
        """Return it with other *keys* of the indicator at a *place*; those that are None are left out."""
        nodes = [*self.data["indicator"]]
        nodes[place] = {key: value for key, value in {**nodes[place], **keys}.items() if value is not None}
        return attrs.evolve(self, data={**self.data, "indicator": nodes})


def read_example(source: str, registry: Registry) -> Example | Text:
    """Return the part of a definition that a TOML text is, its names declared; or why it is none."""
    try:
        data = tomli.loads(source, parse_float=Decimal)
    except tomli.TOMLDecodeError as error:
        return text("the example is no TOML: {reason}", reason=str(error))
    nodes = data.get("indicator")
    if not isinstance(nodes, list) or not all(isinstance(node, dict) for node in nodes):
        return text("the example has no [[indicator]]")
    return declared(Example(data, registry))


def declared(example: Example) -> Example:
    """
    Return *example* with its names declared, those that it does not declare itself.

    They are numbers from 0 up; above 0 where the example divides by them. The counts of records are written with a dot.
    """
    for above in (False, True):
        for _ in range(2):  # what a declaration lets be read may name more
            problems = example.problems()
            names = [str(problem.text.values["name"]) for problem in problems if problem.code == _UNDECLARED]
            if not names:
                break
            fields = {name: _field(name, example.data) for name in names}
            example = attrs.evolve(
                example, data={**example.data, "evidence": {**example.data.get("evidence", {}), **fields}}
            )
        if above or not any(problem.code == _CAN_DIVIDE_BY_ZERO for problem in example.problems()):
            break
        example = _divided(example)
    return example


def _field(name: str, data: Mapping[str, Any]) -> Data:
    owner = name.partition(".")[0]
    parts = [part.partition(".")[2] for part in _BELONGS.findall(definition_toml(data)) if part.startswith(f"{owner}.")]
    if parts:
        return {"type": "records", "counts": list(dict.fromkeys(parts))}
    return {"type": "number", "places": 2, "at_least": 0}


def _divided(example: Example) -> Example:
    """Return *example* with the ranges open at 0 of what it divides by, where it does not declare that itself."""
    fields = dict(example.data.get("evidence", {}))
    for name, field in fields.items():
        if field == {"type": "number", "places": 2, "at_least": 0} and re.search(
            rf"/ *\(?{re.escape(name)}\b", definition_toml(example.data)
        ):
            fields[name] = {"type": "number", "places": 2, "above": 0}
    return attrs.evolve(example, data={**example.data, "evidence": fields})


def example_faults(example: Example) -> Iterator[Text]:
    """Yield what is wrong with an example that does not load."""
    for problem in example.problems():
        yield text("the example does not load: {problem}", problem=f"{problem.code} {problem.text}")
