"""The letter beside the checklist and in the workbench."""

from __future__ import annotations

from textual.app import App, ComposeResult

from tui.widgets.letter_view import LetterText, LetterView


class _Early(App[None]):
    def compose(self) -> ComposeResult:
        view = LetterView(id="letter")
        view.show("Dear Ana,\n\nThank you.")
        yield view


async def test_a_letter_may_be_shown_before_its_widget_is_there() -> None:
    """A busy machine mounts late: the letter must wait for it, not fail."""
    app = _Early()
    async with app.run_test():
        assert "Thank you." in app.query_one(LetterText).content.plain
