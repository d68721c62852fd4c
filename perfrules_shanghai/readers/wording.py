"""Compare words as clerks write them: width, case and spaces do not matter."""

import re
import unicodedata
from collections.abc import Iterator

_SEPARATORS = re.compile(r"[,;|/，；、｜]")


def plain(text: str) -> str:
    """Return *text* in the form in which two spellings of one word are equal: NFKC, no spaces, small letters."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def words(text: str) -> Iterator[str]:
    """Yield the words of a list written in one line, such as "重大, 特大" or "重大、特大"."""
    for word in _SEPARATORS.split(text):
        if word.strip():
            yield word.strip()
