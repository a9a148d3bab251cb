"""Rosters: who is to be in a class, and those of them who are here already."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.fingerprint import fingerprint
from bot.learner.events import Event, Grouped, RoleGranted
from bot.learner.membership import CODE_LETTERS, EVENTS, class_list
from bot.learner.store import log
from bot.learner.store.database import Database
from bot.learner.store.tables import identities, names, roster
from bot.learner.store.uncancelled import uncancelled
from bot.rosters import Entry

_CODE_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Changes:
    """What an import does, or would do."""

    new: int
    """People who weren't on the roster."""
    changed: int
    """Whose name, role or group is another one now."""
    same: int
    here: int
    """Of all of them, those who have joined already."""


@dataclass(slots=True)
class _Plan:
    new: list[dict[str, Any]]
    changed: list[dict[str, Any]]
    events: list[tuple[str, Event]]
    called: dict[str, str]
    same: int = 0
    here: int = 0

    @property
    def changes(self) -> Changes:
        return Changes(len(self.new), len(self.changed), self.same, self.here)


@uncancelled
class Rosters:
    """Takes in what a file lists."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def compare(self, course: str, entries: Sequence[Entry]) -> Changes:
        """What `take_in` would do."""
        async with self._database.read() as connection:
            return (await self._plan(connection, course, entries, by="")).changes

    async def take_in(self, course: str, entries: Sequence[Entry], by: str) -> Changes:
        """Put them on the course's roster, all or nothing. Who is here already joins at once, or
        gets their new role and group; nobody is taken off.

        Args:
            by: a learner's id, or ``installer``.
        """
        async with self._database.write() as connection:
            plan = await self._plan(connection, course, entries, by)
            now = self._clock()
            if plan.new:
                await connection.execute(insert(roster), plan.new)
            if plan.changed:
                changed: dict[str, Any] = {
                    name: bindparam(f"new_{name}") for name in ("name", "role", "group", "also")
                }
                await connection.execute(
                    update(roster)
                    .where(roster.c.seq == bindparam("which"))
                    .values(**changed, learner_id=bindparam("whose")),
                    [
                        {"which": row["seq"], "whose": row["learner_id"]}
                        | {f"new_{name}": row[name] for name in changed}
                        for row in plan.changed
                    ],
                )
            if plan.events:
                events = [(whose, now, event) for whose, event in plan.events]
                await log.append_all(connection, events, recorded_at=now)
            if plan.called:
                new = self._database.insert(names)
                await connection.execute(
                    new.on_conflict_do_update(
                        index_elements=["learner_id"],
                        set_={"name": new.excluded.name, "told_by": new.excluded.told_by},
                    ),
                    [
                        {"learner_id": learner, "name": name, "told_by": "roster"}
                        for learner, name in plan.called.items()
                    ],
                )
        return plan.changes

    async def _plan(
        self, connection: AsyncConnection, course: str, entries: Sequence[Entry], by: str
    ) -> _Plan:
        rows = await connection.execute(select(roster).where(roster.c.course == course))
        listed = {
            key: row._asdict() for row in rows for key in (row.entry, row.also) if key is not None
        }
        events = [each async for each in log.stream_now(connection, types=EVENTS)]
        members = {m.learner: m for m in class_list(course, events, {}).members}
        known = _by_print(await connection.execute(select(identities)))
        plan = _Plan([], [], [], {})
        for entry in entries:
            keys = [key for key in (entry.key, entry.also) if key]
            before = next((listed[key] for key in keys if key in listed), None)
            learner = before["learner_id"] if before else None
            learner = learner or next((known[key] for key in keys if key in known), None)
            row = {
                "name": entry.name, "role": entry.role, "group": entry.group, "also": entry.also,
                "learner_id": learner,
            }  # fmt: skip
            if before is None:
                code = "".join(secrets.choice(CODE_LETTERS) for _ in range(_CODE_LENGTH))
                own = {"course": course, "entry": entry.key, "code": code, "by": by}
                plan.new.append({**own, **row})
            elif any(before[name] != value for name, value in row.items() if name != "also"):
                plan.changed.append({"seq": before["seq"], **row})
            else:
                plan.same += 1
            if learner:
                plan.here += 1
                member = members.get(learner)
                plan.called[learner] = entry.name
                if member is None or member.role != entry.role:
                    granted = RoleGranted(course=course, role=entry.role, by=by, way="roster")
                    plan.events.append((learner, granted))
                if entry.group and (member is None or member.group != entry.group):
                    group = Grouped(course=course, group=entry.group, by=by)
                    plan.events.append((learner, group))
        return plan


def _by_print(rows: Iterable[Any]) -> dict[str, str]:
    """Learners by the fingerprints of their platforms' ids, whole and without the platform."""
    found = {}
    for row in rows:
        found[fingerprint(row.person.rpartition(":")[2])] = row.learner_id
        found[fingerprint(row.person)] = row.learner_id
    return found
