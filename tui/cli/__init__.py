"""Bowout's command line. Nothing heavy is imported until a command needs it."""

from tui.cli.starting import main

__all__ = ["main"]
