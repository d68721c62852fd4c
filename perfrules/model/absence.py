"""What a node does where its evidence is not applicable or missing."""

from collections.abc import Mapping
from typing import Literal

import attrs

from perfrules.content import ByContent
from perfrules.formula import Quantity

Word = Literal["refuse", "null", "zero", "full", "marks", "rescale", "drop", "move"]
ANSWERS = ("refuse", "null", "zero", "full", "rescale", "drop")


@attrs.frozen(eq=False, repr=False)
class Policy(ByContent):
    """
    The answer to absence (不适用 or 缺失) at one node.

    Written as one of the words of `ANSWERS`, as a number or expression of marks, or as `{ move = ["C1", "C2"] }`
    (equal shares) or `{ move = { C1 = 0.4, C2 = 0.6 } }`.

    Attributes:
        answer: the word; "marks" for a number or expression, "move" for a move.
        marks: the marks given, where `answer` is "marks".
        shares: the share of the full marks that each named sibling gets, where `answer` is "move".

    """

    answer: Word = "refuse"
    marks: Quantity | None = None
    shares: Mapping[str, Quantity] = attrs.field(factory=dict, hash=False)
