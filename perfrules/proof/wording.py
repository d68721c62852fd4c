"""Proofs in words: a table by sort of claim, what is not proved, and the cases; and as plain data."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from perfrules.language import Text, text
from perfrules.proof.claims import SORTS, VERDICTS, Claim, Proof, Sort, Verdict
from perfrules.rendering.cells import cell_width, pad
from perfrules.solving import case_text

FORMAT = "perfrules/proof/1"
"""What the key `format` of a proof says."""
_SORTS: dict[Sort, Text] = {
    "scale": text("marks stay within their scale"),
    "full": text("full marks can be reached"),
    "defined": text("no division by zero, no logarithm or root without a value"),
    "reached": text("each tier, branch, band, gate and point can be reached"),
    "monotone": text("marks follow what is marked"),
}
_VERDICTS: dict[Verdict, Text] = {
    "proved": text("proved"),
    "refuted": text("refuted"),
    "undecided": text("not decided"),
}
_SIGNS: dict[Verdict, str] = {"proved": "✓", "refuted": "✗", "undecided": "?"}


def proof_lines(proof: Proof) -> Iterator[str]:
    """Yield the lines of a proof: a table of all claims by sort, and each claim that is not proved, with the reason."""
    name = f"{proof.set.id}@{proof.set.edition}"
    yield str(text("{set}: {number} claims", set=name, number=len(proof.claims)))
    heads = [str(_VERDICTS[verdict]) for verdict in VERDICTS]
    width = max(cell_width(str(words)) for words in _SORTS.values())
    yield "  " + pad("", width) + "".join(f"  {head}" for head in heads)
    for sort in SORTS:
        counts = [sum(1 for claim in proof.of(verdict) if claim.sort == sort) for verdict in VERDICTS]
        cells = (pad(str(count), cell_width(head), right=True) for count, head in zip(counts, heads, strict=True))
        yield "  " + pad(str(_SORTS[sort]), width) + "".join(f"  {cell}" for cell in cells)
    for verdict in ("refuted", "undecided"):
        for claim in proof.of(verdict):
            yield _SIGNS[verdict] + " " + str(text("{verdict}: {claim}", verdict=_VERDICTS[verdict], claim=claim.about))
            yield f"    {claim.how}"


def case_files(proof: Proof, reference: str, on: date | None = None) -> Iterator[tuple[str, str]]:
    """
    Yield the name and the text of a file for each case that refutes a claim.

    *reference* is what the cases call the set; *on* is the day whose rules apply.
    """
    for claim in proof.of("refuted"):
        for example, name in zip(claim.examples, _names(claim), strict=True):
            remarks = (str(text("against: {claim}", claim=claim.about)), str(example.shows))
            yield name, case_text(example.evidence, reference, remarks, on)


def _names(claim: Claim) -> Iterator[str]:
    base = re.sub(r"[^\w.-]+", "-", f"{claim.code}-{claim.sort}")
    several = len(claim.examples) > 1
    yield from (f"{base}-{number}.toml" if several else f"{base}.toml" for number in range(1, len(claim.examples) + 1))


def proof_data(proof: Proof, reference: str, on: date | None = None) -> dict[str, Any]:
    """Return a proof as plain JSON values; the cases of what is refuted as files."""
    files = dict(case_files(proof, reference, on))
    return {
        "indicator_set": proof.set.id,
        "edition": proof.set.edition,
        "effort": proof.effort,
        **{verdict: len(proof.of(verdict)) for verdict in VERDICTS},
        "claims": [
            {
                "code": claim.code,
                "sort": claim.sort,
                "about": str(claim.about),
                "verdict": claim.verdict,
                "how": str(claim.how),
                "cases": [{"file": name, "text": files[name]} for name in _names(claim)]
                if claim.verdict == "refuted"
                else [],
            }
            for claim in proof.claims
        ],
    }
