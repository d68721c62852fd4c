"""The registry (注册表): an immutable view of what plugins offer."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain
from pathlib import Path
from threading import RLock
from types import MappingProxyType
from typing import Any, ClassVar, Literal

import attrs

from perfrules.content import ByContent
from perfrules.language import Text, text
from perfrules.plugins.headers import Definition
from perfrules.plugins.installed import builtin, installed
from perfrules.plugins.loading import Identity, Loaded, load
from perfrules.plugins.offers import Name, Offer
from perfrules.plugins.protocols import Sort
from perfrules.problems import PluginError, Problem, suggestion
from perfrules.rubrics.awarding import joined

_SORTS: Mapping[Sort, Text] = {
    "definition": text("definition"),
    "kind": text("rubric kind"),
    "aggregation": text("aggregation"),
    "function": text("function"),
    "reader": text("evidence reader"),
    "renderer": text("renderer"),
}


@attrs.frozen(eq=False, repr=False)
class Provided(ByContent):
    """A thing that a plugin offers, and the name of the plugin."""

    value: Any
    plugin: str


@attrs.frozen(eq=False, repr=False)
class Plugin(ByContent):
    """
    A plugin (插件) as the registry found it.

    Attributes:
        name: the name of its entry point.
        distribution: the distribution that brings it, "" for one that was handed over.
        version: the distribution's version.
        status: "working"; "broken" where something of it could not be used; "blocked" where the user shut it out.
        provides: what it offers, as sort and name; what works of a broken plugin is offered too.
        problems: what is wrong with it, claims of others to its names included.

    """

    name: str
    distribution: str
    version: str
    status: Literal["working", "broken", "blocked"]
    provides: tuple[tuple[Sort, str], ...]
    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        return str(Identity(self.name, self.distribution, self.version))


@attrs.frozen(eq=False, slots=False)
class Registry:
    """
    What plugins offer (注册表): an immutable value.

    What two plugins claim is in no mapping: neither wins, and `explain_missing` names both.
    """

    _loaded: tuple[Loaded, ...]
    _stray: tuple[Problem, ...] = ()
    _installed: ClassVar["Registry | None"] = None
    _lock: ClassVar[RLock] = RLock()
    _busy: ClassVar[bool] = False

    @classmethod
    def builtin(cls) -> "Registry":
        """Return the registry of what the library itself offers; works from a source tree, and loads nothing else."""
        return cls((builtin(),))

    @classmethod
    def installed(cls) -> "Registry":
        """
        Return the registry of all installed plugins: made once a process, when it is first asked for.

        Raises:
            PluginError: when a plugin asks for it while it is being imported, or in a hook.

        """
        with Registry._lock:
            if Registry._busy:
                raise PluginError("the registry is asked for while it is being made: ask for it when it is needed")
            if Registry._installed is None:
                Registry._busy = True
                try:
                    Registry._installed = cls(*installed())
                finally:
                    Registry._busy = False
            return Registry._installed

    def with_plugin(self, plugin: object, name: str = "") -> "Registry":
        """
        Return this registry and one more *plugin*: a module or object with hook implementations.

        Raises:
            ValueError: when there is a plugin of that name already.

        """
        called = name or str(getattr(plugin, "__name__", type(plugin).__name__))
        if any(loaded.identity.name == called for loaded in self._loaded):
            message = f"there is a plugin {called!r} in this registry already: give another name"
            raise ValueError(message)
        return Registry((*self._loaded, load(plugin, Identity(called))), self._stray)

    @cached_property
    def _claims(self) -> Mapping[tuple[Sort, Name], tuple[tuple[Loaded, Offer], ...]]:
        claims: dict[tuple[Sort, Name], tuple[tuple[Loaded, Offer], ...]] = {}
        for plugin in self._loaded:
            for offer in plugin.offers:
                key = (offer.sort, offer.name)
                claims[key] = (*claims.get(key, ()), (plugin, offer))
        return claims

    def _provided(self, sort: Sort) -> Mapping[Any, Provided]:
        return MappingProxyType(
            {
                name: Provided(claims[0][1].value, claims[0][0].identity.name)
                for (claimed, name), claims in self._claims.items()
                if claimed == sort and len(claims) == 1
            }
        )

    @cached_property
    def kinds(self) -> Mapping[str, Provided]:
        """The classes of rubric kinds (评分方法) by name."""
        return self._provided("kind")

    @cached_property
    def aggregations(self) -> Mapping[str, Provided]:
        """The aggregations (汇总方法) by name, each an instance."""
        return self._provided("aggregation")

    @cached_property
    def functions(self) -> Mapping[str, Provided]:
        """The functions of expressions by name, each an instance; the language's own are not among them."""
        return self._provided("function")

    @cached_property
    def readers(self) -> Mapping[str, Provided]:
        """The classes of evidence readers (佐证读取) by name."""
        return self._provided("reader")

    @cached_property
    def renderers(self) -> Mapping[str, Provided]:
        """The renderers (输出格式) by name, each an instance."""
        return self._provided("renderer")

    @cached_property
    def definitions(self) -> Mapping[Definition, Path]:
        """The files of definitions by format kind ("indicator-set", "grade-scale"), id and edition."""
        return MappingProxyType({key: given.value for key, given in self.provided_definitions.items()})

    @cached_property
    def provided_definitions(self) -> Mapping[Definition, Provided]:
        """The files of `definitions`, each with the name of its plugin."""
        return self._provided("definition")

    @property
    def rubric_kinds(self) -> Mapping[str, type]:
        """The classes of `kinds` alone."""
        return {name: given.value for name, given in self.kinds.items()}

    @property
    def evidence_readers(self) -> Mapping[str, type]:
        """The classes of `readers` alone."""
        return {name: given.value for name, given in self.readers.items()}

    @cached_property
    def plugins(self) -> tuple[Plugin, ...]:
        """The plugins in the order in which they were found."""
        return tuple(self._plugin(loaded) for loaded in self._loaded)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with any plugin; each problem once."""
        return tuple(dict.fromkeys(chain(self._stray, *(plugin.problems for plugin in self.plugins))))

    def plugin(self, name: str) -> Plugin:
        """
        Return the plugin of that name.

        Raises:
            KeyError: when there is none.

        """
        for plugin in self.plugins:
            if plugin.name == name:
                return plugin
        raise KeyError(name)

    def _plugin(self, loaded: Loaded) -> Plugin:
        conflicts = [
            Problem("PR505", self._conflict(sort, name), advice=text("uninstall or block one of them"))
            for (sort, name), claims in self._claims.items()
            if len(claims) > 1 and any(claimant is loaded for claimant, _ in claims)
        ]
        broken = any(problem.severity == "error" for problem in loaded.problems)
        return Plugin(
            loaded.identity.name,
            loaded.identity.distribution,
            loaded.identity.version,
            "blocked" if loaded.blocked else "broken" if broken else "working",
            tuple((offer.sort, _written(offer.name)) for offer in loaded.offers),
            (*loaded.problems, *conflicts),
        )

    def _conflict(self, sort: Sort, name: Name) -> Text:
        names = dict.fromkeys(str(loaded.identity) for loaded, _ in self._claims[sort, name])
        if len(names) == 1:
            template = "the {sort} `{name}` is offered twice by plugin {plugins}, so neither is used"
        else:
            template = "the {sort} `{name}` is claimed by plugins {plugins}, so neither is used"
        return text(template, sort=_SORTS[sort], name=_written(name), plugins=", ".join(names))

    def explain_missing(self, sort: Sort, name: str) -> Text:
        """
        Return why there is no thing of that *sort* and *name*: who else claims it, what is near, which plugins failed.

        A definition is named by id or id@edition.
        """
        claimed = [key for key, claims in self._claims.items() if len(claims) > 1 and _means(key, sort, name)]
        if claimed:
            return joined([self._conflict(*key) for key in claimed])
        parts = [text("there is no {sort} `{name}`", sort=_SORTS[sort], name=name)]
        near = suggestion(name, (_written(known) for known_sort, known in self._claims if known_sort == sort))
        return joined([*parts, *([near] if near else []), *self._suspects()])

    def _suspects(self) -> Iterator[Text]:
        """Yield the plugins that may be the ones that would have brought what is missing."""
        for plugin in self.plugins:
            errors = [problem for problem in plugin.problems if problem.severity == "error"]
            first = next((problem for problem in errors if problem.code != "PR505"), None)
            if plugin.status == "broken" and first is not None:
                yield text("the plugin {plugin} is broken: {reason}", plugin=str(plugin), reason=first.text)
            elif plugin.status == "blocked":
                yield text(
                    "the plugin {plugin} is blocked by {variable}", plugin=plugin, variable="PERFRULES_DISABLE_PLUGINS"
                )


def _written(name: Name) -> str:
    if isinstance(name, str):
        return name
    return f"{name.id}@{name.edition}" if name.edition else name.id


def _means(key: tuple[Sort, Name], sort: Sort, name: str) -> bool:
    claimed, known = key
    return claimed == sort and name in (_written(known), known if isinstance(known, str) else known.id)
