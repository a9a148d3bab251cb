"""How a language's words are written down: alternatives with `` | `` or a new line between them."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"\s\|\s|\n")


def alternatives(listed: str) -> str:
    """``a | b c`` as a group of a regular expression; each may be an expression itself."""
    entries = (entry.strip() for entry in _BETWEEN.split(listed))
    return f"(?:{'|'.join(entry for entry in entries if entry)})"


def words(listed: str) -> re.Pattern[str]:
    """Any of these anywhere, as whole words."""
    return re.compile(rf"(?<!\w){alternatives(listed)}(?!\w)", re.IGNORECASE)


def begins(listed: str) -> re.Pattern[str]:
    """Any of these at the start, as whole words."""
    return re.compile(rf"{alternatives(listed)}(?!\w)", re.IGNORECASE)


def anywhere(listed: str) -> re.Pattern[str]:
    """Any of these expressions, as they are."""
    return re.compile(alternatives(listed), re.IGNORECASE)


def both_ways(pairs: str) -> dict[str, str]:
    """``more/less up/down`` as a table in both directions; the first pair of a word counts."""
    table: dict[str, str] = {}
    for pair in pairs.split():
        one, other = pair.split("/")
        table.setdefault(one, other)
        table.setdefault(other, one)
    return table
