"""What a check found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "note", "problem", "off"]
"""Works · works, but look at it · doesn't work · isn't used."""

SECONDS = 5.0
"""How long a server may take to answer a check."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. Never holds a secret."""

    area: str
    state: State
    says: str
    do: str = ""
    """One line: what to do about it."""
    needed: bool = False
    """True when Studylamp can't do its main job with this problem."""
