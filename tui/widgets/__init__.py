"""Widgets. Whatever a person or a model wrote is shown as it is, never read as markup."""
