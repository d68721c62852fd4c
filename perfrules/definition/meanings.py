"""The meanings of keys that must be there, as messages: the docs of fields in schemas are English only."""

from collections.abc import Mapping

from perfrules.language import Text, text

MEANINGS: Mapping[str, Text] = {
    meaning.template: meaning
    for meaning in (
        text("the form of this file"),
        text("id, such as shanghai/it-operations"),
        text("edition, such as 2014"),
        text("title"),
        text("bands from the best down; the last has no end"),
        text("what is amended"),
        text("why this set differs from the one it extends"),
        text("what a case writes"),
        text("id of a source of this set"),
        text("what is counted: an expression"),
        text("marks lost for each"),
        text("what sort of value"),
        text("name as printed"),
        text("condition"),
        text("the grade, such as 良好"),
        text("code as printed, such as B1.1.2"),
        text("the tier's name, such as 好"),
        text("expression of its value"),
        text("its value: a number, an expression of other parameters, or a list of values with their first days"),
        text("the value: a number, or an expression of other parameters"),
        text("where the full marks go: codes, or shares by code"),
        text("kind of the rubric"),
        text("the points, in order"),
        text("the sorts of deduction"),
        text("expression of the marks"),
        text("marks lost for each step"),
        text("the size of a step, in the measure's unit; above 0"),
        text("the evidence field, a choice"),
        text("the tiers from the top; the last has no condition"),
        text("points [measure, marks] from the least measure up"),
        text('below the first point: "refuse", "hold", "extend" or a number'),
        text('beyond the last point: "refuse", "hold", "extend" or a number'),
        text("the measure that is worth no marks"),
        text("the measure that is worth the full marks"),
        text("short name by which `source` keys refer to it"),
        text("title as printed"),
        text("id by which sets refer to it"),
    )
}
"""By the doc of the field; what is not here, such as the fields of a plugin, is said as its author wrote it."""
