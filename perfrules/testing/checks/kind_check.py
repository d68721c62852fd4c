"""`check_kind`: everything that a rubric kind must keep, in one call of a test."""

from collections.abc import Iterator
from typing import Any

from perfrules.language import Text, text
from perfrules.plugins import Registry, hookimpl
from perfrules.plugins.offers import Offer, offers
from perfrules.rubrics import page
from perfrules.testing.checks.examples import Example, example_faults, read_example
from perfrules.testing.checks.faults import EXAMPLES, FaultsError, Search, staying
from perfrules.testing.checks.forms import (
    Written,
    instances,
    meaning_faults,
    page_faults,
    repeated_faults,
    value_faults,
    words_faults,
)
from perfrules.testing.checks.kinds import marks_faults, variant_faults


def check_kind(kind: type, *examples: str, registry: Registry | None = None, drawn: int = EXAMPLES) -> None:
    """
    Check that a rubric kind (评分方法) keeps what is expected of one, with its example and rubrics like it.

    Its marks stay within the scale, its `promises` are kept, all readings of its formula agree, the formula can be
    written and worded in Chinese and English, the JSON Schema takes what its fields say and refuses the rest, its page
    has a title, a formula and an example that loads, and it is a frozen value that gives the same formula each time.

    Args:
        kind: the class.
        examples: more parts of definitions, in TOML, beside the one on its page; what they read is declared for them,
            as numbers from 0 up, unless they declare it.
        registry: what other plugins offer, where an example needs it.
        drawn: how many cases, and how many other rubrics, are drawn for each example.

    Raises:
        FaultsError: an AssertionError with all faults, each with a small example.

    """
    faults = tuple(kind_faults(kind, examples, registry, Search(drawn)))
    if faults:
        raise FaultsError(_called(kind), faults)


def _called(kind: object) -> str:
    return f"{getattr(kind, '__module__', '')}.{getattr(kind, '__qualname__', kind)}".lstrip(".")


def kind_faults(kind: type, examples: tuple[str, ...], registry: Registry | None, search: Search) -> Iterator[Text]:
    """Yield all faults of a kind; what each means is said at `check_kind`."""
    offered = next(iter(offers("kind", kind)))
    if not isinstance(offered, Offer):
        yield offered
        return
    yield from page_faults(kind)
    yield from meaning_faults(kind, str(offered.name))
    among = registry_with("perfrules_rubric_kinds", kind, str(offered.name), registry)
    used = False
    for source in (page(kind).example, *examples):
        if source:
            example = read_example(source, among)
            found = [example] if isinstance(example, Text) else list(example_faults(example))
            yield from found
            if isinstance(example, Example) and not found:
                used = True
                yield from staying(lambda example=example: _of_example(kind, example, search), text("the check"))  # type: ignore[misc]
    if not used and page(kind).example:
        yield text("nothing more can be said of it before an example loads")


def _of_example(kind: type, example: Example, search: Search) -> Iterator[Text]:
    """Yield what does not hold of an example that loads."""
    made = list(instances(example, kind))
    if not made:
        yield text('the example has no rubric of this kind: write `kind = "{name}"`', name=_name(kind))
        return
    for one, again in made[:1]:
        yield from value_faults(one, again)
        yield from staying(lambda one=one: words_faults(one), text("a wording"))  # type: ignore[misc]
    yield from repeated_faults(example)
    for place, node in enumerate(example.data["indicator"]):
        if isinstance(node.get("rubric"), dict) and node["rubric"].get("kind") == _name(kind):
            yield from Written(example, place, kind).faults(search)
            break
    found = list(marks_faults(kind, example, search))
    yield from found or variant_faults(kind, example, search)


def _name(kind: Any) -> str:
    return str(kind.kind)


def registry_with(hook: str, form: type, name: str, registry: Registry | None) -> Registry:
    """Return a registry in which *form* is offered: the one that there is, or with a plugin that brings it."""
    known = registry or Registry.builtin()
    found = known.kinds.get(name) or known.aggregations.get(name)
    if found is not None and form in (found.value, type(found.value)):
        return known
    brought = type("Brought", (), {hook: hookimpl(_returning(hook, form))})
    return known.with_plugin(brought(), "checked")


def _returning(hook: str, form: type) -> Any:
    def implementation(self: object) -> list[type]:
        del self
        return [form]

    implementation.__name__ = hook
    return implementation
