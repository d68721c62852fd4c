"""Write into pages what their commands print now: `python -m tests.docs.refresh [PAGE…]`; look at the difference."""

import sys
import tempfile
from pathlib import Path

from tests.docs.blocks import blocks, pages
from tests.docs.running import Reader, plain


def printed(page: Path) -> dict[int, str]:
    """Return what each block of output on *page* should say, by its line; stop at what fails."""
    with tempfile.TemporaryDirectory() as folder:
        reader = Reader(Path(folder) / "page")
        reader.folder.mkdir()
        found = {}
        for block in blocks(page):
            if "output" in block.remarks:
                found[block.line] = plain(reader.printed)
            else:
                reader.do(block)
        return found


def refreshed(page: Path) -> str:
    """Return the text of *page* with its outputs as they are now."""
    outputs, lines, kept = printed(page), page.read_text("utf-8").splitlines(), []
    place = 0
    while place < len(lines):
        kept.append(lines[place])
        place += 1
        if place in outputs:
            kept += outputs[place].splitlines()
            while lines[place] != "```":
                place += 1
    return "\n".join(kept) + "\n"


if __name__ == "__main__":
    for chosen in [Path(name).resolve() for name in sys.argv[1:]] or pages():
        if any("output" in block.remarks for block in blocks(chosen)):
            chosen.write_text(refreshed(chosen), "utf-8", newline="\n")
