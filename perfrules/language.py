"""The language of what people read: translatable texts, and which language is in force."""

import gettext
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

import attrs

from perfrules.content import ByContent

LANGUAGES = ("en", "zh")
_LOCALE = Path(__file__).parent / "locale"
_chosen: ContextVar[str | None] = ContextVar("perfrules_language", default=None)


def current() -> str:
    """Return the language in force: the one chosen by `use`, else the locale's, as "en" or "zh"."""
    chosen = _chosen.get()
    if chosen is not None:
        return chosen
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def chosen() -> str | None:
    """Return the language chosen by `use`, or None where nobody chose one."""
    return _chosen.get()


@contextmanager
def use(language: str) -> Iterator[None]:
    """
    Put *language* in force inside the block.

    Raises:
        ValueError: when *language* is not one of `LANGUAGES`.

    """
    if language not in LANGUAGES:
        message = f"language {language!r} is not one of {', '.join(LANGUAGES)}"
        raise ValueError(message)
    token = _chosen.set(language)
    try:
        yield
    finally:
        _chosen.reset(token)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("perfrules", str(_LOCALE), languages=[f"{language}_CN", language], fallback=True)


def _values(values: Mapping[str, object]) -> dict[str, object]:
    return dict(values)


@attrs.frozen(eq=False, repr=False)
class Text(ByContent):
    """
    A text for people: an English template and the values that it names.

    The template is the message id of the translations; `str()` gives the language in force.
    """

    template: str
    values: Mapping[str, object] = attrs.field(factory=dict, converter=_values, hash=False)

    def into(self, language: str) -> str:
        """Return the text in *language* ("en" or "zh"), with its values put in."""
        template = self.template if language == "en" else _catalogue(language).gettext(self.template)
        return template.format_map(
            {name: value.into(language) if isinstance(value, Text) else value for name, value in self.values.items()},
        )

    def __str__(self) -> str:
        return self.into(current())


def text(template: str, **values: object) -> Text:
    """Return a `Text`; the short form that extraction of messages looks for."""
    return Text(template, values)
