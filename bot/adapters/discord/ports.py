"""What the adapter is handed by whoever starts it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from bot.messages import Incoming, Reply
from bot.reminders.delivery import Post

PLATFORM = "discord"
REMINDER = "r:"
"""How a reference to something begins that came unasked; its key follows."""

Suggests = Literal["", "course", "topic"]


class Say(Protocol):
    """Gives a fixed text in one language, its placeholders filled."""

    def __call__(self, message: str, /, **fields: object) -> str: ...


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command: a skill, as Discord lists it."""

    name: str
    summary: str
    """English source text of the catalogue."""
    private: bool
    """Its answers come from the person's record: in a channel only they may see them."""
    suggests: Suggests = ""
    """What is proposed while they type its argument."""
    required: bool = False
    """It can't be used without an argument."""


@dataclass(frozen=True, slots=True)
class Ports:
    """The rest of Studylamp, as the adapter sees it."""

    accept: Callable[[Incoming], Awaitable[bool]]
    """Stores a delivery; False when it was answered before, or somebody is at it."""
    handle: Callable[[Incoming], AsyncGenerator[Reply, None]]
    recover: Callable[[str], AsyncGenerator[tuple[Incoming, Reply], None]]
    amend: Callable[[Incoming], Awaitable[bool]]
    """Replaces what a delivery says while nobody has begun to answer it; else False."""
    replies: Callable[[str], Awaitable[Sequence[Reply]]]
    """What was answered to a delivery, or came unasked (its key after `REMINDER`); empty when it is
    gone."""
    latest: Callable[[], Awaitable[Sequence[Incoming]]]
    """The newest delivery of each conversation that isn't long over."""
    suggest: Callable[[str, Suggests, str], Awaitable[Sequence[tuple[str, str]]]]
    """What a person may mean by what they typed so far: a label and a value each."""
    say: Callable[[str | None], Say]
    """Gives the fixed texts in a person's language (``es-ES``)."""
    commands: Sequence[Command]
    remind: Callable[[Post], Coroutine[Any, Any, None]]
    """Sends, by the way to people that it is handed, what they wanted to hear, until cancelled."""
