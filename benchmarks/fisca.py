"""
The rules of `peers.toml` as variables of OpenFisca, which computes whole columns by NumPy.

OpenFisca keeps numbers as float32 and whole numbers as int32. Money of more than 2^24 last places is cut to 24 bits
when it is set, and so is every variable when it is made: marks on a half of a hundredth, or beside one, may be a
hundredth off, and every sum above them. How many projects that is, is counted and printed; the formulas are those that
`engines.py` has. A run is what its users do: a simulation is made, columns are set, and each output is asked for.
Every variable is a new column, so that up to two thirds of its time is the system's, and differs much between runs.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import numpy as np

from benchmarks.plan import LEAVES, OUTPUTS
from benchmarks.projects import HUNDREDTHS

Get = Callable[[str], Any]
"""Returns the column of a variable."""
PERIOD: Final = "2026"
_TIMES: Final = {
    "a11": 1, "a12": 0.5, "a13": 0.5, "a21": 1, "a22": 1, "b111": 1, "b12": 0.5, "b211": 1, "b22": 1, "c221": 0.5,
    "c223": 1, "c224": 0.5,
}  # fmt: skip
_PARTS: Final = {"a": LEAVES[:5], "b": LEAVES[5:13], "c": LEAVES[13:]}


def _steps(value: Any, *limits: float) -> Any:
    """Return how many of *limits*, the highest first, *value* reaches."""
    return np.select([value >= limit for limit in limits], range(len(limits), 0, -1), 0)


def _share(get: Get, part: str, whole: str) -> Any:
    return get(part) / get(whole)


def _survey(get: Get, name: str) -> Any:
    a, b, c, d, e = (get(f"{name}/{answer}") for answer in "abcde")
    return (a + 0.75 * b + 0.5 * c + 0.25 * d) / (a + b + c + d + e)


def _counted(name: str, times: float) -> Callable[[Get], Any]:
    return lambda get: times * get(name)


LEAF: Final[Mapping[str, Callable[[Get], Any]]] = {
    **{name: _counted(name, times) for name, times in _TIMES.items()},
    "b112": lambda get: 3 * np.minimum(_share(get, "spent", "budget"), 1),
    "b13": lambda get: np.where(get("veto") > 0, 0, np.maximum(5 - 1.25 * get("violations"), 0)),
    "b212": lambda get: _steps(_share(get, "papers", "papers_due"), 0.9, 0.6, 0.3),
    "b23": lambda get: _steps(get("accepted"), 95, 80, 60),
    "c111": lambda get: 12 * np.minimum(_share(get, "done", "planned"), 1),
    "c121": lambda get: np.maximum(5 - 0.5 * get("repeats"), 0),
    "c122": lambda get: np.where(get("faults") > 0, 5 * get("fixed") / np.maximum(get("faults"), 1), 5),
    "c131": lambda get: (share := _share(get, "on_time", "due")) * 6 * (share >= 0.6),
    "c211": lambda get: np.maximum(4 - 2 * get("major"), 0),
    "c212": lambda get: 5 * _survey(get, "q1"),
    "c213": lambda get: 5 * _survey(get, "q2"),
    "c214": lambda get: 5 * _survey(get, "q3"),
    "c222": lambda get: _steps(_share(get, "staff", "staff_due"), 1, 0.5),
    "c231": lambda get: np.minimum(10 * _survey(get, "q4") / 0.85, 10),
}
ABOVE: Final[Mapping[str, Callable[[Get], Any]]] = {
    "a": lambda get: sum(get(f"m_{name}") for name in _PARTS["a"]),
    "b": lambda get: sum(get(f"m_{name}") for name in _PARTS["b"]),
    "c": lambda get: sum(get(f"m_{name}") for name in _PARTS["c"]),
    "total": lambda get: get("a") + get("b") + get("c"),
    "rate_a": lambda get: _rounded(100 * get("a") / 10),
    "rate_b": lambda get: _rounded(100 * get("b") / 25),
    "rate_c": lambda get: _rounded(100 * get("c") / 65),
    "band": lambda get: 3 - _steps(get("total"), 90, 80, 60),
}
NAMES: Final = tuple(f"m_{name}" if name in LEAVES else name for name in OUTPUTS)
"""What is asked for: a leaf's own name is that of a count."""


def _rounded(value: Any) -> Any:
    return np.floor(100 * value + 0.5) / 100


def _leaf(rule: Callable[[Get], Any]) -> Callable[[Get], Any]:
    return lambda get: _rounded(rule(get))


def _variable(name: str, kind: type, entity: Any, rule: Callable[[Get], Any] | None = None) -> Any:
    from openfisca_core.periods import DateUnit
    from openfisca_core.variables import Variable

    meaning: dict[str, Any] = {"value_type": kind, "entity": entity, "definition_period": DateUnit.YEAR}
    if rule is not None:

        def formula(project: Any, period: Any) -> Any:
            return rule(lambda asked: project(asked, period))

        meaning["formula"] = formula
    return type(name, (Variable,), meaning)


def system(evidence: Iterable[str], counts: type = int) -> Any:
    """Return the rules as a system of OpenFisca's, for these names of *evidence*, with *counts* as int or float."""
    from openfisca_core.entities import build_entity
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem

    project = build_entity(key="project", plural="projects", label="A project", is_person=True)
    made = TaxBenefitSystem([project])
    for name in evidence:
        made.add_variable(_variable(name, float if name in HUNDREDTHS else counts, project))
    rules = {f"m_{name}": _leaf(rule) for name, rule in LEAF.items()} | dict(ABOVE)
    for name in NAMES:
        made.add_variable(_variable(name, int if name == "band" else float, project, rules[name]))
    return made


def openfisca(data: Mapping[str, Any], counts: type = int) -> Callable[[], dict[str, Any]]:
    """Return what scores *data*, columns of whole numbers, of which money and percent are given in natural units."""
    from openfisca_core.simulations import SimulationBuilder

    made = system(data, counts)
    columns = {name: one / 100 if name in HUNDREDTHS else one for name, one in data.items()}
    rows = len(data["a11"])

    def run() -> dict[str, Any]:
        simulation = SimulationBuilder().build_default_simulation(made, rows)
        for name, column in columns.items():
            simulation.set_input(name, PERIOD, column)
        return {name: simulation.calculate(name, PERIOD) for name in NAMES}

    return run


def hundredths(answer: Mapping[str, Any]) -> Any:
    """Return the outputs as the program with whole numbers gives them, a row for each project."""
    values = [np.float64(column) * (1 if name == "band" else 100) for name, column in answer.items()]
    return np.stack([np.rint(column).astype(np.int64) for column in values], 1)
