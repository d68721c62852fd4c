"""The plugin as it is installed."""

import perfrules as pr


def test_the_plugin_works():
    """What it brings can be used."""
    plugin = pr.Registry.installed().plugin("openssf-scorecard")
    assert "working" == plugin.status
    assert () == plugin.problems


def test_without_a_conclusive_check_the_result_is_null_and_says_why():
    """Upstream prints "?"; a scorecard has no marks, and the reason."""
    rules = pr.load("openssf-scorecard/aggregate")
    codes = [award.code for award in rules.score({}, partial=True) if award.code != "total"]
    card = rules.score({f"{code}/na": "inconclusive" for code in codes})
    assert 18 == len(codes)
    assert card.marks is None
    assert card["total"].absence_reason
