"""
The code blocks of a page, with what a remark before each says of it.

    <!-- file: NAME -->     the block is a file of the folder in which the page's commands run
    <!-- output -->         the block is what the block before it prints
    <!-- fragment: NAME --> the block is a part of a definition; fragments/NAME.toml holds the rest
    <!-- rubric -->         the block is an indicator; what it reads is declared around it
    <!-- problems: CODES --> the block is a definition or case with these problems and no others
    <!-- exit: N -->        the commands end with this status
    <!-- shown -->          the block is only looked at
    <!-- case: FOLDER -->   the commands are typed where this folder of the repository is
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
WRITTEN = ("docs", "README.md", "README.zh-CN.md", "CONTRIBUTING.md")
GENERATED = ("catalogue", "reference/codes", "reference/api.md", "reference/hooks.md", "reference/keys.md")
_REMARK = re.compile(r"^<!-- (\w+)(?:: (.*?))? -->$")
_FENCE = re.compile(r"^( *)(`{3,})(\w*)\s*$")


@dataclass(frozen=True)
class Block:
    """One block of code: where it begins, its language, its text, and the remarks before it."""

    page: Path
    line: int
    language: str
    text: str
    remarks: dict[str, str]

    @property
    def place(self) -> str:
        """Where it stands."""
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def pages() -> list[Path]:
    """Return the pages that people wrote."""
    made = {ROOT / "docs" / name for name in (*GENERATED, "reference/commands.md")}
    found = [path for path in sorted((ROOT / "docs").rglob("*.md")) if not {path, *path.parents} & made]
    return [*found, *(ROOT / name for name in WRITTEN[1:])]


def blocks(page: Path) -> Iterator[Block]:
    """Yield the blocks of a page in order."""
    remarks: dict[str, str] = {}
    lines = page.read_text("utf-8").splitlines()
    place = 0
    while place < len(lines):
        remark, fence = _REMARK.match(lines[place]), _FENCE.match(lines[place])
        if remark:
            remarks[remark[1]] = remark[2] or ""
        elif fence:
            end = next(row for row in range(place + 1, len(lines)) if lines[row].strip() == fence[2])
            text = "\n".join(row.removeprefix(fence[1]) for row in lines[place + 1 : end]) + "\n"
            yield Block(page, place + 1, fence[3], text, remarks)
            remarks, place = {}, end
        elif lines[place].strip():
            remarks = {name: said for name, said in remarks.items() if name == "case"}
        place += 1
