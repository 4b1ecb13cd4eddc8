"""A stylesheet that reads each sheet once."""

from __future__ import annotations

from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet

_SHEETS = 1024


class ReadOnceStylesheet(Stylesheet):
    """Textual's own, which forgets what it has read after 64 sheets, and wholly with each new screen.

    Every kind of widget brings a sheet, and so does every screen: with one sheet too many all are read
    anew whenever a widget of another kind is shown.
    """

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._parse_cache = LRUCache(_SHEETS)

    def reparse(self) -> None:
        """Take in what is new. Where the colours changed, nothing is remembered and all is read anew."""
        self._require_parse = True
        self.parse()
