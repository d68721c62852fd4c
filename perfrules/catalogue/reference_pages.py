"""Pages of the reference that are read off the code: problem codes, hooks, keys of the formats, public names."""

import inspect
import re
from collections.abc import Iterable, Iterator

import attrs
import tomli

from perfrules.case import CaseDocument, CaseFinding, CaseNote, Goal, Interview, QuestionnaireRound
from perfrules.case.read import CaseFile
from perfrules.case.schema import case_schema
from perfrules.catalogue.entries import HookEntry, Key, keys_of
from perfrules.catalogue.markdown import block, code, docstring, joined, table
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
)
from perfrules.problems import Code

_AREAS = {
    "0": "Files and their form",
    "1": "Definitions",
    "2": "Formulas of definitions",
    "3": "Expressions",
    "4": "Cases and evidence",
    "5": "Plugins",
    "6": "Scoring",
}
_SET_TABLES = (
    ("source[]", Source),
    ("A reference to a source", Citation),
    ("evidence.NAME", EvidenceField),
    ("evidence.NAME.choices[]", ChoiceOption),
    ("evidence.NAME.answers[]", Answer),
    ("measure.NAME", Measure),
    ("parameter.NAME", Parameter),
    ("indicator[], and [leaf], [branch], [total]", Indicator),
    ("rounding", RoundingRule),
    ("grade_scale.NAME, and a file of its own", GradeScale),
    ("bands[]", GradeBand),
    ("An entry of a list of grade scales", ScaleCase),
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
_FEW = 4
"""So many fields may stand in a signature; more are a table."""
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
_HOOKS = (
    "A plugin is a module that an entry point of the group `perfrules` names. Its functions marked with "
    "`perfrules.hookimpl` are called once, when the registry is made; none is called while scoring. A hook that "
    "raises, or returns something else, is reported with the plugin's name, and the other plugins work."
)
_MORE = (
    "What the classes must look like: [Python API](api.md), [a first plugin](../tutorial/first-plugin.md), [write an "
    "evidence reader](../how-to/evidence-reader.md), [write an aggregation or a "
    "function](../how-to/aggregation-or-function.md)."
)
_KEYS = (
    "Read off the classes that read the files. The prose is in [definition](definition.md) and [case](case.md); the "
    "keys of each rubric kind are on its page in the [catalogue](../catalogue/index.md)."
)


def code_page(item: Code) -> str:
    """Return the page of a problem code."""
    weight = "A warning: it never stops a score." if item.severity == "warning" else "An error."
    return joined(
        [
            f"# {item.code}: {item.title}",
            f"{weight} Since {item.since}.",
            item.meaning,
            f"**Why it matters.** {item.why}",
            "Wrong:" if item.bad else "",
            block(item.bad, _language(item.bad)),
            "Right:" if item.good else "",
            block(item.good, _language(item.good)),
            f"**What to do.** {item.mend}",
        ]
    )


def _language(example: str) -> str:
    """Return how an example is coloured: as TOML where it is TOML."""
    try:
        tomli.loads(example)
    except ValueError:
        return "text"
    return "toml"


def codes_page(codes: Iterable[Code]) -> str:
    """Return the list of all problem codes, by area."""
    parts = [
        "# Problem codes",
        "Every problem has a code that never changes its meaning. Errors stop a score; warnings do not.",
    ]
    listed = sorted(codes, key=lambda item: item.code)
    for digit, title in _AREAS.items():
        rows = [
            (f"[{item.code}]({item.code}.md)", item.title, item.severity) for item in listed if item.code[2] == digit
        ]
        if rows:
            parts += [f"## {title}", table(("Code", "Problem", "Severity"), rows)]
    return joined(parts)


def hooks_page(hooks: Iterable[HookEntry]) -> str:
    """Return the page of the hooks, each with its exact signature."""
    return joined(
        [
            "# Hooks",
            _HOOKS,
            *(
                part
                for hook in hooks
                for part in (f"## {hook.name}", block(hook.signature, "python"), docstring(hook.description))
            ),
            _MORE,
        ]
    )


def keys_page() -> str:
    """Return the page of every key of the formats."""
    parts = [
        "# Every key",
        _KEYS,
        "## Indicator set",
        _titled("Top of the file", keys_table([_format("perfrules/indicator-set/1"), *keys_of(IndicatorSet, _HEAD)])),
        _titled("effective", keys_table(keys_of(Effective))),
    ]
    parts += [_titled(title, summary(form) + "\n\n" + keys_table(keys_of(form))) for title, form in _SET_TABLES]
    parts += [
        _titled(
            "amend[]",
            "A change of what is inherited: `code` names a node, or `evidence`, `measure` or `parameter` names one of "
            "those; `reason` is required; every other key is one of the amended table, and replaces its value whole.",
        ),
        "## Case",
        _titled("Top of the file", keys_table(keys_of(CaseFile))),
    ]
    parts += [_titled(title, summary(form) + "\n\n" + keys_table(keys_of(form))) for title, form in _CASE_TABLES]
    parts.append(_titled("evidence.NAME, where it is a table", keys_table(_evidence_keys())))
    return joined(parts)


def _titled(title: str, body: str) -> str:
    return f"### {title}\n\n{body}"


def _format(name: str) -> Key:
    return Key("format", "the form of this file", f'"{name}"', "", required=True)


def _evidence_keys() -> Iterator[Key]:
    for name, schema in case_schema()["$defs"]["evidence"]["properties"].items():
        sorts = schema.get("type", "object")
        listed = [sorts] if isinstance(sorts, str) else sorts
        yield Key(name, str(schema.get("description", "")), " or ".join(listed), "", required=False)


def api_page(names: Iterable[str], module: object) -> str:
    """Return the page of the public *names* of *module*, each with its signature and docstring."""
    groups: dict[str, list[str]] = {"Functions": [], "Classes": [], "Exceptions": [], "Other names": []}
    for name in sorted(names, key=str.lower):
        value = getattr(module, name)
        if isinstance(value, type):
            groups["Exceptions" if issubclass(value, BaseException) else "Classes"].append(_class(name, value))
        elif inspect.isroutine(value):
            groups["Functions"].append(_function(name, value))
        else:
            groups["Other names"].append(_other(name, value))
    return joined(
        [
            "# Python API",
            "Everything public is a name of the package: `import perfrules as pr`. Everything else may change.",
            *(part for title, parts in groups.items() if parts for part in (f"## {title}", *parts)),
        ]
    )


def _function(name: str, value: object) -> str:
    return joined([f"### {name}", block(f"{name}{_signature(value)}", "python"), docstring(_doc(value))]).rstrip()


def _class(name: str, value: type) -> str:
    fields = _fields(value)
    plain = issubclass(value, BaseException) or value.__init__ is object.__init__ or len(fields) > _FEW
    members = [
        (code(member + _arguments(part)), _doc(part).split("\n\n", maxsplit=1)[0]) for member, part in _members(value)
    ]
    return joined(
        [
            f"### {name}",
            "" if plain else block(f"{name}{_signature(value)}", "python"),
            docstring(_doc(value)),
            _fields_table(fields) if plain and "Attributes:" not in _doc(value) else "",
            table(("Member", "What it is"), members),
        ]
    ).rstrip()


def _fields(value: type) -> list[tuple[str, str, str]]:
    if not attrs.has(value):
        return []
    shown = (field for field in attrs.fields(value) if not field.name.startswith("_"))
    return [(code(field.name), str(field.metadata.get("doc", "")), code(_type(field.type))) for field in shown]


def _fields_table(fields: list[tuple[str, str, str]]) -> str:
    if any(meaning for _, meaning, _ in fields):
        return table(("Field", "What it is", "Type"), fields)
    return table(("Field", "Type"), ((name, form) for name, _, form in fields))


def _type(hint: object) -> str:
    return _short(hint if isinstance(hint, str) else inspect.formatannotation(hint))


def _short(shown: str) -> str:
    """Return an annotation or signature without the modules and quotes of its types."""
    shown = re.sub(r"'([A-Z][\w.\[\], |]*)'", r"\1", shown)
    return re.sub(r"\b(?:[a-z_]+\.)+(?=[A-Z])", "", shown)


def _other(name: str, value: object) -> str:
    told = {
        "hookimpl": "Marks a function as the implementation of a hook: `@perfrules.hookimpl`.",
        "__version__": "The version of the library, such as `0.1.0`.",
    }
    plain = type(value).__module__ in ("typing", "types", "builtins")
    return joined([f"### {name}", told.get(name) or code(str(value)), "" if plain else docstring(_doc(value))]).rstrip()


def _members(value: type) -> Iterator[tuple[str, object]]:
    fields = {field.name for field in attrs.fields(value)} if attrs.has(value) else set()
    for name, part in vars(value).items():
        if name.startswith("_") or name in fields or not _doc(part):
            continue
        if isinstance(part, property | classmethod | staticmethod) or inspect.isfunction(part) or hasattr(part, "func"):
            yield name, part


def _arguments(part: object) -> str:
    function = getattr(part, "__func__", part)
    return _signature(function) if inspect.isfunction(function) else ""


def _signature(value: object) -> str:
    try:
        shown = str(inspect.signature(value))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return "(…)"
    shown = _short(shown)
    return re.sub(r"\(self(?:, )?", "(", re.sub(r"<[^>]*>|NOTHING", "…", shown))


def _doc(value: object) -> str:
    return inspect.cleandoc(getattr(value, "__doc__", "") or "")
