"""Reading an expression: every text gives a tree or errors, in bounded time, and never anything else."""

import ast
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from perfrules.expression.conversion import Converter, depth
from perfrules.expression.lexer import Token, tokens
from perfrules.expression.structure import MOST_DEPTH, check, too_deep
from perfrules.expression.tree import Tree
from perfrules.language import text
from perfrules.problems import ExpressionError

MOST_CHARACTERS: Final = 2000
_MOST_ERRORS: Final = 10
_KEPT_CHARACTERS: Final = 200
"""How long an expression may be to be kept: the checks and the compiler read each, and many are written often."""

Read = tuple[Tree | None, tuple[ExpressionError, ...]]


def parse(expression: str) -> Tree:
    """
    Read *expression*; the names in it are not looked up yet.

    Raises:
        ExpressionError: where it cannot be read; the leftmost error, of those that `parse_all` gives.

    """
    tree, errors = _read(expression)
    if tree is None:
        raise errors[0]
    return tree


def parse_all(expression: str) -> Read:
    """Return the tree of *expression* and no errors, or None and what is wrong, from the left."""
    if len(expression) > _KEPT_CHARACTERS:
        return _read(expression)
    try:
        return _tree(expression), ()
    except _UnreadableError as error:
        return None, error.errors


class _UnreadableError(Exception):
    def __init__(self, errors: tuple[ExpressionError, ...]) -> None:
        self.errors = errors
        super().__init__(errors)


@lru_cache(maxsize=4096)
def _tree(expression: str) -> Tree:
    tree, errors = _read(expression)
    if tree is None:
        raise _UnreadableError(errors)  # errors are not kept: what lacks memory or stack now may have it later
    return tree


def _read(expression: str) -> Read:
    if len(expression) > MOST_CHARACTERS:
        message = text("the expression has more than {most} characters", most=MOST_CHARACTERS)
        advice = text("give parts of it names: measures may read other measures")
        return None, (ExpressionError(message, MOST_CHARACTERS, "PR302", advice),)
    pieces, errors = tokens(expression)
    if errors:
        return None, errors[:_MOST_ERRORS]
    try:
        check(pieces, len(expression))
        return _converted(expression, pieces)
    except ExpressionError as error:
        return None, (error,)


def _converted(expression: str, pieces: Sequence[Token]) -> Read:
    try:
        body = ast.parse(f"({_skeleton(expression, pieces)})", mode="eval").body
    except SyntaxError as error:
        column = min(max((error.offset or 1) - 2, 0), len(expression))
        message = text("the expression cannot be read from here on")
        raise ExpressionError(message, column, "PR301", text("write `a if condition else b` for a choice")) from None
    except (RecursionError, MemoryError, ValueError):
        raise too_deep(0) from None
    if depth(body) > MOST_DEPTH:
        raise too_deep(0)
    converter = Converter(expression, pieces, shift=1)
    root = converter.convert(body)
    errors = tuple(sorted(converter.errors, key=lambda error: error.column))[:_MOST_ERRORS]
    return (None if errors else Tree(root, expression)), errors


def _skeleton(expression: str, pieces: Sequence[Token]) -> str:
    """
    Return *expression* with every name, number and text replaced by a plain one of the same length.

    Python sees only the structure: its own reading of numbers (1e400 is inf), names and columns plays no part.
    """
    out = [" "] * len(expression)
    for piece in pieces:
        length = piece.end - piece.start
        if piece.kind == "text":
            out[piece.start : piece.end] = f"'{'t' * (length - 2)}'"
        else:
            # What stands for a name must be no word of Python, of any length: n, nn, nnn, …
            out[piece.start : piece.end] = piece.text if piece.kind == "sign" else "n" * length
    return "".join(out)
