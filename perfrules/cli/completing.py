"""What a shell may complete: sets, codes, formats."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from perfrules.plugins import Registry
from perfrules.problems import PerfrulesError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def _items(words: Iterable[str], beginning: str) -> "list[CompletionItem]":
    from click.shell_completion import CompletionItem

    return [CompletionItem(word) for word in sorted(words) if word.startswith(beginning)]


class SetReference(click.ParamType[str]):
    """An id, id@edition, or the path of a definition."""

    name = "set"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":  # noqa: ARG002
        """Return the installed sets that begin so; files beside them."""
        from click.shell_completion import CompletionItem

        keys = [key for key in Registry.installed().definitions if key.format == "indicator-set"]
        words = {key.id for key in keys}
        if "@" in incomplete:
            words = {f"{key.id}@{key.edition}" for key in keys}
        return _items(words, incomplete) or [CompletionItem(incomplete, type="file")]


class ShownReference(SetReference):
    """Whatever has a page of its own: sets, grade scales, rubric kinds, aggregations."""

    name = "id"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
        """Return the sets, scales, kinds and aggregations that begin so; files beside them."""
        registry = Registry.installed()
        scales = [key.id for key in registry.definitions if key.format == "grade-scale"]
        others = _items([*scales, *registry.kinds, *registry.aggregations], incomplete)
        sets = super().shell_complete(ctx, param, incomplete)
        return [*(item for item in sets if not others or item.type != "file"), *others]


class IndicatorCode(click.ParamType[str]):
    """The code of an indicator of the set or case that the command line names before it."""

    name = "code"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":  # noqa: ARG002
        """Return the codes that begin so."""
        try:
            return _items(_codes(ctx), incomplete)
        except PerfrulesError:
            return []


def _codes(ctx: click.Context) -> Iterable[str]:
    from perfrules.case import read_case
    from perfrules.scoring import load
    from perfrules.scoring.for_case import rules_of

    if ctx.params.get("reference"):
        return load(ctx.params["reference"]).set.by_code
    if ctx.params.get("case"):
        return rules_of(read_case(ctx.params["case"])).set.by_code
    return ()


class Format(click.ParamType[str]):
    """The name of a renderer."""

    name = "format"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":  # noqa: ARG002
        """Return the formats that begin so."""
        return _items(Registry.installed().renderers, incomplete)
