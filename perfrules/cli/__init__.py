"""The command line: thin commands over the library; click is imported nowhere else."""

from perfrules.cli.app import main

__all__ = ["main"]
