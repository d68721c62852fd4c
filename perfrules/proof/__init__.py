"""
Proof (论证): what holds of a set for all evidence that its declared ranges and relations allow.

    import perfrules as pr
    from perfrules.proof import prove

    proof = prove(pr.load("shanghai/it-operations"))
    assert proof.ok

Every claim is proved (by bounds, by splitting ranges, by monotony, or by a case that shows it), refuted (with a case
that exact scoring has confirmed, or because no evidence can get there), or undecided, and then it says what would help.
"""

from perfrules.proof.claims import EFFORT, Claim, Example, Proof
from perfrules.proof.proving import prove

__all__ = ["EFFORT", "Claim", "Example", "Proof", "prove"]
