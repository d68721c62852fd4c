"""Whether data fit a schema, and nothing more: most files have no fault, and to look for faults takes long."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from perfrules.definition.schema import Schema

Test = Callable[[Any], bool]
_SORTS: Mapping[str, Any] = {"number": int | Decimal, "integer": int, "array": list | tuple, "object": Mapping}


def is_of(sort: str, value: Any, schema: Schema) -> bool:
    """Return whether *value* is of the JSON type *sort*, as TOML has it: there are dates, which *schema* may allow."""
    if isinstance(value, date):
        dated = schema.get("format") == "date" or schema.get("x-dates")
        return sort == "string" and bool(dated) and not isinstance(value, datetime)
    if sort == "string":
        return isinstance(value, str) and schema.get("format") != "date"
    if isinstance(value, bool):
        return sort == "boolean"
    return sort in _SORTS and isinstance(value, _SORTS[sort])


def fitting(schema: Schema) -> Test:
    """
    Return the test whether data fit *schema*.

    It never passes what has a fault: a schema with a keyword that is not known here passes nothing.
    """
    return _Tests(schema.get("$defs", {})).of(schema)


class _Tests:
    """The tests of one file's schema; what is referred to is made once."""

    def __init__(self, defs: Mapping[str, Schema]) -> None:
        self._defs = defs
        self._made: dict[str, Test] = {}

    def of(self, schema: Schema) -> Test:
        """Return the test that a schema asks for: all that its keywords ask for."""
        readers = dict.fromkeys(_KEYWORDS.get(key, _unknown) for key in schema if key not in _SILENT)
        return _all([reader(self, schema) for reader in readers])

    def referred(self, schema: Schema) -> Test:
        """Return the test of what `$ref` names, which may refer to itself."""
        name = schema["$ref"].rpartition("/")[2]

        def test(value: Any) -> bool:
            if name not in self._made:
                self._made[name] = self.of(self._defs[name])
            return self._made[name](value)

        return test

    def table(self, schema: Schema) -> Test:
        """Return the test of `properties` and `additionalProperties` together."""
        known = {name: self.of(part) for name, part in schema.get("properties", {}).items()}
        more = schema.get("additionalProperties", {})
        other = _never if more is False else self.of(more)

        def test(value: Any) -> bool:
            if isinstance(value, Mapping):
                for name, part in value.items():
                    if not known.get(name, other)(part):
                        return False
            return True

        return test

    def items(self, schema: Schema) -> Test:
        """Return the test of `prefixItems` and `items` together."""
        first = tuple(self.of(part) for part in schema.get("prefixItems", ()))
        rest = self.of(schema.get("items", {}))

        def test(value: Any) -> bool:
            if not isinstance(value, list | tuple):
                return True
            return all(one(part) for one, part in zip(first, value, strict=False)) and all(
                rest(part) for part in value[len(first) :]
            )

        return test

    def chosen(self, schema: Schema) -> Test:
        """Return the test of `if`, `then` and `else` together."""
        condition, then, other = (self.of(schema.get(key, {})) for key in ("if", "then", "else"))
        return lambda value: then(value) if condition(value) else other(value)

    def every(self, schema: Schema) -> Test:
        """Return the test of `allOf`."""
        return _all([self.of(part) for part in schema["allOf"]])


def _never(_value: Any) -> bool:
    return False


def _unknown(_tests: _Tests, _schema: Schema) -> Test:
    return _never


def _all(tests: Sequence[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]

    def every(value: Any) -> bool:
        for test in tests:  # noqa: SIM110 - half the time of `all`, and every value of every file comes through here
            if not test(value):
                return False
        return True

    return every


def _type(_tests: _Tests, schema: Schema) -> Test:
    sorts = (schema["type"],) if isinstance(schema["type"], str) else tuple(schema["type"])
    if len(sorts) == 1:
        return lambda value: is_of(sorts[0], value, schema)
    return lambda value: any(is_of(sort, value, schema) for sort in sorts)


def _required(_tests: _Tests, schema: Schema) -> Test:
    names = tuple(schema["required"])
    return lambda value: not isinstance(value, Mapping) or all(name in value for name in names)


def _const(_tests: _Tests, schema: Schema) -> Test:
    return lambda value: isinstance(value, str) and value == schema["const"]


def _enum(_tests: _Tests, schema: Schema) -> Test:
    words = frozenset(schema["enum"])
    return lambda value: isinstance(value, str) and value in words


def _shortest(key: str, form: Any) -> Callable[[_Tests, Schema], Test]:
    return lambda _tests, schema: lambda value: not isinstance(value, form) or len(value) >= schema[key]


def _longest(_tests: _Tests, schema: Schema) -> Test:
    return lambda value: not isinstance(value, list | tuple) or len(value) <= schema["maxItems"]


_SILENT = frozenset({"$schema", "$id", "$defs", "description", "default", "format", "x-dates", "then", "else"})
"""Keywords that ask for nothing themselves, or are read with another."""
_KEYWORDS: Mapping[str, Callable[[_Tests, Schema], Test]] = {
    "$ref": _Tests.referred,
    "type": _type,
    "const": _const,
    "enum": _enum,
    "required": _required,
    "properties": _Tests.table,
    "additionalProperties": _Tests.table,
    "items": _Tests.items,
    "prefixItems": _Tests.items,
    "if": _Tests.chosen,
    "allOf": _Tests.every,
    "minLength": _shortest("minLength", str),
    "minProperties": _shortest("minProperties", Mapping),
    "minItems": _shortest("minItems", list | tuple),
    "maxItems": _longest,
}
