"""Sets with planted faults, and their proofs."""

from pathlib import Path

import pytest

import perfrules as pr
from perfrules.plugins import Registry
from perfrules.proof import prove
from perfrules.proof.loading import provable

_HEAD = """\
format = "perfrules/indicator-set/1"
id = "test/proof"
edition = "1"
title = "Proof"
language = "en"
source = [{ id = "s", title = "A rule" }]
"""
_LEAF = """
[[indicator]]
code = "A"
name = "A"
full_marks = 10
"""


@pytest.fixture
def rules_of(tmp_path: Path):
    """Return what makes rules of evidence, other parts of a set and the rest of its only leaf, faulty or not."""

    def made(leaf: str, evidence: str = "", rest: str = "", registry: Registry | None = None) -> pr.Rules:
        path = tmp_path / "set.toml"
        path.write_text(f"{_HEAD}{evidence}\n{rest}\n{_LEAF}{leaf}\n", encoding="utf-8")
        rules, problems = provable(str(path), registry or Registry.installed())
        assert rules is not None, list(map(str, problems))
        return rules

    return made


@pytest.fixture
def claims(rules_of):
    """Return what proves a set, and gives its claims of one sort."""

    def proved(sort: str, leaf: str, evidence: str = "", rest: str = "", **options):
        proof = prove(rules_of(leaf, evidence, rest, options.pop("registry", None)), **options)
        return [claim for claim in proof.claims if claim.sort == sort]

    return proved
