"""What a table must have, for people (a page), for programs (plain data) and as an empty table (a line of CSV)."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import attrs

from perfrules.language import text
from perfrules.rendering.blocks import Block, Column, Heading, Paragraph, Row, Table
from perfrules.tables import TableColumn, TableForm

FORMAT = "perfrules/table-form/1"


def table_form_page(form: TableForm) -> Iterator[Block]:
    """Yield the page of a form: a row for each column."""
    yield Heading(str(text("Columns of a table for {set}", set=form.set)))
    columns = [
        Column(str(text("Column"))),
        Column(str(text("Type")), flexible=True),
        Column(str(text("Needed"))),
        Column(str(text("Range")), flexible=True),
        Column(str(text("Name")), flexible=True),
    ]
    yield Table(columns, [Row((one.name, _type(one), _needed(one), _range(one), one.label)) for one in form.columns])
    said = text(
        "A checklist may also be one column named by its code: a list of the points that are met. "
        "Where something is not applicable, a column such as {name}/na has the reason.",
        name=form.columns[0].field if form.columns else "B1",
    )
    yield Paragraph(str(said))


def _type(column: TableColumn) -> str:
    names = {
        "number": text("number"),
        "whole": text("whole number"),
        "credit": text("true, false or 0 to 1"),
        "flag": text("true or false"),
        "choice": text("option"),
        "date": text("date"),
        "text": text("text"),
        "list": text("list of marks"),
    }
    said = str(names[column.type]) + (f" {column.unit}" if column.unit else "")
    if column.places and column.type == "number":
        return str(text("{type}, {places} decimals", type=said, places=column.places))
    return said


def _needed(column: TableColumn) -> str:
    if column.default:
        return str(text("no: {value}", value=column.default))
    return str(text("yes")) if column.required else str(text("depends"))


def _range(column: TableColumn) -> str:
    return " ".join(part for part in (column.range, f"≤ {column.part_of}" if column.part_of else "") if part)


def table_form_data(form: TableForm) -> dict[str, Any]:
    """Return a form as plain JSON values, in the format perfrules/table-form/1."""
    return {"format": FORMAT, "indicator_set": form.set, "columns": [attrs.asdict(one) for one in form.columns]}


def table_form_csv(form: TableForm) -> str:
    """Return the line of headings of an empty table."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(form.header)
    return out.getvalue()
