"""Templates: an empty case with everything that a set asks for."""

from typing import ClassVar

import attrs
import pytest

import perfrules as pr
from perfrules.case import BLANK, Case
from perfrules.case.read import case_of
from perfrules.case.template import template
from perfrules.definition.document import Document, parse_toml


@pytest.fixture(params=["zh", "en"])
def source(request, rules):
    """The template of the set in both languages."""
    return template(rules.set, rules.program.inputs, request.param)


def blanks(rules, source):
    """Return the problems of a template."""
    document = parse_toml(source)
    assert isinstance(document, Document)
    return rules.binder.bind(case_of(document)).problems


def test_it_passes_but_for_its_blanks(rules, source):
    """Each blank is named, and nothing else is wrong."""
    problems = blanks(rules, source)

    assert {BLANK} == {problem.code for problem in problems}
    assert {key for key in rules.binder.subjects if key in source} >= {one.place.key[1] for one in problems}


def test_every_evidence_is_asked_for(rules, source):
    """Every field without a default and every leaf with an answer has its blank."""
    named = {problem.place.key[1] for problem in blanks(rules, source)}
    expected = {field.key for field in rules.set.evidence} - {"bonus"} | {"A2", "A3", "A4", "A5"}

    assert expected == named


def test_it_says_what_to_collect(rules):
    """Unit, range, options, points, defaults and what to collect stand beside the blanks."""
    source = template(rules.set, rules.program.inputs)

    for words in (
        "支出明细表",
        "> 0 万元",
        "至多3位小数",
        "works  工程",
        "rules  1分  有制度",
        "不填时为 2",
        "2分  台账完整",
    ):
        assert words in source


def test_it_says_what_limits_and_forms_there_are(rules):
    """Units of amounts, other fields that limit one, and the forms that an answer may take stand beside the blanks."""
    source = template(rules.set, rules.program.inputs)

    for words in (
        'year = ""  # 评价年度',
        "支出：以万元计，≥ 0 万元，至多3位小数，通常不超过预算 (budget)",
        "整数，≥ 0，不超过应完成 (due)",
        "#   quick ≤ all\n",
        '发放和有效的份数也可写入：opinion = { file = "", sent = "", valid = "" }',
        'met = { rules = 1, ledger = { faults = 2 }, reviews = { not_applicable = "原因" } }',
        'met = ["held"]',
    ):
        assert words in source
    assert "金额" not in source


@attrs.frozen(kw_only=True)
class Asked:
    """Award what the evaluator gives."""

    kind: ClassVar[str] = "asked"
    reads: ClassVar[str] = "answer"

    def award(self, full, answer):  # noqa: ARG002 - what a kind of answers gets
        """Return the answer."""
        return answer

    def summary(self):
        """Return plain words."""
        return "as the evaluator says"


class AskedPlugin:
    """A plugin with one kind."""

    @pr.hookimpl
    def perfrules_rubric_kinds(self):
        """Return the kind."""
        return [Asked]


def test_a_kind_may_say_its_rubric_in_plain_words(tmp_path):
    """What the summary of a plugin's kind returns as plain text stands there as it is."""
    path = tmp_path / "set.toml"
    path.write_text(
        'format = "perfrules/indicator-set/1"\nid = "test/asked"\nedition = "1"\ntitle = "t"\n'
        '[[indicator]]\ncode = "A"\nname = "a"\nfull_marks = 5\nrubric = { kind = "asked" }\n'
    )
    rules = pr.load(path, registry=pr.Registry.installed().with_plugin(AskedPlugin(), "mine"))

    assert "评分并写明理由：as the evaluator says\n" in template(rules.set, rules.program.inputs)


def test_a_set_in_english(rules):
    """In English the English names are used where there are any."""
    assert "Every sort of evidence" in template(rules.set, rules.program.inputs, "en")


def test_the_real_set_has_a_template():
    """The template of the Shanghai set for operations is as good."""
    rules = pr.load("shanghai/it-operations")

    assert {BLANK} == {problem.code for problem in blanks(rules, template(rules.set, rules.program.inputs))}


def test_blanks_are_missing(rules):
    """A blank is no value: it is missing in the row."""
    bound = rules.binder.bind(Case(evidence={"spent": "", "A2": {"met": ""}}))

    assert [BLANK, BLANK] == [problem.code for problem in bound.problems]
    assert {"spent", "A2/rules"} <= {one.name for one in rules.binder.missing(bound)}
