"""Lines of thanks and greeting in other languages, to add one to the letter or take it out."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from core.courtesy import Line, languages
from tui.screens.finding import FindDialog, Found
from tui.state.courtesies import wish_of

NONE = "none"
"""Its answer where the line is to be taken out."""


class CourtesyDialog(FindDialog):
    """All courtesy lines; answers with the wish for one, or with ``NONE``.

    Args:
        lines: what to offer, best first.
        present: the wish for the line that the letter has; "" for none.
    """

    TITLE_LINE = "A line in their own language"
    PLACEHOLDER = "type to find one: Japanese, thanks, greeting …"
    HINT = "enter adds it to the letter · escape leaves it as it is"

    def __init__(self, lines: Sequence[Line], present: str) -> None:
        super().__init__()
        self._lines = lines
        self._present = present

    def choices(self) -> list[Found]:
        """The way to take the line out, if there is one; then all lines."""
        out = Found(NONE, Content.styled("Take the line out again", "bold"), "take out remove none")
        return [*([out] if self._present else []), *map(self._found, self._lines)]

    def _found(self, line: Line) -> Found:
        language, wish = languages()[line.language], wish_of(line)
        what = "thanks, at the end" if line.use == "thanks" else "greeting, at the beginning"
        about = [line.reading, f"“{line.gloss}”", line.when]
        shown = Content.assemble(
            (language, "bold"),
            f" · {what}",
            ("  in your letter", "$success") if wish == self._present else "",
            f"\n  {line.text}",
            *((f"\n  {each}", "dim") for each in about if each),
        )
        return Found(wish, shown, f"{language} {line.language} {what} {line.gloss}".casefold())
