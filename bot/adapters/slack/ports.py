"""What the adapter is handed by whoever starts it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.messages import Incoming, Reply
from bot.reminders.delivery import Post

PLATFORM = "slack"


class Translate(Protocol):
    """Gives a fixed text in one language, its placeholders filled."""

    def __call__(self, message: str, /, **fields: object) -> str: ...


@dataclass(frozen=True, slots=True)
class Ports:
    """The rest of Studylamp, as the adapter sees it."""

    accept: Callable[[Incoming], Awaitable[bool]]
    """Stores a delivery; False when it was answered before, or somebody is at it."""
    handle: Callable[[Incoming], AsyncGenerator[Reply, None]]
    recover: Callable[[str], AsyncGenerator[tuple[Incoming, Reply], None]]
    amend: Callable[[Incoming], Awaitable[bool]]
    """Replaces what a delivery says while nobody has begun to answer it; else False."""
    withdraw: Callable[[str], Awaitable[bool]]
    """Drops a delivery while nobody has begun to answer it; else False."""
    replies: Callable[[str], Awaitable[Sequence[Reply]]]
    """What was answered to a delivery; empty when it is gone."""
    closing: Callable[[], Awaitable[None]]
    """Tells the conversation that the program ends."""
    translate: Callable[[str | None], Translate]
    """Gives the fixed texts in a person's language (``es-ES``)."""
    commands: Collection[str]
    """The skills' names."""
    remind: Callable[[Post], Coroutine[Any, Any, None]]
    """Sends, by the way to people that it is handed, what they wanted to hear, until cancelled."""


class Vault(Protocol):
    """Keeps what it takes to talk to each workspace; `bot.learner.store` does it."""

    async def save(self, team: str, closed: str) -> None: ...

    async def replace(self, team: str, old: str, new: str) -> bool:
        """False when it isn't what it was any more."""

    async def find(self, team: str) -> str | None: ...

    async def all(self) -> dict[str, str]: ...

    async def forget(self, team: str, *, before: datetime | None = None) -> bool: ...

    async def begin(self, state: str, *, lasts: timedelta) -> None: ...

    async def finish(self, state: str) -> bool:
        """True once, and only in time."""
