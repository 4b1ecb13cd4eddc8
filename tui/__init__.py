"""Bowout's front ends: the terminal app and the command line."""
