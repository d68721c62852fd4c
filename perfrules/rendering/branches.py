"""The choices (选项) that were made for an award, without those that only answer absence."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from perfrules.language import text
from perfrules.rendering.blocks import Block, Heading, Item, Items
from perfrules.scoring.award import Award, BranchTaken


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
    chains = groupby(branches, key=lambda branch: branch.chain)
    return tuple(branch for _, chain in chains for branch in _decisions(list(chain)))


def _decisions(chain: Sequence[BranchTaken]) -> Sequence[BranchTaken]:
    kept = [branch for branch in chain if not branch.answers]
    return kept if len(kept) > 1 or len(kept) == len(chain) else ()
