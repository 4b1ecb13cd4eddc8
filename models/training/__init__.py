"""How the tone adapter is made. Needs the extra ``train``; the app needs nothing of this."""
