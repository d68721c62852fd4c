"""What a formula reads: the inputs, with their places and ranges, and the states of absence."""

from fractions import Fraction
from typing import Final

import attrs

from perfrules.content import ByContent

GIVEN: Final = 0
MISSING: Final = 1
NOT_APPLICABLE: Final = 2
UNDEFINED: Final = 4
UNCERTAIN: Final = 8
"""A number without end that is too large, or too close to a boundary, to be told with certainty."""


@attrs.frozen(eq=False, repr=False)
class Input(ByContent):
    """
    One number of the evidence, by its flat name.

    An exact value of it is a whole number of 10**-places: programs are given that whole number.

    Attributes:
        name: the flat name, such as "spent", "q1/5" or "B2.2/rules".
        places: how many decimal places are accepted.
        at_least: least value in the unit of the evidence, or None where it is open.
        at_most: greatest value, or None.
        above: an open lower end, or None.
        below: an open upper end, or None.
        part_of: the input that this one is never greater than, or None.
        field: the evidence field or indicator code it belongs to.

    """

    name: str
    places: int = 0
    at_least: Fraction | None = None
    at_most: Fraction | None = None
    above: Fraction | None = None
    below: Fraction | None = None
    part_of: str | None = None
    field: str = ""
