"""Files to start from: names that are looked at first, templates that are filled, and how they are written."""

from perfrules.cli.scaffolding.names import kind_name, plugin_name, refuse_kind, set_id, title_of
from perfrules.cli.scaffolding.scaffolds import Scaffold, kind_scaffold, plugin_scaffold, set_text
from perfrules.cli.scaffolding.writing import write_files, write_folder

__all__ = [
    "Scaffold",
    "kind_name",
    "kind_scaffold",
    "plugin_name",
    "plugin_scaffold",
    "refuse_kind",
    "set_id",
    "set_text",
    "title_of",
    "write_files",
    "write_folder",
]
