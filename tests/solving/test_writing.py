"""Cases are written so that they are read again as they were."""

import tomllib
from datetime import date

from perfrules.solving import case_text


def test_case():
    """A case names its set and its day, and remarks stand before it."""
    written = case_text({"B2.2": {"met": ["a"]}}, "./set.toml", ("why\nso",), date(2020, 1, 2))
    assert written.startswith("# why\n# so\nformat")
    assert {"format": "perfrules/case/1", "indicator_set": "./set.toml", "on": date(2020, 1, 2)} == {
        key: value for key, value in tomllib.loads(written).items() if key != "evidence"
    }
