"""``python -m tui.cli`` is ``bowout``."""

from tui.cli import main

main()
