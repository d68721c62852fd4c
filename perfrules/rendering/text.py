"""The renderer `text`: the scorecard as a page for a terminal."""

from typing import ClassVar

import attrs

from perfrules.content import ByContent
from perfrules.language import chosen, use
from perfrules.rendering.overview import overview
from perfrules.rendering.screen import Screen, compose
from perfrules.scoring.scorecard import Scorecard


@attrs.frozen(eq=False, repr=False)
class TextRenderer(ByContent):
    """
    The scorecard as text: the tree with marks, the largest losses with their reasons, what is missing, warnings.

    It is written in the language in force, else in the set's; where the encoding has no Chinese, in English.

    Attributes:
        width: cells in a line; under some 50 the tree becomes a list.
        encoding: what the reader's terminal can show.
        styled: whether it gets bold and colours.

    """

    name: ClassVar[str] = "text"
    suffix: ClassVar[str] = ".txt"

    width: int = 100
    encoding: str = "utf-8"
    styled: bool = False

    def render(self, card: Scorecard) -> str:
        """Return *card* as text."""
        screen = Screen(self.width, self.encoding, self.styled)
        with use(language_on(screen, card.set.language)):
            return compose(overview(card), screen)


def language_on(screen: Screen, own: str) -> str:
    """Return the language in which a page appears on *screen*: the one in force, else the set's *own*."""
    language = chosen() or own
    return language if language == "en" or screen.shows_chinese else "en"
