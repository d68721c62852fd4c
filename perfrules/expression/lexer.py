"""Signs, names, numbers and texts of an expression: the only characters that are let through."""

import keyword
import re
from fractions import Fraction
from typing import Final, Literal

import attrs

from perfrules.content import ByContent
from perfrules.expression import hints
from perfrules.expression.naming import canonical
from perfrules.language import Text, text
from perfrules.problems import ExpressionError

MOST_DIGITS: Final = 30
MOST_EXPONENT: Final = 30

OPERATOR_WORDS: Final = frozenset({"and", "or", "not", "if", "else", "in"})
_PAIRS: Final = ("==", "!=", "<=", ">=", "**")
_SIGNS: Final = frozenset("+-*/()[],.<>")
_NUMBER: Final = re.compile(r"([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?")
_DAY: Final = re.compile(
    r"([0-9]{4})(?:([-/])(?=0[0-9]|[0-9]{1,2}[-/]0[0-9])([0-9]{1,2})\2|[.年]([0-9]{1,2})[.月])([0-9]{1,2})(?![0-9])日?"
)
"""A date that is no arithmetic, since a number in it starts with 0 or a sign is none."""
_PERCENT: Final = re.compile(r"\s*%")


@attrs.frozen(eq=False, repr=False)
class Token(ByContent):
    """
    One piece of an expression.

    Attributes:
        kind: sign (also the words and, or, not, if, else, in), name, number or text (in quotes).
        text: the sign, the canonical name, the number as written, or the text between the quotes.
        start: where it starts in the expression, from 0.
        end: where it ends; this place is not part of it.
        value: the exact value of a number, shares already divided by 100.

    """

    kind: Literal["sign", "name", "number", "text"]
    text: str
    start: int
    end: int
    value: Fraction | None = None

    @property
    def is_share(self) -> bool:
        """Whether it is a number with a percent sign."""
        return self.text.endswith("%") and self.kind == "number"


def tokens(expression: str) -> tuple[tuple[Token, ...], tuple[ExpressionError, ...]]:
    """Return the pieces of *expression*, and an error for everything that cannot be one."""
    lexer = _Lexer(expression)
    at = 0
    while at < len(expression):
        at = lexer.step(at)
    return tuple(lexer.tokens), tuple(lexer.errors)


def literal(expression: str) -> Fraction | None:
    """Return the number that *expression* is where it is nothing but one, `5%` or `-0.5`; None for all else."""
    unsigned = expression.strip().removeprefix("-")
    found, errors = tokens(unsigned)
    if errors or len(found) != 1 or found[0].value is None:
        return None
    return found[0].value if unsigned == expression.strip() else -found[0].value


class _Lexer:
    def __init__(self, expression: str) -> None:
        self.expression = expression
        self.tokens: list[Token] = []
        self.errors: list[ExpressionError] = []

    def step(self, at: int) -> int:
        """Read the piece at *at*; return where the next may start."""
        char = self.expression[at]
        if char.isspace():
            return at + 1
        if "0" <= char <= "9":
            return self._number(at)
        if char.isidentifier():
            return self._name(at)
        if char in "\"'":
            return self._quoted(at)
        return self._sign(at)

    def _keep(self, token: Token) -> int:
        self.tokens.append(token)
        return token.end

    def _refuse(self, message: Text, at: int, code: str, advice: Text | None = None) -> None:
        self.errors.append(ExpressionError(message, at, code, advice))

    def _name_end(self, at: int) -> int:
        while at < len(self.expression) and ("a" + self.expression[at]).isidentifier():
            at += 1
        return at

    def _name(self, at: int) -> int:
        end = self._name_end(at)
        name = canonical(self.expression[at:end])
        if name in OPERATOR_WORDS:
            return self._keep(Token("sign", name, at, end))
        if keyword.iskeyword(name):
            message = text("expressions do not have the word `{word}`", word=name)
            self._refuse(message, at, "PR305", hints.for_word(name))
        return self._keep(Token("name", name, at, end))

    def _quoted(self, at: int) -> int:
        end = self.expression.find(self.expression[at], at + 1) + 1
        if not end:
            self._refuse(text("the text in quotes does not end"), at, "PR301", text("put a second quote after it"))
            return len(self.expression)
        inside = self.expression[at + 1 : end - 1]
        if "\\" in inside or not inside.isprintable():
            self._refuse(
                text("the text in quotes has a character that cannot be in it: {text}", text=hints.shown(inside)),
                at,
                "PR303",
                text("write the id of a choice or of an answer, the code of an indicator, or a date"),
            )
        return self._keep(Token("text", inside, at, end))

    def _sign(self, at: int) -> int:
        candidates = (*_PAIRS, *hints.REFUSED_SIGNS)
        sign = next((sign for sign in candidates if self.expression.startswith(sign, at)), self.expression[at])
        if sign in _PAIRS or sign in _SIGNS:
            return self._keep(Token("sign", sign, at, at + len(sign)))
        if sign == "%":
            message = text("a percent sign stands only after a number")
            self._refuse(message, at, "PR308", text("write `95%` for a share; there is no remainder of a division"))
        else:
            message = text("expressions do not have the sign `{sign}`", sign=hints.shown(sign))
            self._refuse(message, at, "PR303", hints.for_sign(sign))
        return at + len(sign)

    def _number(self, at: int) -> int:
        match = _NUMBER.match(self.expression, at)
        assert match is not None  # noqa: S101  # a digit stands there
        day = _DAY.match(self.expression, at)
        if day is not None:
            return self._day(day)
        end = self._name_end(match.end())
        if end > match.end() or self.expression.startswith(".", end):
            end += self.expression.startswith(".", end)
            written = self.expression[at:end]
            message = text("`{number}` is not a number", number=hints.shown(written))
            advice = text("write digits with at most one point between them, such as 1000, 0.5 or 1e5; × is `*`")
            self._refuse(message, at, "PR304", advice)
            return self._keep(Token("number", written, at, end, Fraction(0)))
        value = self._value(match, at)
        percent = _PERCENT.match(self.expression, end)
        if percent is None:
            return self._keep(Token("number", match[0], at, end, value))
        if self._name_end(percent.end()) > percent.end():
            message = text("a percent sign is not an operator")
            self._refuse(message, percent.end() - 1, "PR308", text("write `95% * x` for a share of x"))
        return self._keep(Token("number", f"{match[0]}%", at, percent.end(), value / 100))

    def _day(self, day: re.Match[str]) -> int:
        message = text("`{number}` is not a number", number=day[0])
        written = f"{day[1]}-{day[3] or day[4]:0>2}-{day[5]:0>2}"
        self._refuse(message, day.start(), "PR304", text("a date stands in quotes: `'{day}'`", day=written))
        return self._keep(Token("number", day[0], day.start(), day.end(), Fraction(0)))

    def _value(self, match: re.Match[str], at: int) -> Fraction:
        """Return the exact value; 0 after reporting a number beyond the bounds."""
        whole, decimals, exponent = match[1], match[2] or "", match[3] or "0"
        if len(whole) > 1 and whole.startswith("0"):
            message = text("the number {number} starts with 0", number=match[0][:MOST_DIGITS])
            self._refuse(message, at, "PR304", text("write it without the 0; 1,000 is written 1000"))
        elif len(whole) + len(decimals) > MOST_DIGITS:
            message = text("a number has at most {most} digits", most=MOST_DIGITS)
            self._refuse(message, at, "PR304", text("round it, or write a quotient such as `1 / 3`"))
        elif len(exponent) > len("+00") + 1 or abs(int(exponent)) > MOST_EXPONENT:
            message = text("an exponent is between -{most} and {most}", most=MOST_EXPONENT)
            self._refuse(message, at, "PR304", text("choose a larger unit"))
        else:
            return Fraction(int(whole + decimals)) * Fraction(10) ** (int(exponent) - len(decimals))
        return Fraction(0)
