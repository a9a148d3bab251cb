"""Codes by which a teacher lets somebody at the command line approve a pilot."""

from __future__ import annotations

from collections.abc import Iterable

from bot.fingerprint import fingerprint
from bot.learner.events import Logged, PilotCodeMade, RoleGranted
from bot.learner.membership import roles
from bot.learner.roles import may
from bot.pilot.plan import Pilot


def teacher_of_code(pilot: Pilot, events: Iterable[Logged], code: str) -> str | None:
    """Id of the teacher whose code this is; None when it is nobody's, not the newest any more, or
    they may not decide about the course any more.

    Args:
        events: everybody's `PilotCodeMade` and `RoleGranted` in the course, oldest first.
    """
    every = list(events)
    made = [e for e in every if isinstance(e.event, PilotCodeMade) and e.event.pilot == pilot.id]
    newest = made[-1] if made else None
    if newest is None or not isinstance(newest.event, PilotCodeMade):
        return None
    if newest.event.print != fingerprint(code):
        return None
    granted = [
        each.event
        for each in every
        if each.learner_id == newest.learner_id and isinstance(each.event, RoleGranted)
    ]
    return newest.learner_id if may(roles(granted).get(pilot.plan.course), "steer") else None
