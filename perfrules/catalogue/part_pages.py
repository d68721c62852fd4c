"""Pages of rubric kinds, aggregations, functions, evidence readers and plugins."""

from collections.abc import Iterable, Iterator

from perfrules.catalogue.catalogue import Catalogue
from perfrules.catalogue.entries import AggregationEntry, FunctionEntry, KeyEntry, KindEntry, ReaderEntry
from perfrules.catalogue.markdown import block, code, docstring, joined, table

_READS = {
    "measure": "the indicator's `measure`, and its `target` where the kind has one",
    "points": "the answers of the case to its points, under the indicator's code",
    "answer": "the marks that the case gives under the indicator's code",
    "nothing": "no measure: its own keys say what it reads",
}


def keys_table(keys: Iterable[KeyEntry]) -> str:
    """Return keys as a table."""
    return table(
        ("Key", "What it says", "What may stand there", "Default"),
        ((code(key.name), key.meaning, key.form, "required" if key.required else code(key.default)) for key in keys),
    )


def kind_page(entry: KindEntry) -> str:
    """Return the page of a rubric kind."""
    said = entry.page
    parts = [text for key, keys in entry.parts for text in (f"### Keys of `{key}`", keys_table(keys))]
    return joined(
        [
            f"# {entry.name}",
            said.title,
            said.description,
            f"Reads: {_READS[entry.reads]}. From the plugin `{entry.plugin}`.",
            "## Formula" if said.formula else "",
            block(said.formula, "text"),
            "## Keys",
            keys_table(entry.keys) or "It has no keys.",
            *parts,
            "## Example" if said.example else "",
            block(said.example),
            "## Where it is used" if said.source else "",
            said.source,
        ]
    )


def aggregation_page(entry: AggregationEntry) -> str:
    """Return the page of an aggregation."""
    said = entry.page
    rescales = "A branch with `rescale` children is rescaled." if entry.rescales else "Children that are out leave it."
    return joined(
        [
            f"# {entry.name}",
            said.title,
            said.description,
            f"{rescales} From the plugin `{entry.plugin}`.",
            "## Formula" if said.formula else "",
            block(said.formula, "text"),
            "## Example" if said.example else "",
            block(said.example),
            "## Where it is used" if said.source else "",
            said.source,
        ]
    )


def functions_page(functions: Iterable[FunctionEntry]) -> str:
    """Return the page of the functions of expressions: those of one project, and those over all."""
    every = list(functions)
    rows = ((code(one.signature), one.meaning, _from(one)) for one in every if not one.over_population)
    over = [one for one in every if one.over_population]
    found = ((code(one.signature), one.meaning, one.over_population, one.range, _from(one)) for one in over)
    texts = [part for one in over if one.text for part in (f"### {code(one.name)}", docstring(one.text))]
    return joined(
        [
            "# Functions",
            "What an expression may call; nothing else can be reached from one.",
            table(("Call", "Gives", "From"), rows),
            "## Over the population",
            "Found over all projects before any is scored: one result for all, or one for each. `by` may be left out.",
            table(("Call", "Gives", "Result", "Range", "From"), found),
            *texts,
        ]
    )


def _from(function: FunctionEntry) -> str:
    return code(function.plugin) or "the language"


def readers_page(readers: Iterable[ReaderEntry]) -> str:
    """Return the page of the evidence readers."""
    return joined(
        [
            "# Evidence readers",
            "A reader (佐证读取) turns a file of records or of answers into counts, before anything is scored.",
            *(part for reader in readers for part in _reader(reader)),
        ]
    )


def _reader(reader: ReaderEntry) -> Iterator[str]:
    yield f"## {reader.name}"
    yield docstring(reader.description)
    yield f"From the plugin `{reader.plugin}`."
    yield table(("Column", "Headings"), ((code(name), "、".join(said)) for name, said in reader.columns))
    yield table(("Count", "What is counted"), ((code(name), said) for name, said in reader.counts))
    yield table(
        ("Parameter", "What it says", "What may stand there", "Default"),
        ((code(item.name), item.meaning, item.form, code(item.default) or "required") for item in reader.parameters),
    )


def plugins_page(catalogue: Catalogue) -> str:
    """Return the page of the plugins."""
    rows = (
        (
            code(plugin.name),
            f"{plugin.distribution} {plugin.version}",
            plugin.status,
            ", ".join(f"{sort} {code(name)}" for sort, name in plugin.provides),
        )
        for plugin in catalogue.plugins
    )
    return joined(
        [
            "# Plugins",
            "What was installed when these pages were made.",
            table(("Plugin", "Distribution", "State", "Offers"), rows),
            "Renderers: " + ", ".join(code(name) for name in catalogue.renderers) + "." if catalogue.renderers else "",
        ]
    )
