"""The catalogue (规则目录): everything that is installed, as values for tools, and as pages of the docs."""

from perfrules.catalogue.catalogue import Catalogue, build_catalogue
from perfrules.catalogue.entries import (
    AggregationEntry,
    FunctionEntry,
    HookEntry,
    KeyEntry,
    KindEntry,
    Parameter,
    ReaderEntry,
    ScaleEntry,
    SetEntry,
    keys_of,
)
from perfrules.catalogue.pages import pages, write

__all__ = [
    "AggregationEntry",
    "Catalogue",
    "FunctionEntry",
    "HookEntry",
    "KeyEntry",
    "KindEntry",
    "Parameter",
    "ReaderEntry",
    "ScaleEntry",
    "SetEntry",
    "build_catalogue",
    "keys_of",
    "pages",
    "write",
]
