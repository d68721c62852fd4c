"""The renderer `json`: the document of the scorecard, for other programs."""

import json
from typing import ClassVar

import attrs

from perfrules.content import ByContent
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
            shown = json.dumps(card.to_dict(), ensure_ascii=False, indent=2)
            if not can_show(shown, self.encoding):
                shown = json.dumps(card.to_dict(), indent=2)
            return shown + "\n"
