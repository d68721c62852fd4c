"""Rules in other processes (跨进程评分): what is sent of them, and the rules made of it there, once a process."""

import pickle
import platform
import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import attrs

from perfrules._version import __version__
from perfrules.definition.load import Definition
from perfrules.language import Text, text
from perfrules.model import EvidenceField, Indicator, IndicatorSet, RubricCase
from perfrules.plugins import Plugin, Provided, Registry
from perfrules.plugins.loading import reason_of
from perfrules.problems import PluginError
from perfrules.program import compile_set

if TYPE_CHECKING:
    from perfrules.scoring.rules import Rules

_OWN = "perfrules"
_KEPT = 8
"""Rules of so many definitions are kept in a process that scores for others."""


@attrs.frozen
class SentPlugin:
    """A plugin that a definition needs wherever it is scored: its entry point, its distribution and the version."""

    name: str
    distribution: str
    version: str

    def __str__(self) -> str:
        return f"{self.name} ({self.distribution} {self.version})"


@attrs.frozen
class Sent:
    """
    Rules on their way to another process.

    The definition itself is sent, so that no file and no other edition can stand in for it there; the code of plugins
    is not, and must be installed.

    Attributes:
        set: the set, as id@edition.
        content: the definition, the day that it is of, and what was noticed about it.
        plugins: the plugins that it needs.
        version: the version of perfrules.

    """

    set: str
    content: bytes = attrs.field(repr=False)
    plugins: tuple[SentPlugin, ...]
    version: str = __version__


def sent(rules: "Rules") -> Sent:
    """
    Return what is sent of *rules*.

    Raises:
        PluginError: a plugin that they need was handed over and is not installed, or its rubric kinds cannot be sent.

    """
    name = f"{rules.set.id}@{rules.set.edition}"
    plugins = tuple(_plugins(rules.set, rules.registry))
    definition = attrs.evolve(rules.definition, stamp=None)
    try:
        content = pickle.dumps((definition, rules.day, rules.warnings, rules.population), protocol=5)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        said = text("{set} cannot be sent to other processes: {reason}", set=name, reason=reason_of(error))
        raise PluginError(str(said)) from error
    return Sent(name, content, plugins)


def _plugins(whole: IndicatorSet, registry: Registry) -> Iterator[SentPlugin]:
    """Yield the plugins, but the library's own, whose code scores by *whole*."""
    for name in dict.fromkeys(given.plugin for given in _used(whole, registry)):
        plugin = registry.plugin(name)
        if not plugin.distribution:
            said = text("the plugin {plugin} was handed over; other processes have only what is installed", plugin=name)
            raise PluginError(str(said))
        if plugin.distribution != _OWN or plugin.name != "builtin":
            yield SentPlugin(plugin.name, plugin.distribution, plugin.version)


def _used(whole: IndicatorSet, registry: Registry) -> Iterator[Provided]:
    """Yield the rubric kinds, aggregations, functions and evidence readers that *whole* makes use of."""
    from perfrules.definition.checks.uses import uses
    from perfrules.definition.checks.walk import entries, walk

    everything = [found for path, entry in entries(whole) for found in walk(entry, path)]
    forms = {type(found.value.rubric) for found in everything if isinstance(found.value, RubricCase)}
    yield from (given for given in registry.kinds.values() if given.value in forms)
    called = {name for use in uses(whole, everything) for name in use.called}
    combined = {found.value.aggregation for found in everything if isinstance(found.value, Indicator)}
    readers = {found.value.reader for found in everything if isinstance(found.value, EvidenceField)}
    yield from _named(registry.functions, called)
    yield from _named(registry.aggregations, combined)
    yield from _named(registry.readers, readers)


def _named(provided: Mapping[str, Provided], names: set[str]) -> Iterator[Provided]:
    return (given for name, given in provided.items() if name in names)


@lru_cache(maxsize=_KEPT)
def received(sent: Sent) -> "Rules":
    """
    Return the rules that were *sent*, made once a process.

    Raises:
        PluginError: with everything that is missing here, or here in another version.

    """
    from perfrules.scoring.rules import Rules, offered

    registry = Registry.installed()
    lacking = [*_other_version(sent), *(said for needed in sent.plugins for said in _lacking(needed, registry))]
    if lacking:
        raise PluginError(_told(sent, lacking))
    definition, day, warnings, population = _opened(sent)
    aggregations, functions = offered(registry.aggregations), offered(registry.functions)
    program, problems = compile_set(definition.set, aggregations, functions, definition)
    if program is None:
        raise PluginError(_told(sent, [problem.text for problem in problems]))
    return Rules(definition, program, registry, warnings, day, population, sent=True)


def _opened(sent: Sent) -> tuple[Definition, Any, Any, Any]:
    try:
        definition, day, warnings, population = pickle.loads(sent.content)  # noqa: S301 - rules are within a pickle already
    except (ImportError, AttributeError) as error:
        raise PluginError(_told(sent, [text("code is missing: {reason}", reason=reason_of(error))])) from error
    return definition, day, warnings, population


def _told(sent: Sent, lacking: list[Text]) -> str:
    host = platform.node()
    said = text("{set} cannot be scored by {python} on {host}", set=sent.set, python=sys.executable, host=host)
    return "\n".join([f"{said}:", *(f"    {line}" for line in lacking)])


def _other_version(sent: Sent) -> Iterator[Text]:
    if sent.version != __version__:
        yield text(
            "perfrules is here in version {here}, and the rules were loaded by {there}: install the same everywhere",
            here=__version__,
            there=sent.version,
        )


def _lacking(needed: SentPlugin, registry: Registry) -> Iterator[Text]:
    """Yield why a plugin that is *needed* cannot be used here."""
    found: Plugin | None = next((plugin for plugin in registry.plugins if plugin.name == needed.name), None)
    if found is None:
        yield text("the plugin {plugin} is not installed: install it wherever rows are scored", plugin=str(needed))
    elif found.status == "blocked":
        variable = "PERFRULES_DISABLE_PLUGINS"
        yield text("the plugin {plugin} is blocked by {variable}", plugin=str(found), variable=variable)
    elif found.status == "broken":
        reason = next((problem.text for problem in found.problems if problem.severity == "error"), text("unknown"))
        yield text("the plugin {plugin} is broken: {reason}", plugin=str(found), reason=reason)
    elif (found.distribution, found.version) != (needed.distribution, needed.version):
        yield text(
            "the plugin {plugin} is here, and the rules were loaded with {other}: install the same everywhere",
            plugin=str(found),
            other=str(needed),
        )
