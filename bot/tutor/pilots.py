"""The learner's part in the pilot of a course (bot/pilot), and how they hear of it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from typing import TypeVar

from bot.learner.events import (
    AttemptMade,
    Grouped,
    Happened,
    PilotAssigned,
    PilotPlanned,
    PilotTold,
)
from bot.messages import Action, Buttons, Option, Part, Text
from bot.pilot.assignment import assign_late
from bot.pilot.part import OWN, PilotPart, part_of
from bot.pilot.plan import ORDERS, Pilot, current, pilots
from bot.pilot.say import joined
from bot.pilot.words import arm_words, last_day
from bot.skill import Turn

H = TypeVar("H", bound=Happened)


async def pilots_of(turn: Turn, course: str) -> list[Pilot]:
    """A course's pilots, oldest first; with what this turn recorded."""
    planned = await turn.orders(course, ORDERS[0])
    if not planned:
        return []
    mine = [e for e in turn.events if e.type in ORDERS and getattr(e, "course", "") == course]
    return pilots([*planned, *await turn.orders(course, ORDERS[1]), *mine])


async def part_in(turn: Turn, course: str) -> PilotPart | None:
    """The learner's part in the pilot that is under way in a course; None when there is none."""
    if course not in turn.pilots:
        turn.pilots[course] = await _part(turn, course)
    return turn.pilots[course]


async def _part(turn: Turn, course: str) -> PilotPart | None:
    pilot = current(await pilots_of(turn, course), turn.now)
    if pilot is None:
        return None
    own = [each.event for each in await turn.past(OWN)]
    return part_of(pilot, [*own, *turn.events])


async def only_searches(turn: Turn, course: str, section: str = "") -> bool:
    """The learner's arm gets what a search finds.

    Args:
        section: id of the section that it is about; empty: none, so only a pilot of the whole
            course counts.
    """
    part = await part_in(turn, course)
    return part is not None and part.limit(section, "", turn.now) == "search"


# ---- how they hear of it ---------------------------------------------------------------------


async def with_pilot(turn: Turn, parts: AsyncGenerator[Part, None]) -> AsyncGenerator[Part, None]:
    """The parts of a reply, after a word about a pilot where there is one. Never where others read:
    until somebody could be told, nothing differs for them."""
    if turn.learner.course and not turn.incoming.place.public:
        async for part in _news(turn, turn.learner.course):
            yield part
    async with aclosing(parts):
        async for part in parts:
            yield part


async def _news(turn: Turn, course: str) -> AsyncIterator[Part]:
    part = await part_in(turn, course)
    if part is None or turn.learner.roles.get(course) != "student" or part.left:
        return
    match part.pilot.phase(turn.now):
        case "help" if "pilot" not in part.told:
            part = await joining(turn, part)
            if part.assigned:
                yield Text(markdown=notice(turn, part.pilot.plan))
                yield leave_button(turn, part.pilot)
        case "quiz" if part.takes_part and "quiz" not in part.told:
            told(turn, part.pilot, "quiz")
            if await questions_left(turn, part.pilot):
                yield Text(markdown=invitation(turn, part.pilot.plan))
                yield quiz_button(turn)


async def joining(turn: Turn, part: PilotPart) -> PilotPart:
    """They are being told; who came after the approval is drawn now."""
    plan = part.pilot.plan
    if part.assigned is None:
        groups = [
            each.event
            for each in await turn.past(("grouped",))
            if isinstance(each.event, Grouped) and each.event.course == plan.course
        ]
        earlier = await turn.orders(plan.course, "pilot_assigned")
        mine = [event for event in earlier if isinstance(event, PilotAssigned)]
        group = groups[-1].group if groups else ""
        late = assign_late(plan, turn.learner.id, group, mine)
        if late is None:
            return part
        turn.record(late)
    told(turn, part.pilot, "pilot")
    part = part_of(part.pilot, [*([part.assigned] if part.assigned else []), *turn.events])
    turn.pilots[plan.course] = part
    return part


def told(turn: Turn, pilot: Pilot, about: str) -> None:
    turn.record(
        PilotTold(
            course=pilot.plan.course,
            pilot=pilot.id,
            about="quiz" if about == "quiz" else "pilot",
        )
    )


def notice(turn: Turn, plan: PilotPlanned) -> str:
    """Short and honest: what is done, to whom, what for, and the way out."""
    arms = joined(turn, [arm_words(turn, arm) for arm in plan.arms])
    return turn._(
        "This course is trying out which help works best. Until {day}, chance decides who gets "
        "what ({arms}). From {quiz} on there is a short quiz without help for everybody in it. "
        "What comes out is counted without names. You can stay out of it now or any time, without "
        "giving a reason (/pilot leave); then I help you as usual.",
        arms=arms,
        day=turn.translator.day(last_day(plan.until, turn.zone).date()),
        quiz=turn.translator.day(plan.quiz_since.astimezone(turn.zone).date()),
    )


def invitation(turn: Turn, plan: PilotPlanned) -> str:
    return turn.n(
        "The pilot's quiz is open until {day}: {count} question, without help and without a mark. "
        "While it is open I don't help with these sections' exercises.",
        "The pilot's quiz is open until {day}: {count} questions, without help and without marks. "
        "While it is open I don't help with these sections' exercises.",
        len(plan.quiz),
        day=turn.translator.day(last_day(plan.quiz_until, turn.zone).date()),
    )


def leave_button(turn: Turn, pilot: Pilot) -> Buttons:
    action = Action(name="pilot.leave", args={"pilot": pilot.id})
    return Buttons(
        options=(Option(label=turn._("Leave me out"), action=action),), beside_answer=True
    )


def quiz_button(turn: Turn) -> Buttons:
    begin = Option(label=turn._("Take the quiz"), action=Action(name="pilot.quiz"))
    return Buttons(options=(begin,), beside_answer=True)


async def questions_left(turn: Turn, pilot: Pilot) -> list[str]:
    """Ids of the delayed quiz's items that they haven't answered."""
    made = [
        *[each.event for each in await turn.past(("attempt_made",), since=pilot.plan.quiz_since)],
        *turn.events,
    ]
    done = {e.item for e in made if isinstance(e, AttemptMade) and e.quiz == pilot.id}
    return [item for item in pilot.plan.quiz if item not in done]


async def without_silent(turn: Turn, events: Sequence[H]) -> list[H]:
    """A learner's record without the answers to a delayed quiz that is still open: nothing is said
    about these yet, or who took it could tell who hasn't."""
    silent = [each.event for each in events if each.event.type == "attempt_made"]
    courses = {event.course for event in silent if event.mode == "silent"}
    parts = [await part_in(turn, course) for course in courses]
    open_ = {part.pilot.id for part in parts if part and part.pilot.phase(turn.now) == "quiz"}
    return [each for each in events if getattr(each.event, "quiz", "") not in open_]


async def unsaid(turn: Turn, course: str) -> frozenset[str]:
    """Ids of a course's items of which the same holds."""
    part = await part_in(turn, course)
    is_open = part is not None and part.pilot.phase(turn.now) == "quiz"
    return frozenset(part.pilot.plan.quiz) if part and is_open else frozenset()
