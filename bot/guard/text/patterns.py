"""Word lists for regular expressions."""

from __future__ import annotations


def either(*phrases: str) -> str:
    """An alternation of what stands between the commas: ``either("is, must be")``.

    Each phrase may be a regular expression without a comma.
    """
    every = [each.strip() for line in phrases for each in line.split(",")]
    return f"(?:{'|'.join(each for each in every if each)})"
