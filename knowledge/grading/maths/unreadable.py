"""Why a text could not be read as maths."""

from __future__ import annotations

from typing import Literal

Reason = Literal[
    "empty",
    "too_long",
    "too_deep",
    "too_big",
    "character",
    "command",
    "words",
    "unfinished",
    "unbalanced",
    "unexpected",
]
"""``too_big``: a number or an exponent nobody needs. ``words``: ordinary words stand in it.
``unfinished``: something is missing, as in ``3 +``. ``unexpected``: a sign where none can be."""


class Unreadable(ValueError):
    """The text is no maths that we read; nothing else is ever raised for a text."""

    def __init__(self, reason: Reason, at: str = "") -> None:
        super().__init__(f"{reason}: {at!r}" if at else reason)
        self.reason: Reason = reason
        self.at = at
        """What could not be read, where there is something to name."""
