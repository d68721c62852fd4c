"""Rendering (输出): scorecards and their parts as text, Markdown and JSON; pure functions of values."""

from typing import Any

import attrs

from perfrules.plugins import Registry
from perfrules.problems import Place, Problem, UnknownNameError
from perfrules.rendering.json_text import JsonRenderer
from perfrules.rendering.markdown import MarkdownRenderer
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

    """
    registry = Registry.installed() if registry is None else registry
    provided = registry.renderers.get(name)
    if provided is None:
        raise UnknownNameError([Problem("PR606", registry.explain_missing("renderer", name), Place())])
    rendered: str | bytes = fitted(provided.value, **options).render(card)
    return rendered


def fitted(renderer: Any, **options: Any) -> Any:
    """Return *renderer* with those of the *options* that it has."""
    known = {field.name for field in attrs.fields(type(renderer))} if attrs.has(type(renderer)) else set()
    chosen = {name: value for name, value in options.items() if name in known}
    return attrs.evolve(renderer, **chosen) if chosen else renderer


__all__ = ["RENDERERS", "JsonRenderer", "MarkdownRenderer", "Screen", "TextRenderer", "fitted", "render"]
