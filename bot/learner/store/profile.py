"""A learner as skills see them, computed from the log, so that it can't disagree with it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.learner.events import CourseChosen, PreferencesChanged
from bot.learner.membership import roles
from bot.learner.model import Learner, Preferences
from bot.learner.store import log
from bot.learner.store.tables import names

TYPES = ("learner_joined", "preferences_changed", "course_chosen")
"""Of which the newest event counts."""


async def read(connection: AsyncConnection, learner_id: str) -> Learner:
    latest = await log.latest(connection, learner_id, TYPES)
    granted = await log.read(connection, learner_id, types=("role_granted",))
    rows = await connection.execute(select(names).where(names.c.learner_id == learner_id))
    called = rows.one_or_none()
    newest = {type_: stored.event for type_, stored in latest.items()}
    changed, chosen = newest.get("preferences_changed"), newest.get("course_chosen")
    return Learner(
        id=learner_id,
        preferences=(
            changed.preferences if isinstance(changed, PreferencesChanged) else Preferences()
        ),
        course=chosen.course if isinstance(chosen, CourseChosen) else None,
        name=called.name if called else "",
        on_roster=called is not None and called.told_by == "roster",
        roles=roles(each.event for each in granted),
        new="learner_joined" not in latest,
    )
