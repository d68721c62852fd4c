"""Running renderers, whoever brings them."""

from typing import Any

import attrs

from perfrules.language import text
from perfrules.plugins.loading import reason_of
from perfrules.problems import PerfrulesError, PluginError
from perfrules.scoring.scorecard import Scorecard


def rendered(renderer: Any, card: Scorecard, **options: Any) -> str | bytes:
    """Return *card* as *renderer* writes it with the *options* that it has; raise `PluginError` when it fails."""
    try:
        written = fitted(renderer, **options).render(card)
        if isinstance(written, str):
            written.encode()  # text that has no UTF-8 can go nowhere
    except (KeyboardInterrupt, PerfrulesError):
        raise
    except BaseException as error:  # a plugin may raise anything, and even exit
        said = text("the renderer `{renderer}` failed: {reason}", renderer=renderer.name, reason=reason_of(error))
        raise PluginError(str(said)) from error
    if isinstance(written, str | bytes):
        return written
    form = type(written).__name__
    raise PluginError(str(text("the renderer `{renderer}` gave {type}, no text", renderer=renderer.name, type=form)))


def fitted(renderer: Any, **options: Any) -> Any:
    """Return *renderer* with those of the *options* that it has."""
    known = {field.name for field in attrs.fields(type(renderer))} if attrs.has(type(renderer)) else set()
    chosen = {name: value for name, value in options.items() if name in known}
    return attrs.evolve(renderer, **chosen) if chosen else renderer
