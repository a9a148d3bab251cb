"""What a teacher set for a class, as it meets its students."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from copy import deepcopy
from datetime import datetime, time
from typing import Any

from bot.learner.class_settings import EVENT, ClassSettings, Hours, Pause, class_settings
from bot.learner.model import Preferences
from bot.messages import Part, Text
from bot.skill import Skill, Turn
from bot.tutor.course import course_by_id


async def settings_of(turn: Turn, course: str) -> ClassSettings:
    """What holds in a course, with what this turn changed."""
    return class_settings([*await turn.orders(course, EVENT), *turn.events], course)


async def own_preferences(turn: Turn, course: str) -> Preferences:
    """The learner's, and their teacher's where they didn't say."""
    settings = await settings_of(turn, course)
    own = turn.learner.preferences
    return own.model_copy(update={"reading_level": settings.level_for(own)})


async def while_open(
    turn: Turn, skill: Skill, parts: AsyncGenerator[Part, None], state: dict[str, Any]
) -> AsyncGenerator[Part, None]:
    """The parts of a reply; to a student whose teacher paused the bot, or outside of its hours, a
    line about that instead. What is for oneself works on.

    Args:
        state: what the conversation keeps then.
    """
    said = "" if skill.always else await _shut(turn)
    if not said:
        async with aclosing(parts):
            async for part in parts:
                yield part
        return
    turn.state = deepcopy(state)
    if not turn.incoming.unasked:
        yield Text(markdown=said)


async def _shut(turn: Turn) -> str:
    """Why they aren't answered now; empty when they are."""
    action = turn.incoming.action
    course = (action.args.get("course") if action else "") or turn.learner.course or ""
    if turn.learner.roles.get(course) != "student":
        return ""
    settings = await settings_of(turn, course)
    pause = settings.paused(turn.now)
    if pause is None and (settings.hours is None or settings.hours.covers(turn.now)):
        return ""
    found = await course_by_id(turn, course)
    title = found.title if found else course
    if pause:
        return await _paused(turn, course, title, pause)
    assert settings.hours
    opens = settings.hours.opens(turn.now).astimezone(turn.zone)
    return turn._(
        "Your teacher opens me for {course} {hours}. I'm back {when}; what was open is kept for "
        "you.",
        course=title,
        hours=hours_words(turn, settings.hours),
        when=moment(turn, opens),
    )


async def _paused(turn: Turn, course: str, title: str, pause: Pause) -> str:
    teachers = (await turn.classroom.face(course)).teachers
    name = teachers.get(pause.by) or turn._("Your teacher")
    if pause.until is None:
        said = turn._("{name} paused me in {course} for now.", name=name, course=title)
    else:
        said = turn._(
            "{name} paused me in {course} until {when}.",
            name=name,
            course=title,
            when=moment(turn, pause.until.astimezone(turn.zone)),
        )
    kept = turn._("What was open is kept for you. Your own record and settings work as always.")
    return f"{said} {kept}"


# ---- in words --------------------------------------------------------------------------------


def moment(turn: Turn, there: datetime) -> str:
    """ "14:00", "Monday, Nov 30", "Monday, Nov 30, 8:00" """
    at = clock(turn, there.time())
    if there.date() == turn.today:
        return at
    day = f"{turn.translator.weekday(there.date())}, {turn.translator.day(there.date())}"
    return day if there.time() == time() else f"{day}, {at}"


def hours_words(turn: Turn, hours: Hours) -> str:
    said = turn._(
        "from {since} to {until}", since=clock(turn, hours.since), until=clock(turn, hours.until)
    )
    if not hours.days:
        return said
    if hours.days == (0, 1, 2, 3, 4):
        return turn._("{hours}, Monday to Friday", hours=said)
    week = [datetime(2026, 11, 23 + day).date() for day in hours.days]
    named = turn.translator.listed([turn.translator.weekday(day) for day in week])
    return turn._("{hours} on {days}", hours=said, days=named)


def clock(turn: Turn, at: time) -> str:
    from babel.dates import format_time

    locale = turn.translator.language.replace("-", "_")
    return str(format_time(at, "short", locale=locale)).replace("\u202f", " ")
