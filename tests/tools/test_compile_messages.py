"""The catalogue of messages: complete, fresh, and with the values of its messages."""

import gettext
import importlib.util
import io
from pathlib import Path

import pytest

TOOL = Path(__file__).parent.parent.parent / "tools" / "compile_messages.py"


@pytest.fixture(scope="module")
def tool():
    """Return the script as a module."""
    spec = importlib.util.spec_from_file_location("compile_messages", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_message_has_a_translation(tool):
    """Every message of the sources has a Chinese translation with the same values, and there are no others."""
    assert [] == list(tool.faults(tool.messages(), tool.read_po()))


def test_the_compiled_catalogue_is_fresh(tool):
    """The .mo is the one that is made of the .po."""
    assert tool.mo_bytes(tool.read_po()) == tool.MO.read_bytes()


def test_the_compiled_catalogue_is_read(tool):
    """Python's gettext reads the .mo and gives the translations of the .po."""
    catalogue = gettext.GNUTranslations(io.BytesIO(tool.MO.read_bytes()))
    known = {message: said for message, said in tool.read_po().items() if said}
    assert known == {message: catalogue.gettext(message) for message in known}


def test_the_po_survives_being_written(tool, tmp_path):
    """What is written is read again, quotes, backslashes and line ends included."""
    known = {'a "b" {c}': "“b” {c}\n", "d\\n": "e\\", "f": ""}
    path = tmp_path / "some.po"
    path.write_text(tool.po_text({message: ["x.py"] for message in known}, known), encoding="utf-8")
    assert known == tool.read_po(path)


def test_messages_are_found_where_they_are_said(tool):
    """Constants, choices, names, tables and labels are found; other strings are not."""
    source = """
from perfrules.language import text
A = "by name"
TABLE = {"x": ("in a table", "twice")}
def f(x, self):
    template = "one" if x else "two"
    for said in ("in a loop",):
        text(said)
    one, two = TABLE[x]
    text("plain {v}", v="not this"), text(template), text(A), text(one)
    return self.say("said"), choose(x, why="a label")
"""
    found = {"by name", "in a table", "twice", "one", "two", "in a loop", "plain {v}", "said", "a label"}
    assert found == set(tool.extract(source))


def test_values_are_compared(tool):
    """A translation that lacks a value of its message, or has another, is a fault."""
    assert ["x", "y"] == tool.fields("{y} and {x} and {{z}}")
    assert 1 == len(list(tool.faults({"a {x}": []}, {"a {x}": "b {y}"})))
