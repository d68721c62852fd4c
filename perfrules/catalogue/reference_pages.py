"""Pages of the reference that are read off the code: problem codes, hooks, public names."""

import inspect
import re
from collections.abc import Iterable, Iterator

import attrs
import tomli

from perfrules.catalogue.entries import HookEntry
from perfrules.catalogue.markdown import block, code, docstring, joined, table
from perfrules.problems import Code
from perfrules.problems.retired import NEVER, RETIRED, Retired

_AREAS = {
    "0": "Files and their form",
    "1": "Definitions",
    "2": "Formulas of definitions",
    "3": "Expressions",
    "4": "Cases and evidence",
    "5": "Plugins",
    "6": "Scoring",
    "7": "Tests, comparisons and receipts",
    "8": "Tables of cases",
}
_FEW = 4
"""So many fields may stand in a signature; more are a table."""
_HOOKS = (
    "A plugin is a module that an entry point of the group `perfrules` names. Its functions marked with "
    "`perfrules.hookimpl` are called once, when the registry is made; none is called while scoring. A hook that "
    "raises, or returns something else, is reported with the plugin's name, and the other plugins work."
)
_MORE = (
    "What the classes must look like: [Python API](api.md), [a first plugin](../tutorial/first-plugin.md), [write an "
    "evidence reader](../how-to/evidence-reader.md), [write a "
    "renderer](../how-to/renderer.md), [write an aggregation or a "
    "function](../how-to/aggregation-or-function.md), [write a function over the "
    "population](../how-to/population-function.md)."
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


def retired_page(item: Retired) -> str:
    """Return the page of a code that is given no more."""
    return joined([f"# {item.code}: {item.title.into('en')}", NEVER.into("en"), item.instead.into("en")])


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
    gone = [(f"[{item.code}]({item.code}.md)", item.title.into("en")) for item in RETIRED.values()]
    return joined([*parts, "## Retired", "Given no more, and never used again.", table(("Code", "Problem"), gone)])


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
    shown = re.sub(r"\b(?:[a-z_]+\.)+(?=[A-Z])", "", shown)
    return shown.replace("Symbol | Quantity | int | Decimal | Fraction", "Operand")


def _other(name: str, value: object) -> str:
    told = {
        "hookimpl": "Marks a function as the implementation of a hook: `@perfrules.hookimpl`.",
        "Operand": "What arithmetic on symbols takes: `Symbol`, `Quantity`, `int`, `Decimal` or `Fraction`.",
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
