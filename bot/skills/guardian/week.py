"""A turn's learner, as a guardian would be told of them."""

from __future__ import annotations

import asyncio

from bot.answering.prepared import graph_of
from bot.guardians import wording
from bot.guardians.digest import EVENTS, CourseView, make
from bot.i18n import Translator
from bot.names import clean_name
from bot.skill import Turn
from bot.tutor.course import course_by_id


async def text(turn: Turn, tr: Translator, student: str) -> str:
    """This week's digest in a guardian's language: exactly what would go."""
    events = await turn.past(EVENTS)
    practised = sorted({str(getattr(each.event, "course", "")) for each in events} - {""})
    views = []
    for name in practised:
        course = await course_by_id(turn, name)
        if course:
            views.append(CourseView(graph_of(course), await turn.known(course)))
    digest = await asyncio.to_thread(make, student, events, views, now=turn.now, zone=turn.zone)
    return wording.text(tr, digest)


def name_of(turn: Turn) -> str:
    """What the learner is called to a guardian; empty when nobody knows."""
    return turn.learner.name or clean_name(turn.incoming.name or "")
