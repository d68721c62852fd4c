"""`perfrules schema`: JSON Schemas for editors, with the kinds of the installed plugins."""

import click

from perfrules.case.schema import case_schema, cases_schema
from perfrules.cli.helping import command as make_command
from perfrules.cli.helping import language_option
from perfrules.cli.output import STDOUT, check_target, deliver, output_options
from perfrules.cli.screens import screen_of
from perfrules.definition.file_schemas import grade_scale_schema, indicator_set_schema
from perfrules.language import text
from perfrules.plugins import Registry
from perfrules.rendering.json_text import json_shown


@make_command(
    "schema",
    about=text(
        "Print the JSON Schema of indicator sets (set), grade scales (scale), cases (case) or files of many cases "
        "(cases), with the rubric kinds of the installed plugins. An editor completes and checks with it."
    ),
    examples=(
        "perfrules schema set -o indicator-set.schema.json",
        "perfrules schema case",
    ),
)
@click.argument(
    "form",
    metavar="[set|scale|case|cases]",
    type=click.Choice(["set", "scale", "case", "cases"]),
    default="set",
)
@output_options
@language_option
def command(form: str, output: str, *, force: bool) -> None:
    """Print a JSON Schema."""
    check_target(output, force=force)
    if form == "set":
        registry = Registry.installed()
        schema = indicator_set_schema(registry.rubric_kinds, registry.aggregations)
    else:
        schema = {"scale": grade_scale_schema, "case": case_schema, "cases": cases_schema}[form]()
    encoding = screen_of().encoding if output == STDOUT else "utf-8"
    deliver(json_shown(schema, encoding), output, force=force)
