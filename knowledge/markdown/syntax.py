"""The marks of the Markdown course format, and how text that looks like one is carried.

A line that starts with ``:::`` and a keyword starts a part; a list entry with a box (``- [x]``,
``- [ ]``, ``- [=]``, ``- [+]``, ``- [2]``) is an answer. Text that happens to look like a mark
carries a backslash before it, which Markdown renders as nothing. Writer and reader both use the
functions here, so what one escapes the other restores.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable

from knowledge.course import ITEM_KINDS

PROSE = ("solution", "explanation", "stem")
"""Parts of an item that are plain Markdown."""
RUNGS = ("hint", "scaffold")
KEYWORDS = ("summary", "terms", "problem", *ITEM_KINDS, *RUNGS, *PROSE)

_MARK = r":::"
_BOX = r"[-*+][ \t]+\[(?:[ xX=+]?|\d{1,3})\](?=[ \t]|$)"
_QUOTE = r">"

MARKER = re.compile(r"^[ \t]*:{3,}([^\n]*)$", re.MULTILINE)
"""A line that starts a part (keyword and arguments in group 1) or, when bare, ends one."""
ENTRY = re.compile(
    r"^(?P<indent>[ \t]*)[-*+][ \t]+\[(?P<box>[ xX=+]?|\d{1,3})\](?=[ \t]|$)[ \t]?", re.MULTILINE
)
"""The start of an answer."""
NOTE = re.compile(r"\n[ \t]*>")
"""The start of the misconception below an option."""
SEPARATOR = re.compile(r"(?:^|(?<=\s))::(?=\s|$)")
"""Between the two sides of a pair, and between a term and its definition."""
_ESCAPED_SEPARATOR = re.compile(r"(?:^|(?<=\s))(\\*)(?=::(?:\s|$))")


class Escape:
    """Puts a backslash before lines that look like one of some marks, and takes it away again."""

    def __init__(self, *marks: str) -> None:
        mark = "|".join(f"(?:{mark})" for mark in marks)
        self._plain = re.compile(rf"^([ \t]*)(?=\\*(?:{mark}))", re.MULTILINE)
        self._escaped = re.compile(rf"^([ \t]*)\\(?=\\*(?:{mark}))", re.MULTILINE)

    def add(self, text: str) -> str:
        return self._plain.sub(r"\1\\", text)

    def remove(self, text: str) -> str:
        return self._escaped.sub(r"\1", text)


TEXT = Escape(_MARK)
"""For parts that are only text."""
QUESTION = Escape(_MARK, _BOX)
"""For text that answers follow, and for answers."""
OPTION = Escape(_MARK, _BOX, _QUOTE)
"""For the text of an option, below which a quoted misconception may stand."""


def escape_separator(text: str) -> str:
    """For the left side of ``left :: right``."""
    return _ESCAPED_SEPARATOR.sub(r"\1\\", text)


def unescape_separator(text: str) -> str:
    return re.sub(r"(?:^|(?<=\s))\\(?=\\*::(?:\s|$))", "", text)


WHITE = (
    " \t\n\r\x0b\x0c\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
    "\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
"""What the course's models strip. (`str.strip` also takes control characters, which are kept.)"""


def blank(text: str) -> bool:
    """Nothing is left when the models strip it."""
    return not text.strip(WHITE)


def quoted(text: str) -> str:
    """A TOML (and JSON) basic string on one line."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """What was probably meant."""
    if len(word) > 100:
        return None
    options = list(known)[:2_000]  # comparing takes time
    near = difflib.get_close_matches(word.casefold(), options, n=1, cutoff=0.6)
    return near[0] if near else None


def suggestion(word: str, known: Iterable[str]) -> str:
    """`` Did you mean `x`?``, or what is known when nothing is near and it is not too much."""
    options = list(known)
    near = nearest(word, options)
    if near:
        return f" Did you mean `{near}`?"
    if not 0 < len(options) <= 20:
        return ""
    return f" Known: {', '.join(f'`{option}`' for option in options)}."
