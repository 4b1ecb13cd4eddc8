"""Bowout's command line. Nothing heavy is imported until a command needs it."""

from tui.cli.group import cli, main

__all__ = ["cli", "main"]
