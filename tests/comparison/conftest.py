"""A small set, and copies of it in which something was changed."""

from pathlib import Path

import pytest

import perfrules as pr

SET = (Path(__file__).parent / "roads.toml").read_text(encoding="utf-8")
CASE = {"budget": 100, "spent": 92, "days": 10, "kind": "highway", "C1": {"met": ["plan"]}, "D": {"marks": 15.25}}


@pytest.fixture
def edited(tmp_path):
    """Return what makes two files, one as it is, one in which texts were replaced; each must be there."""

    def make(*replacements, before=()):
        old, new = SET, SET
        for each in before:
            assert each[0] in old
            old = new = old.replace(*each)
        for each in replacements:
            assert each[0] in new, each[0]
            new = new.replace(*each)
        paths = tmp_path / "old.toml", tmp_path / "new.toml"
        for path, content in zip(paths, (old, new), strict=True):
            path.write_text(content, encoding="utf-8")
        return paths

    return make


@pytest.fixture
def compared(edited):
    """Return what compares both, with the case of this folder unless others are given."""

    def compare(*replacements, cases=(CASE,), before=()):
        return pr.diff(*edited(*replacements, before=before), cases)

    return compare
