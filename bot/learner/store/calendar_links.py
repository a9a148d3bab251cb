"""Private links to learners' calendars. A learner has one at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import delete, func, select

from bot.learner.guardians import hashed, new_token
from bot.learner.store import merged
from bot.learner.store.database import Database
from bot.learner.store.tables import calendar_links
from bot.learner.store.uncancelled import uncancelled

_LINK = calendar_links.c


@uncancelled
class CalendarLinks:
    """All access to the table calendar_links."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def renew(self, learner_id: str) -> str:
        """The secret part of a new link; earlier ones open nothing any more."""
        token = new_token()
        new = {"hash": hashed(token), "made_at": self._clock()}
        async with self._database.write() as connection:
            theirs = _LINK.learner_id.in_(merged.ids(learner_id))
            await connection.execute(delete(calendar_links).where(theirs))
            whose = merged.standing(learner_id)
            await connection.execute(calendar_links.insert().values(learner_id=whose, **new))
        return token

    async def revoke(self, learner_id: str) -> bool:
        """Their link opens nothing any more; False when they had none."""
        theirs = delete(calendar_links).where(_LINK.learner_id.in_(merged.ids(learner_id)))
        async with self._database.write() as connection:
            return (await connection.execute(theirs)).rowcount > 0

    async def since(self, learner_id: str) -> datetime | None:
        """When their link was made; None when they have none."""
        made = select(func.max(_LINK.made_at)).where(_LINK.learner_id.in_(merged.ids(learner_id)))
        async with self._database.read() as connection:
            found: datetime | None = await connection.scalar(made)
        return found

    async def owner(self, token: str) -> str | None:
        """Whose calendar a link opens; None for nobody's."""
        found = select(_LINK.learner_id).where(_LINK.hash == hashed(token))
        async with self._database.read() as connection:
            owner: str | None = await connection.scalar(found)
        return owner
