"""All pages that are made from the catalogue, by their paths within the docs."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from perfrules.catalogue.catalogue import Catalogue
from perfrules.catalogue.entries import AggregationEntry, KindEntry, ScaleEntry, SetEntry
from perfrules.catalogue.key_pages import keys_page
from perfrules.catalogue.markdown import code, joined, slug, table
from perfrules.catalogue.part_pages import aggregation_page, functions_page, kind_page, plugins_page, readers_page
from perfrules.catalogue.reference_pages import api_page, code_page, codes_page, hooks_page, retired_page
from perfrules.catalogue.set_pages import scale_page, set_page
from perfrules.problems.retired import RETIRED

_ABOUT = (
    "What is installed: indicator sets, grade scales, rubric kinds and the rest, each with its page. These pages are "
    "made from the definitions and the code themselves."
)


def pages(catalogue: Catalogue) -> Mapping[str, str]:
    """Return the pages as Markdown, by path: those of what is installed under catalogue/, the others reference/."""
    return {**_installed(catalogue), **_reference(catalogue)}


def _installed(catalogue: Catalogue) -> dict[str, str]:
    made = {"catalogue/index.md": _index(catalogue)}
    made |= {f"catalogue/sets/{slug(entry.name)}.md": set_page(entry) for entry in catalogue.sets}
    made |= {f"catalogue/grade-scales/{slug(entry.scale.id)}.md": scale_page(entry) for entry in catalogue.grade_scales}
    made |= {f"catalogue/kinds/{slug(entry.name)}.md": kind_page(entry) for entry in catalogue.kinds}
    made |= {
        f"catalogue/aggregations/{slug(entry.name)}.md": aggregation_page(entry) for entry in catalogue.aggregations
    }
    made["catalogue/functions.md"] = functions_page(catalogue.functions)
    made["catalogue/readers.md"] = readers_page(catalogue.readers)
    made["catalogue/plugins.md"] = plugins_page(catalogue)
    return made


def _reference(catalogue: Catalogue) -> dict[str, str]:
    import perfrules

    made = {f"reference/codes/{item.code}.md": code_page(item) for item in catalogue.codes}
    made |= {f"reference/codes/{item.code}.md": retired_page(item) for item in RETIRED.values()}
    made["reference/codes/index.md"] = codes_page(catalogue.codes)
    made["reference/hooks.md"] = hooks_page(catalogue.hooks)
    made["reference/keys.md"] = keys_page()
    made["reference/api.md"] = api_page(perfrules.__all__, perfrules)
    return made


def _index(catalogue: Catalogue) -> str:
    parts = [
        *("# Catalogue", _ABOUT),
        *("## Indicator sets 指标体系", _sets(catalogue.sets)),
        *("## Grade scales 评价等级", _scales(catalogue.grade_scales)),
        *("## Rubric kinds 评分方法", _titles("Kind", "kinds", catalogue.kinds)),
        *("## Aggregations 汇总方法", _titles("Aggregation", "aggregations", catalogue.aggregations)),
        "## More",
        "[Functions of expressions](functions.md) · [Evidence readers](readers.md) · [Plugins](plugins.md)",
    ]
    return joined(parts)


def _link(name: str, folder: str) -> str:
    return f"[{name}]({folder}/{slug(name)}.md)"


def _sets(sets: Iterable[SetEntry]) -> str:
    rows = (
        (_link(entry.name, "sets"), entry.set.title, sum(1 for _ in entry.set.leaves), code(entry.plugin))
        for entry in sets
    )
    return table(("Set", "Title", "Leaves", "Plugin"), rows)


def _scales(scales: Iterable[ScaleEntry]) -> str:
    rows = (
        (_link(entry.scale.id, "grade-scales"), entry.scale.title, " ".join(band.grade for band in entry.scale.bands))
        for entry in scales
    )
    return table(("Scale", "Title", "Grades"), rows)


def _titles(heading: str, folder: str, entries: Iterable[KindEntry | AggregationEntry]) -> str:
    return table((heading, "What it does"), ((_link(entry.name, folder), entry.page.title) for entry in entries))


_GENERATED = ("catalogue", "reference/codes")
"""Folders that have nothing but generated pages."""


def write(catalogue: Catalogue, folder: Path) -> int:
    """
    Write the pages into *folder*, only those that have changed, and return how many there are.

    Pages of what is there no more, such as a set that is not installed now, are taken out of the generated folders.
    """
    made = pages(catalogue)
    for name, content in made.items():
        path = folder / name
        if not path.is_file() or path.read_text("utf-8") != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8", newline="\n")
    for name in _GENERATED:
        for path in folder.joinpath(name).rglob("*.md"):
            if path.relative_to(folder).as_posix() not in made:
                path.unlink()
    return len(made)
