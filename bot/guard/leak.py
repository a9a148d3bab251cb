"""What a text gives away: the kind of leak and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.guard.text.reading import Span

Kind = Literal[
    "number",
    "formula",
    "computation",
    "option",
    "elimination",
    "verdict",
    "words",
    "order",
    "pair",
    "disguise",
    "fragments",
    "unread",
]
"""``computation``: only its last step is left to the reader. ``fragments``: together with what was
sent before. ``unread``: too much to look through, so it can't be vouched for."""


@dataclass(frozen=True, slots=True)
class Found:
    """A leak in one reading of a text."""

    kind: Kind
    span: Span
    """In the reading's own text."""


@dataclass(frozen=True, slots=True)
class Leak:
    """Why a text must not be sent."""

    kind: Kind
    said: str
    """What gives it away, as a reader reads it."""
    span: Span
    """Where that stands in the text that was checked."""
    how: str = "plain"
    """``plain``, or how it was hidden: ``base64``, ``backwards``, …"""
