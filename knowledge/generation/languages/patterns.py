"""Small helpers to write a language's patterns down."""

from __future__ import annotations

import re


def words(*alternatives: str) -> re.Pattern[str]:
    """Any of these anywhere, as whole words."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)


def begins(*alternatives: str) -> re.Pattern[str]:
    """Any of these at the start, as whole words."""
    return re.compile(rf"(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)


def both_ways(pairs: str) -> dict[str, str]:
    """``more/less up/down`` as a table in both directions; the first pair of a word counts."""
    table: dict[str, str] = {}
    for pair in pairs.split():
        one, other = pair.replace("_", " ").split("/")
        table.setdefault(one, other)
        table.setdefault(other, one)
    return table
