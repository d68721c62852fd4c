"""What a case must give (预期): read from its table, with everything that is wrong with it as it is written."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import attrs

from perfrules.case.expecting import Expectation, NodeExpectation
from perfrules.case.form import Report, structured
from perfrules.case.numbers import shown
from perfrules.content import ByContent
from perfrules.definition.constants import Constants
from perfrules.formula import Quantity
from perfrules.language import Text, text
from perfrules.model.fields import key_of
from perfrules.problems import CODES, Key, suggestion

HEADLINE: Final = ""
"""Stands among the codes of nodes for the headline result."""
_CONSTANTS = Constants(())
_NUMBERS = ("marks", "rate")


@attrs.frozen(eq=False, repr=False)
class Expected(ByContent):
    """
    What a case must give (预期).

    Attributes:
        nodes: what each node must give, by code; under `HEADLINE` what the headline result must give.
        problems: the codes of all problems of the case, each as often as it is reported; None where there is to be no
            error and warnings do not matter.

    """

    nodes: Mapping[str, NodeExpectation]
    problems: tuple[str, ...] | None = None

    @property
    def refuses(self) -> bool:
        """Whether the case is to be refused: one of its problems is an error."""
        return any(CODES[code].severity == "error" for code in self.problems or ())


def number_of(written: object) -> Fraction | None:
    """Return the number that is written, also as an expression such as "2/3" or "87.12%"; None where it is none."""
    if isinstance(written, str):
        return _CONSTANTS(Quantity(written)) if written.strip() else None
    if isinstance(written, bool) or not isinstance(written, int | Decimal | Fraction):
        return None
    return None if isinstance(written, Decimal) and not written.is_finite() else Fraction(written)


def expected_of(data: Mapping[str, Any], key: Key, report: Report) -> Expected | None:
    """Return what the table *data* at *key* says must be given; None where it says nothing that can be used."""
    faulty: list[str] = []

    def noted(code: str, message: Text, where: Key, advice: Text | None) -> None:
        faulty.append(code)
        report(code, message, where, advice)

    written: Expectation | None = structured(dict(data), Expectation, key, noted)
    if written is None or faulty:
        return None
    own = {key_of(field): getattr(written, field.name) for field in attrs.fields(NodeExpectation)}
    nodes = {HEADLINE: NodeExpectation(**own)} if _says(NodeExpectation(**own)) else {}
    for code, value in written.nodes.items():
        node = _node(value, (*key, "nodes", code), noted)
        if node is not None:
            nodes[code] = node
    if faulty:
        return None
    expected = Expected(nodes, written.problems)
    return expected if _is_sound(expected, key, report) else None


def _node(value: Any, key: Key, report: Report) -> NodeExpectation | None:
    if isinstance(value, Mapping):
        node: NodeExpectation | None = structured(dict(value), NodeExpectation, key, report)
        if node is not None and not _says(node):
            report("PR703", text("nothing is expected of this indicator"), key, None)
        return node
    alone: NodeExpectation | None = structured(
        {"marks": value}, NodeExpectation, key, lambda code, said, _, advice: report(code, said, key, advice)
    )
    return alone


def _says(node: NodeExpectation) -> bool:
    return any(getattr(node, field.name) is not None for field in attrs.fields(NodeExpectation))


def key_in(key: Key, code: str) -> Key:
    """Return the key path of what is expected of the node *code*, in the table of expectations at *key*."""
    return key if code == HEADLINE else (*key, "nodes", code)


def _is_sound(expected: Expected, key: Key, report: Report) -> bool:
    """Return whether the expectations can be used; report what they cannot be, whatever the set is."""
    found: list[tuple[str, Any, Key, Any]] = [
        *_of_codes(expected, key),
        *(fault for code, node in expected.nodes.items() for fault in _of_node(node, key_in(key, code))),
    ]
    if not expected.nodes and expected.problems is None:
        advice = text("write what it must give: `marks`, `grade`, `problems`, or marks by code in `nodes`")
        found.append(("PR703", text("the case expects nothing"), key, advice))
    for fault in found:
        report(*fault)
    return not found


def _of_codes(expected: Expected, key: Key) -> Iterator[tuple[str, Any, Key, Any]]:
    written: tuple[Any, ...] = tuple(expected.problems or ())  # of a list, the form does not look at the items
    known = [code for code in written if isinstance(code, str) and code in CODES]
    for place, code in enumerate(written):
        if code not in known:
            said = text("there is no problem code {code}", code=shown(code))
            yield "PR704", said, (*key, "problems", place), suggestion(str(code), CODES)
    if expected.nodes and any(CODES[code].severity == "error" for code in known):
        said = text("a case that must be refused has no marks to expect")
        yield "PR705", said, (*key, "problems"), text("keep either the problems or the marks")


def _of_node(node: NodeExpectation, key: Key) -> Iterator[tuple[str, Any, Key, Any]]:
    for name in _NUMBERS:
        written = getattr(node, name)
        if written is not None and number_of(written) is None:
            said = text("{value} is no number", value=shown(written))
            yield "PR706", said, (*key, name), text('write a number, or arithmetic such as "200/3" or "87.12%"')
    if node.null is False or (isinstance(node.null, str) and not node.null.strip()):
        yield "PR706", text("`null` is true, or a part of the reason"), (*key, "null"), None
    if node.null and any(getattr(node, name) is not None for name in (*_NUMBERS, "grade")):
        yield (
            "PR705",
            text("what has no marks has no rate and no grade either"),
            (*key, "null"),
            text("keep one of them"),
        )
    yield from _of_lists(node, key)


def _of_lists(node: NodeExpectation, key: Key) -> Iterator[tuple[str, Any, Key, Any]]:
    yield from _of_nothing(node, key)
    branches = node.branch if isinstance(node.branch, list | tuple) else ()
    for place, branch in enumerate(branches):
        if isinstance(branch, bool) or not isinstance(branch, int | str):
            said = text("a label or a number was expected, not {value}", value=shown(branch))
            yield "PR023", said, (*key, "branch", place), None
    credits_ = node.met if isinstance(node.met, Mapping) else {}
    for point, credit in credits_.items():
        if number_of(credit) is None:
            said = text("a credit from 0 to 1 was expected, not {value}", value=shown(credit))
            yield "PR706", said, (*key, "met", point), None
    for place, point in enumerate(() if node.met is None or credits_ else node.met):
        if not isinstance(point, str):
            yield (
                "PR023",
                text("the id of a point was expected, not {value}", value=shown(point)),
                (*key, "met", place),
                None,
            )


def _of_nothing(node: NodeExpectation, key: Key) -> Iterator[tuple[str, Any, Key, Any]]:
    """Yield lists that every case would pass; an empty list of points says that none is met."""
    empty = {"branch": node.branch in ((), []), "met": isinstance(node.met, Mapping) and not node.met}
    for name in (name for name, found in empty.items() if found):
        yield "PR703", text("`{key}` is empty: nothing is expected of it", key=name), (*key, name), None
