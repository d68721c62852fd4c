"""Whatever the set and the table: each row has the marks, the grade and the problems that it has by itself."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import perfrules as pr
from perfrules.testing import cases, definitions
from tests.tables.tabling import expected, found, row_of, tables

FEWER = settings(max_examples=max(10, settings().max_examples // 2))
# Most of what is drawn for a large set cannot be scored as a whole.
FEW = settings(FEWER, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])


def names_of(rules):
    """Return the flat names that may have a column."""
    return [*rules.table_form.header, *(f"{field.key}/na" for field in rules.set.evidence)]


def scored(rules, table):
    """Return what is scored, or the codes of why it is not."""
    try:
        return rules.score_table(table, codes="all"), set()
    except pr.TableError as error:
        return None, {problem.code for problem in error.problems}


def check(rules, table):
    """Compare a table that is scored with its rows, each scored by itself."""
    result, refused = scored(rules, table)
    assert refused <= {"PR802"}  # every row needs a column that was not drawn
    if result is None:
        return
    one_by_one = [expected(rules, row_of(rules, table, at)) for at in range(table.num_rows)]
    assert one_by_one == found(rules, result)
    counts = result.counts
    assert (table.num_rows, counts.bad) == (counts.rows, sum(1 for _, nodes in one_by_one if nodes is None))


@FEWER
@given(st.data())
def test_each_row_is_scored_as_by_itself(data):
    """For any definition, any evidence and any types of columns: marks, rates, grades and problems are the same."""
    drawn = data.draw(definitions())
    names = names_of(drawn.rules)
    check(drawn.rules, data.draw(tables(cases(drawn.rules), names)))


def test_rows_of_a_published_set_are_scored_as_by_themselves():
    """The same holds of a set that is published, with its surveys and records."""
    rules = pr.load("shanghai/it-operations")
    names, drawn = names_of(rules), cases(rules)

    @FEW
    @given(st.data())
    def every(data):
        check(rules, data.draw(tables(drawn, names)))

    every()
