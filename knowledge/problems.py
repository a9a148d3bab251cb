"""What can be wrong with a source, told so that its author can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing a reader could not take as it stands.

    An ``error`` leaves out what it names (a section, an item); a ``warning`` leaves nothing out.
    """

    message: str
    """What is wrong and what to do about it, in one or two sentences."""
    file: str = ""
    """Path relative to the source's root."""
    line: int | None = None
    """1-based."""
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}" if place else self.message


Why = Literal["", "empty", "locked", "scan", "too_large", "bomb", "damaged", "unread_format"]


class SourceError(Exception):
    """Nothing of a source can be used. Its text is for the person who gave it."""

    why: Why
    """The usual reasons by name, for who says it in other words; empty for any other."""

    def __init__(self, text: str, *, why: Why = "") -> None:
        super().__init__(text)
        self.why = why
