"""`python -m perfrules`: the command line, where the program `perfrules` is not on the path."""

from perfrules.cli import main

if __name__ == "__main__":
    main()
