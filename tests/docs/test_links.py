"""Links lead somewhere."""

import re
import unicodedata

from tests.docs.blocks import ROOT

_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^( *)```.*?^\1```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(`+).*?\1")


def _slug(heading):
    given = re.search(r"\{#([\w-]+)\}\s*$", heading)
    if given:
        return given[1]
    plain = unicodedata.normalize("NFKD", re.sub(r"[`*]", "", heading)).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def _anchors(page):
    text = _FENCED.sub("", page.read_text("utf-8"))
    return {_slug(heading) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}


def _broken(page, top):
    text = _CODE.sub("", _FENCED.sub("", page.read_text("utf-8")))
    for target in _LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        path = (page.parent / name).resolve() if name else page
        if not path.is_file() or (anchor and anchor not in _anchors(path)):
            yield f"{page.relative_to(top)}: {target}"


def test_every_link_and_anchor_of_the_docs_is_there(site):
    """A reader who follows a link gets to a page, and to the heading that was meant."""
    assert [] == [broken for page in sorted(site.rglob("*.md")) for broken in _broken(page, site)]


def test_every_link_of_the_files_at_the_top_is_there():
    """README, in both languages, and CONTRIBUTING link to what exists in a clone."""
    found = [broken for page in sorted(ROOT.glob("*.md")) for broken in _broken(page, ROOT)]
    assert [] == found


def test_every_page_can_be_reached(site):
    """From the index one gets to every page by links alone."""
    seen, waiting = set(), [site / "index.md"]
    while waiting:
        page = waiting.pop()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        text = _FENCED.sub("", page.read_text("utf-8"))
        names = (target.partition("#")[0] for target in _LINK.findall(text) if not re.match(r"[a-z]+:", target))
        waiting += [(page.parent / name).resolve() for name in names if name and (page.parent / name).is_file()]
    assert set() == {str(page.relative_to(site)) for page in site.rglob("*.md")} - {
        str(page.relative_to(site)) for page in seen
    }
