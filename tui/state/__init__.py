"""What the app knows while it runs: the open case, its letters, edits and proposals. No widgets here."""
