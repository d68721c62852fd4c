"""The order of the pieces: operands and operators in turn, brackets in pairs, nesting within bounds."""

from collections.abc import Sequence
from typing import Final, NoReturn

from perfrules.expression.lexer import Token
from perfrules.language import Text, text
from perfrules.problems import ExpressionError

MOST_DEPTH: Final = 50

_PREFIXES: Final = frozenset({"+", "-", "not"})
_PAIRS: Final = {"(": ")", "[": "]"}


def too_deep(column: int) -> ExpressionError:
    """Return the error of an expression that is nested deeper than `MOST_DEPTH`."""
    message = text("the expression is nested deeper than {most} levels", most=MOST_DEPTH)
    return ExpressionError(message, column, "PR302", text("give parts of it names: measures may read other measures"))


def check(tokens: Sequence[Token], length: int) -> None:
    """
    Check that *tokens*, of an expression of *length* characters, follow each other as they can.

    Raises:
        ExpressionError: at the first that does not.

    """
    order = _Order(tokens, length)
    for position, token in enumerate(tokens):
        order.take(position, token)
    order.finish()


class _Order:
    """Walks from token to token, knowing only whether an operand is expected and which brackets are open."""

    def __init__(self, tokens: Sequence[Token], length: int) -> None:
        self.tokens, self.length = tokens, length
        self.wants_operand = True
        self.brackets: list[tuple[Token, int]] = []  # with the depth outside of each
        self.depth = self.prefixes = self.powers = 0

    def take(self, position: int, token: Token) -> None:
        before = self.tokens[position - 1] if position else None
        if token.kind != "sign":
            self._operand(token, before)
        elif token.text in _PAIRS:
            self._open(token, before)
        elif token.text in _PAIRS.values():
            self._close(token, before)
        elif self.wants_operand:
            self._prefix(token, before)
        else:
            self._joint(token, position)

    def finish(self) -> None:
        if self.brackets:
            bracket = self.brackets[-1][0]
            message = text("`{sign}` is not closed", sign=bracket.text)
            self._fail(message, bracket.start, text("put `{sign}` where it ends", sign=_PAIRS[bracket.text]))
        if self.wants_operand:
            message = text("the expression ends where a number or a name is expected")
            self._fail(message, self.length, text("write what comes after the last sign, or take the sign away"))

    def _fail(self, message: Text, column: int, advice: Text | None = None, code: str = "PR301") -> NoReturn:
        raise ExpressionError(message, column, code, advice)

    def _deeper(self, token: Token) -> None:
        if self.depth + self.prefixes + self.powers > MOST_DEPTH:
            raise too_deep(token.start)

    def _operand(self, token: Token, before: Token | None) -> None:
        if before is not None and before.kind == "sign" and before.text == "." and token.kind != "name":
            self._fail(text("after `.` the name of a count is expected"), token.start)
        if not self.wants_operand:
            self._missing_joint(token, before)
        self.wants_operand, self.prefixes = False, 0

    def _missing_joint(self, token: Token, before: Token | None) -> NoReturn:
        if before is not None and before.is_share:
            advice = text("write `95% * x` for a share of x")
            self._fail(text("a percent sign is not an operator"), before.end - 1, advice, "PR308")
        message = text("a sign is missing before `{token}`", token=token.text)
        self._fail(message, token.start, text("write `+`, `-`, `*` or `/`, a comparison, `and` or `or` between them"))

    def _open(self, token: Token, before: Token | None) -> None:
        if not self.wants_operand and token.text == "[":
            message = text("expressions do not take parts of a value with `[`")
            self._fail(message, token.start, text("a count of records is written `records.count`"), "PR305")
        if not self.wants_operand and (before is None or before.kind != "name"):
            self._missing_joint(token, before)
        self.brackets.append((token, self.depth))
        self.depth += self.prefixes + 1
        self.prefixes, self.wants_operand = 0, True
        self._deeper(token)

    def _close(self, token: Token, before: Token | None) -> None:
        if not self.brackets or _PAIRS[self.brackets[-1][0].text] != token.text:
            self._fail(text("`{sign}` closes nothing", sign=token.text), token.start, text("take it away"))
        if self.wants_operand and not (before is not None and before.kind == "sign" and before.text in "([,"):
            self._fail(text("a number or a name is expected before `{sign}`", sign=token.text), token.start)
        self.depth = self.brackets.pop()[1]
        self.wants_operand, self.prefixes = False, 0

    def _prefix(self, token: Token, before: Token | None) -> None:
        if token.text in _PREFIXES:
            self.prefixes += 1
            self._deeper(token)
            return
        if token.text in ("*", "**") and before is not None and before.text in ("(", ","):
            advice = text("write each argument; they cannot be spread from a list")
            self._fail(text("expressions have no arguments with stars"), token.start, advice, "PR305")
        message = text("a number or a name is expected before `{sign}`", sign=token.text)
        advice = text("write it, or take `{sign}` away", sign=token.text)
        self._fail(message, token.start, text("write 0.5 for .5") if token.text == "." else advice)

    def _joint(self, token: Token, position: int) -> None:
        if token.text == "**":
            self.powers += 1  # `a ** b ** c` is `a ** (b ** c)`
            self._deeper(token)
        else:
            self.powers = 0
        after = self.tokens[position + 1 : position + 2]
        if token.text == "not" and not (after and after[0].kind == "sign" and after[0].text == "in"):
            self._missing_joint(token, None)
        if token.text == "," and not self.brackets:
            advice = text("a decimal point is `.`, and thousands are written without a comma: 1000")
            self._fail(text("a comma stands only between arguments"), token.start, advice)
        if token.text == ",":
            self.depth = self.brackets[-1][1] + 1
        if token.text == "else":
            self.depth += 1
            self._deeper(token)
        # `not in` is one operator: `in` follows, and an operand only after it.
        self.wants_operand = token.text != "not"
