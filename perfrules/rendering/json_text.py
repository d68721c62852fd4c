"""The renderer `json`: the document of the scorecard, for other programs."""

import json
from typing import ClassVar

import attrs

from perfrules.language import chosen, use
from perfrules.scoring.scorecard import Scorecard


@attrs.frozen
class JsonRenderer:
    """The scorecard as JSON in the format `perfrules/scorecard/1`: numbers are strings, keys have a fixed order."""

    name: ClassVar[str] = "json"
    suffix: ClassVar[str] = ".json"

    def render(self, card: Scorecard) -> str:
        """Return *card* as JSON."""
        with use(chosen() or card.set.language):
            return json.dumps(card.to_dict(), ensure_ascii=False, indent=2) + "\n"
