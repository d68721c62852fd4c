"""`perfrules schema`: JSON Schemas for editors, with the kinds of the installed plugins; the columns of tables."""

import click

from perfrules.case.schema import case_schema, cases_schema
from perfrules.cli.completing import SetReference
from perfrules.cli.helping import command as make_command
from perfrules.cli.helping import language_option, option
from perfrules.cli.output import STDOUT, check_target, deliver, output_options
from perfrules.cli.screens import readable, screen_of
from perfrules.definition.file_schemas import grade_scale_schema, indicator_set_schema
from perfrules.language import text
from perfrules.plugins import Registry
from perfrules.rendering.json_text import json_shown


@make_command(
    "schema",
    about=text(
        "Print the JSON Schema of indicator sets (set), grade scales (scale), cases (case) or files of many cases "
        "(cases), with the rubric kinds of the installed plugins. An editor completes and checks with it. "
        "With --table: the columns that a table must have to be scored."
    ),
    examples=(
        "perfrules schema set -o indicator-set.schema.json",
        "perfrules schema case",
        "perfrules schema --table shanghai/it-operations",
        "perfrules schema --table shanghai/it-operations --format csv -o projects.csv",
    ),
)
@click.argument(
    "form",
    metavar="[set|scale|case|cases]",
    type=click.Choice(["set", "scale", "case", "cases"]),
    required=False,
)
@option("--table", about=text("The set by which a table is to be scored."), metavar="SET", type=SetReference())
@option(
    "-f",
    "--format",
    "name",
    about=text("With --table: text, json, or csv for a line of headings. Default: text."),
    type=click.Choice(["text", "json", "csv"]),
)
@output_options
@language_option
def command(form: str | None, table: str | None, name: str | None, output: str, *, force: bool) -> None:
    """Print a JSON Schema, or the columns of a table."""
    if (form and table) or (name and not table):
        said = text("give --table SET alone") if form and table else text("--format is for --table SET")
        raise click.UsageError(str(said))
    check_target(output, force=force)
    deliver(_table(table, name or "text", output) if table else _schema(form or "set", output), output, force=force)


def _schema(form: str, output: str) -> str:
    if form == "set":
        registry = Registry.installed()
        schema = indicator_set_schema(registry.rubric_kinds, registry.aggregations)
    else:
        schema = {"scale": grade_scale_schema, "case": case_schema, "cases": cases_schema}[form]()
    return json_shown(schema, _encoding(output))


def _table(reference: str, name: str, output: str) -> str:
    """Return the form of tables for a set."""
    from perfrules.rendering.screen import Screen, compose
    from perfrules.rendering.table_forms import table_form_csv, table_form_data, table_form_page
    from perfrules.scoring import load

    rules = load(reference)
    if name == "json":
        return json_shown(table_form_data(rules.table_form), _encoding(output))
    if name == "csv":
        return table_form_csv(rules.table_form)
    with readable(rules.set.language) as screen:
        return compose(list(table_form_page(rules.table_form)), screen if output == STDOUT else Screen())


def _encoding(output: str) -> str:
    return screen_of().encoding if output == STDOUT else "utf-8"
