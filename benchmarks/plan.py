"""The rules of `peers.toml` as a person would write them for columns: a plan of NumPy calls in whole hundredths."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

Columns = Mapping[str, Any]
BLOCK: Final = 16_384
"""How many rows are computed at a time: the registers and columns of a block stay in cache."""
CERTAIN: Final = 2**53 // 1_300
"""Below it money times 300 is rounded by float64 without error: 4n + 3d < 2^53."""
LIMITS: Final = {
    "a11": 2, "a12": 4, "a13": 4, "a21": 2, "a22": 2, "b111": 3, "b12": 4, "veto": 1, "b211": 3, "b22": 3,
    "accepted": 10_000, "c221": 4, "c223": 2, "c224": 4,
}  # fmt: skip
FROM_ONE: Final = ("budget", "papers_due", "planned", "due", "staff_due")
COUNTS: Final = 1_000_000
"""What any other count is held to be at most, so that int32 holds what is made of it."""
_TIMES: Final = (
    ("a11", 100), ("a12", 50), ("a13", 50), ("a21", 100), ("a22", 100), ("b111", 100), ("b12", 50), ("b211", 100),
    ("b22", 100), ("c221", 50), ("c223", 100), ("c224", 50),
)  # fmt: skip
LEAVES: Final = (
    "a11", "a12", "a13", "a21", "a22", "b111", "b112", "b12", "b13", "b211", "b212", "b22", "b23", "c111", "c121",
    "c122", "c131", "c211", "c212", "c213", "c214", "c221", "c222", "c223", "c224", "c231",
)  # fmt: skip
OUTPUTS: Final = (*LEAVES, "a", "b", "c", "total", "rate_a", "rate_b", "rate_c", "band")
"""In the order of the other programs."""


def in_range(columns: Columns) -> bool:
    """Return whether every number of *columns* is one that the rules accept and the plan is exact for."""
    for name, column in columns.items():
        most = CERTAIN if name in ("budget", "spent") else LIMITS.get(name, COUNTS)
        if column.min() < (name in FROM_ONE) or column.max() > most:
            return False
    pairs = (("fixed", "faults"), ("on_time", "due"))
    return all(bool((columns[part] <= columns[whole]).all()) for part, whole in pairs)


class HandPlan:
    """Registers for one block, and the outputs, which are kept from run to run."""

    def __init__(self, rows: int) -> None:
        """Make room for *rows* rows."""
        self.real, self.half = np.empty(BLOCK), np.empty(BLOCK)
        self.above, self.below = np.empty(BLOCK, np.int32), np.empty(BLOCK, np.int32)
        self.truth = np.empty(BLOCK, np.bool_)
        self.out = {name: np.empty(rows, np.int8 if name == "band" else np.int32) for name in OUTPUTS}

    def run(self, columns: Columns) -> Columns:
        """Return all outputs, in hundredths, of columns of int32; money may be float64."""
        assert in_range(columns)
        rows = len(columns["a11"])
        for start in range(0, rows, BLOCK):
            part = slice(start, start + BLOCK)
            self._block({name: c[part] for name, c in columns.items()}, {n: o[part] for n, o in self.out.items()})
        return self.out

    def _block(self, c: Columns, o: Columns) -> None:
        for name, times in _TIMES:
            np.multiply(c[name], times, out=o[name])
        self._deductions(c, o)
        self._steps(o["b212"], c["papers"], 10, c["papers_due"], (9, 6, 3))
        self._steps(o["b23"], c["accepted"], 1, None, (9_500, 8_000, 6_000))
        self._steps(o["c222"], c["staff"], 2, c["staff_due"], (2, 1))
        self._shares(c, o)
        for leaf, survey in (("c212", "q1"), ("c213", "q2"), ("c214", "q3")):
            self._survey(o[leaf], c, survey, 500, 4)
        self._survey(o["c231"], c, "q4", 100_000, 340)
        np.minimum(o["c231"], 1_000, out=o["c231"])
        self._sums(o)

    def _halves_up(self, out: Any, below: Any) -> None:
        """Round `real` ÷ *below* into *out*: nothing is below 0, so that cutting off is rounding down."""
        rows = len(out)
        real = np.divide(self.real[:rows], below, out=self.half[:rows])
        np.add(real, 0.5, out=real)
        np.copyto(out, real, casting="unsafe")

    def _share(self, out: Any, part: Any, whole: Any, full: float, *, capped: bool = True) -> None:
        real = self.real[: len(out)]
        if capped:
            np.minimum(part, whole, out=real, dtype=np.float64, casting="unsafe")
            np.multiply(real, full, out=real)
        else:
            np.multiply(part, full, out=real)
        self._halves_up(out, whole)

    def _shares(self, c: Columns, o: Columns) -> None:
        rows = len(c["a11"])
        above, below, truth = self.above[:rows], self.below[:rows], self.truth[:rows]
        self._share(o["b112"], c["spent"], c["budget"], 300.0)
        self._share(o["c111"], c["done"], c["planned"], 1_200.0)
        np.equal(c["faults"], 0, out=truth)
        np.add(c["fixed"], truth, out=above)
        np.add(c["faults"], truth, out=below)
        self._share(o["c122"], above, below, 500.0, capped=False)
        self._share(o["c131"], c["on_time"], c["due"], 600.0, capped=False)
        np.multiply(c["on_time"], 5, out=above)
        np.multiply(c["due"], 3, out=below)
        np.greater_equal(above, below, out=truth)
        np.multiply(o["c131"], truth, out=o["c131"])

    def _deductions(self, c: Columns, o: Columns) -> None:
        for leaf, name, full, each in (
            ("b13", "violations", 500, 125),
            ("c121", "repeats", 500, 50),
            ("c211", "major", 400, 200),
        ):
            np.multiply(c[name], -each, out=o[leaf])
            np.add(o[leaf], full, out=o[leaf])
            np.maximum(o[leaf], 0, out=o[leaf])
        clean = np.equal(c["veto"], 0, out=self.truth[: len(c["veto"])])
        np.multiply(o["b13"], clean, out=o["b13"])

    def _steps(self, out: Any, part: Any, times: int, whole: Any, limits: tuple[int, ...]) -> None:
        """Give 100 for every one of *limits* that is met."""
        rows = len(out)
        truth, below = self.truth[:rows], self.below[:rows]
        above = part if times == 1 else np.multiply(part, times, out=self.above[:rows])
        out[:] = 0
        for limit in limits:
            np.greater_equal(above, limit if whole is None else np.multiply(whole, limit, out=below), out=truth)
            np.add(out, truth, out=out)
        np.multiply(out, 100, out=out)

    def _survey(self, out: Any, c: Columns, name: str, full: int, divisor: int) -> None:
        """Give the mean of the answers: sums of the first one, two, three and four make 4, 3, 2 and 1 of each."""
        rows = len(out)
        above, below = self.above[:rows], self.below[:rows]
        np.add(c[f"{name}/a"], c[f"{name}/b"], out=below)
        np.add(c[f"{name}/a"], below, out=above)
        for answer in "cd":
            np.add(below, c[f"{name}/{answer}"], out=below)
            np.add(above, below, out=above)
        np.add(below, c[f"{name}/e"], out=below)
        np.multiply(above, float(full), out=self.real[:rows])
        np.multiply(below, divisor, out=below)
        self._halves_up(out, below)

    def _sums(self, o: Columns) -> None:
        for section, names in (("a", LEAVES[:5]), ("b", LEAVES[5:13]), ("c", LEAVES[13:])):
            np.add(o[names[0]], o[names[1]], out=o[section])
            for name in names[2:]:
                np.add(o[section], o[name], out=o[section])
        whole = np.add(o["a"], o["b"], out=o["total"])
        np.add(whole, o["c"], out=whole)
        np.multiply(o["a"], 10, out=o["rate_a"])
        np.multiply(o["b"], 4, out=o["rate_b"])
        np.multiply(o["c"], 100.0, out=self.real[: len(whole)])
        self._halves_up(o["rate_c"], 65.0)
        truth = self.truth[: len(whole)]
        o["band"][:] = 0
        for limit in (9_000, 8_000, 6_000):
            np.less(whole, limit, out=truth)
            np.add(o["band"], truth, out=o["band"])
