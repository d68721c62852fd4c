"""Order: what kinds promise is proved from formulas, or refuted by two cases."""

from typing import ClassVar

import attrs
import pytest

import perfrules as pr
from perfrules.plugins import Registry

_SHARE = 'evidence.done = { type = "share" }'


@attrs.frozen
class Peak:
    """A kind that promises what it does not keep: it is best at one half."""

    kind: ClassVar[str] = "test/peak"
    reads: ClassVar[str] = "measure"
    promises: ClassVar[str] = "higher"

    def award(self, full: pr.Symbol, measure: pr.Symbol) -> pr.Symbol:
        """Return marks that rise and fall."""
        return full * (1 - abs(2 * measure - 1))


class _Plugin:
    @pr.hookimpl
    def perfrules_rubric_kinds(self):
        return [Peak]


@pytest.fixture
def registry():
    """Return what is installed, and the kind that does not keep its promise."""
    return Registry.installed().with_plugin(_Plugin(), "test")


def test_false_promise(claims, rules_of, registry):
    """A promise that is not kept is refuted by two cases, of which the one with more has fewer marks."""
    leaf = 'measure = "done"\nrubric = { kind = "test/peak" }'
    claim = next(claim for claim in claims("monotone", leaf, _SHARE, registry=registry) if claim.code == "A")
    assert "refuted" == claim.verdict
    rules = rules_of(leaf, _SHARE, "", registry)
    less, more = (rules.score(example.evidence) for example in claim.examples)
    assert claim.examples[0].evidence["done"] < claim.examples[1].evidence["done"]
    assert less.marks > more.marks


@pytest.mark.parametrize(
    "rubric",
    [
        '{ kind = "proportional" }',
        '{ kind = "proportional", better = "lower" }',
        '{ kind = "threshold" }',
        '{ kind = "tiers", tiers = [{ at_least = "95%", marks = 10 }, { above = "60%", marks = 5 }, { marks = 0 }] }',
        '{ kind = "interpolate", points = [[0, 0], ["60%", 2], [1, 10]], below = "hold", beyond = "hold" }',
    ],
)
def test_kept_promises(claims, rubric):
    """The promises of the kinds of this library are proved from their formulas."""
    found = claims("monotone", f'measure = "done"\ntarget = "80%"\nrubric = {rubric}', _SHARE)
    assert {"proved"} == {claim.verdict for claim in found}


def test_falling_tiers(claims):
    """A gate that lets marks fall where a child gains some is refuted for the total."""
    gate = '[[gate]]\nname = "cap"\non = "total"\nwhen = "marks(\'A\') > 8"\nmarks_at_most = 5\n'
    leaf = 'measure = "done"\ntarget = 1\nrubric = { kind = "proportional" }'
    claim = next(claim for claim in claims("monotone", leaf, _SHARE, gate) if claim.code == "total")
    assert ("refuted", 2) == (claim.verdict, len(claim.examples))
