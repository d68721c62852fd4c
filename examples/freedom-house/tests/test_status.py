"""The plugin as it is installed, and the days on which its set is in force."""

from datetime import date

import pytest

import perfrules as pr


def test_the_plugin_works():
    """What it brings can be used."""
    plugin = pr.Registry.installed().plugin("freedom-house")
    assert "working" == plugin.status
    assert () == plugin.problems


def test_before_2003_no_edition_is_in_force():
    """Whoever asks for an earlier day is told when the edition begins."""
    assert "2003" == pr.load("freedom-house/status", on=date(2003, 1, 1)).set.edition
    with pytest.raises(pr.DefinitionError) as error:
        pr.load("freedom-house/status", on=date(2002, 12, 31))
    assert ["PR181"] == [problem.code for problem in error.value.problems]
