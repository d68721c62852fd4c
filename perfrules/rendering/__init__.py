"""Rendering (输出): scorecards and their parts as text, Markdown and JSON; pure functions of values."""

from typing import Any

from perfrules.plugins import Registry
from perfrules.problems import Place, Problem, UnknownNameError
from perfrules.rendering.json_text import JsonRenderer
from perfrules.rendering.markdown import MarkdownRenderer
from perfrules.rendering.running import fitted, rendered
from perfrules.rendering.screen import Screen
from perfrules.rendering.text import TextRenderer
from perfrules.scoring.scorecard import Scorecard

RENDERERS: tuple[type, ...] = (TextRenderer, MarkdownRenderer, JsonRenderer)
"""The renderers of the library."""


def render(card: Scorecard, name: str = "text", *, registry: Registry | None = None, **options: Any) -> str | bytes:
    """
    Return *card* (评分表) in the format *name*: "text", "markdown", "json" or a plugin's.

    Args:
        card: the scorecard.
        name: the name of a renderer.
        registry: where renderers are looked up; default: the installed ones.
        **options: settings of the renderer, such as `width` of "text"; those that it does not have are left out.

    Raises:
        UnknownNameError: when there is no such renderer.
        PluginError: when a plugin's renderer fails.

    """
    registry = Registry.installed() if registry is None else registry
    provided = registry.renderers.get(name)
    if provided is None:
        raise UnknownNameError([Problem("PR606", registry.explain_missing("renderer", name), Place())])
    return rendered(provided.value, card, **options)


__all__ = ["RENDERERS", "JsonRenderer", "MarkdownRenderer", "Screen", "TextRenderer", "fitted", "render", "rendered"]
