"""Goals in words: what one is called, how far it is, when it comes up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.answering.prepared import graph_of
from bot.goals import EVENTS, Goal, goals_of
from bot.goals.evidence import LEARNING, Evidence, Record, begin_of_week, evidence, record
from bot.i18n import N_
from bot.learner.events import GoalTerms
from bot.learner.rhythm import Rhythm
from bot.messages import Moment
from bot.planning import mastered
from bot.ports import Unstored
from bot.skill import Turn
from bot.tutor.course import course_by_id, parts
from knowledge.course import Course

_DAYS = (
    N_("Mondays"),
    N_("Tuesdays"),
    N_("Wednesdays"),
    N_("Thursdays"),
    N_("Fridays"),
    N_("Saturdays"),
    N_("Sundays"),
)
_NAMED = 3
"""Concepts named as still open."""


@dataclass(frozen=True, slots=True)
class Look:
    """A goal, and how far it is now."""

    goal: Goal
    course: Course | None
    """None when it is gone."""
    evidence: Evidence


async def own_goals(turn: Turn) -> tuple[Goal, ...]:
    """The learner's goals with what this turn recorded, in the order in which they were set."""
    past = await turn.past(EVENTS)
    return goals_of([*past, *(Unstored(turn.now, event) for event in turn.events)])


async def looks(turn: Turn, goals: Iterable[Goal]) -> list[Look]:
    """Each with its evidence."""
    found, weeks = [], dict[str, Record]()
    for goal in goals:
        if goal.course not in weeks:
            weeks[goal.course] = await _week(turn, goal.course)
        found.append(await _look(turn, goal, weeks[goal.course]))
    return found


async def look(turn: Turn, goal: Goal) -> Look:
    return (await looks(turn, [goal]))[0]


async def _look(turn: Turn, goal: Goal, week: Record) -> Look:
    course = await course_by_id(turn, goal.course)
    return Look(goal, course, await evidence_of(turn, course, goal.terms, week))


async def evidence_of(
    turn: Turn, course: Course | None, terms: GoalTerms, week: Record | None = None
) -> Evidence:
    """How far what the terms say is."""
    week = week or await _week(turn, course.id if course else "")
    if course is None:
        return evidence(terms, None, lambda _concept: False, week, turn.today)
    known = await turn.known(course)

    def solid(concept: str) -> bool:
        return mastered(known.belief(course.id, concept, turn.now))

    return evidence(terms, graph_of(course), solid, week, turn.today)


async def _week(turn: Turn, course: str) -> Record:
    monday = begin_of_week(turn.today)
    since = datetime(monday.year, monday.month, monday.day, tzinfo=turn.zone)
    return record(await turn.past(LEARNING, since=since), course, turn.zone)


# ---- in words ------------------------------------------------------------------------------


def title(turn: Turn, terms: GoalTerms, course: Course | None) -> str:
    """ "finish 6 Learning", "20 minutes on Tuesdays and Thursdays at 18:00", or in their words."""
    if terms.one_day:
        return terms.words
    about = parts(course, terms.sections) if course and terms.sections else ""
    match terms.kind:
        case "sections" if about:
            return turn._("finish {what}", what=about)
        case "exam":
            what = about or (course.title if course else "")
            return turn._("be ready for the exam on {what}", what=what) if what else terms.words
        case "items":
            return turn.n("{count} answer a week", "{count} answers a week", terms.target)
        case "minutes":
            return turn.n(
                "{count} minute of practice a week",
                "{count} minutes of practice a week",
                terms.target,
            )
        case "habit" if terms.rhythm:
            return turn.n(
                "{count} minute of practice {when}",
                "{count} minutes of practice {when}",
                terms.target,
                when=rhythm_words(turn, terms.rhythm, clock=False),
            )
    return terms.words


def dated(turn: Turn, terms: GoalTerms, course: Course | None) -> str:
    """The title with its day, if it has one."""
    named = title(turn, terms, course)
    if terms.due is None or terms.one_day:
        return named
    return turn._("{goal}, by {day}", goal=named, day=turn.translator.day(terms.due))


def is_once(rhythm: Rhythm | None) -> bool:
    return rhythm is not None and rhythm.until == rhythm.starts


def reminds(terms: GoalTerms) -> bool:
    """What comes up is the time for it, and no look back at it."""
    return terms.kind == "habit" or terms.one_day


def measured(terms: GoalTerms) -> bool:
    """By concepts, so that it can be seen to be reached."""
    return terms.kind in ("sections", "mastery", "exam")


def rhythm_words(turn: Turn, rhythm: Rhythm, *, clock: bool = True) -> str:
    """ "on Fridays at 17:00" """
    at = f"{rhythm.at:%H:%M}"
    if is_once(rhythm):
        day = turn.translator.day(rhythm.starts)
        return turn._("on {day} at {time}", day=day, time=at)
    if not rhythm.days or len(rhythm.days) == 7:
        return turn._("every day at {time}", time=at) if clock else turn._("every day")
    if rhythm.days == (0, 1, 2, 3, 4) and rhythm.every_weeks == 1:
        return turn._("on weekdays at {time}", time=at) if clock else turn._("on weekdays")
    days = turn.translator.listed([turn._(_DAYS[day]) for day in rhythm.days])
    if rhythm.every_weeks > 1:
        return turn.n(
            "every week on {days} at {time}",
            "every {count} weeks on {days} at {time}",
            rhythm.every_weeks,
            days=days,
            time=at,
        )
    return (
        turn._("on {days} at {time}", days=days, time=at)
        if clock
        else turn._("on {days}", days=days)
    )


def moment(turn: Turn, at: datetime) -> Moment:
    """ "Fri, Nov 27, 17:00" where the learner is, for platforms that show moments themselves."""
    local = at.astimezone(turn.zone)
    weekday = turn.translator.day(local.date(), weekday=True)
    return Moment(words=f"{weekday}, {turn.translator.day(local.date())}, {local:%H:%M}", at=at)


def far(turn: Turn, goal: Goal, found: Evidence) -> str:
    """ "3 of 5 concepts are solid. 12 minutes of practice this week." """
    said = counted(turn, goal.terms, found)
    match goal.terms.kind:
        case "own":
            return _as_told(turn, goal)
        case "minutes":
            return said
    if not found.minutes:
        return said
    minutes = turn.n(
        "{count} minute of practice this week.",
        "{count} minutes of practice this week.",
        found.minutes,
    )
    return f"{said} {minutes}".strip()


def counted(turn: Turn, terms: GoalTerms, found: Evidence) -> str:
    """How far it is in its own measure; empty when it has none."""
    done, of = found.done, found.of
    if not found.measured:
        return ""
    match terms.kind:
        case "minutes":
            return turn.n(
                "{done} of {count} minute this week.",
                "{done} of {count} minutes this week.",
                of,
                done=done,
            )
        case "items":
            return turn.n(
                "{done} of {count} answer this week.",
                "{done} of {count} answers this week.",
                of,
                done=done,
            )
        case "habit":
            return turn.n(
                "{done} of {count} day this week.",
                "{done} of {count} days this week.",
                of,
                done=done,
            )
        case "sections":
            return turn.n(
                "{done} of {count} section is solid.",
                "{done} of {count} sections are solid.",
                of,
                done=done,
            )
    return turn.n(
        "{done} of {count} concept is solid.",
        "{done} of {count} concepts are solid.",
        of,
        done=done,
    )


def _as_told(turn: Turn, goal: Goal) -> str:
    """The learner's last word on a goal that nothing else tells about."""
    if not goal.answers:
        return "" if goal.terms.one_day else turn._("Only you can tell how far it is.")
    at, answer = goal.answers[-1]
    day = turn.translator.day(at.astimezone(turn.zone).date())
    match answer:
        case "done":
            return turn._("On {day} you said: done.", day=day)
        case "some":
            return turn._("On {day} you said: some of it.", day=day)
        case "not_yet":
            return turn._("On {day} you said: not yet.", day=day)
    return turn._("On {day} you wrote about it.", day=day)


def still_open(turn: Turn, found: Evidence) -> str:
    """ "Still to do: *shaping*, *schedules*." Empty when nothing is known to be."""
    if not found.left:
        return ""
    names = [f"*{node.title}*" for node in found.left[:_NAMED]]
    more = len(found.left) - len(names)
    if more > 0:
        names.append(turn.n("{count} more", "{count} more", more))
    return turn._("Still to do: {concepts}.", concepts=turn.translator.listed(names))


def capital(text: str) -> str:
    """As a heading: its first letter large."""
    return text[:1].upper() + text[1:]
