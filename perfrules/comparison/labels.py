"""What the parts of a definition are called in a comparison, and what sort of change one of them is."""

from collections.abc import Iterable, Mapping

from perfrules.comparison.model import Sort
from perfrules.language import Text, text
from perfrules.problems import Key

_COMMA = text("{whole}, {part}")
_TEXTS = frozenset(
    (
        "name",
        "name_en",
        "title",
        "title_en",
        "description",
        "explanation",
        "note",
        "collect",
        "text",
        "text_en",
        "grade_en",
    )
)
_SOURCES = frozenset(("source", "cites"))
_SORTS: Mapping[str, Sort] = {
    **dict.fromkeys(("full_marks", "weight", "at_least", "at_most", "better", "bonus"), "weight"),
    **dict.fromkeys(("rubric", "measure", "target"), "rubric"),
    **dict.fromkeys(("aggregation", "clamp", "open"), "aggregation"),
    **dict.fromkeys(("applies", "not_applicable", "missing", "needs", "restore"), "policy"),
    **dict.fromkeys(("rounding", "rate_rounding"), "rounding"),
    **dict.fromkeys(("grade_scale", "grade_on", "rank"), "grade"),
}
SORTS: Mapping[Sort, Text] = {
    "node": text("Indicators added, removed, moved, renumbered"),
    "weight": text("Weights and full marks"),
    "rubric": text("Rubrics"),
    "aggregation": text("Aggregation"),
    "policy": text("What holds where something is absent"),
    "rounding": text("Rounding"),
    "grade": text("Grades and ranks"),
    "band": text("Grade bands"),
    "gate": text("Gates"),
    "evidence": text("Evidence fields"),
    "measure": text("Measures"),
    "parameter": text("Parameters"),
    "table": text("Tables"),
    "set": text("The set as a whole"),
    "source": text("Sources"),
    "text": text("Texts and names"),
}
"""The sorts of changes in the order in which they are told."""
_NAMES: Mapping[str, Text] = {
    "full_marks": text("full marks"),
    "weight": text("weight"),
    "measure": text("measure"),
    "target": text("target"),
    "rubric": text("rubric"),
    "rounding": text("rounding"),
    "aggregation": text("aggregation"),
    "not_applicable": text("where it is not applicable"),
    "missing": text("where evidence is missing"),
    "applies": text("condition under which it applies"),
    "grade_scale": text("grade scale"),
    "rank": text("how projects are ranked"),
    "name": text("name"),
    "title": text("title"),
    "description": text("description"),
    "explanation": text("explanation"),
    "note": text("note"),
    "source": text("source"),
    "value": text("value"),
    "unit": text("unit"),
    "places": text("decimal places"),
    "default": text("default"),
    "when": text("condition"),
    "when_zero": text("where the divisor is 0"),
    "results": text("results"),
    "edition": text("edition"),
}
_NUMBERED: Mapping[str, Text] = {
    "tiers": text("tier {number}"),
    "rubric": text("choice {number} of the rubric"),
    "rounding": text("rounding number {number}"),
}
_NAMED: Mapping[str, Text] = {
    "points": text("point `{name}`"),
    "bands": text("band {name}"),
    "choices": text("option `{name}`"),
    "answers": text("answer `{name}`"),
}


def sort_of(path: Key) -> Sort:
    """Return what sort of change it is at the key *path* of an entry."""
    if path and path[-1] in _TEXTS:
        return "text"
    if any(part in _SOURCES for part in path):
        return "source"
    return _SORTS.get(str(path[0]), "set") if path else "set"


def label(path: Key) -> Text | None:
    """Return what the part at the key *path* of an entry is called; None for the entry itself."""
    said: list[Text] = []
    place = 0
    while place < len(path):
        part, following = str(path[place]), path[place + 1 : place + 2]
        if following and isinstance(following[0], int) and part in _NUMBERED:
            said.append(text(_NUMBERED[part].template, number=following[0] + 1))
            place += 1
        elif following and part in _NAMED:
            said.append(text(_NAMED[part].template, name=following[0]))
            place += 1
        elif not isinstance(path[place], int):
            said.append(_NAMES.get(part) or text("`{key}`", key=part))
        else:
            said.append(text("number {number}", number=int(part) + 1))
        place += 1
    return listed(said)


def listed(parts: Iterable[Text], together: Text = _COMMA) -> Text | None:
    """Return *parts* as one text, each put *together* with those before it; None for none."""
    whole: Text | None = None
    for part in parts:
        whole = part if whole is None else text(together.template, whole=whole, part=part)
    return whole


__all__ = ["SORTS", "label", "listed", "sort_of"]
