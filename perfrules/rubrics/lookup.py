"""Marks by the option of a choice (定性分档)."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

import attrs

from perfrules.content import ByContent
from perfrules.formula import Quantity, Symbol, absent, choose, number
from perfrules.language import Text, text
from perfrules.model.fields import documented
from perfrules.model.indicator import Reads
from perfrules.rubrics.awarding import Promise, joined, share_of_full, shown
from perfrules.rubrics.binding import Path, truth


def _conditions(lookup: "Lookup") -> dict[str, str]:
    return {option: f"{lookup.of} == {option!r}" for option in (*lookup.marks, *lookup.share)}


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Lookup(ByContent):
    """
    Award the marks that stand beside the chosen option (定性分档, 查表).

    Every option of the field has its marks, or a share of the full marks, or falls under `else`.

    Formula:
        marks = marks[option], or full × share[option]

    Example:
        [evidence.acceptance]
        type = "choice"
        choices = ["passed", "conditional", "failed"]

        [[indicator]]
        code = "C1.2"
        name = "验收结果"
        full_marks = 5
        rubric = { kind = "lookup", of = "acceptance", marks = { passed = 5, conditional = 3, failed = 0 } }

    Source:
        Rubrics by a fixed answer, such as 一次验收合格得满分，整改后合格得 60%，不合格不得分.
    """

    kind: ClassVar[str] = "lookup"
    reads: ClassVar[Reads] = "nothing"
    promises: ClassVar[Promise] = "none"

    of: str = documented("the evidence field, a choice")
    marks: Mapping[str, Quantity] = documented("marks by option", factory=dict, hash=False)
    share: Mapping[str, Quantity] = documented("share of the full marks by option", factory=dict, hash=False)
    otherwise: Quantity | None = attrs.field(
        default=None, metadata={"doc": "marks of the options that are not named", "key": "else"}
    )
    chosen: Mapping[str, str] = attrs.field(
        default=attrs.Factory(_conditions, takes_self=True),
        init=False,
        repr=False,
        eq=False,
        metadata={"doc": "the condition of each option", "key": "of", "condition": True},
    )

    @property
    def options(self) -> tuple[str, ...]:
        """The options that are named."""
        return (*self.marks, *self.share)

    def award(self, full: Symbol) -> Symbol:
        """Return the marks of the chosen option."""
        marks = absent("missing") if self.otherwise is None else number(self.otherwise)
        for option in reversed(self.options):
            gives = number(self.marks[option]) if option in self.marks else full * self.share[option]
            marks = choose(truth(self.chosen[option]), gives, marks, why=option)
        return marks

    def check(self) -> Iterator[tuple[Path, Text]]:
        """Yield what is wrong with the rubric as it is written."""
        if not self.options:
            yield (), text("a lookup has `marks` or `share` by option")
        for option in self.marks:
            if option in self.share:
                yield ("share", option), text("the option `{option}` has `marks` already", option=option)

    def summary(self) -> Text:
        """Return the rubric in a few words."""
        rows = [text("{condition}: {marks}", condition=name, marks=shown(value)) for name, value in self.marks.items()]
        rows += [
            text("{condition}: {marks}", condition=name, marks=share_of_full(value))
            for name, value in self.share.items()
        ]
        if self.otherwise is not None:
            rows.append(text("otherwise {marks}", marks=shown(self.otherwise)))
        return joined(rows)
