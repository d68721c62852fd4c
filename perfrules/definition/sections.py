"""What the sections of a definition are called in messages."""

from collections.abc import Mapping

from perfrules.language import Text, text

SECTION_NAMES: Mapping[str, Text] = {
    "indicator": text("indicator"),
    "source": text("source"),
    "evidence": text("evidence"),
    "measure": text("measure"),
    "parameter": text("parameter"),
    "table": text("table"),
    "grade_scale": text("grade scale"),
}
"""The noun for one entry, by section."""
