"""Proofs as a whole: the sets that come with the library, and words and data."""

import pytest

import perfrules as pr
from perfrules.proof import prove
from perfrules.proof.wording import case_files, proof_data, proof_lines


@pytest.mark.slow
def test_shanghai():
    """Everything that is claimed of the Shanghai set is proved, and the proof is the same every time."""
    proof = prove(pr.load("shanghai/it-operations"))
    assert [] == [claim for claim in proof.claims if claim.verdict != "proved"]
    assert proof.claims == prove(pr.load("shanghai/it-operations")).claims


def test_open():
    """Of what a set leaves open, and of all above it, nothing is claimed; the rest is proved."""
    proof = prove(pr.load("shanghai/2014-22"))
    assert [] == [claim for claim in proof.claims if claim.verdict != "proved"]
    assert {"total", "C"}.isdisjoint(claim.code for claim in proof.claims)


def test_effort_is_checked():
    """No effort at all is refused."""
    with pytest.raises(ValueError, match="at least 1"):
        prove(pr.load("shanghai/it-operations"), effort=0)


def test_words(rules_of):
    """The page has a table of all claims, and the reason for each that is not proved; refutations are files."""
    rules = rules_of('rubric = { kind = "formula", marks = "a" }', 'evidence.a = { type = "count", at_most = 11 }')
    proof = prove(rules)
    with pr.use("en"):
        lines = list(proof_lines(proof))
        files = dict(case_files(proof, "set.toml"))
        data = proof_data(proof, "set.toml")
    assert "test/proof@1: 6 claims" == lines[0]
    assert "    A has 11 marks of 0 to 10" in lines
    assert 'format = "perfrules/case/1"\nindicator_set = "set.toml"\n\n[evidence]\na = 11\n' in files["A-scale.toml"]
    assert (2, 0) == (data["refuted"], data["undecided"])
    assert files["A-scale.toml"] in [case["text"] for claim in data["claims"] for case in claim["cases"]]
