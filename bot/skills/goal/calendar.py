"""`/goal calendar`: goals, check-ins and due reviews for the learner's own calendar."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

from bot.exports.calendar import MEDIA_TYPE, USUAL_MINUTES, Entry, dump
from bot.goals import going
from bot.messages import Action, Buttons, File, Option, Part, Text
from bot.skill import Turn
from bot.skills.goal import calendar_link
from bot.skills.goal.setting import zone_known
from bot.tutor.course import course_by_id, course_of
from bot.tutor.goals import capital, own_goals, reminds, title

_AHEAD = timedelta(days=60)
"""Reviews further off than this change too much to be written down."""


def ordered(turn: Turn, which: str) -> AsyncIterator[Part]:
    """``/goal calendar``, ``/goal calendar link``, ``/goal calendar revoke``"""
    if re.search("stop|revo", which):
        return calendar_link.revoke(turn)
    if re.search("new|nuev", which):
        return calendar_link.renew(turn)
    return calendar_link.show(turn) if which else export(turn)


async def feed(turn: Turn) -> AsyncIterator[Part]:
    """What a calendar program gets that asks for it again and again."""
    yield _file(turn, await _entries(turn))


async def export(turn: Turn) -> AsyncIterator[Part]:
    """A file; what is in it follows the learner's zone."""
    entries = await _entries(turn)
    if not entries:
        yield Text(
            markdown=turn._("There is nothing for a calendar yet: no goal, and no review due.")
        )
        return
    where = turn._("The times are those of {zone}.", zone=turn.zone.key)
    if not zone_known(turn):
        where = turn._(
            "The times are in UTC, because I don't know where you are: “/settings zone Madrid” "
            "tells me."
        )
    said = turn._(
        "Your goals and reviews for your calendar. Open the file, and your calendar takes them "
        "in; a newer file replaces what is in there."
    )
    yield Text(markdown=f"{said} {where}")
    yield _file(turn, entries)
    if turn.calendar_link.possible:
        link = Option(label=turn._("A link that keeps up"), action=Action(name="goal.link"))
        yield Buttons(options=(link,))


def _file(turn: Turn, entries: Sequence[Entry]) -> File:
    name = turn._("Studylamp goals")
    data = dump(entries, name=name, zone=turn.zone, now=turn.now)
    return File(name="studylamp.ics", media_type=MEDIA_TYPE, data=data)


async def _entries(turn: Turn) -> list[Entry]:
    return [*await _goals(turn), *await _reviews(turn)]


async def _goals(turn: Turn) -> list[Entry]:
    entries = []
    for goal in going(await own_goals(turn), turn.today):
        terms = goal.terms
        name = capital(title(turn, terms, await course_by_id(turn, goal.course)))
        if terms.rhythm and not goal.paused:
            minutes = terms.target if terms.kind == "habit" else USUAL_MINUTES
            said = name if reminds(terms) else turn._("Check-in: {goal}", goal=name)
            entries.append(
                Entry(
                    id=goal.id, title=said, rhythm=terms.rhythm, note=terms.reason, minutes=minutes
                )
            )
        if terms.due and not reminds(terms):
            due = turn._("Last day: {goal}", goal=name)
            entries.append(Entry(id=f"{goal.id}-due", title=due, day=terms.due, note=terms.reason))
    return entries


async def _reviews(turn: Turn) -> list[Entry]:
    """One entry a day on which cards fall due; what is overdue is today's."""
    course = await course_of(turn)
    if course is None:
        return []
    known = await turn.known(course)
    days = Counter(
        max(card.due.astimezone(turn.zone).date(), turn.today)
        for key, card in known.model.cards.items()
        if key.course == course.id
    )
    return [
        Entry(
            id=f"review-{course.id}-{day.isoformat()}",
            title=turn.n("Review: {count} card", "Review: {count} cards", count),
            day=day,
            note=course.title,
        )
        for day, count in sorted(days.items())
        if day <= turn.today + _AHEAD
    ]
