"""How a message that nobody asked for gets to a person: what an adapter does, what may happen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot.messages import Place, Reply


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform has it."""


@dataclass(frozen=True, slots=True)
class Closed:
    """Their direct messages are closed to us; the person is still there."""

    why: str


@dataclass(frozen=True, slots=True)
class Gone:
    """Nobody is there, or they don't want to hear from us: trying again changes nothing."""

    why: str


@dataclass(frozen=True, slots=True)
class NotNow:
    """The platform can't take it now."""

    why: str
    retry_after: timedelta | None = None
    """What the platform asks to wait before anything else is sent."""


@dataclass(frozen=True, slots=True)
class Over:
    """Nobody is to get it any more; there is nothing to keep for the next contact."""

    why: str


Outcome = Sent | Closed | Gone | NotNow | Over


class Post(Protocol):
    """One platform's way to people. Raises nothing but cancellation."""

    async def send(self, person: str, reply: Reply, key: str, *, again: bool) -> Outcome:
        """Send to their direct messages.

        Args:
            person: ``platform:id``.
            key: the same for the same message, however often it is sent.
            again: it may have been sent before.
        """

    async def mention(self, person: str, place: Place, text: str, key: str) -> Outcome:
        """Call them in a place that others read; the text says nothing about them."""
