"""What was said before in a conversation, read from its deliveries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from bot.learner.store.database import Database
from bot.learner.store.tables import REPLIES, UNASKED, asked, deliveries, key
from bot.learner.store.uncancelled import uncancelled
from bot.messages import Incoming, Reply

_LOOKED_BACK = 8
"""Turns of one person among which the last one of their direct messages is looked for."""


@dataclass(frozen=True, slots=True)
class PastTurn:
    """An answered delivery."""

    incoming: Incoming
    replies: tuple[Reply, ...]


@uncancelled
class Thread:
    """Reads what skills may know of a conversation."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def past(self, conversation: str, *, limit: int) -> list[PastTurn]:
        """The last answered turns of a conversation, oldest first."""
        c = deliveries.c
        async with self._database.read() as connection:
            rows = await connection.execute(
                select(c.incoming, c.replies)
                .where(c.conversation == key(conversation), c.replies.is_not(None))
                .order_by(c.seq.desc())
                .limit(limit)
            )
            turns = [
                PastTurn(
                    Incoming.model_validate(row.incoming),
                    REPLIES.validate_python(row.replies),
                )
                for row in rows
            ]
        return turns[::-1]

    async def newest(self, platform: str, *, since: datetime, limit: int) -> list[Incoming]:
        """The newest delivery of each conversation (what came unasked isn't one), newest first.

        Args:
            platform: the first part of `Incoming.person`.
            since: conversations that rested longer are left out.
        """
        c = deliveries.c
        newest = (
            select(func.max(c.seq).label("seq"))
            .where(c.person.startswith(f"{platform}:", autoescape=True), c.received_at > since)
            .where(asked(c.delivery_id))
            .group_by(c.conversation)
            .subquery()
        )
        async with self._database.read() as connection:
            rows = await connection.execute(
                select(c.incoming)
                .join(newest, c.seq == newest.c.seq)
                .order_by(c.seq.desc())
                .limit(limit)
            )
            return [Incoming.model_validate(row.incoming) for row in rows]

    async def answer(self, delivery_id: str) -> tuple[Reply, ...]:
        """What was answered to a delivery; empty when nothing was, or it is not known."""
        c = deliveries.c
        async with self._database.read() as connection:
            replies = await connection.scalar(
                select(c.replies).where(c.delivery_id == key(delivery_id))
            )
        return REPLIES.validate_python(replies or ())

    async def state(
        self, conversation: str, person: str, *, private: bool = False
    ) -> dict[str, Any]:
        """What this person's last turn in the conversation kept; empty at first.

        Args:
            private: it is their direct messages. What they asked aloud and were answered there
                belongs to it, too: the question they see last is the one they answer. A thread
                that only begins goes on with the last of the others: who was asked in a thread may
                answer below it.
        """
        c = deliveries.c
        mine = select(c.conversation, c.delivery_id, c.incoming, c.state, c.replies).where(
            c.person == key(person), c.replies.is_not(None)
        )
        if not private:
            mine = mine.where(c.conversation == key(conversation))
        async with self._database.read() as connection:
            rows = await connection.execute(
                mine.order_by(c.seq.desc()).limit(_LOOKED_BACK if private else 1)
            )
            newest = list(rows)
            begun = not private or await connection.scalar(
                select(c.seq)
                .where(c.conversation == key(conversation), c.replies.is_not(None))
                .limit(1)
            )
        for row in newest:
            here = row.conversation == key(conversation) or _only_theirs(row.replies)
            if here or (not begun and _private(row)):
                return dict(row.state or {})
        return {}


def _only_theirs(replies: list[dict[str, Any]]) -> bool:
    return any(reply["audience"] != "everyone" for reply in replies)


def _private(row: Any) -> bool:
    """It was said in direct messages; what only shows something (Slack's App Home) is no turn."""
    said = Incoming.model_validate(row.incoming)
    shows = said.unasked and not row.delivery_id.startswith(UNASKED)
    return not said.place.public and not shows
