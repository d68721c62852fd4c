"""Moments without a search for garbage."""

import gc
from collections.abc import Iterator

import pytest

import perfrules as pr
from perfrules.garbage import unsearched


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Leave the search as it was."""
    before = gc.isenabled()
    yield
    (gc.enable if before else gc.disable)()


@pytest.mark.parametrize("before", [True, False])
def test_the_search_is_as_it_was(before):
    """Inside nothing is searched, also between two that overlap; afterwards it is as it was before."""
    (gc.enable if before else gc.disable)()
    one, other = unsearched(), unsearched()
    found = []
    for step in (one.__enter__, other.__enter__, lambda: one.__exit__(None, None, None)):
        step()
        found.append(gc.isenabled())
    other.__exit__(None, None, None)
    assert [*found, gc.isenabled()] == [False, False, False, before]


def test_what_fails_leaves_the_search_on(tmp_path):
    """A definition that cannot be loaded does not leave the search off."""
    gc.enable()
    path = tmp_path / "set.toml"
    path.write_text("format = 1", encoding="utf-8")
    with pytest.raises(pr.DefinitionError):
        pr.load(path)
    assert gc.isenabled()
