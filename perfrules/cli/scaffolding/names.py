"""Names that a user gives to what is begun: looked at before anything is written."""

import keyword
import re
import sys
from importlib.util import find_spec
from typing import Final

import click

from perfrules.expression import RESERVED
from perfrules.language import Text, text
from perfrules.plugins import Registry

PREFIX: Final = "perfrules"
_PLUGIN: Final = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
_SET: Final = re.compile(r"[^\W_][\w-]*(?:/[^\W_][\w-]*)*")
_LONGEST: Final = 40
_DEVICES: Final = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
"""Names that no file has on Windows, whatever ends it."""


def plugin_name(written: str, registry: Registry) -> str:
    """
    Return the name of a plugin without the "perfrules-" before it, its words joined by hyphens.

    Raises:
        BadParameter: it is no name, or something installed has it.

    """
    name = re.sub(r"^perfrules[-_]", "", written)
    if not _PLUGIN.fullmatch(name) or len(name) > _LONGEST:
        template = "`{name}` is no name of a package: small Latin letters, digits and hyphens, at most {number}; {hint}"
        hint = text("a Chinese name goes into --title")
        raise _refused(text(template, name=written, number=_LONGEST, hint=hint))
    name = name.replace("_", "-")
    for plugin in registry.plugins:
        taken = {
            _plain(plugin.name),
            _plain(plugin.distribution),
            _plain(plugin.distribution).removeprefix("perfrules-"),
        }
        if name in taken:
            raise _refused(text("the plugin {plugin} has the name `{name}` already", plugin=str(plugin), name=name))
    _refuse_module(f"{PREFIX}_{name.replace('-', '_')}")
    return name


def kind_name(written: str, registry: Registry) -> str:
    """
    Return the name of a rubric kind, which is that of its module too.

    Raises:
        BadParameter: it is no name, or something installed has it.

    """
    name = written.replace("-", "_")
    taken = keyword.iskeyword(name) or name in RESERVED or _DEVICES.fullmatch(name)
    if not _PLUGIN.fullmatch(name) or len(name) > _LONGEST or taken:
        template = "`{name}` is no name of a rubric kind: small Latin letters, digits and `_`, at most {number}; {hint}"
        hint = text("a Chinese name goes into --title")
        raise _refused(text(template, name=written, number=_LONGEST, hint=hint))
    refuse_kind(name, registry)
    _refuse_module(name)
    return name


def set_id(written: str, edition: str, registry: Registry) -> str:
    """
    Return the id of a set.

    Raises:
        BadParameter: it is no id, or the edition is installed already.

    """
    if not _SET.fullmatch(written) or len(written) > _LONGEST * 2:
        template = "`{id}` is no id of a set: letters, digits and hyphens, with `/` between parts, such as mine/roads"
        raise _refused(text(template, id=written))
    for key in registry.definitions:
        if (key.format, key.id, key.edition) == ("indicator-set", written, edition):
            raise _refused(text("`{id}` is installed already; another --edition is well", id=f"{written}@{edition}"))
    return written


def title_of(written: str | None, otherwise: str) -> str:
    """
    Return a title for files, *otherwise* where none is written.

    Raises:
        BadParameter: it has signs that would end a text in TOML or Python.

    """
    title = otherwise if written is None else written.strip()
    if not title or not title.isprintable() or set(title) & set('"\\{}') or len(title) > _LONGEST * 2:
        template = "a title is one line without quotation marks, braces and backslashes, at most {number} signs"
        raise _refused(text(template, number=_LONGEST * 2), "--title")
    return title


def refuse_kind(name: str, registry: Registry) -> None:
    """Refuse the *name* of a rubric kind that is installed."""
    if name in registry.kinds:
        plugin = str(registry.plugin(registry.kinds[name].plugin))
        raise _refused(
            text("there is a rubric kind `{name}` already, of the plugin {plugin}", name=name, plugin=plugin)
        )


def _refuse_module(name: str) -> None:
    if name in sys.stdlib_module_names or find_spec(name) is not None:
        raise _refused(text("there is a Python module `{name}` already", name=name))


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _refused(why: Text, hint: str = "NAME") -> click.BadParameter:
    return click.BadParameter(str(why), param_hint=hint)
