"""How rates (得分率) are shown."""

import pytest

import perfrules as pr

SET = """\
format = "perfrules/indicator-set/1"
id = "test/rates"
edition = "1"
title = "Rates"
source = [{{ id = "s", title = "A rule" }}]
parameter = {{ few = {{ value = 3 }} }}
total = {{ rate_rounding = {rounding} }}
[[indicator]]
code = "A"
name = "甲"
full_marks = 3
rubric = {{ kind = "judged", reason = false }}
"""


@pytest.mark.parametrize(
    ("rounding", "shown"),
    [
        ("[]", "66.67%"),
        ("{ places = 4, mode = 'down' }", "66.66%"),
        ("{ places = 'few' }", "66.7%"),
        ("{ places = 1 }", "70%"),
        ("{ to = 0.005 }", "66.5%"),
        ("[{ places = 3, mode = 'down' }, { places = 2, mode = 'up' }]", "67%"),
    ],
)
def test_the_rate_is_shown_as_the_definition_rounds_it(tmp_path, rounding, shown):
    """Places, steps, modes and parameters of `rate_rounding` all count, in order; the rate itself stays exact."""
    path = tmp_path / "set.toml"
    path.write_text(SET.format(rounding=rounding), "utf-8")
    total = pr.load(path).score({"A/marks": 2})["total"]

    assert (shown, 3 * total.rate) == (total.rate_shown, 2)
