"""What a worker is handed: the rows, the words. (The way to people is in delivery.)"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.messages import Place, Reply
from bot.reminders.due import Due, Settled


@dataclass(frozen=True, slots=True)
class Mention:
    """How to call somebody where others read."""

    place: Place
    text: str


class Failed(Exception):
    """It couldn't be put into words now; it is tried again."""


class Words(Protocol):
    """Puts reminders into words."""

    async def compose(self, due: Due) -> Reply | None:
        """The message; the same, however often it is asked for. None: it is obsolete.

        Raises:
            Failed: not now.
            StoreError: the record can't be read or written.
        """

    def merged(self, replies: Sequence[Reply], *, late: bool) -> Reply:
        """Several for one person as one message."""

    async def mention(self, due: Due) -> Mention | None:
        """How to call them in public; None when they don't want that, or there is no place."""

    async def changed(self, learner_id: str) -> None:
        """What is due for this learner may not fit any more: make it anew."""


class Held(Protocol):
    """The rows; `bot.learner.store.Reminders` has them."""

    async def claim(self, platform: str, *, limit: int, only: str | None = None) -> list[Due]: ...
    async def next_at(self, platform: str, *, only: str | None = None) -> datetime | None: ...
    async def renew(self, held: Sequence[Due]) -> None: ...
    async def worded(
        self, made: Sequence[tuple[Due, Reply]], merged: Sequence[Settled] = ()
    ) -> set[int]: ...
    async def settle(self, settled: Sequence[Settled]) -> None: ...
    async def put_off(self, later: Sequence[tuple[Due, datetime, str]]) -> None: ...
