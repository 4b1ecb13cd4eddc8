"""Paths as people can read them: a line ends between two names, never within one that would fit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.selection import Selection
from textual.widgets import Static

_WORD = re.compile(r"\S+")
_NAME = re.compile(r"[^/\\]*[/\\]*")
_BREAK = re.compile(r"(?<=[/\\])\n(?=\S)")


def broken(content: Content, width: int) -> Content:
    """The same with a line break between names wherever a path is too long for a line."""
    cuts = [0, *_cuts(content.plain, width), len(content.plain)]
    return Content("\n").join(content[start:end] for start, end in pairwise(cuts))


def broken_text(text: str, width: int) -> str:
    """Likewise for plain text."""
    return broken(Content(text), width).plain


def _cuts(text: str, width: int) -> Iterator[int]:
    """Where to break: before a name that would not fit on the line any more."""
    for word in _WORD.finditer(text):
        if cell_len(word[0]) <= width:
            continue
        used = 0
        for name in _NAME.finditer(text, word.start(), word.end()):
            wide = cell_len(name[0])
            if used and used + wide > width:
                yield name.start()
                used = 0
            used += wide


class PathText(Static):
    """Text with paths in it, for as wide as it happens to be."""

    def __init__(self, content: Content | str = "", *, widget_id: str | None = None) -> None:
        super().__init__(content, id=widget_id, markup=False)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as that takes."""
        return len(broken(self._whole, width).wrap(width)) if width else 0

    def render(self) -> Content:
        """The text with its lines broken."""
        return broken(self._whole, self.content_size.width) if self.content_size.width else self._whole

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """What was selected with the mouse, its paths in one piece again."""
        selected = super().get_selection(selection)
        return (_BREAK.sub("", selected[0]), selected[1]) if selected else None

    @property
    def _whole(self) -> Content:
        return self.content if isinstance(self.content, Content) else Content(str(self.content))
