"""The rules of `peers.toml` as queries in whole hundredths: a Polars frame of int64, and SQL of BIGINT for DuckDB."""

from typing import Any

from benchmarks.plan import LEAVES

_ANSWERS = "abcde"
_STEPS = (("b212", 10, "papers", "papers_due", (9, 6, 3)), ("c222", 2, "staff", "staff_due", (2, 1)))
_DEDUCTIONS = (("b13", 500, 125, "violations"), ("c121", 500, 50, "repeats"), ("c211", 400, 200, "major"))
_TIMES = {
    "a11": 100, "a12": 50, "a13": 50, "a21": 100, "a22": 100, "b111": 100, "b12": 50, "b211": 100, "b22": 100,
    "c221": 50, "c223": 100, "c224": 50,
}  # fmt: skip
_SECTIONS = {"a": LEAVES[:5], "b": LEAVES[5:13], "c": LEAVES[13:]}


def _sql_survey(name: str, full: int, divisor: int) -> str:
    a, b, c, d, e = (f'"{name}/{answer}"' for answer in _ANSWERS)
    return _sql_halves(f"{full} * (4*{a} + 3*{b} + 2*{c} + {d})", f"({divisor} * ({a}+{b}+{c}+{d}+{e}))")


def _sql_halves(above: str, below: str) -> str:
    return f"((2*({above}) + {below}) // (2*{below}))"


def _sql_cases(*cases: tuple[str, int]) -> str:
    return f"CASE {' '.join(f'WHEN {when} THEN {marks}' for when, marks in cases)} ELSE 0 END"


def _sql_leaves() -> dict[str, str]:
    leaves = {name: f"{times}*{name}" for name, times in _TIMES.items()}
    leaves |= {leaf: f"greatest({full} - {each}*{name}, 0)" for leaf, full, each, name in _DEDUCTIONS}
    leaves["b13"] = f"CASE WHEN veto <> 0 THEN 0 ELSE {leaves['b13']} END"
    for leaf, times, part, whole, limits in _STEPS:
        most = 100 * len(limits)
        leaves[leaf] = _sql_cases(
            *((f"{times}*{part} >= {limit}*{whole}", most - 100 * at) for at, limit in enumerate(limits))
        )
    leaves["b23"] = _sql_cases(("accepted >= 9500", 300), ("accepted >= 8000", 200), ("accepted >= 6000", 100))
    leaves["b112"] = _sql_halves("300*least(spent, budget)", "budget")
    leaves["c111"] = _sql_halves("1200*least(done, planned)", "planned")
    leaves["c122"] = f"CASE WHEN faults > 0 THEN {_sql_halves('500*fixed', 'faults')} ELSE 500 END"
    leaves["c131"] = f"CASE WHEN 5*on_time >= 3*due THEN {_sql_halves('600*on_time', 'due')} ELSE 0 END"
    leaves |= {leaf: _sql_survey(q, 500, 4) for leaf, q in (("c212", "q1"), ("c213", "q2"), ("c214", "q3"))}
    leaves["c231"] = f"least(1000, {_sql_survey('q4', 100_000, 340)})"
    return leaves


def duckdb_query(table: str) -> str:
    """Return the rules as one SELECT from *table*, of columns of BIGINT."""
    made = _sql_leaves()
    leaves = ", ".join(f"{made[name]} AS m_{name}" for name in LEAVES)
    sums = ", ".join(f"{' + '.join(f'm_{name}' for name in names)} AS {part}" for part, names in _SECTIONS.items())
    rates = f"10*a AS rate_a, 4*b AS rate_b, {_sql_halves('100*c', '65')} AS rate_c"
    band = "CASE WHEN total >= 9000 THEN 0 WHEN total >= 8000 THEN 1 WHEN total >= 6000 THEN 2 ELSE 3 END"
    return (
        f"WITH leaves AS (SELECT {leaves} FROM {table}), sections AS (SELECT *, {sums} FROM leaves), "  # noqa: S608
        f"whole AS (SELECT *, a + b + c AS total FROM sections) "
        f"SELECT *, {rates}, CAST({band} AS TINYINT) AS band FROM whole"
    )


def _halves(above: Any, below: Any) -> Any:
    return (2 * above + below) // (2 * below)


def _leaves(pl: Any) -> dict[str, Any]:
    c = pl.col
    leaves = {name: times * c(name) for name, times in _TIMES.items()}
    leaves |= {leaf: pl.max_horizontal(full - each * c(name), 0) for leaf, full, each, name in _DEDUCTIONS}
    leaves["b13"] = pl.when(c("veto") != 0).then(0).otherwise(leaves["b13"])
    for leaf, times, part, whole, limits in _STEPS:
        met = [(times * c(part) >= limit * c(whole)).cast(pl.Int64) for limit in limits]
        leaves[leaf] = 100 * pl.sum_horizontal(met)
    leaves["b23"] = 100 * pl.sum_horizontal(
        [(c("accepted") >= limit).cast(pl.Int64) for limit in (9_500, 8_000, 6_000)]
    )
    leaves["b112"] = _halves(300 * pl.min_horizontal("spent", "budget"), c("budget"))
    leaves["c111"] = _halves(1_200 * pl.min_horizontal("done", "planned"), c("planned"))
    none = (c("faults") == 0).cast(pl.Int64)
    leaves["c122"] = _halves(500 * (c("fixed") + none), c("faults") + none)
    share = _halves(600 * c("on_time"), c("due"))
    leaves["c131"] = pl.when(5 * c("on_time") >= 3 * c("due")).then(share).otherwise(0)
    leaves |= {leaf: _survey(pl, q, 500, 4) for leaf, q in (("c212", "q1"), ("c213", "q2"), ("c214", "q3"))}
    leaves["c231"] = pl.min_horizontal(_survey(pl, "q4", 100_000, 340), 1_000)
    return leaves


def _survey(pl: Any, name: str, full: int, divisor: int) -> Any:
    a, b, c, d, e = (pl.col(f"{name}/{answer}") for answer in _ANSWERS)
    return _halves(full * (4 * a + 3 * b + 2 * c + d), divisor * (a + b + c + d + e))


def polars_frame(pl: Any, frame: Any) -> Any:
    """Return the outputs of *frame*, of columns of int64."""
    c = pl.col
    made = _leaves(pl)
    lazy = frame.lazy().select(**{f"m_{name}": made[name] for name in LEAVES})
    lazy = lazy.with_columns(
        **{part: pl.sum_horizontal([f"m_{name}" for name in names]) for part, names in _SECTIONS.items()}
    )
    lazy = lazy.with_columns(total=c("a") + c("b") + c("c"))
    below = [(c("total") < limit).cast(pl.Int8) for limit in (9_000, 8_000, 6_000)]
    rates = {"rate_a": 10 * c("a"), "rate_b": 4 * c("b"), "rate_c": _halves(100 * c("c"), pl.lit(65))}
    return lazy.with_columns(**rates, band=pl.sum_horizontal(below)).collect(engine="in-memory")
