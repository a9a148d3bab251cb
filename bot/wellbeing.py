"""Breaks and daily limits: what is good for a learner beyond the next question.

A break is suggested once a sitting. A limit is said once a day; from then on nothing new begins
(questions are still answered). Who set the limit themselves may go on anyway.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.learner.activity import minutes_by_day, sittings, stretch
from bot.learner.events import BreakSuggested, LimitReached
from bot.messages import Action, Buttons, Option, Part, Text
from bot.skill import Turn

_LOOKS_BACK = timedelta(hours=8)
_WORK = frozenset(("question_asked", "item_opened", "hint_given", "attempt_made", "reviewed"))


@dataclass(frozen=True, slots=True)
class Limit:
    """The day's limit, reached."""

    minutes: int
    set_by: Literal["learner", "teacher"]


async def cared_for(turn: Turn, parts: AsyncGenerator[Part, None]) -> AsyncGenerator[Part, None]:
    """The parts of a reply, and a word about a break or the day's limit after them."""
    async with aclosing(parts):
        async for part in parts:
            yield part
    if not _WORK.isdisjoint(event.type for event in turn.events):
        note = await _limit_note(turn) or await _break_note(turn)
        if note:
            yield Text(markdown=note)


async def limit(turn: Turn) -> Limit | None:
    """The day's limit when it is reached and wasn't extended; None when they may go on."""
    wanted = await _limit_set(turn)
    if wanted is None or await _minutes_today(turn) < wanted.minutes:
        return None
    said = [each.event for each in await turn.past(("limit_reached",), since=_midnight(turn))]
    extended = any(isinstance(event, LimitReached) and event.extended for event in said)
    return None if extended and wanted.set_by == "learner" else wanted


def over(turn: Turn, reached: Limit) -> list[Part]:
    """Instead of something new."""
    if reached.set_by == "teacher":
        return [
            Text(
                markdown=turn.n(
                    "Your teacher set {count} minute of practice a day, and today's is used. I "
                    "still answer questions; the rest goes on tomorrow.",
                    "Your teacher set {count} minutes of practice a day, and today's are used. I "
                    "still answer questions; the rest goes on tomorrow.",
                    reached.minutes,
                )
            )
        ]
    said = turn.n(
        "You wanted to stop after {count} minute a day, and that's reached.",
        "You wanted to stop after {count} minutes a day, and that's reached.",
        reached.minutes,
    )
    more = Option(label=turn._("Go on for today"), action=Action(name="settings.more"))
    return [Text(markdown=said), Buttons(options=(more,))]


async def _limit_set(turn: Turn) -> Limit | None:
    """The tighter of the learner's own and their teacher's."""
    own = turn.learner.preferences.daily_minutes
    steering = await turn.steering(turn.learner.course) if turn.learner.course else None
    theirs = steering.daily_minutes if steering else None
    if theirs is not None and (own is None or theirs <= own):
        return Limit(theirs, "teacher")
    return Limit(own, "learner") if own is not None else None


async def _limit_note(turn: Turn) -> str:
    wanted = await _limit_set(turn)
    if wanted is None or await _minutes_today(turn) < wanted.minutes:
        return ""
    if await turn.past(("limit_reached",), since=_midnight(turn)):
        return ""
    turn.record(LimitReached(minutes=wanted.minutes))
    return turn.n(
        "That makes {count} minute today, the limit that was set. A good place to stop; what's "
        "open waits for you.",
        "That makes {count} minutes today, the limit that was set. A good place to stop; what's "
        "open waits for you.",
        wanted.minutes,
    )


async def _break_note(turn: Turn) -> str:
    after = turn.learner.preferences.break_after
    if after is None:
        return ""
    times = [*await turn.times(turn.now - _LOOKS_BACK), turn.now]
    minutes = round(stretch(times, turn.now))
    if minutes < after:
        return ""
    begun = sittings(times)[-1].begun
    if await turn.past(("break_suggested",), since=begun):
        return ""
    turn.record(BreakSuggested(minutes=minutes))
    return turn.n(
        "You've been at it for {count} minute. Ten minutes away from the screen help what you "
        "learnt to settle; I keep your place.",
        "You've been at it for {count} minutes. Ten minutes away from the screen help what you "
        "learnt to settle; I keep your place.",
        minutes,
    )


async def _minutes_today(turn: Turn) -> float:
    times = [*await turn.times(_midnight(turn)), turn.now]
    return minutes_by_day(times, turn.zone).get(turn.today, 0.0)


def _midnight(turn: Turn) -> datetime:
    day = turn.today
    return datetime(day.year, day.month, day.day, tzinfo=turn.zone)
