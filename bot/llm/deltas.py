"""Pieces of a model's text, made fit to show before anyone sees them."""

from __future__ import annotations

import re

_OPEN, _CLOSE = "<think>", "</think>"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Deltas:
    """Joins what was torn apart between pieces, and leaves out a model's thinking aloud.

    Some servers put the reasoning of a model into the text, between ``<think>`` and ``</think>``
    at its start; and a character outside the basic plane can arrive as two halves, which no
    terminal, file or database would take.
    """

    def __init__(self) -> None:
        self._start = ""
        """Held back while it may still become ``<think>``; then the thoughts' last few letters."""
        self._state = "start"
        self._half = ""

    def feed(self, piece: str) -> str:
        """The next piece of text; returns what can be shown of all that came so far."""
        piece = self._half + piece
        self._half = piece[-1:] if "\ud800" <= piece[-1:] <= "\udbff" else ""
        piece = _whole(piece[: len(piece) - len(self._half)])
        return self._without_thoughts(_CONTROL.sub("", piece))

    def end(self) -> str:
        """What was held back when nothing more can come."""
        return self._start.strip() if self._state == "start" else ""

    def _without_thoughts(self, piece: str) -> str:
        if self._state == "text":
            return piece
        self._start += piece
        if self._state == "start":
            begun = self._start.lstrip()
            if begun.startswith(_OPEN):
                self._state = "thoughts"
            elif _OPEN.startswith(begun):
                return ""  # nothing yet, or "<thi": can't tell
            else:
                self._state = "text"
                return begun
        thoughts, closed, text = self._start.partition(_CLOSE)
        if not closed:
            self._start = thoughts[-len(_CLOSE) :]
            return ""
        self._start, self._state = text, "start"
        return self._without_thoughts("")


def _whole(text: str) -> str:
    """Joins surrogate pairs; a half without its other half becomes U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
