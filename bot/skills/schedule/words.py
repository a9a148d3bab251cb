"""What is planned, in words."""

from __future__ import annotations

from datetime import date, datetime, time

from bot.learner.events import MessageScheduled
from bot.learner.rhythm import Rhythm
from bot.skill import Turn
from bot.skills.schedule.read import Unclear


def words(turn: Turn, event: MessageScheduled) -> str:
    """ "quiz on 6.3, Friday, December 4, 9:00 AM" """
    if event.what == "summary":
        what = turn._("class summary for you")
    elif event.topic:
        what = turn._("quiz on {topic} for the class", topic=event.topic)
    else:
        what = turn._("quiz for the class")
    return f"{what}, {_when(turn, event.rhythm)}"


def _when(turn: Turn, rhythm: Rhythm) -> str:
    at = clock(turn, rhythm.at)
    if rhythm.until == rhythm.starts:
        weekday = turn.translator.weekday(rhythm.starts)
        return f"{weekday}, {turn.translator.full_day(rhythm.starts)}, {at}"
    week = [date(2026, 11, 23 + day) for day in rhythm.days]
    days = turn.translator.listed([turn.translator.weekday(day) for day in week])
    if len(rhythm.days) in (0, 7):
        return turn._("every day at {time}", time=at)
    if rhythm.every_weeks > 1:
        return turn._("every second week on {days} at {time}", days=days, time=at)
    return turn._("every {days} at {time}", days=days, time=at)


def clock(turn: Turn, at: time | datetime) -> str:
    from babel.dates import format_time

    locale = turn.translator.language.replace("-", "_")
    return str(format_time(at, "short", locale=locale)).replace("\u202f", " ")


def stretch(turn: Turn, first: date, last: date) -> str:
    if first == last:
        return turn.translator.full_day(first)
    return turn._(
        "from {first} to {last}",
        first=turn.translator.full_day(first),
        last=turn.translator.full_day(last),
    )


def unclear(turn: Turn, wish: Unclear) -> str:
    """What is wrong with a wish, and how to say it."""
    match wish.trouble:
        case "too_often":
            return turn._("“{said}” is too often. Once a day is the most.", said=wish.said)
        case "no_such_time":
            return turn._("“{said}” is no time of day. For example: 9:00.", said=wish.said)
        case "no_such_day":
            return turn._("There is no {day}. Which day do you mean?", day=wish.said)
        case "over":
            return turn._("That moment is over already. Which day do you mean?")
        case "when":
            return turn._(
                "When? Say a day and a time: “every Monday at 7:30”, or “on Friday at 9:00”. "
                "For holidays, a first and a last day: “21 December to 7 January”."
            )
        case "what":
            return turn._(
                "What shall come? I can send you the class summary, or the class a quiz: "
                "“/schedule summary every Monday at 7:30”, “/schedule quiz on 6.3 on Friday at "
                "9:00”."
            )
