"""The choices (选项) that were made for an award, without those that only answer absence."""

from collections.abc import Iterator, Sequence

from perfrules.language import text
from perfrules.program.absence import WHY
from perfrules.rendering.blocks import Block, Heading, Item, Items
from perfrules.rubrics.checklist import ANY_POINT_APPLIES, POINT_APPLIES
from perfrules.scoring.award import Award, BranchTaken

_ANSWERS = tuple(map(text, (*WHY.values(), POINT_APPLIES, ANY_POINT_APPLIES)))
"""What the choices are called that only say what happens where something is missing or not applicable."""


def branches_of(award: Award) -> Iterator[Block]:
    """Yield the branches that were taken and not taken; nothing where there are none to tell of."""
    found = told(award.branches)
    if found:
        yield Heading(str(text("Branches")))
        yield Items(_branch(branch) for branch in found)


def _branch(branch: BranchTaken) -> Item:
    title = f"✓ {text('taken')}" if branch.taken else f"✗ {text('not taken')}"
    title += f" → {branch.result}" if branch.result else ""
    numbers = f" ({branch.numbers})" if branch.numbers and branch.numbers != branch.condition else ""
    return Item(title, f"{branch.condition}{numbers}" if branch.condition else "")


def told(branches: Sequence[BranchTaken]) -> tuple[BranchTaken, ...]:
    """Return the *branches* that decide by more than absence; what is absent says so itself, with its reason."""
    return tuple(branch for chain in _chains(branches) for branch in _decisions(chain))


def _chains(branches: Sequence[BranchTaken]) -> Iterator[list[BranchTaken]]:
    """Yield the branches chain by chain: each ends with what is taken otherwise."""
    last = str(text("otherwise"))
    chain: list[BranchTaken] = []
    for branch in branches:
        chain.append(branch)
        if branch.condition == last:
            yield chain
            chain = []
    if chain:
        yield chain


def _decisions(chain: Sequence[BranchTaken]) -> Sequence[BranchTaken]:
    answers = set(map(str, _ANSWERS))
    kept = [branch for branch in chain if branch.label not in answers]
    return kept if len(kept) > 1 or len(kept) == len(chain) else ()
