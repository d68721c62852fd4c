"""What a code of a problem says on its page."""

from typing import Literal

import attrs

from perfrules.content import ByContent


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Code(ByContent):
    """
    A kind of problem, stable for ever.

    Attributes:
        code: "PR101"; the hundreds say the area.
        title: one line, as a noun phrase.
        meaning: what is wrong.
        why: why it matters.
        mend: what to do.
        bad: a short example (TOML, an expression or CSV) that has the problem.
        good: the same, mended.
        severity: a warning never stops a score.
        since: the version that brought it.

    """

    code: str
    title: str
    meaning: str
    why: str
    mend: str
    bad: str = ""
    good: str = ""
    severity: Literal["error", "warning"] = "error"
    since: str = "0.1"
