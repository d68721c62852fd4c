"""Checking a document against its schema: every fault as a problem in our own words, with its place."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from perfrules.definition.document import Document
from perfrules.definition.file_schemas import grade_scale_schema, indicator_set_schema
from perfrules.definition.fitting import Test, fitting, is_of
from perfrules.definition.library import SCALE_FORMAT, SET_FORMAT
from perfrules.definition.meanings import MEANINGS
from perfrules.definition.schema import Schema
from perfrules.language import Text, text
from perfrules.problems import Key, Problem, suggestion

Found = tuple[str, Key, Text, Text | None]
"""Code, key path, what is wrong, what to do."""
_FORMATS = (SET_FORMAT, SCALE_FORMAT)
_SHOWN = 40
_OF_A_NAME = 2
"""So long is the path of an entry that has a name: section, name."""


def validate(
    document: Document, kinds: Mapping[str, type], aggregations: Iterable[str] = (), *, formats: Iterable[str] = ()
) -> list[Problem]:
    """
    Return everything in *document* that its schema does not allow, in the order of the text.

    The key `format` says which schema it is; *formats* are those that are wanted here, by default all. *kinds* are the
    rubric kinds by name, *aggregations* the names that are known; without names any text is taken.
    """
    wanted = tuple(formats) or _FORMATS
    form = document.data.get("format")
    if form not in wanted:
        return [_unknown_format(document, wanted)]
    offered = tuple(sorted(kinds.items())), tuple(sorted(aggregations))
    if _test(form, *offered)(document.data):
        return []
    found = _faults(document.data, _validator(form, *offered))
    problems = [Problem(code, message, document.place(key), advice) for code, key, message, advice in found]
    return sorted(problems, key=lambda problem: (problem.place.line or 0, problem.place.column or 0))


def _unknown_format(document: Document, wanted: Iterable[str]) -> Problem:
    names = " ".join(f"`{name}`" for name in wanted)
    advice = text("write one of these as `format`: {names}", names=names)
    if "format" not in document.data:
        return Problem("PR020", text("the file does not say its `format`"), document.place(), advice)
    message = text("the format {format} is not known here", format=_shown(document.data["format"]))
    return Problem("PR020", message, document.place(("format",)), advice)


def _faults(data: Any, validator: Any) -> list[Found]:
    """Return the faults of *data*: no more than one about each value, the one from the outermost schema."""
    errors = sorted(validator.iter_errors(data), key=lambda error: len(error.absolute_schema_path))
    found: dict[tuple[Key, str], Found] = {}
    wrong: set[Key] = set()
    for error in errors:
        for code, key, message, advice in _said(error):
            about_itself = code not in {"PR021", "PR022"}
            if about_itself and key in wrong:
                continue
            found.setdefault((key, code), (code, key, message, advice))
            wrong |= {key} if about_itself else set()
    return list(found.values())


def _said(error: Any) -> Iterator[Found]:
    say = _WORDS.get(error.validator)
    key: Key = tuple(error.absolute_path)
    if say is None:
        message = text("{value} is not allowed here", value=_shown(error.instance))
        return iter([("PR026", key, message, None)])
    return say(error, key)


def _unknown_keys(error: Any, key: Key) -> Iterator[Found]:
    known = error.schema.get("properties", {})
    for name in error.instance:
        if name not in known:
            yield "PR021", (*key, name), text("`{name}` is unknown here", name=name), suggestion(name, known)


def _missing_keys(error: Any, key: Key) -> Iterator[Found]:
    properties = error.schema.get("properties", {})
    for name in error.validator_value:
        if name not in error.instance:
            doc = properties.get(name, {}).get("description")
            advice = None if doc is None else text("{name}: {doc}", name=name, doc=MEANINGS.get(doc, doc))
            if key[:1] == ("amend",) and name == "code":
                advice = text(
                    "name what is amended: `code` of an indicator, or `evidence`, `measure`, `parameter` or `table`"
                )
            yield "PR022", (*key, name), text("`{name}` is missing", name=name), advice


def _wrong_type(error: Any, key: Key) -> Iterator[Found]:
    expected, found = _expected(error.schema), _shown(error.instance)
    message = text("expected {expected}; found {found}", expected=expected, found=found)
    nothing = text("`null` says nothing: leave the entry out")
    yield "PR023", key, message, nothing if error.instance is None else _how_to_write(error.instance, error.schema, key)


def _not_among(error: Any, key: Key) -> Iterator[Found]:
    options = [str(option) for option in error.validator_value]
    value = str(error.instance)
    if key[-1:] == ("kind",) and {"rubric", "else"} & {*key}:
        yield "PR025", key, text("there is no rubric kind `{name}`", name=value), suggestion(value, options)
        return
    message = text("`{word}` is none of the words that this key takes", word=value)
    yield "PR024", key, message, suggestion(value, options)


def _not_this(error: Any, key: Key) -> Iterator[Found]:
    message = text("expected `{expected}`; found {found}", expected=error.validator_value, found=_shown(error.instance))
    yield "PR024", key, message, None


def _empty(_error: Any, key: Key) -> Iterator[Found]:
    yield "PR026", key, text("nothing stands here"), text("write what was meant, or leave the key out")


def _count(error: Any, key: Key) -> Iterator[Found]:
    if error.validator == "minItems" and error.validator_value == 1:
        yield from _empty(error, key)
        return
    number = error.validator_value
    message = text("expected a list of {number}; found {found}", number=number, found=len(error.instance))
    yield "PR026", key, message, None


_WORDS: Mapping[str, Callable[[Any, Key], Iterator[Found]]] = {
    "additionalProperties": _unknown_keys,
    "required": _missing_keys,
    "type": _wrong_type,
    "enum": _not_among,
    "const": _not_this,
    "minLength": _empty,
    "minProperties": _empty,
    "minItems": _count,
    "maxItems": _count,
}

_SORTS: Mapping[str, Text] = {
    "object": text("a table"),
    "array": text("a list"),
    "string": text("a text in quotes"),
    "number": text("a number"),
    "integer": text("a whole number"),
    "boolean": text("true or false"),
}


def _expected(schema: Schema) -> Text:
    sorts = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if schema.get("format") == "date":
        return text("a date such as 2024-03-01")
    if sorts == ["number", "string"]:
        return text("a number, or an expression in quotes")
    first, *rest = [_SORTS[sort] for sort in sorts]
    for sort in rest:
        first = text("{one} or {other}", one=first, other=sort)
    return first


def _shown(value: Any) -> Text:
    if isinstance(value, Mapping):
        return text("a table")
    if isinstance(value, list | tuple):
        return text("a list")
    if value is None:
        return text("nothing (null)")
    if isinstance(value, bool):
        return text("{value}", value=str(value).lower())
    if isinstance(value, str):
        short = value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…"
        return text('"{value}"', value=short)
    return text("{value}", value=value)


def _how_to_write(value: Any, schema: Schema, key: Key) -> Text | None:
    """Return what to do about the slips that are made most: quotes too many or too few, one bracket too few."""
    sorts = schema["type"]
    if isinstance(value, str) and "object" not in sorts:
        plain = _is_date(value) if schema.get("format") == "date" else _is_plain(value, sorts)
        return text("write {value} without quotes", value=value) if plain else None
    if "object" in sorts and not isinstance(value, bool | list):
        only = _only_key(value, schema, key)
        return None if only is None else text("write {{ {key} = {value} }}", key=only, value=_shown(value))
    if sorts == "string" and "enum" not in schema and not isinstance(value, bool | Mapping | list):
        return _in_quotes(value, schema)
    if sorts == "array" and isinstance(value, Mapping) and len(key) == 1:
        return text("in TOML the header of such a table has two brackets: [[{name}]]", name=key[0])
    if sorts == "array" and not isinstance(value, Mapping):
        return text("put it into brackets: [ … ]")
    return None


def _only_key(value: Any, schema: Schema, key: Key) -> str | None:
    """Return the one key that a table of *schema* needs, where *value* may be what belongs there."""
    needed = ["value"] if key[:1] == ("parameter",) and len(key) == _OF_A_NAME else schema.get("required", ())
    if len(needed) != 1:
        return None
    part = schema.get("properties", {}).get(needed[0], {})
    sorts = part.get("type", ["string", "number"])
    fits = any(is_of(sort, value, part) for sort in ([sorts] if isinstance(sorts, str) else sorts))
    return needed[0] if fits and value in part.get("enum", [value]) else None


def _in_quotes(value: Any, schema: Schema) -> Text | None:
    if isinstance(value, datetime) and schema.get("format") == "date":
        return text("write {value}, without a time of day", value=value.date())
    return None if value is None else text('write "{value}", in quotes', value=value)


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_plain(value: str, sorts: str | list[str]) -> bool:
    if "boolean" in sorts:
        return value in {"true", "false"}
    return ("number" in sorts and value.replace(".", "", 1).isdecimal()) or ("integer" in sorts and value.isdecimal())


@lru_cache(maxsize=8)
def _schema(form: str, kinds: tuple[tuple[str, type], ...], aggregations: tuple[str, ...]) -> Schema:
    return indicator_set_schema(dict(kinds), aggregations) if form == SET_FORMAT else grade_scale_schema()


@lru_cache(maxsize=8)
def _test(form: str, kinds: tuple[tuple[str, type], ...], aggregations: tuple[str, ...]) -> Test:
    return fitting(_schema(form, kinds, aggregations))


@lru_cache(maxsize=8)
def _validator(form: str, kinds: tuple[tuple[str, type], ...], aggregations: tuple[str, ...]) -> Any:
    return _validator_class()(_schema(form, kinds, aggregations))


@cache
def _validator_class() -> Any:
    """Return jsonschema's validator with types as TOML has them; imported here, since it takes long."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError
    from jsonschema.validators import extend

    def of_type(_validator: Any, sorts: str | list[str], value: Any, schema: Schema) -> Iterator[ValidationError]:
        if not any(is_of(sort, value, schema) for sort in ([sorts] if isinstance(sorts, str) else sorts)):
            yield ValidationError("type")

    checker = Draft202012Validator.TYPE_CHECKER.redefine_many(
        {
            "number": lambda _, value: is_of("number", value, {}),
            "integer": lambda _, value: is_of("integer", value, {}),
            "string": lambda _, value: isinstance(value, str),
            "array": lambda _, value: isinstance(value, list | tuple),
            "object": lambda _, value: isinstance(value, Mapping),
        }
    )
    return extend(Draft202012Validator, {"type": of_type}, type_checker=checker)
