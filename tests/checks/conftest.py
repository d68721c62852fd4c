"""Definitions that are checked with their formulas."""

from collections.abc import Callable
from pathlib import Path

import pytest

import perfrules as pr

_HEAD = """\
format = "perfrules/indicator-set/1"
id = "test/checks"
edition = "1"
title = "Checks"
source = [{ id = "s", title = "A rule" }]
"""


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str], pr.Rules]:
    """Return what loads a set from all but its head."""

    def loaded(body: str) -> pr.Rules:
        path = tmp_path / "set.toml"
        path.write_text(_HEAD + body, encoding="utf-8")
        return pr.load(path)

    return loaded


@pytest.fixture
def problems(load: Callable[[str], pr.Rules]) -> Callable[[str], list[pr.Problem]]:
    """Return what gives the problems of a set that has some."""

    def found(body: str) -> list[pr.Problem]:
        with pytest.raises(pr.DefinitionError) as caught:
            load(body)
        return list(caught.value.problems)

    return found
