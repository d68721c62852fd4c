"""The renderer `json`."""

import json

from perfrules.rendering import JsonRenderer


def test_it_is_the_document_of_the_scorecard(card):
    """The text is the scorecard's document, with Chinese as it is and a newline at its end."""
    shown = JsonRenderer().render(card)
    assert card.to_dict() == json.loads(shown)
    assert "项目决策" in shown
    assert shown.endswith("}\n")


def test_an_encoding_without_chinese_loses_nothing(card):
    """Where an encoding has no Chinese the same document is written with escapes."""
    shown = JsonRenderer("ascii").render(card)
    assert card.to_dict() == json.loads(shown)
    shown.encode("ascii")
