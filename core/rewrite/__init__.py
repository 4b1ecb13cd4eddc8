"""Puts a draft into another tone with a local model that lives in a child process."""
