"""Plugins (插件): the hooks that they implement, and the registry of what they offer."""

from perfrules.plugins.headers import Definition
from perfrules.plugins.hookspecs import HOOKS, hookimpl
from perfrules.plugins.registry import Plugin, Provided, Registry

__all__ = ["HOOKS", "Definition", "Plugin", "Provided", "Registry", "hookimpl"]
