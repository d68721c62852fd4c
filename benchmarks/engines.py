"""The rules of `peers.toml` for engines of rules that score one case at a time, in binary floats, where installed."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from itertools import pairwise
from typing import Any

from benchmarks.plan import LEAVES
from benchmarks.projects import HUNDREDTHS

Tree = Any
"""A number, a name, or an operation and its operands."""
_TIMES = {
    "a11": 1, "a12": 0.5, "a13": 0.5, "a21": 1, "a22": 1, "b111": 1, "b12": 0.5, "b211": 1, "b22": 1, "c221": 0.5,
    "c223": 1, "c224": 0.5,
}  # fmt: skip


def _share(part: str, whole: str, full: int) -> Tree:
    return ("*", full, ("min", ("/", part, whole), 1))


def _deduction(full: int, each: float, name: str) -> Tree:
    return ("max", 0, ("-", full, ("*", each, name)))


def _tiers(value: Tree, *steps: tuple[float, int]) -> Tree:
    out: Tree = 0
    for limit, marks in reversed(steps):
        out = ("if", (">=", value, limit), marks, out)
    return out


def _survey(name: str, full: int) -> Tree:
    a, b, c, d, e = (f"{name}_{answer}" for answer in "abcde")
    above = ("+", ("+", a, ("*", 0.75, b)), ("+", ("*", 0.5, c), ("*", 0.25, d)))
    return ("/", ("*", full, above), ("+", ("+", ("+", a, b), ("+", c, d)), e))


def _leaves() -> dict[str, Tree]:
    share, mean = ("/", "on_time", "due"), _survey("q4", 1)
    made: dict[str, Tree] = {name: ("*", times, name) for name, times in _TIMES.items()}
    made |= {leaf: _survey(name, 5) for leaf, name in (("c212", "q1"), ("c213", "q2"), ("c214", "q3"))}
    return made | {
        "b112": _share("spent", "budget", 3),
        "b13": ("if", (">=", "veto", 1), 0, _deduction(5, 1.25, "violations")),
        "b212": _tiers(("/", "papers", "papers_due"), (0.9, 3), (0.6, 2), (0.3, 1)),
        "b23": _tiers("accepted", (95, 3), (80, 2), (60, 1)),
        "c111": _share("done", "planned", 12),
        "c121": _deduction(5, 0.5, "repeats"),
        "c122": ("if", (">=", "faults", 1), ("/", ("*", 5, "fixed"), "faults"), 5),
        "c131": ("if", (">=", share, 0.6), ("*", 6, share), 0),
        "c211": _deduction(4, 2, "major"),
        "c222": _tiers(("/", "staff", "staff_due"), (1, 2), (0.5, 1)),
        "c231": ("if", (">=", mean, 0.85), 10, ("*", 10, ("/", mean, 0.85))),
    }


def _stages() -> list[dict[str, Tree]]:
    """Return the leaves, rounded, then sections, the total, and rates and band."""
    made = _leaves()
    first = {f"m_{name}": ("round", made[name]) for name in LEAVES}
    parts = {"a": LEAVES[:5], "b": LEAVES[5:13], "c": LEAVES[13:]}
    sums = {part: ("+", *(f"m_{name}" for name in names)) for part, names in parts.items()}
    rates = {
        f"rate_{part}": ("round", ("/", ("*", 100, part), full)) for part, full in (("a", 10), ("b", 25), ("c", 65))
    }
    band = ("-", 3, _tiers("total", (90, 3), (80, 2), (60, 1)))
    return [first, sums, {"total": ("+", "a", "b", "c")}, {**rates, "band": band}]


def _logic(tree: Tree) -> Any:
    """Return *tree* as JsonLogic, which rounds by a remainder."""
    if not isinstance(tree, tuple):
        return {"var": tree} if isinstance(tree, str) else tree
    if tree[0] == "round":
        moved = {"+": [{"*": [_logic(tree[1]), 100]}, 0.5]}
        return {"/": [{"-": [moved, {"%": [moved, 1]}]}, 100]}
    return {tree[0]: [_logic(part) for part in tree[1:]]}


def _zen(tree: Tree) -> str:
    """Return *tree* in the expression language of ZEN."""
    if not isinstance(tree, tuple):
        return str(tree)
    op, *parts = tree[0], *map(_zen, tree[1:])
    if op == "round":
        return f"round({parts[0]}, 2)"
    if op in ("min", "max"):
        return f"{op}([{', '.join(parts)}])"
    return f"({parts[0]} ? {parts[1]} : {parts[2]})" if op == "if" else f"({f' {op} '.join(parts)})"


def natural(project: dict[str, int]) -> dict[str, float]:
    """Return a project with money and percent as floats, under names that engines can read."""
    return {name.replace("/", "_"): n / 100 if name in HUNDREDTHS else n for name, n in project.items()}


def _datalogic(module: Any) -> Callable[[dict[str, float]], Any]:
    engine = module.Engine(templating=True)
    rules = [engine.compile({name: _logic(tree) for name, tree in stage.items()}) for stage in _stages()]

    def score(project: dict[str, float]) -> dict[str, Any]:
        out = dict(project)
        with engine.session() as session:
            for rule in rules:
                out |= session.evaluate(rule, out)
        return out

    return score


def _zen_engine(module: Any) -> Callable[[dict[str, float]], Any]:
    nodes: list[dict[str, Any]] = [{"id": "in", "name": "in", "type": "inputNode"}]
    for at, stage in enumerate(_stages()):
        lines = [{"id": name, "key": name, "value": _zen(tree)} for name, tree in stage.items()]
        content = {"expressions": lines, "passThrough": True, "executionMode": "single"}
        nodes.append({"id": f"s{at}", "name": f"s{at}", "type": "expressionNode", "content": content})
    nodes.append({"id": "out", "name": "out", "type": "outputNode"})
    names = [node["id"] for node in nodes]
    edges = [{"id": f"e{a}", "sourceId": a, "targetId": b, "type": "edge"} for a, b in pairwise(names)]
    placed = [node | {"position": {"x": 0, "y": 0}} for node in nodes]
    decision = module.ZenEngine().create_decision({"nodes": placed, "edges": edges})
    return partial(_evaluated, decision)


def _evaluated(decision: Any, project: dict[str, float]) -> Any:
    return decision.evaluate(project)["result"]


def engines() -> dict[str, Callable[[dict[str, float]], Any]]:
    """Return the engines that are installed."""
    out = {}
    for title, name, make in (("datalogic-py", "datalogic_py", _datalogic), ("zen-engine", "zen", _zen_engine)):
        try:
            out[title] = make(import_module(name))
        except ImportError:
            print(f"{title} is not installed, and left out")
    return out
