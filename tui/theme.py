"""Bowout's own themes: quiet paper, quiet night, and one of high contrast. Any of Textual's works too."""

from __future__ import annotations

from textual.theme import Theme

NIGHT = Theme(
    name="bowout-night",
    primary="#86add0",
    secondary="#8b94a5",
    accent="#d8b26a",
    foreground="#d6dae1",
    background="#14171c",
    surface="#191d23",
    panel="#222831",
    success="#8fc09a",
    warning="#d8b26a",
    error="#de8585",
    dark=True,
    variables={
        "border": "#86add0",
        "border-blurred": "#39414d",
        "footer-key-foreground": "#d8b26a",
        "footer-background": "#191d23",
        "block-cursor-background": "#2d3a49",
        "block-cursor-foreground": "#eef1f5",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#222831",
        "input-selection-background": "#86add0 35%",
    },
)

PAPER = Theme(
    name="bowout-paper",
    primary="#2c6188",
    secondary="#6b6f76",
    accent="#8d5f0e",
    foreground="#2a2c30",
    background="#f7f5f0",
    surface="#f0ede6",
    panel="#e5e1d7",
    success="#2b7548",
    warning="#8d5f0e",
    error="#ad3b34",
    dark=False,
    variables={
        "border": "#2c6188",
        "border-blurred": "#cdc7b9",
        "footer-key-foreground": "#8d5f0e",
        "footer-background": "#f0ede6",
        "block-cursor-background": "#d5e0ea",
        "block-cursor-foreground": "#1d2024",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#e5e1d7",
        "input-selection-background": "#2c6188 30%",
    },
)

CONTRAST = Theme(
    name="bowout-contrast",
    primary="#7fd4ff",
    secondary="#ffffff",
    accent="#ffe04d",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    success="#7dff9a",
    warning="#ffe04d",
    error="#ff9c9c",
    dark=True,
    variables={
        "border": "#ffffff",
        "border-blurred": "#9a9a9a",
        "text-muted": "#e6e6e6",
        "footer-key-foreground": "#ffe04d",
        "footer-background": "#000000",
        "block-cursor-background": "#ffe04d",
        "block-cursor-foreground": "#000000",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#3a3a3a",
        "input-selection-background": "#7fd4ff 60%",
    },
)
