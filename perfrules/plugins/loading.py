"""One plugin at a time: its hooks are called one by one, and whatever goes wrong is recorded beside its name."""

import importlib
import inspect
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import pluggy

from perfrules.content import ByContent
from perfrules.language import Text, text
from perfrules.plugins import hookspecs
from perfrules.plugins.hookspecs import HOOKS, PROJECT
from perfrules.plugins.offers import Offer, offers
from perfrules.plugins.protocols import Sort
from perfrules.plugins.running import Ran, ran
from perfrules.problems import Place, Problem, suggestion

_LONGEST_REASON = 300


@attrs.frozen(eq=False, repr=False)
class Identity(ByContent):
    """What a plugin is called: by its entry point, and by the distribution that brings it."""

    name: str
    distribution: str = ""
    version: str = ""

    def __str__(self) -> str:
        distribution = f"{self.distribution} {self.version}".strip()
        return f"{self.name} ({distribution})" if distribution else self.name


@attrs.frozen(eq=False, repr=False)
class Loaded:
    """A plugin after its hooks were called: what it offers, and what is wrong with it."""

    identity: Identity
    offers: tuple[Offer, ...] = ()
    problems: tuple[Problem, ...] = ()
    blocked: bool = False


_LOADERS = (
    "<frozen ",
    str(Path(importlib.__file__).parent),
    str(Path(pluggy.__file__).parent),
    str(Path(__file__).with_name("installed.py")),
)
"""How the names of files begin that only pass on what is wrong with a plugin."""


def reason_of(error: BaseException) -> str:
    """Return what an exception says, in one line, whatever it is."""
    try:
        said = " ".join(str(error).split())
    except Exception:  # noqa: BLE001 - a stranger's exception may be unable to say anything
        said = ""
    name = type(error).__name__
    return (f"{name}: {said}" if said else name)[:_LONGEST_REASON]


def place_of(error: BaseException) -> Place:
    """Return where in a plugin an exception was raised; nowhere where that is in what loads plugins."""
    if isinstance(error, SyntaxError) and error.filename:
        return Place(error.filename, error.lineno)
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    if not frames or frames[-1].filename.startswith(_LOADERS):
        return Place()
    return Place(frames[-1].filename, frames[-1].lineno)


def load(plugin: object, identity: Identity) -> Loaded:
    """Return what *plugin*, a module or an object with hook implementations, offers."""
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    first = ran(lambda: _registered(manager, plugin, identity))
    if first.error is not None:
        message = text("plugin {plugin} cannot be used: {reason}", plugin=identity, reason=reason_of(first.error))
        return Loaded(identity, problems=(Problem("PR501", message, place_of(first.error)), *told_of(identity, first)))
    runs: list[Ran[Any]] = [first]
    found: list[Offer] = []
    problems = list(first.value or ())
    for hook, sort in HOOKS.items():
        run = ran(partial(_called, getattr(manager.hook, hook), sort, identity))
        runs.append(run)
        if run.error is not None:
            template = "`{hook}` of plugin {plugin} raised {reason}"
            message = text(template, hook=hook, plugin=identity, reason=reason_of(run.error))
            problems.append(Problem("PR502", message, place_of(run.error)))
        results = run.value or []
        found += [result for result in results if isinstance(result, Offer)]
        problems += [result for result in results if isinstance(result, Problem)]
    return Loaded(identity, tuple(found), (*problems, *told_of(identity, *runs)))


def told_of(identity: Identity, *runs: Ran[Any]) -> Iterable[Problem]:
    """Yield that a plugin printed something, where it did."""
    said = " ".join(run.printed for run in runs if run.printed)
    if said:
        template = "plugin {plugin} printed on standard output while it was loaded: {said}"
        yield Problem("PR509", text(template, plugin=identity, said=said))


def _registered(manager: pluggy.PluginManager, plugin: object, identity: Identity) -> list[Problem]:
    manager.register(plugin)
    return list(_misnamed(manager, plugin, identity))


def _called(caller: pluggy.HookCaller, sort: Sort, identity: Identity) -> list[Offer | Problem]:
    """Return what one hook of one plugin offers, and what is wrong with it."""
    if not caller.get_hookimpls():
        return []
    results = caller()
    items = results[0] if results else None
    if not isinstance(items, list | tuple):
        form = type(items).__name__
        message = text(
            "`{hook}` of plugin {plugin} returned {type}, no list", hook=caller.name, plugin=identity, type=form
        )
        return [Problem("PR503", message, _home(caller))]
    found = [offer for item in items for offer in offers(sort, item)]
    return [offer if isinstance(offer, Offer) else _unfit(caller, sort, identity, offer) for offer in found]


def _unfit(caller: pluggy.HookCaller, sort: Sort, identity: Identity, why: Text) -> Problem:
    code = "PR506" if sort == "definition" else "PR503"
    message = text("`{hook}` of plugin {plugin}: {why}", hook=caller.name, plugin=identity, why=why)
    return Problem(code, message, _home(caller))


def _home(caller: pluggy.HookCaller) -> Place:
    """Return where the function stands that implements a hook."""
    code = getattr(caller.get_hookimpls()[0].function, "__code__", None)
    return Place(code.co_filename, code.co_firstlineno) if code is not None else Place()


def _misnamed(manager: pluggy.PluginManager, plugin: object, identity: Identity) -> Iterator[Problem]:
    """Yield the functions that look like hooks and would never be called."""
    callers = {caller.name: caller for caller in manager.get_hookcallers(plugin) or ()}
    for name, caller in callers.items():
        if name not in HOOKS and not all(impl.optionalhook for impl in caller.get_hookimpls()):
            yield _no_hook(name, identity, _home(caller))
    for name in dir(plugin):
        value = getattr(plugin, name, None) if name.startswith(f"{PROJECT}_") and name not in callers else None
        if not callable(value) or inspect.isclass(value) or isinstance(value, ModuleType):
            continue
        if name in HOOKS:
            message = text("`{hook}` of plugin {plugin} is not marked as a hook", hook=name, plugin=identity)
            yield Problem("PR504", message, Place(), text("put `@perfrules.hookimpl` above it"))
        else:
            yield _no_hook(name, identity, Place())
    if not callers:
        yield Problem(
            "PR504", text("plugin {plugin} implements no hook", plugin=identity), Place(), suggestion("", HOOKS)
        )


def _no_hook(name: str, identity: Identity, place: Place) -> Problem:
    message = text("plugin {plugin} implements `{hook}`, and there is no such hook", plugin=identity, hook=name)
    return Problem("PR504", message, place, suggestion(name, HOOKS))
