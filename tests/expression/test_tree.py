import pickle

from perfrules.expression import calls, codes, names, parse


def test_trees_compare_by_content():
    """Spaces, line breaks and parentheses without effect make no difference."""
    assert parse("a + b*c") == parse(" a\n+ (b * c)")
    assert hash(parse("a + b")) == hash(parse("a+b"))
    assert parse("a + b") != parse("b + a")
    assert parse("1.0") == parse("1")


def test_trees_can_be_stored():
    """A tree survives being pickled."""
    tree = parse("a if b > 95% else log.n")
    assert tree == pickle.loads(pickle.dumps(tree))  # noqa: S301  # our own bytes


def test_names_are_listed_with_each_use():
    """Names of records stand for their counts; functions are no names."""
    tree = parse("least(ｘ, log.n / x) if c in ('x',) else marks('C1')")
    assert (("x", 6), ("log", 9), ("x", 17), ("c", 23)) == names(tree)


def test_codes_of_other_nodes_are_listed():
    """Marks, exact marks and rates of nodes are listed with what is read of them."""
    tree = parse("marks('C1') + exact('C2') * rate(\"B1.1\") + share(q, 'C3')")
    assert (("marks", "C1", 6), ("exact", "C2", 20), ("rate", "B1.1", 33)) == codes(tree)


def test_calls_are_listed_from_the_left():
    """Calls within calls are calls."""
    assert (("f", 0), ("g", 2), ("marks", 10)) == calls(parse("f(g(x)) + marks('C1')"))


def test_a_part_knows_how_it_was_written():
    """The source of a part is one line, shares with their percent sign."""
    tree = parse("1 if x >=\n  95 % else 2")
    assert "x >= 95 %" == tree.source(tree.root.parts[1])
    assert "x >= 95 %" == tree.root.why
