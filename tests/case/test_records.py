"""Columns, as readers declare them."""

import perfrules as pr


def test_other_headings():
    """Other headings are a tuple, from any list of names; one text alone is one name."""
    assert [("a", "b"), ("系统名称",), ()] == [
        pr.Column("x", aliases=names).aliases for names in (["a", "b"], "系统名称", ())
    ]
