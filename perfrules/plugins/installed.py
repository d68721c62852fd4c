"""The plugins that are installed: entry points of the group "perfrules", distribution by distribution."""

import os
import re
from collections.abc import Iterator
from importlib.metadata import Distribution, EntryPoint, distributions

import attrs

from perfrules._version import __version__
from perfrules.language import text
from perfrules.plugins.loading import Identity, Loaded, load, place_of, reason_of, told_of
from perfrules.plugins.requirement import unmet
from perfrules.plugins.running import ran
from perfrules.problems import Problem, suggestion

GROUP = "perfrules"
BLOCKING = "PERFRULES_DISABLE_PLUGINS"
_OWN = "perfrules.plugins.builtin"
_SELF = Identity("builtin", "perfrules", __version__)


def builtin() -> Loaded:
    """Return what the library itself offers."""
    from perfrules.plugins import builtin as own

    return load(own, _SELF)


def installed() -> tuple[tuple[Loaded, ...], tuple[Problem, ...]]:
    """Return every installed plugin, the library's own first, and what is wrong beside them."""
    entries = list(_entries())
    blocked = _blocked()
    loaded = [Loaded(_SELF, blocked=True) if _SELF.name in blocked else builtin()]
    for entry, identity in entries:
        if {_plain(identity.name), _plain(identity.distribution)} & blocked.keys():
            loaded.append(Loaded(identity, blocked=True))
        else:
            loaded.append(Loaded(identity, problems=(entry,)) if isinstance(entry, Problem) else _load(entry, identity))
    known = [name for plugin in loaded for name in (plugin.identity.name, plugin.identity.distribution)]
    plain = {_plain(name) for name in known}
    stray = [_stray(name, known) for key, name in blocked.items() if key not in plain]
    return tuple(_distinct(loaded)), tuple(stray)


def _load(entry: EntryPoint, identity: Identity) -> Loaded:
    run = ran(lambda: _imported(entry))
    printed = tuple(told_of(identity, run))
    if run.error is not None:
        message = text("plugin {plugin} cannot be imported: {reason}", plugin=identity, reason=reason_of(run.error))
        return Loaded(identity, problems=(Problem("PR501", message, place_of(run.error)), *printed))
    loaded = load(run.value, identity)
    return attrs.evolve(loaded, problems=(*loaded.problems, *printed))


def _imported(entry: EntryPoint) -> object:
    if not entry.pattern.match(entry.value):
        # What the library raises then depends on its version, and does not say what is wrong.
        message = f"`{entry.value}` is no module, nor a module and an attribute"
        raise ValueError(message)
    return entry.load()


def _entries() -> Iterator[tuple[EntryPoint | Problem, Identity]]:
    """Yield the entry points of each distribution that has any; of one that is found twice only the first counts."""
    seen: set[str] = set()
    for distribution in _with_entries():
        name, version = _of(distribution)
        if _plain(name) in seen:
            continue
        seen.add(_plain(name))
        try:
            entries = sorted(distribution.entry_points.select(group=GROUP))
        except Exception as error:  # noqa: BLE001 - the file is a stranger's and may hold anything
            message = text(
                "the entry points of {plugin} cannot be read: {reason}", plugin=name, reason=reason_of(error)
            )
            yield Problem("PR501", message), Identity(name, name, version)
            continue
        refused = _refused(distribution, name, version)
        for entry in entries:
            if entry.value != _OWN:
                yield refused or entry, Identity(entry.name, name, version)


def _with_entries() -> Iterator[Distribution]:
    """Yield the distributions that name the group, in the order of the path; nothing else of the others is read."""
    for distribution in distributions():
        try:
            source = distribution.read_text("entry_points.txt") or ""
        except (OSError, ValueError):
            continue
        if f"[{GROUP}]" in source.replace(" ", ""):
            yield distribution


def _of(distribution: Distribution) -> tuple[str, str]:
    """Return name and version of a distribution; "?" and "" where its metadata cannot be read."""
    try:
        return distribution.metadata["Name"] or "?", distribution.version or ""
    except Exception:  # noqa: BLE001 - a distribution may lack its metadata
        return "?", ""


def _refused(distribution: Distribution, name: str, version: str) -> Problem | None:
    """Return that a distribution asks for another perfrules than this one, where it does."""
    if _plain(name) == _SELF.distribution:  # its extras name it, as extras do
        return None
    try:
        requirement = unmet(distribution.requires or (), __version__)
    except Exception:  # noqa: BLE001 - the file is a stranger's and may hold anything
        return None
    if requirement is None:
        return None
    template = "{plugin} needs `{requirement}`, and this is perfrules {version}"
    message = text(template, plugin=f"{name} {version}".strip(), requirement=requirement, version=__version__)
    return Problem("PR508", message, advice=text("install versions of both that fit each other"))


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _blocked() -> dict[str, str]:
    """Return the names that the environment blocks, by their plain form."""
    names = [name.strip() for name in os.environ.get(BLOCKING, "").split(",")]
    return {_plain(name): name for name in names if name}


def _stray(name: str, known: list[str]) -> Problem:
    message = text("{variable} names `{name}`, and no such plugin is installed", variable=BLOCKING, name=name)
    return Problem("PR507", message, advice=suggestion(name, filter(None, known)))


def _distinct(loaded: list[Loaded]) -> Iterator[Loaded]:
    """Yield the plugins; where two distributions chose one name, the later one has its distribution's name added."""
    seen: set[str] = set()
    for plugin in loaded:
        identity = plugin.identity
        if identity.name in seen:
            identity = attrs.evolve(identity, name=f"{identity.name}@{identity.distribution}")
        seen.add(identity.name)
        yield attrs.evolve(plugin, identity=identity)
