"""Every code block of the docs does what the page says."""

import shutil

import pytest

from tests.docs.blocks import ROOT, blocks, pages
from tests.docs.running import Reader

CASE = "perfrules_shanghai/cases/hezuo-2017"
_SLOW = {"begin.md", "clusters.md", "first-score.md", "prove-a-set.md", "score-a-batch.md", "test-a-set.md"}
"""Pages whose commands take seconds."""


def _marks(page):
    if "plugin.md" in page.name:
        return [pytest.mark.install]
    return [pytest.mark.slow] if page.name in _SLOW else []


_PAGES = [
    pytest.param(page, id=str(page.relative_to(ROOT)), marks=_marks(page)) for page in pages() if any(blocks(page))
]


@pytest.mark.parametrize("page", _PAGES)
def test_a_reader_who_follows_the_page_gets_what_it_says(page, tmp_path):
    """Definitions and cases have the problems that are announced and no others; code runs; output is as printed."""
    folder = tmp_path / "page"
    folder.mkdir()
    if page.parent == ROOT:  # a reader of the README stands in a clone
        shutil.copytree(ROOT / CASE, folder / CASE)
    assert 0 < Reader(folder).follow(page)
