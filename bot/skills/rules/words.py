"""How the bot works in a class, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.i18n import N_
from bot.learner.class_settings import EVENT, ClassSettings
from bot.skill import Turn
from bot.skills.rules.read import Wrong
from bot.tutor.class_rules import hours_words, moment
from knowledge.course import Course

TONES = {"warm": N_("warm"), "plain": N_("matter-of-fact"), "formal": N_("formal")}
LEVELS = {
    "off": N_("as each student likes"),
    "plain": N_("simple words"),
    "standard": N_("usual words"),
    "advanced": N_("technical words"),
}
OUTSIDE = {
    "other_courses": N_("say which other course has it"),
    "refuse": N_("only say that it isn't in the course"),
}


def named(turn: Turn, names: Mapping[str, str]) -> dict[str, str]:
    return {key: turn._(text) for key, text in names.items()}


async def standing(turn: Turn, course: Course, settings: ClassSettings) -> str:
    pause = settings.paused(turn.now)
    if pause is None:
        state = turn._("not paused")
    elif pause.until:
        until = moment(turn, pause.until.astimezone(turn.zone))
        state = turn._("paused until {when}", when=until)
    else:
        state = turn._("paused until a teacher ends it")
    hours = settings.hours
    level = turn._(LEVELS[settings.reading_level or "off"])
    lines = [
        turn._("How I work with the students of {course}:", course=course.title),
        f"- {turn._('answering')}: {state}",
        f"- {turn._('hours')}: {hours_words(turn, hours) if hours else turn._('always')}",
        f"- {turn._('tone')}: {turn._(TONES[settings.tone])}",
        f"- {turn._('reading level')}: {level}",
        f"- {turn._('questions outside the course')}: {turn._(OUTSIDE[settings.outside])}",
    ]
    if last := await _last(turn, course):
        lines += ["", last]
    return "\n".join(lines)


async def _last(turn: Turn, course: Course) -> str:
    """Who changed something last, for who sees the class."""
    if not turn.may(course.id, "see"):
        return ""
    changes = await turn.class_record(course.id, (EVENT, "help_ruled"))
    if not changes:
        return ""
    people = await turn.classroom.people(course.id)
    name = people.names.get(changes[-1].learner_id) or f"#{changes[-1].learner_id[:6]}"
    there = changes[-1].at.astimezone(turn.zone)
    return turn._(
        "Changed last by {name}, {day}.", name=name, day=turn.translator.day(there.date())
    )


def hours_field(turn: Turn, settings: ClassSettings) -> str:
    """As it is typed."""
    hours = settings.hours
    if hours is None:
        return ""
    said = f"{hours.since:%H:%M}–{hours.until:%H:%M}"
    if hours.days == (0, 1, 2, 3, 4):
        return f"{said} {turn._('on weekdays')}"
    week = [date(2026, 11, 23 + day) for day in hours.days]
    return " ".join([said, *(turn.translator.weekday(day) for day in week)])


def wrong(turn: Turn, wish: Wrong) -> str:
    match wish.name:
        case "pause" if wish.trouble == "over":
            return turn._("That would be over before it begins.")
        case "pause":
            return turn._(
                "Until when? For example: “/rules pause until Monday”, “/rules pause for 2 hours”, "
                "or only “/rules pause”."
            )
        case "hours":
            return turn._(
                "From when to when, on one day? For example: “/rules hours 8:00 to 16:00 on "
                "weekdays”, or “/rules hours off”."
            )
        case "tone":
            return turn._("There are these tones: warm, plain, formal. “/rules tone formal”")
        case "reading_level":
            return turn._(
                "There are these levels: plain, standard, advanced, or off. “/rules reading plain”"
            )
        case _:
            return turn._("Either “/rules topics course only” or “/rules topics other courses”.")
