"""Whether a distribution asks for another version of perfrules than the one that runs."""

import re
from collections.abc import Iterable

_OURS = re.compile(r"\s*perfrules(?![\w.-])", re.IGNORECASE)


def unmet(requirements: Iterable[str], version: str) -> str | None:
    """
    Return the first of *requirements* that asks for a perfrules other than *version*, or None.

    A requirement whose condition does not hold here, or that cannot be read, asks for nothing.
    """
    for requirement in filter(_OURS.match, requirements):
        if not _is_met(requirement, version):
            return requirement.strip()
    return None


def _is_met(requirement: str, version: str) -> bool:
    # Most plugins say nothing of perfrules' version, and what judges them takes long to import.
    from packaging.requirements import Requirement

    try:
        wanted = Requirement(requirement)
        holds = wanted.marker is None or wanted.marker.evaluate({"extra": ""})
    except ValueError:  # so are all of the library's own
        return True
    return not holds or wanted.specifier.contains(version, prereleases=True)
