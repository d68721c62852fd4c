"""Everything that there is has its place in the docs."""

import inspect
import re
from typing import get_args

import click
import pytest

import perfrules as pr
from perfrules import testing
from perfrules.aggregation import AGGREGATIONS
from perfrules.case.schema import case_schema, cases_schema
from perfrules.cli.app import app
from perfrules.coverage.sites import Sort
from perfrules.definition.file_schemas import grade_scale_schema, indicator_set_schema
from perfrules.expression import FUNCTIONS, NODE_FUNCTIONS
from perfrules.formula import MODES
from perfrules.model import EvidenceType
from perfrules.model.absence import ANSWERS
from perfrules.plugins import HOOKS, hookspecs
from perfrules.problems import CODES
from tests.docs.blocks import ROOT


def _read(site, name):
    return (site / name).read_text("utf-8")


def test_every_public_name_is_on_the_page_of_the_api(site):
    """Each name of `perfrules.__all__` has a heading, and something is said of it."""
    said = dict(re.findall(r"^### (\S+)\n\n(.+?)(?=^##|\Z)", _read(site, "reference/api.md"), re.MULTILINE | re.DOTALL))
    assert set(pr.__all__) == said.keys()
    assert [] == [name for name, text in said.items() if len(text) < 20]


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_is_there_with_its_exact_signature(site, hook):
    """The signature on the page is the one of the specification; it is called without arguments."""
    annotation = inspect.get_annotations(getattr(hookspecs, hook))["return"]
    shown = re.sub(r"(\w+\.)+", "", str(annotation))
    assert f"def {hook}() -> {shown}\n" in _read(site, "reference/hooks.md")


def test_every_rubric_kind_and_aggregation_has_its_page(site):
    """The page has keys, formula and example; the reference lists the aggregations."""
    for name in pr.Registry.builtin().kinds:
        page = _read(site, f"catalogue/kinds/{name}.md")
        assert all(f"## {title}" in page for title in ("Formula", "Keys", "Example")), name
    listed = _read(site, "reference/aggregation.md")
    for form in AGGREGATIONS:
        assert f"| `{form.name}` |" in listed
        assert "## Formula" in _read(site, f"catalogue/aggregations/{form.name}.md")


def test_every_key_of_a_kind_is_on_its_page(site):
    """Also those of its parts: points, tiers, deductions."""
    schema = indicator_set_schema(pr.Registry.builtin().rubric_kinds)["$defs"]
    for name in pr.Registry.builtin().kinds:
        page = _read(site, f"catalogue/kinds/{name}.md")
        keys = set(schema[f"rubric_{name}"]["properties"])
        assert [] == [key for key in keys - {"kind", "when"} if f"`{key}`" not in page], name


def test_every_key_of_the_formats_is_documented(site):
    """Each key that the schemas of sets, grade scales and cases know is in the tables, with its meaning."""
    page = _read(site, "reference/keys.md")
    found = re.findall(r"^\| `([\w]+)` \| (.*?) \|", page, re.MULTILINE)
    assert [] == [key for key, meaning in found if not meaning.strip()]
    rows = dict(found)
    wanted = {"code", "reason"}
    for schema in (indicator_set_schema({}), grade_scale_schema(), case_schema(), cases_schema()):
        for table in [schema, *(part for part in schema["$defs"].values())]:
            wanted |= set(table.get("properties", {}))
    sections = {"leaf", "branch", "total", "measure", "parameter", "table", "evidence", "indicator", "gate", "amend"}
    assert set() == {key for key in wanted - {"kind", "move", "met"} if not rows.get(key)} - sections
    assert set() == {key for key in sections if key not in page}


def test_every_evidence_type_function_mode_and_answer_is_in_the_reference(site):
    """Each has a row or a line on the page about it."""
    pages = {
        "reference/evidence.md": [f"| `{name}` |" for name in get_args(EvidenceType)],
        "reference/expressions.md": [f"{name}(" for name in (*FUNCTIONS, *NODE_FUNCTIONS)],
        "reference/rounding.md": [f"| `{mode}`" for mode in MODES],
        "reference/absence.md": [f"`{answer}`" for answer in (*ANSWERS, "move")],
        "catalogue/functions.md": [builtin.signature for builtin in FUNCTIONS.values()],
    }
    for name, wanted in pages.items():
        text = _read(site, name)
        assert [] == [part for part in wanted if part not in text], name


def test_every_problem_code_has_its_page(site):
    """The page says what is wrong, why it matters and what to do; the list links to it."""
    listed = _read(site, "reference/codes/index.md")
    for code, item in CODES.items():
        page = _read(site, f"reference/codes/{code}.md")
        assert f"[{code}]({code}.md)" in listed
        assert all(part in page for part in (item.meaning, item.why, item.mend))


def test_every_command_and_option_is_on_the_page_of_the_command_line(site):
    """Each command has a heading with examples, and each option a row."""
    page = _read(site, "reference/commands.md")
    waiting = [(app, "perfrules")]
    while waiting:
        command, name = waiting.pop()
        section = page.partition(f"## {name}\n")[2].partition("\n## ")[0]
        assert section, name
        options = [option for option in command.params if isinstance(option, click.Option) and not option.hidden]
        assert [] == [option.name for option in options if f"`{option.opts[-1]}`" not in section]
        if isinstance(command, click.Group):
            context = click.Context(command)
            waiting += [(command.get_command(context, sub), f"{name} {sub}") for sub in command.list_commands(context)]


def _keys(value):
    if isinstance(value, dict):
        for key, part in value.items():
            yield key
            yield from _keys(part)
    elif isinstance(value, list):
        for part in value:
            yield from _keys(part)


def test_every_key_of_a_scorecard_is_documented(site):
    """Those of a real one, and of one that was scored in part."""
    rules = pr.load("shanghai/it-operations")
    case = pr.read_case(ROOT / "perfrules_shanghai/cases/hezuo-2017/case.toml")
    page = _read(site, "reference/scorecard.md")
    for card in (rules.score(case), rules.score(case.with_evidence({"spent": None}), partial=True)):
        made = card.to_dict()
        named = {"project": {}, "results": list(made["results"].values()), "evidence": list(made["evidence"].values())}
        for entry in named["evidence"]:
            entry.pop("values", None)
        assert [] == sorted({key for key in _keys({**made, **named}) if f"`{key}`" not in page})


def test_every_set_and_grade_scale_that_is_installed_has_its_page(site):
    """And every leaf is on it."""
    index = _read(site, "catalogue/index.md")
    for key in pr.Registry.installed().definitions:
        name = f"{key.id}@{key.edition}" if key.edition else key.id
        link = re.search(rf"\[{re.escape(name)}\]\((.+?)\)", index)
        assert link is not None, name
        page = _read(site, f"catalogue/{link[1]}")
        if key.format == "indicator-set":
            leaves = list(pr.load(name).set.leaves)
            assert [] == [node.code for node in leaves if f"### {node.code} {node.name}" not in page]


def test_every_name_for_tests_is_on_its_page(site):
    """Each name of `perfrules.testing.__all__` is in the table of its page, and each sort of coverage."""
    page = _read(site, "reference/testing.md")
    assert [] == [name for name in testing.__all__ if f"`{name}" not in page]
    assert [] == [sort for sort in get_args(Sort) if f"| `{sort}` |" not in page]
