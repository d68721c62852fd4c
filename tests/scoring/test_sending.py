"""Rules in other processes."""

import pickle
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

import attrs
import pytest

import perfrules as pr
from perfrules import spark
from perfrules.language import use
from perfrules.plugins import Registry
from perfrules.scoring.sending import SentPlugin, received, sent
from tests.plugins.strangers import plugin

ROOT = Path(__file__).parents[2]
CASE = ROOT / "perfrules_shanghai/cases/hezuo-2017/case.toml"
SET = """
format = "perfrules/indicator-set/1"
id = "example/shares"
edition = "2026"
title = "按比例"
source = [{ id = "plan", title = "评价工作方案" }]
total = { full_marks = 10 }
leaf = { source = "plan" }

[evidence]
done = { name = "已完成", type = "count", at_least = 0, at_most = 1 }

[[indicator]]
code = "A"
name = "完成情况"
full_marks = 10
measure = "done"
rubric = { kind = "shares" }
"""


@attrs.frozen
class Shares:
    """As much of the full marks as the measure says (按比例)."""

    kind: ClassVar[str] = "shares"
    reads: ClassVar[str] = "measure"

    def award(self, full, measure):
        """Return the share of the full marks."""
        return full * measure


@pytest.fixture(scope="module")
def rules():
    """Return rules that need a plugin."""
    return pr.load("shanghai/it-operations")


def arrived(packed):
    """Return rules as another process unpacks them."""
    return pickle.loads(packed)  # noqa: S301 - what was packed here


def refused(one):
    """Return what is said where rules that were sent cannot be used."""
    received.cache_clear()
    with use("en"), pytest.raises(pr.PluginError) as caught:
        received(one)
    return str(caught.value)


def test_another_process_gives_the_same_marks(rules, tmp_path):
    """What is sent is enough: the other process reads no file of the definition, and says the same reasons."""
    (tmp_path / "rules").write_bytes(pickle.dumps(rules))
    code = (
        "import pickle, perfrules as pr\n"
        f"rules = pickle.load(open({str(tmp_path / 'rules')!r}, 'rb'))\n"
        f"card = rules.score(pr.read_case({str(CASE)!r}))\n"
        "print(card.marks, card.grade, card['B1.1.2'].reason, rules.set.digest)"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    card = rules.score(pr.read_case(CASE))
    assert f"{card.marks} {card.grade} {card['B1.1.2'].reason} {rules.set.digest}\n" == done.stdout


def test_rules_are_made_once_a_process(rules):
    """However often they arrive, they are compiled once, and hold what was noticed and the day."""
    packed = pickle.dumps(rules)
    received.cache_clear()
    first, second = arrived(packed), arrived(packed)
    assert first is second
    assert 1 == received.cache_info().misses
    assert (rules.set, rules.day, rules.warnings) == (first.set, first.day, first.warnings)
    for code, plan in rules.program.nodes.items():
        assert plan.marks is first.program.nodes[code].marks


def test_a_file_that_is_gone_is_still_scored(tmp_path):
    """The definition is sent, with values of its day, and not its path."""
    path = tmp_path / "set.toml"
    path.write_text((ROOT / "benchmarks/peers.toml").read_text("utf-8"), "utf-8")
    packed = pickle.dumps(pr.load(path))
    path.unlink()
    assert pr.load(ROOT / "benchmarks/peers.toml").set.digest == arrived(packed).set.digest


def test_only_plugins_that_are_used_are_needed(rules):
    """A set names the plugins whose code it scores by, and none whose code it does without."""
    assert {"shanghai"} == {plugin.name for plugin in sent(rules).plugins}
    assert () == sent(pr.load(ROOT / "benchmarks/peers.toml")).plugins


def test_a_plugin_that_lacks_is_named(rules, monkeypatch):
    """So are one that is blocked, one in another version, and perfrules in another version: all at once."""
    one = sent(rules)
    monkeypatch.setattr(Registry, "_installed", Registry.builtin())
    said = refused(attrs.evolve(one, version="0.0.1"))
    assert "shanghai/it-operations@2014 cannot be scored by" in said
    assert sys.executable in said
    assert f"the plugin {one.plugins[0]} is not installed" in said
    assert "the rules were loaded by 0.0.1: install the same everywhere" in said
    monkeypatch.undo()
    older = SentPlugin("shanghai", "perfrules", "0.0.1")
    assert "were loaded with shanghai (perfrules 0.0.1)" in refused(attrs.evolve(one, plugins=(older,)))


def test_code_that_lacks_is_named(rules):
    """A module that cannot be imported there is said as what it is."""
    said = refused(attrs.evolve(sent(rules), content=b"cnowhere_at_all\nname\n."))
    assert "code is missing: ModuleNotFoundError: No module named 'nowhere_at_all'" in said


def test_what_was_handed_over_cannot_be_sent(tmp_path):
    """A plugin that is not installed, and a kind that cannot be found by its name, are refused where rules are sent."""
    made = plugin(perfrules_rubric_kinds=[Shares])
    path = tmp_path / "set.toml"
    path.write_text(SET, "utf-8")
    rules = pr.load(path, registry=Registry.installed().with_plugin(made, "shares"))
    assert Decimal(10) == rules.score({"done": 1}).marks
    with use("en"), pytest.raises(pr.PluginError, match="the plugin shares was handed over"):
        pickle.dumps(rules)


def test_spark_is_not_asked_for_what_cannot_be_sent(tmp_path, monkeypatch):
    """It would bury the reason in messages of its own."""

    class Frame:
        """What looks like a Spark data frame."""

        mapInArrow = None  # noqa: N815 - the name that Spark gives it

    monkeypatch.setattr(spark, "find_spec", lambda _name: True)
    path = tmp_path / "set.toml"
    path.write_text(SET, "utf-8")
    made = plugin(perfrules_rubric_kinds=[Shares])
    rules = pr.load(path, registry=Registry.installed().with_plugin(made, "shares"))
    with use("en"), pytest.raises(pr.PluginError, match="the plugin shares was handed over"):
        spark.score(Frame(), rules)
