"""An answer handed over in pieces: over several messages, or digit by digit, letter by letter."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

_SHORT = 24
"""Characters of a message that may be a piece as a whole."""
_QUOTED = re.compile(r"[\"'(\[]([^\"'()\[\]\n]{1,30})[\"')\]]")
_AFTER_COLON = re.compile(r":\s*([^:\n]{1,30})$")
_NAMED = re.compile(
    r"\b(?:(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|next|last"
    r"|final|tens|ones|units"
    r"|hundreds|thousands|\d+(?:st|nd|rd|th)|primer[ao]?|segund[ao]|tercer[ao]?|cuart[ao]"
    r"|quint[ao]|siguiente|ultim[ao])"
    r"(?:\s+(?:digit|letter|character|number|figure|cifra|letra|digito|caracter))?|letter"
    r"|digit|it (?:starts|ends|begins)"
    r"|(?:starts|ends|begins|empieza|termina))\W+(?:(?:is|es|with|in|con|en|a|an|=|then)\W+){0,2}"
    r"[\"'(]?(\d+|[a-z]+)(?![\w'])"
)


def pieces_make(lows: Sequence[str], answers: Collection[str]) -> bool:
    """The last text completes one of the ``answers`` (letters and digits only).

    ``lows``: texts in plain lower-case characters, oldest first.
    """
    wanted = [answer for answer in answers if len(answer) > 1]
    pieces = [[piece] if (piece := _piece(low)) else [] for low in lows]
    named = [[match[1] for match in _NAMED.finditer(low)] for low in lows]
    return any(_make(some, answer) for some in (pieces, named) for answer in wanted)


def _make(pieces: Sequence[Sequence[str]], answer: str) -> bool:
    """Some of the pieces, in order, are the answer; the last text has the end of it.

    ``pieces``: those of each text, oldest first. What else is said between them doesn't matter.
    """
    reached = {0}
    for piece in (each for some in pieces[:-1] for each in some):
        reached |= {at + len(piece) for at in reached if piece and answer.startswith(piece, at)}
    before = frozenset(reached)
    for piece in pieces[-1] if pieces else ():
        ended = {at + len(piece) for at in reached if piece and answer.startswith(piece, at)}
        # A text that says it whole is somebody else's to find.
        if len(answer) in ended and (before != {0} or piece != answer):
            return True
        reached |= ended
    return False


def _piece(low: str) -> str:
    """The part of a short message that may belong to something longer."""
    quoted = _QUOTED.findall(low)
    after = _AFTER_COLON.search(low.strip())
    if quoted:
        return _flat(quoted[-1])
    if after:
        return _flat(after[1])
    return _flat(low) if len(low.strip()) <= _SHORT else ""


def _flat(text: str) -> str:
    return re.sub(r"[\W_]", "", text)
