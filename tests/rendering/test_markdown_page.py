"""Pages of blocks as Markdown."""

from perfrules.rendering.blocks import Code, Column, Fields, Heading, Item, Items, Paragraph, Row, Table, Title
from perfrules.rendering.markdown_page import compose_markdown

BLOCKS = [
    Title("a@1 → a@2"),
    Paragraph("Scores stay comparable.", strong=True),
    Heading("Fields"),
    Fields([("Unit", "万元")]),
    Items([Item("measure `full_rate`, value", "a*b*c → a|b"), Item("alone")]),
    Code("2 × 3 = 6"),
    Table([Column("Case"), Column("Marks", right=True)], [Row(("x_y_z", "1")), Row(("all", ""), strong=True)]),
]
PAGE = r"""
# a@1 → a@2

**Scores stay comparable.**

## Fields

- **Unit**: 万元

- **measure `full_rate`, value**: a\*b\*c → a\|b
- **alone**

```text
2 × 3 = 6
```

| Case | Marks |
| --- | ---: |
| x\_y\_z | 1 |
| **all** |  |
"""


def test_every_block_has_its_form():
    """Titles, lists, code and tables are Markdown; what they say is plain text, and code between backticks."""
    assert PAGE.removeprefix("\n") == compose_markdown(BLOCKS)


def test_lines_stay_apart_and_code_ends_no_cell():
    """A text of several lines keeps them in one cell, and a bar between backticks is escaped."""
    assert r"one<br>two \`a\|b\` \*" in compose_markdown([Items([Item("x", "one\ntwo `a|b` *")])])
