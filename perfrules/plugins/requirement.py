"""
Whether a distribution asks for another version of perfrules than the one that runs.

Versions and their order are those of packaging (PEP 440). Where a requirement cannot be judged here, because it has a
condition or is written in another way, nothing is claimed.
"""

import re
from collections.abc import Iterable

Version = tuple[object, ...]
_PROJECT = "perfrules"
_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9._-]+?)\s*(?:\[[^\]]*\])?\s*\(?((?:[<>=!~][^;@()]*)?)\)?\s*")
_CLAUSE = re.compile(r"\s*(===|==|!=|~=|<=|>=|<|>)\s*(\S+?)\s*")
_VERSION = r"""(?xi)
    v?(?:(?P<epoch>\d+)!)?(?P<release>\d+(?:\.\d+)*)
    (?:[-_.]?(?P<stage>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?P<stage_number>\d*))?
    (?P<post>-(?P<post_short>\d+)|[-_.]?(?:post|rev|r)[-_.]?(?P<post_number>\d*))?
    (?P<dev>[-_.]?dev[-_.]?(?P<dev_number>\d*))?
    (?:\+(?P<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?
"""
_STAGES = {"alpha": "a", "beta": "b", "preview": "rc", "pre": "rc", "c": "rc"}
_FIRST, _LAST = (-1,), (1,)
"""Before and after every number, as parts of a version that is compared."""


def unmet(requirements: Iterable[str], version: str) -> str | None:
    """Return the first of *requirements* that asks for a perfrules other than *version*, or None."""
    for requirement in requirements:
        named = _REQUIREMENT.fullmatch(requirement)
        if named and _plain(named[1]) == _PROJECT and not all(_fits(clause, version) for clause in named[2].split(",")):
            return requirement.strip()
    return None


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _fits(clause: str, version: str) -> bool:
    """Return whether *version* is within one clause, such as ">=1.2"; also where that cannot be told."""
    found = _CLAUSE.fullmatch(clause)
    if found is None:
        return True
    operator, wanted = found[1], found[2]
    if operator == "===":
        return wanted.lower() == version.lower()
    series = wanted.endswith(".*") and operator in {"==", "!="}
    beginning = wanted.removesuffix(".*") if series else wanted
    have, want = re.fullmatch(_VERSION, version), re.fullmatch(_VERSION, beginning)
    if have is None or want is None:
        return True
    if series:
        return (operator == "==") == _within(have, want, _parts(want))
    return _compared(operator, have, want)


def _compared(operator: str, have: re.Match[str], want: re.Match[str]) -> bool:
    local = want["local"] is not None
    mine, theirs = _key(have), _key(want)
    if operator in {"==", "!="}:
        same = mine == theirs and (not local or _local(have) == _local(want))
        return same == (operator == "==")
    if operator == "~=":
        return mine >= theirs and _within(have, want, _parts(want)[:-1])
    if operator == ">=":
        return mine >= theirs
    if operator == "<=":
        return mine <= theirs
    base = (have["epoch"] or "0", _release(have)) == (want["epoch"] or "0", _release(want))
    if operator == ">":
        return mine > theirs and not (base and have["post"] and not want["post"])
    early = have["stage"] or have["dev"]
    return mine < theirs and not (base and early and not (want["stage"] or want["dev"]))


def _within(have: re.Match[str], want: re.Match[str], prefix: list[int]) -> bool:
    """Return whether *have* begins with *prefix*, of the same epoch as *want*."""
    parts = _parts(have)
    padded = [*parts, *[0] * (len(prefix) - len(parts))]
    return int(have["epoch"] or 0) == int(want["epoch"] or 0) and padded[: len(prefix)] == prefix


def _parts(version: re.Match[str]) -> list[int]:
    return [int(part) for part in version["release"].split(".")]


def _release(version: re.Match[str]) -> tuple[int, ...]:
    parts = _parts(version)
    while len(parts) > 1 and parts[-1] == 0:
        parts.pop()
    return tuple(parts)


def _local(version: re.Match[str]) -> str:
    return re.sub(r"[-_.]", ".", version["local"] or "").lower()


def _key(version: re.Match[str]) -> Version:
    """Return what orders a version among others; its local part aside."""
    stage = (version["stage"] or "").lower()
    early: Version = _LAST
    if stage:
        early = (0, _STAGES.get(stage, stage), int(version["stage_number"] or 0))
    elif version["dev"] and not version["post"]:
        early = _FIRST
    post = (0, int(version["post_number"] or version["post_short"] or 0)) if version["post"] else _FIRST
    dev = (0, int(version["dev_number"] or 0)) if version["dev"] else _LAST
    return (int(version["epoch"] or 0), _release(version), early, post, dev)
