"""The renderer `json`: the document of the scorecard, for other programs; and other documents, laid out alike."""

from typing import ClassVar

import attrs

from perfrules.content import ByContent
from perfrules.definition.document import json_text
from perfrules.language import chosen, use
from perfrules.rendering.cells import can_show
from perfrules.scoring.scorecard import Scorecard


@attrs.frozen(eq=False, repr=False)
class JsonRenderer(ByContent):
    """
    The scorecard as JSON in the format `perfrules/scorecard/1`: numbers are strings, keys have a fixed order.

    Attributes:
        encoding: of what reads it; where it has no Chinese, such characters are written as escapes.

    """

    name: ClassVar[str] = "json"
    suffix: ClassVar[str] = ".json"

    encoding: str = "utf-8"

    def render(self, card: Scorecard) -> str:
        """Return *card* as JSON."""
        with use(chosen() or card.set.language):
            return json_shown(card.to_dict(), self.encoding)


def json_shown(data: object, encoding: str = "utf-8") -> str:
    """Return plain *data* as JSON; what *encoding* lacks, names of files that are no text too, is escaped."""
    shown = json_text(data)
    return shown if can_show(shown, encoding) else json_text(data, escaped=True)
