"""One line to type in, cheaply."""

from __future__ import annotations

from typing import Self

from textual.geometry import Region
from textual.widgets import Input


class Line(Input):
    """An input of a fixed size: what is typed into it never moves anything around it.

    Textual lays the whole screen out anew at each key, which costs more than all the rest of a key.
    """

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Draw it anew; a layout is only needed until it has a size."""
        layout = layout and not self.size.width
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
