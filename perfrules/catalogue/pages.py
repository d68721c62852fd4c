"""All pages that are made from the catalogue, by their paths within the docs."""

from collections.abc import Mapping
from pathlib import Path

from perfrules.catalogue.catalogue import Catalogue
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
    return joined(
        [
            "# Catalogue",
            _ABOUT,
            "## Indicator sets 指标体系",
            table(
                ("Set", "Title", "Leaves", "Plugin"),
                (
                    (
                        f"[{entry.name}](sets/{slug(entry.name)}.md)",
                        entry.set.title,
                        sum(1 for _ in entry.set.leaves),
                        code(entry.plugin),
                    )
                    for entry in catalogue.sets
                ),
            ),
            "## Grade scales 评价等级",
            table(
                ("Scale", "Title", "Grades"),
                (
                    (
                        f"[{entry.scale.id}](grade-scales/{slug(entry.scale.id)}.md)",
                        entry.scale.title,
                        " ".join(band.grade for band in entry.scale.bands),
                    )
                    for entry in catalogue.grade_scales
                ),
            ),
            "## Rubric kinds 评分方法",
            table(
                ("Kind", "What it does"),
                ((f"[{entry.name}](kinds/{slug(entry.name)}.md)", entry.page.title) for entry in catalogue.kinds),
            ),
            "## Aggregations 汇总方法",
            table(
                ("Aggregation", "What it does"),
                (
                    (f"[{entry.name}](aggregations/{slug(entry.name)}.md)", entry.page.title)
                    for entry in catalogue.aggregations
                ),
            ),
            "## More",
            "[Functions of expressions](functions.md) · [Evidence readers](readers.md) · [Plugins](plugins.md)",
        ]
    )


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
