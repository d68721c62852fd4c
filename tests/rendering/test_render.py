"""Rendering by name, and renderers of plugins that fail."""

from typing import ClassVar

import attrs
import pytest

import perfrules as pr
from perfrules.rendering import rendered


@attrs.frozen
class Strange:
    """A renderer that raises or returns what it is given."""

    name: ClassVar[str] = "strange"
    suffix: ClassVar[str] = ".strange"

    result: object

    def render(self, card):  # noqa: ARG002
        """Return or raise the result."""
        if isinstance(self.result, BaseException):
            raise self.result
        return self.result


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (RuntimeError("{no}"), "the renderer `strange` failed: RuntimeError: {no}"),
        (SystemExit("bye"), "the renderer `strange` failed: SystemExit: bye"),
        ("\udcff", "the renderer `strange` failed: UnicodeEncodeError"),
        (None, "the renderer `strange` gave NoneType, no text"),
    ],
    ids=["raises", "exits", "surrogate", "nothing"],
)
def test_a_renderer_that_fails(card, result, said):
    """What a plugin's renderer raises, or returns that is no text, is its failure by name."""
    with pr.use("en"), pytest.raises(pr.PluginError) as caught:
        rendered(Strange(result), card)
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize("result", ["text", b"\xff"], ids=["text", "bytes"])
def test_a_renderer_that_works(card, result):
    """Text and bytes are returned as they are; options that a renderer does not have are left out."""
    assert result == rendered(Strange(result), card, width=20)
