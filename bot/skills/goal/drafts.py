"""From a wish to a goal that can be measured: the part of the course, the target, the rhythm."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from datetime import date, time, timedelta

from bot.answering.prepared import graph_of
from bot.goals.wishes import LONGEST, Wish
from bot.learner.events import GoalTerms, PlanAimed
from bot.learner.rhythm import Rhythm
from bot.skill import Turn
from bot.skills.goal.desk import Draft
from bot.tutor.course import about, listed, named
from knowledge.course import Course, Section

USUAL_TIME = time(17)
_HABIT = 10
"""Minutes of a habit for which nobody named any."""
_MOST = {"habit": 8 * 60, "minutes": 60 * 60, "items": 2_000}
"""More than this is no goal but a slip."""
_FRIDAY = 4
_PREFIX = re.compile(
    r"^(?:the |el |la |los |las )?(?:chapters|sections|units|capitulos|secciones|unidades|temas)\s+"
)
_UP_TO = re.compile(r"\s+(?:through|hasta|until)\s+")


async def drafted(turn: Turn, course: Course, wish: Wish) -> Draft | str:
    """The draft of a wish, or what is wrong with it."""
    if wish.problem:
        return _problem(turn, wish)
    if late := _too_late(turn, course, wish.due):
        return late
    if wish.target and wish.target > _MOST.get(wish.kind, wish.target):
        return turn._(
            "{count} is more than a week holds. What would be a small, sure start?",
            count=wish.target,
        )
    sections, narrow = await _sections(turn, course, wish)
    return Draft(id=secrets.token_hex(4), terms=_terms(turn, course, wish, sections, narrow=narrow))


def drafted_exam(turn: Turn, course: Course, aim: PlanAimed) -> Draft | str:
    """The draft of what a plan works towards, or what is wrong with it."""
    if late := _too_late(turn, course, aim.by):
        return late
    wish = Wish(words=turn._("be ready for the exam"), kind="exam", due=aim.by)
    sections = [section for section in course.sections() if section.id in aim.sections]
    return Draft(id=secrets.token_hex(4), terms=_terms(turn, course, wish, sections, narrow=False))


def _too_late(turn: Turn, course: Course, due: date | None) -> str:
    """What is said of a day on which the course is over."""
    if due is None or course.ends is None or due <= course.ends:
        return ""
    return turn._(
        "{course} ends on {end}, so {day} would be too late. By which day do you want it?",
        course=course.title,
        end=turn.translator.day(course.ends),
        day=turn.translator.day(due),
    )


def _terms(
    turn: Turn, course: Course, wish: Wish, sections: Sequence[Section], *, narrow: bool
) -> GoalTerms:
    kind, target = wish.kind, wish.target or 1
    found = [section.id for section in sections]
    nodes = [node for node in graph_of(course).in_sections(found) if node.items]
    if wish.once or (kind in ("sections", "mastery") and not nodes):
        kind, target = "own", 1
    if kind == "exam" and not found:
        nodes = [node for node in graph_of(course).nodes.values() if node.items]
    if kind in ("mastery", "exam"):
        target = max(1, len(nodes))
    elif kind == "sections":
        target = len({node.section.id for node in nodes})
    elif kind == "habit":
        target = wish.target or _HABIT
    named_ = kind in ("mastery", "exam") and narrow
    return GoalTerms(
        words=wish.words[:LONGEST],
        kind=kind,
        target=target,
        sections=tuple(found),
        concepts=tuple(node.id for node in nodes) if named_ else (),
        due=wish.due,
        rhythm=rhythm_of(wish, turn.today),
    )


def rhythm_of(wish: Wish, today: date) -> Rhythm:
    """As they said it, or what suits: once a week, on the day on which it is due."""
    at, due = wish.at or USUAL_TIME, wish.due
    if wish.once and due:
        return Rhythm(at=at, starts=due, until=due)
    if wish.days:
        return Rhythm(at=at, starts=today, until=due, days=wish.days, every_weeks=wish.every_weeks)
    if due:
        return Rhythm(at=at, starts=today, until=due, days=(due.weekday(),))
    if wish.kind in ("minutes", "items"):
        return Rhythm(at=at, starts=today, days=(_FRIDAY,))
    # Today's weekday, from next week on: somebody who just set a goal isn't asked about it today.
    start = today + timedelta(days=1)
    return Rhythm(at=at, starts=start, days=(today.weekday(),), every_weeks=wish.every_weeks)


async def _sections(turn: Turn, course: Course, wish: Wish) -> tuple[list[Section], bool]:
    """What the topic means in the course, and whether that is narrower than what it says there."""
    topic = _UP_TO.sub(" to ", _PREFIX.sub("", wish.topic))
    if not topic:
        return [], False
    numbered, _ = listed(course, topic)
    if numbered:
        return numbered, False
    found = await about(turn, course, topic)
    whole = any(list(unit.sections) == found for unit in course.units)
    if wish.kind == "own":  # their own words may only happen to touch the course
        return (found if named(course, topic) else []), False
    return (found if whole else found[:1]), True


def _problem(turn: Turn, wish: Wish) -> str:
    match wish.problem:
        case "no_such_day":
            return turn._("There is no “{day}”. Which day do you mean?", day=wish.detail)
        case "over":
            return turn._(
                "“{day}” is over already, and I can't go back in time. Which day do you mean?",
                day=wish.detail,
            )
        case "too_often":
            return turn._(
                "That often would be noise, and you'd stop looking. I can write once a day at "
                "the most: on which days, and at what time?"
            )
        case "no_such_time":
            return turn._("I can't read that time of day. Say it like “at 17:30”.")
        case "somebody_else":
            return turn._(
                "A goal works for the person who sets it, so I keep only your own. They can tell "
                "me theirs. Is there a part in it that is up to you?"
            )
        case "too_long":
            return turn._(
                "That's more than one goal holds. What's the first step of it, in a line?"
            )
    return turn._(
        "What would you like to reach? Say it in your own words, for example: “finish chapter 6 "
        "by Friday” or “20 minutes on Tuesdays and Thursdays at 18:00”."
    )
