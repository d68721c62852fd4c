"""What to write instead: signs and words that people try, and what the language has for them."""

from collections.abc import Mapping
from typing import Final

from perfrules.language import Text, text

WRITE: Final = "write `{instead}` instead"

# Chinese keyboards and word processors put these where arithmetic signs are meant.
_LOOKALIKES: Final[Mapping[str, str]] = {
    "＋": "+", "－": "-", "—": "-", "–": "-", "−": "-", "＊": "*", "×": "*", "·": "*", "／": "/", "÷": "/", "％": "%",
    "（": "(", "）": ")", "【": "[", "】": "]", "，": ",", "、": ",", "。": ".", "．": ".",
    "＜": "<", "＞": ">", "≤": "<=", "≥": ">=", "≦": "<=", "≧": ">=", "≠": "!=", "＝": "==",
    "“": '"', "”": '"', "‘": "'", "’": "'", "＂": '"', "＇": "'", "「": '"', "」": '"',
}  # fmt: skip

_SIGNS: Final[Mapping[str, Text]] = {
    "//": text("write `floor(a / b)` for whole division"),
    "&&": text(WRITE, instead="and"),
    "||": text(WRITE, instead="or"),
    "<>": text(WRITE, instead="!="),
    ":=": text("a name gets its value in the definition, not in an expression"),
    "=": text("write `==` to compare; arguments are given by their place, without names"),
    "&": text(WRITE, instead="and"),
    "|": text(WRITE, instead="or"),
    "!": text("write `not` for the contrary, `!=` for unequal"),
    "^": text("write `x ** 2` for a power"),
    "~": text(WRITE, instead="not"),
    "#": text("an expression has no comments; write them in the definition, after the closing quote"),
    "{": text("put ( and ) around parts of an expression"),
    "}": text("put ( and ) around parts of an expression"),
    "‰": text("write `/ 1000` for per mille"),
    "√": text("write `sqrt(x)` for a square root, `x ** (1 / 3)` for others"),
}

REFUSED_SIGNS: Final[tuple[str, ...]] = tuple(sorted({*_LOOKALIKES, *_SIGNS}, key=len, reverse=True))

_WORDS: Final[Mapping[str, Text]] = {
    "is": text(WRITE, instead="=="),
    "True": text("a flag is a condition by itself: write `flag` or `not flag`"),
    "False": text("a flag is a condition by itself: write `flag` or `not flag`"),
    "None": text("write `present(name)` for the condition that a value is there"),
    "for": text("write each term, such as `sum(a, b, c)`; there are no loops"),
    "lambda": text("a measure with arguments is a named formula: `[measure]` with `of`"),
}

_ROUNDED: Final = text(
    'measures and marks are rounded by their key `rounding`, such as `rounding = {{ places = 1, mode = "ceiling" }}`'
)
_FUNCTIONS: Final[Mapping[str, Text]] = {
    "min": text(WRITE, instead="least(a, b)"),
    "max": text(WRITE, instead="most(a, b)"),
    "pow": text(WRITE, instead="x ** 2"),
    "cbrt": text(WRITE, instead="x ** (1 / 3)"),
    "average": text(WRITE, instead="mean(a, b)"),
    "avg": text(WRITE, instead="mean(a, b)"),
    "log": text(WRITE, instead="ln(x) / ln(10)"),
    "log10": text(WRITE, instead="ln(x) / ln(10)"),
    "log2": text(WRITE, instead="ln(x) / ln(2)"),
    "iff": text(WRITE, instead="a if condition else b"),
    "round": _ROUNDED,
    "roundup": _ROUNDED,
    "ceil": _ROUNDED,
    "ceiling": _ROUNDED,
}


def digit(sign: str) -> str | None:
    """Return the plain digit that *sign* looks like (５ is 5), or None."""
    return str(int(sign)) if sign.isdecimal() and not sign.isascii() else None


def for_sign(sign: str) -> Text | None:
    """Return what to write for a *sign* that the language does not have, where it is known."""
    instead = _LOOKALIKES.get(sign) or digit(sign)
    return text(WRITE, instead=instead) if instead else _SIGNS.get(sign)


def for_word(word: str) -> Text:
    """Return what to write for a *word* of Python that the language does not have."""
    return _WORDS.get(word) or text(
        "if it is a name of the definition, choose another: `{word}` is kept back", word=word
    )


def for_function(name: str) -> Text | None:
    """Return what to write for a function that other languages and tables have, where it is known."""
    return _FUNCTIONS.get(name.lower())


def shown(sign: str) -> str:
    """Return *sign* as a message can show it: what cannot be printed by its code point."""
    return "".join(char if char.isprintable() else f"U+{ord(char):04X}" for char in sign)
