from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from tui.theme import CONTRAST, NIGHT, PAPER


@pytest.mark.parametrize(
    ("theme", "least"), [(NIGHT, 4.5), (PAPER, 4.5), (CONTRAST, 7.0)], ids=lambda v: str(v)[:20]
)
def test_text_can_be_read(theme: Theme, least: float) -> None:
    paper = Color.parse(str(theme.background))
    for name in ("foreground", "primary", "accent", "success", "warning", "error"):
        ink = Color.parse(str(getattr(theme, name)))
        assert contrast(ink, paper) >= least, name


def contrast(one: Color, other: Color) -> float:
    """As WCAG counts it: from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: Color) -> float:
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in color.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
