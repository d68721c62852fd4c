"""`python -m perfrules.catalogue FOLDER` writes the pages of everything that is installed into a folder of docs."""

import sys
from pathlib import Path

from perfrules.catalogue.catalogue import build_catalogue
from perfrules.catalogue.pages import write


def main(arguments: list[str]) -> int:
    """Write the pages into the one folder that is named, and say how many; return the exit status."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m perfrules.catalogue FOLDER\n")
        return 2
    catalogue = build_catalogue()
    for problem in catalogue.problems:
        sys.stderr.write(f"{problem}\n")
    sys.stdout.write(f"{write(catalogue, Path(arguments[0]))} pages in {arguments[0]}\n")
    return int(any(problem.severity == "error" for problem in catalogue.problems))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
