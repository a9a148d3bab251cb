"""Workspaces of Slack that installed the app, and installations under way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from bot.learner.store.database import Database
from bot.learner.store.tables import slack_installations as installations
from bot.learner.store.tables import slack_states as states
from bot.learner.store.uncancelled import uncancelled


@uncancelled
class Installations:
    """What it takes to talk to each workspace, as it is given: closed by whoever has the key."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def save(self, team: str, closed: str) -> None:
        """A workspace installed the app, now; an earlier installation is replaced."""
        values = {"closed": closed, "installed_at": self._clock()}
        async with self._database.write() as connection:
            await connection.execute(
                self._database.insert(installations)
                .values(team=team, **values)
                .on_conflict_do_update(index_elements=["team"], set_=values)
            )

    async def replace(self, team: str, old: str, new: str) -> bool:
        """The same installation in other words; False when it isn't what it was any more."""
        c = installations.c
        async with self._database.write() as connection:
            changed = await connection.execute(
                update(installations).where(c.team == team, c.closed == old).values(closed=new)
            )
        return bool(changed.rowcount)

    async def find(self, team: str) -> str | None:
        """None when it isn't installed there."""
        async with self._database.read() as connection:
            found: str | None = await connection.scalar(
                select(installations.c.closed).where(installations.c.team == team)
            )
        return found

    async def all(self) -> dict[str, str]:
        """Every workspace's."""
        c = installations.c
        async with self._database.read() as connection:
            rows = await connection.execute(select(c.team, c.closed).order_by(c.team))
            return {row.team: row.closed for row in rows}

    async def forget(self, team: str, *, before: datetime | None = None) -> bool:
        """It isn't installed there any more.

        Args:
            before: when it was removed; an installation that is newer stays.

        Returns:
            False when there was none.
        """
        gone = delete(installations).where(installations.c.team == team)
        if before:
            gone = gone.where(installations.c.installed_at <= before)
        async with self._database.write() as connection:
            return bool((await connection.execute(gone)).rowcount)

    async def begin(self, state: str, *, lasts: timedelta) -> None:
        """An installation is under way; ``state`` comes back when it is done."""
        now = self._clock()
        async with self._database.write() as connection:
            await connection.execute(delete(states).where(states.c.ends <= now))
            await connection.execute(states.insert().values(state=state, ends=now + lasts))

    async def finish(self, state: str) -> bool:
        """True once, and only in time."""
        c = states.c
        async with self._database.write() as connection:
            found = await connection.execute(
                delete(states).where(c.state == state, c.ends > self._clock())
            )
        return bool(found.rowcount)
