# ruff: noqa: INP001 - a script, not a package
"""
Keep the Chinese of the program's messages: `perfrules/locale/zh_CN/LC_MESSAGES/perfrules.po` and the `.mo` made of it.

    python tools/compile_messages.py            update the .po from the sources, and write the .mo
    python tools/compile_messages.py --check    change nothing; say what is stale or has no translation
"""

import ast
import gettext
import io
import re
import string
import struct
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("perfrules", "perfrules_shanghai")
FOLDER = ROOT / "perfrules" / "locale" / "zh_CN" / "LC_MESSAGES"
PO, MO = FOLDER / "perfrules.po", FOLDER / "perfrules.mo"
HEADER = "Content-Type: text/plain; charset=UTF-8\nLanguage: zh_CN\n"
MARKERS = frozenset({"text", "pr.text"})
"""Functions whose first argument is a message; any method `say` is another."""
LABELS = frozenset({"why"})
"""Keyword arguments that are messages."""
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def messages(root: Path = ROOT) -> dict[str, list[str]]:
    """Return every message of the sources below *root*, in a fixed order, with the files in which it stands."""
    found: dict[str, list[str]] = {}
    for package in SOURCES:
        for path in sorted((root / package).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            for message in extract(path.read_text(encoding="utf-8")):
                files = found.setdefault(message, [])
                if name not in files:
                    files.append(name)
    return found


def extract(source: str) -> Iterator[str]:
    """Yield the messages of one module: what `text(…)`, `….say(…)` and `why=…` are given."""
    tree = ast.parse(source)
    names = _assigned(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if node.args and _is_marker(node.func):
            yield from _strings(node.args[0], names)
        for keyword in node.keywords:
            if keyword.arg in LABELS and ast.unparse(node.func) != "Code":  # pages of codes are documentation
                yield from _strings(keyword.value, {})


def _is_marker(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute) and function.attr == "say":
        return True
    return ast.unparse(function) in MARKERS


def _assigned(tree: ast.Module) -> dict[str, list[ast.expr]]:
    """Return the values that each name gets anywhere in the module, also in loops and by unpacking."""
    names: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                _bind(target, node.value, names)
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            _bind(node.target, node.value, names)
        elif isinstance(node, ast.For | ast.comprehension):  # `for key, said in (…, "…"):`
            _bind(node.target, node.iter, names)
    return names


def _bind(target: ast.expr, value: ast.expr, names: dict[str, list[ast.expr]]) -> None:
    if isinstance(target, ast.Name):
        names.setdefault(target.id, []).append(value)
    elif isinstance(target, ast.Tuple):
        for part in target.elts:
            _bind(part, value, names)


def _strings(node: ast.expr, names: Mapping[str, list[ast.expr]], seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the texts that an expression may be: a constant, a choice, a name of such, an entry of a table."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    inner: list[ast.expr] = []
    if isinstance(node, ast.Name) and node.id not in seen:
        inner, seen = names.get(node.id, []), seen | {node.id}
    for part in [*inner, *_parts(node)]:
        yield from _strings(part, names, seen)


def _parts(node: ast.expr) -> list[ast.expr]:
    """Return the expressions of which one is the value."""
    if isinstance(node, ast.IfExp):
        return [node.body, node.orelse]
    if isinstance(node, ast.Subscript):
        return [node.value]
    if isinstance(node, ast.Dict):
        return node.values
    return node.elts if isinstance(node, ast.Tuple | ast.List) else []


def fields(template: str) -> list[str]:
    """Return the names of the values that a message takes, in order of the alphabet."""
    return sorted({name for _, name, _, _ in string.Formatter().parse(template) if name})


def read_po(path: Path = PO) -> dict[str, str]:
    """Return the translations of a .po file by message."""
    found: dict[str, str] = {}
    key, message, into = "", "", ""
    if not path.exists():
        return found
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        strings = "".join(_unescaped(part) for part in _STRING.findall(line))
        if line.startswith("msgid"):
            into, key = "key", strings
        elif line.startswith("msgstr"):
            into, message = "message", strings
        elif line.startswith('"'):
            key, message = (key + strings, message) if into == "key" else (key, message + strings)
        elif not line.strip() and into == "message":
            found[key] = message
            key, message, into = "", "", ""
    found.pop("", None)
    return found


def po_text(found: Mapping[str, Iterable[str]], known: Mapping[str, str]) -> str:
    """Return a .po file with the messages *found*; those without a translation are empty."""
    entries = [f'msgid ""\nmsgstr {_quoted(HEADER)}\n']
    for message, files in sorted(found.items()):
        places = "".join(f"#: {file}\n" for file in files)
        form = "#, python-brace-format\n" if fields(message) else ""
        entries.append(f"{places}{form}msgid {_quoted(message)}\nmsgstr {_quoted(known.get(message, ''))}\n")
    return "\n".join(entries)


def _quoted(message: str) -> str:
    return '"' + "".join(_ESCAPES.get(character, character) for character in message) + '"'


def _unescaped(message: str) -> str:
    return re.sub(r"\\(.)", lambda match: {"n": "\n", "t": "\t"}.get(match[1], match[1]), message)


def mo_bytes(known: Mapping[str, str]) -> bytes:
    """Return the compiled catalogue; messages without a translation are left out."""
    entries = sorted((key.encode(), value.encode()) for key, value in {"": HEADER, **known}.items() if value)
    keys = b"".join(key + b"\0" for key, _ in entries)
    values = b"".join(value + b"\0" for _, value in entries)
    count, start = len(entries), 28 + 16 * len(entries)
    tables = _table([key for key, _ in entries], start) + _table([value for _, value in entries], start + len(keys))
    return struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, start) + tables + keys + values


def _table(texts: Iterable[bytes], offset: int) -> bytes:
    """Return where each of *texts* stands, and how long it is."""
    table = b""
    for each in texts:
        table += struct.pack("<II", len(each), offset)
        offset += len(each) + 1
    return table


def faults(found: Mapping[str, object], known: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with the translations: missing, unused, or with other values than their message."""
    for message in found:
        if not known.get(message):
            yield f"no translation: {message}"
        elif fields(message) != fields(known[message]):
            yield f"other values than its message: {known[message]}"
    for message in known:
        if message not in found:
            yield f"not in the sources any more: {message}"


def main(arguments: list[str]) -> int:
    """Update or check the catalogue; return the exit status."""
    found, known = messages(), read_po()
    if "--check" not in arguments:
        FOLDER.mkdir(parents=True, exist_ok=True)
        PO.write_text(po_text(found, known), encoding="utf-8")
        known = read_po()
        MO.write_bytes(mo_bytes(known))
        gettext.GNUTranslations(io.BytesIO(MO.read_bytes()))
    wrong = list(faults(found, known))
    if not MO.exists() or MO.read_bytes() != mo_bytes(known):
        wrong.append("the .mo is older than the .po")
    sys.stdout.write("".join(f"{line}\n" for line in wrong))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
