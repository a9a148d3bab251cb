"""What people are called, fit to be shown anywhere. Pure."""

from __future__ import annotations

import unicodedata

LONGEST = 80
_KEPT = frozenset(" .,'’()·&/-")
_FORMULA = tuple("=+-@\t\r")


def clean_name(text: str) -> str:
    """A name without what a chat would read as markup, a link or a call to everybody; at most
    `LONGEST` characters, empty when nothing of it is left."""

    def kept(char: str) -> bool:
        return char in _KEPT or unicodedata.category(char)[0] in "LMN"

    text = unicodedata.normalize("NFC", text[: 10 * LONGEST])
    words = "".join(char if kept(char) else " " for char in text).split()
    return " ".join(words)[:LONGEST].strip(" .,-·&/'’")


def is_formula(text: str) -> bool:
    """A spreadsheet would compute this instead of showing it."""
    return text.lstrip(" '\"").startswith(_FORMULA) or text.startswith(("\t", "\r"))
