"""The scanner: positions of keys and items, compared with an independent parser on TOML of every form."""

from decimal import Decimal
from pathlib import Path

import pytest
import toml_rs
import tomli
from hypothesis import given
from hypothesis import strategies as st

from perfrules.definition.document import Document, parse_toml

SETS = sorted(Path(__file__).parents[2].glob("perfrules_shanghai/sets/*.toml"))

_SPACES = st.sampled_from(["", " ", "  ", "\t"])
_REMARKS = st.sampled_from(["", " # remark", '# "[[x]]" = {', "  #\t键 = '"])
_WORDS = st.text("ab中é𠀀 #[]{}=,.", max_size=6)
_SCALARS = st.one_of(
    st.sampled_from(["0", "-17", "+1_000", "0xFF", "0b1_0", "0.5", "6.02e+3", "-0.0", "true", "false"]),
    st.sampled_from(["1979-05-27", "1979-05-27 07:32:00Z", "07:32:00.5"]),
    st.sampled_from(["'a\"b'", '"a\\"b"', '"\\\\"', '""', "''", '""""""', "''''''", '"\\u00e9\\t"']),
    st.sampled_from(['"""\n"" \\""" \\\n  """', '"""a"""""', "'''\n''b'''''", '"""\n#[x]\n"""']),
    _WORDS.map(lambda word: f'"{word}"'),
    _WORDS.map(lambda word: f"'{word}'"),
    _WORDS.map(lambda word: f"'''{word}\n{word}'''"),
)


class Names:
    """Gives a new name at each call: bare, or in one of the kinds of quotes."""

    def __init__(self, draw) -> None:
        self.draw, self.count = draw, 0

    def __call__(self) -> str:
        """Return a new name."""
        self.count += 1
        style = self.draw(
            st.sampled_from(["k{}", "{}", "-_{}", '"名 {}"', "'a.b\" {}'", '"q\\u00e9\\" {}"', '"#[{}]"'])
        )
        return style.format(self.count)

    def dotted(self) -> str:
        """Return up to three new names, joined by dots."""
        dot = self.draw(st.sampled_from([".", " . ", ". "]))
        return dot.join(self() for _ in range(self.draw(st.integers(1, 3))))


def _value(draw, names, depth):
    form = draw(st.sampled_from(["scalar"] * 3 + ["list", "table"])) if depth < 4 else "scalar"
    if form == "scalar":
        return draw(_SCALARS)
    size = draw(st.integers(0, 3))
    gap = draw(st.sampled_from(["", " ", "\n", " # ]\n "]))
    comma = gap + "," + gap
    if form == "list":
        last = draw(st.sampled_from(["", ","])) if size else ""
        return "[" + gap + comma.join(_value(draw, names, depth + 1) for _ in range(size)) + last + gap + "]"
    pairs = comma.join(_pair(draw, names, depth + 1) for _ in range(size))
    return "{" + gap + pairs + gap + "}"


def _pair(draw, names, depth):
    return names.dotted() + draw(_SPACES) + "=" + draw(_SPACES) + _value(draw, names, depth)


@st.composite
def toml_texts(draw):
    """Return a valid TOML text."""
    names = Names(draw)
    lines, tables, lists = [], [], []
    for _ in range(draw(st.integers(0, 8))):
        form = draw(st.sampled_from(["pair", "pair", "table", "list", "again", "remark"]))
        before = (
            [draw(st.sampled_from(tables)), draw(st.sampled_from([".", " . "]))]
            if tables and draw(st.booleans())
            else []
        )
        space = draw(_SPACES)
        if form == "pair":
            line = space + _pair(draw, names, 0)
        elif form == "table":
            tables.append("".join([*before, names.dotted()]))
            line = f"[{space}{tables[-1]}{space}]"
        elif form == "list":
            lists.append("".join([*before, names.dotted()]))
            tables.append(lists[-1])
            line = f"[[{space}{lists[-1]}{space}]]"
        elif form == "again" and lists:
            line = f"[[{draw(st.sampled_from(lists))}]]"
        else:
            line = ""
        lines.append(line + draw(_REMARKS))
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines)


def paths(value, path=()):
    """Yield the path of every key and item in *value*."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, item in items:
        yield (*path, name)
        yield from paths(item, (*path, name))


def expected_positions(source):
    """Return the positions that toml-rs gives: of keys with a value, and of items of written-out lists."""
    lines = source.split("\n")

    def position(line, columns):
        line, start = (one if isinstance(one, int) else one[0] for one in (line, columns))
        return line, len(lines[line - 1].encode()[: start - 1].decode()) + 1

    def walk(node, path):
        if isinstance(node, dict) and "key_line" in node:
            yield path, position(node["key_line"], node["key_col"])
            node = node["value"]
        if isinstance(node, list):
            for index, item in enumerate(node):
                if not item.get("value_raw", "[[").startswith("[["):
                    yield (*path, index), position(item["value_line"], item["value_col"])
                yield from walk(item.get("value", item), (*path, index))
        elif isinstance(node, dict):
            for name, child in node.items():
                yield from walk(child, (*path, name))

    return dict(walk(toml_rs.load_with_metadata(source).meta["nodes"], ()))


def check_against_others(source):
    """Compare data with tomli and positions with toml-rs; every key has a position, and it is there."""
    document = parse_toml(source)
    plain = source.replace("\r\n", "\n")

    assert isinstance(document, Document), document
    assert tomli.loads(plain, parse_float=Decimal) == document.data
    assert set(paths(document.data)) | {()} == set(document.positions)
    for path, position in expected_positions(plain).items():
        assert position == document.positions[path], path


@given(toml_texts())
def test_positions_agree_with_another_parser(source):
    """The position of every key and item is the one that an independent parser gives."""
    check_against_others(source)


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_positions_of_real_definitions(path):
    """The same holds for the definitions that are published here."""
    check_against_others(path.read_text(encoding="utf-8"))
