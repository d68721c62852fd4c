"""The Chinese catalogue as it is written, so that these tests need no compiled one."""

import ast
from gettext import NullTranslations
from pathlib import Path

import pytest

import perfrules.language

CATALOGUE = Path(perfrules.language.__file__).parent / "locale/zh_CN/LC_MESSAGES/perfrules.po"


class Written(NullTranslations):
    """The translations of a catalogue's source."""

    def __init__(self, path):
        super().__init__()
        self.found, field, entry = {}, "", {}
        for line in (*path.read_text(encoding="utf-8").splitlines(), 'msgid ""'):
            word, _, rest = line.partition(" ")
            if word == "msgid":
                self.found[entry.get("msgid")] = entry.get("msgstr")
                entry = {}
            if word in ("msgid", "msgstr"):
                field, entry[word] = word, ast.literal_eval(rest)
            elif line.startswith('"'):
                entry[field] += ast.literal_eval(line)

    def gettext(self, message):
        """Return the translation, or the message itself."""
        return self.found.get(message) or message


@pytest.fixture(autouse=True)
def _chinese(monkeypatch):
    written = Written(CATALOGUE)
    monkeypatch.setattr(perfrules.language, "_catalogue", lambda _language: written)
