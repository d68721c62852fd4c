"""The page of every key of the formats, read off the classes that read the files."""

from collections.abc import Iterator

from perfrules.case import CaseDocument, CaseFinding, CaseNote, Goal, Interview, QuestionnaireRound
from perfrules.case.expecting import (
    CaseEntry,
    CasesFile,
    Cell,
    Expectation,
    KnownException,
    NodeExpectation,
    RowsEntry,
)
from perfrules.case.read import CaseFile
from perfrules.case.schema import case_schema
from perfrules.catalogue.entries import KeyEntry, keys_of
from perfrules.catalogue.markdown import joined
from perfrules.catalogue.part_pages import keys_table
from perfrules.definition.schema import summary
from perfrules.model import (
    Answer,
    ChoiceOption,
    Citation,
    Effective,
    EvidenceField,
    Gate,
    GradeBand,
    GradeScale,
    Indicator,
    IndicatorSet,
    Measure,
    Parameter,
    RoundingRule,
    ScaleCase,
    Source,
    Table,
    TableTier,
)

_SET_TABLES = (
    ("source[]", Source),
    ("A reference to a source", Citation),
    ("evidence.NAME", EvidenceField),
    ("evidence.NAME.choices[]", ChoiceOption),
    ("evidence.NAME.answers[]", Answer),
    ("measure.NAME", Measure),
    ("parameter.NAME", Parameter),
    ("table.NAME", Table),
    ("table.NAME.tiers[]", TableTier),
    ("indicator[], and [leaf], [branch], [total]", Indicator),
    ("rounding", RoundingRule),
    ("grade_scale.NAME, and a file of its own", GradeScale),
    ("bands[]", GradeBand),
    ("gate[]", Gate),
)
_CASE_TABLES = (
    ("document[]", CaseDocument),
    ("interview[]", Interview),
    ("questionnaire[]", QuestionnaireRound),
    ("goal[]", Goal),
    ("finding[]", CaseFinding),
    ("note[]", CaseNote),
)
_MANY_TABLES = (
    ("expect, of a case", Expectation),
    ("expect.nodes.CODE", NodeExpectation),
    ("case[]", CaseEntry),
    ("rows[]", RowsEntry),
    ("rows[].evidence.NAME and rows[].expect.KEY", Cell),
    ("rows[].except[]", KnownException),
)
_HEAD = (
    "id",
    "edition",
    "title",
    "title_en",
    "description",
    "language",
    "extends",
    "supersedes",
    "effective",
    "results",
)
_SCALE_CASE = (
    KeyEntry("scale", "the scale's name or id", "text", "", required=True),
    KeyEntry(
        "when",
        "condition; the first entry whose condition holds is used, and the last has none",
        "text",
        "",
        required=False,
    ),
)
_EFFECTIVE = (
    KeyEntry("from", "first day in force", "date", "", required=False),
    KeyEntry("to", "last day in force", "date", "", required=False),
)
_KEYS = (
    "Read off the classes that read the files. The prose is in [definition](definition.md) and [case](case.md); the "
    "keys of each rubric kind are on its page in the [catalogue](../catalogue/index.md)."
)


def keys_page() -> str:
    """Return the page of every key of the formats."""
    parts = [
        "# Every key",
        _KEYS,
        "## Indicator set",
        _titled("Top of the file", keys_table([_format("perfrules/indicator-set/1"), *keys_of(IndicatorSet, _HEAD)])),
        _titled("effective", summary(Effective) + "\n\n" + keys_table(_EFFECTIVE)),
    ]
    parts += [_titled(title, summary(form) + "\n\n" + keys_table(keys_of(form))) for title, form in _SET_TABLES]
    parts += [
        _titled("An entry of a list of grade scales", summary(ScaleCase) + "\n\n" + keys_table(_SCALE_CASE)),
        _titled(
            "amend[]",
            "A change of what is inherited: `code` names a node, or `evidence`, `measure`, `parameter` or `table` "
            "names one of those; `reason` is required; every other key is one of the amended table, and replaces its "
            "value whole.",
        ),
        "## Case",
        _titled("Top of the file", keys_table(keys_of(CaseFile))),
    ]
    parts += [_titled(title, summary(form) + "\n\n" + keys_table(keys_of(form))) for title, form in _CASE_TABLES]
    parts += [
        _titled("evidence.NAME, where it is a table", keys_table(_evidence_keys())),
        "## Expectations, and many cases in a file",
        _titled("Top of a file of many cases", keys_table(keys_of(CasesFile))),
    ]
    parts += [_titled(title, summary(form) + "\n\n" + keys_table(keys_of(form))) for title, form in _MANY_TABLES]
    return joined(parts)


def _titled(title: str, body: str) -> str:
    return f"### {title}\n\n{body}"


def _format(name: str) -> KeyEntry:
    return KeyEntry("format", "the form of this file", f'"{name}"', "", required=True)


def _evidence_keys() -> Iterator[KeyEntry]:
    for name, schema in case_schema()["$defs"]["evidence"]["properties"].items():
        sorts = schema.get("type", "object")
        listed = [sorts] if isinstance(sorts, str) else sorts
        yield KeyEntry(name, str(schema.get("description", "")), " or ".join(listed), "", required=False)
