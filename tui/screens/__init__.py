"""Screens: one .py and one .tcss each. They show the session and pass on what its owner does."""
