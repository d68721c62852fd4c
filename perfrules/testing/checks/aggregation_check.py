"""`check_aggregation`: everything that an aggregation must keep, in one call of a test."""

from collections.abc import Iterator
from typing import Any

import attrs

from perfrules.aggregation import Aggregation
from perfrules.language import Text, text
from perfrules.plugins import Registry
from perfrules.plugins.offers import Offer, offers
from perfrules.rubrics import page
from perfrules.testing.checks.aggregations import CHILDREN, Combining, branch_faults, leaf
from perfrules.testing.checks.agreement import Readings
from perfrules.testing.checks.examples import Example, example_faults, read_example
from perfrules.testing.checks.faults import EXAMPLES, FaultsError, Search, staying
from perfrules.testing.checks.forms import page_faults, value_faults
from perfrules.testing.checks.kind_check import registry_with
from perfrules.testing.drawing.cases import cases


def check_aggregation(
    aggregation: type[Aggregation], *examples: str, registry: Registry | None = None, drawn: int = EXAMPLES
) -> None:
    """
    Check that an aggregation (汇总方法) keeps what is expected of one.

    Its marks lie from 0 to what it gives for full marks, and never fall where a child rises (unless it says
    `promises = "none"`); neither the order of the children nor those that take no part make a difference, and where
    none takes part it is not applicable; `shares` add up; all readings agree; its page has a title, a formula and an
    example that loads; it is a frozen value.

    Args:
        aggregation: the class.
        examples: more parts of definitions, in TOML, beside the one on its page; a branch without children is given
            two, which evaluators mark.
        registry: what other plugins offer, where an example needs it.
        drawn: how many sorts of children are drawn.

    Raises:
        FaultsError: an AssertionError with all faults, each with a small example.

    """
    faults = tuple(aggregation_faults(aggregation, examples, registry, Search(drawn)))
    if faults:
        raise FaultsError(f"{aggregation.__module__}.{aggregation.__qualname__}", faults)


def aggregation_faults(
    aggregation: Any, examples: tuple[str, ...], registry: Registry | None, search: Search
) -> Iterator[Text]:
    """Yield all faults of an aggregation; what each means is said at `check_aggregation`."""
    offered = next(iter(offers("aggregation", aggregation)))
    if not isinstance(offered, Offer):
        yield offered
        return
    name = str(offered.name)
    yield from page_faults(aggregation)
    if attrs.has(aggregation):
        yield from value_faults(offered.value, aggregation())
    else:
        yield text("it is not an attrs class: write `@attrs.frozen` above it")
    yield from search.first(CHILDREN, Combining(offered.value).faults)
    among = registry_with("perfrules_aggregations", aggregation, name, registry)
    yield from branch_faults(name, Example({}, among), search)
    for source in (page(aggregation).example, *examples):
        if source:
            yield from _of_example(source, among, name, search)


def _of_example(source: str, registry: Registry, name: str, search: Search) -> Iterator[Text]:
    example = read_example(source, registry)
    if isinstance(example, Text):
        yield example
        return
    nodes = example.data["indicator"]
    if name not in [node.get("aggregation") for node in nodes]:
        yield text('the example has no branch of it: write `aggregation = "{name}"`', name=name)
    example = attrs.evolve(example, data={**example.data, "indicator": [*nodes, *_children(nodes)]})
    found = list(example_faults(example))
    yield from found
    if not found:
        readings = Readings(example.rules())
        yield from search.first(cases(readings.rules), readings.faults, needed=True)
        yield from staying(readings.notation_faults, text("the notation"))


def _children(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield two children for each branch that has none."""
    parents = {node.get("parent") for node in nodes}
    for node in nodes:
        if "aggregation" in node and node.get("code") not in parents:
            yield from (leaf(f"{node['code']}.{place}", str(node["code"])) for place in (1, 2))
