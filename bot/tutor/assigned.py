"""Work that teachers gave a learner: what is open, told once, and a word when it is done."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import timedelta

from bot.learner.events import Event, Happened, Logged, WorkAssigned, WorkTold
from bot.learner.work import OWN, TEACHERS, Standing, done, group_of, standing, told
from bot.messages import Action, Buttons, Option, Part, Text
from bot.ports import Unstored
from bot.skill import Turn
from bot.tutor.course import course_by_id, parts
from knowledge.course import Course

_SHOW_IT = ("assign", "today")
_ONE_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Given:
    """Work of this learner."""

    course: Course
    work: Standing
    heard: bool
    """They know of it, and of the last reminder."""


async def work_in(turn: Turn, course: str) -> list[Standing]:
    """What was given in a course and holds, what this turn recorded included."""
    events: list[Event] = list(await turn.orders(course, TEACHERS[0]))
    if events or turn.events:
        for type_ in TEACHERS[1:]:
            events += await turn.orders(course, type_)
    return standing([*events, *turn.events], course)


async def to_do(turn: Turn) -> list[Given]:
    """What this learner has to do and hasn't done, what is due first."""
    found: list[Given] = []
    own: Sequence[Logged] | None = None
    for name, role in turn.learner.roles.items():
        if role != "student":
            continue
        every = [each for each in await work_in(turn, name) if not each.over(turn.now)]
        if every and own is None:
            own = await turn.past(OWN)
        course = await course_by_id(turn, name) if every else None
        if course and own is not None:
            heard = told([each.event for each in own])
            found += [
                Given(course, each, each.newest in heard)
                for each in every
                if _open(turn, own, each)
            ]
    return sorted(found, key=lambda each: (each.work.event.until or each.work.event.at).timestamp())


def _open(turn: Turn, own: Sequence[Logged], work: Standing) -> bool:
    group = group_of([each.event for each in own], work.event.course)
    mine = work.is_for(turn.learner.id, group)
    happened: list[Happened] = [*own, *(Unstored(turn.now, event) for event in turn.events)]
    return mine and done(happened, work.event) is None


# ---- in words --------------------------------------------------------------------------------


def words(turn: Turn, course: Course, event: WorkAssigned) -> str:
    """ "quiz on 6 Learning, by Friday, Nov 27" """
    place = parts(course, event.sections)
    if event.what == "quiz":
        said = turn._("quiz on {topic}", topic=place)
    else:
        said = turn._("reading: {topic}", topic=place)
    if event.until is None:
        return said
    day = (event.until - _ONE_SECOND).astimezone(turn.zone).date()
    named = f"{turn.translator.weekday(day)}, {turn.translator.day(day)}"
    if event.until <= turn.now:
        return turn._("{what} (was due {day})", what=said, day=named)
    return turn._("{what}, by {day}", what=said, day=named)


def begins(turn: Turn, given: Given) -> Option:
    """The button that begins it."""
    event = given.work.event
    label = turn._("Start the quiz") if event.what == "quiz" else turn._("Read it")
    action = Action(name="assign.do", args={"id": event.id, "course": event.course})
    return Option(label=label, action=action)


# ---- beside other things ---------------------------------------------------------------------


async def with_work(
    turn: Turn, rest: AsyncGenerator[Part, None], skill: str
) -> AsyncGenerator[Part, None]:
    """The parts of a reply, after news about work; and after them, that something is done. Never
    where others read.

    Args:
        skill: whose reply it is; some show all work themselves.
    """
    before = [] if turn.incoming.place.public else await to_do(turn)
    if skill not in _SHOW_IT:
        for part in news(turn, before):
            yield part
    async with aclosing(rest):
        async for part in rest:
            yield part
    if before and any(event.type == "quiz_ended" for event in turn.events):
        left = {each.work.id for each in await to_do(turn)}
        for each in before:
            if each.work.id not in left:
                yield finished(turn)


def finished(turn: Turn) -> Text:
    return Text(markdown=turn._("That was what your teacher gave you, and it's done."))


def news(turn: Turn, given: Sequence[Given]) -> list[Part]:
    """What they haven't heard of; that they hear it now is recorded."""
    new = [each for each in given if not each.heard]
    if not new:
        return []
    turn.record(WorkTold(names=tuple(each.work.newest for each in new)))
    return told_parts(turn, new)


def told_parts(turn: Turn, new: Sequence[Given]) -> list[Part]:
    lead = turn._("From your teacher:")
    if any(each.work.reminders for each in new):
        lead = turn._("Your teacher reminds you:")
    lines = [f"- {words(turn, each.course, each.work.event)}" for each in new]
    options = tuple(begins(turn, each) for each in new)
    shown = Buttons(options=options if len(new) == 1 else (_list(turn),), beside_answer=True)
    return [Text(markdown="\n".join([lead, *lines])), shown]


def _list(turn: Turn) -> Option:
    return Option(label=turn._("Show me"), action=Action(name="assign.mine"))
