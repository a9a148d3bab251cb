"""A teacher's side: giving work, step by step or in one sentence, and taking it back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from bot.answering.prepared import graph_of
from bot.hygiene import quoted
from bot.learner.events import WorkAssigned, WorkReminded, WorkTakenBack
from bot.learner.membership import ClassList
from bot.messages import Action, Buttons, Choices, Option, Part, Text
from bot.skill import Turn
from bot.skills.assign.read import Nobody, Order, Whom, read, whom
from bot.skills.assign.show import listed, rest_of, said_whom
from bot.tutor.assigned import words as work_words
from bot.tutor.assigned import work_in
from bot.tutor.course import about, parts
from knowledge.course import Course, Section

_Args = Mapping[str, str]
_MOST = 30
"""Pieces of work that hold in a course."""
_GROUPS = 8
_DAY = timedelta(days=1)
_FARTHEST = timedelta(days=300)
"""A day without its year that is farther was meant to be in the past."""


async def given(turn: Turn, course: Course, text: str) -> AsyncIterator[Part]:
    """ "quiz on chapter 6 to group A by Friday" """
    order = read(text, turn.today, turn.translator.language)
    people = await turn.classroom.people(course.id)
    if order is None:
        yield Text(markdown=_usage(turn))
        return
    if refusal := _impossible(turn, course, people, order):
        yield Text(markdown=refusal)
        return
    found = await _understood(turn, course, people, order)
    if isinstance(found, str):
        yield Text(markdown=found)
        return
    event = _event(turn, course, order, *found)
    async for part in _give(turn, course, people, event):
        yield part


def _usage(turn: Turn) -> str:
    return turn._(
        "For example: “/assign quiz on chapter 6 to group A by Friday”, “/assign reading 6.3 to "
        "Ana”."
    )


def _impossible(turn: Turn, course: Course, people: ClassList, order: Order) -> str:
    if not people.students:
        return turn._(
            "Nobody is in the class of {course} yet. “/class code” lets students in.",
            course=course.title,
        )
    if order.impossible:
        return turn._("There is no {day}.", day=order.impossible)
    far = order.day is not None and not turn.today <= order.day <= turn.today + _FARTHEST
    if order.past or (far and order.day):
        day = order.past or turn.translator.full_day(order.day or turn.today)
        return turn._("That day is over, or very far: {day}. By when is it to be done?", day=day)
    return ""


async def _understood(
    turn: Turn, course: Course, people: ClassList, order: Order
) -> tuple[list[Section], Whom] | str:
    """What it is about and for whom, or what isn't clear."""
    problem = ""
    for topic, said in order.splits:
        sections = await about(turn, course, topic) if topic else []
        meant = whom(people, said)
        if sections and isinstance(meant, Whom):
            return sections, meant
        if sections and isinstance(meant, Nobody):
            problem = problem or _nobody(turn, people, meant)
    topic = order.splits[-1][0]
    return problem or (
        turn._("I don't find “{topic}” in {course}.", topic=quoted(topic), course=course.title)
        if topic
        else f"{turn._('On what?')} {_usage(turn)}"
    )


def _nobody(turn: Turn, people: ClassList, meant: Nobody) -> str:
    if meant.several:
        names = turn.translator.listed(meant.several)
        return turn._(
            "“{name}” may be {names}. Say more of the name.", name=meant.said, names=names
        )
    said = turn._("Nobody in the class is “{name}”.", name=quoted(meant.said))
    if people.groups:
        said += " " + turn._("Groups: {groups}.", groups=", ".join(people.groups))
    else:
        said += " " + turn._("There are no groups yet: “/class group A: Ana, Ben” makes one.")
    return said


def _event(
    turn: Turn, course: Course, order: Order, sections: Sequence[Section], to: Whom
) -> WorkAssigned:
    names = tuple(section.id for section in sections)
    return WorkAssigned(
        id=f"{turn.rng.getrandbits(40):010x}",
        course=course.id,
        what=order.what,
        sections=names,
        concepts=tuple(node.id for node in graph_of(course).in_sections(names)),
        questions=order.questions if order.what == "quiz" else None,
        group=to.group,
        learners=to.learners,
        at=turn.now,
        until=(datetime.combine(order.day + _DAY, time(), tzinfo=turn.zone) if order.day else None),
    )


async def _give(
    turn: Turn, course: Course, people: ClassList, event: WorkAssigned
) -> AsyncIterator[Part]:
    standing = [each for each in await work_in(turn, course.id) if not each.over(turn.now)]
    if len(standing) >= _MOST:
        yield Text(
            markdown=turn._(
                "{count} pieces of work are given already. Take one back first: /assign.",
                count=len(standing),
            )
        )
        return
    turn.record(event)
    yield Text(
        markdown=turn._(
            "Given: {what}, to {whom}. They see it when they write next, unasked where that's "
            "possible, and in /today. /assign shows who has done it.",
            what=work_words(turn, course, event),
            whom=said_whom(turn, people, event),
        )
    )
    args = {"id": event.id, "course": course.id}
    back = Option(label=turn._("Take it back"), action=Action(name="assign.back", args=args))
    yield Buttons(options=(back,))


# ---- step by step ----------------------------------------------------------------------------


async def propose(turn: Turn, course: Course, args: _Args) -> AsyncIterator[Part]:
    """From somewhere that knows what it is about: for whom?"""
    people = await turn.classroom.people(course.id)
    sections = _sections(course, args)
    if not sections or not people.students:
        async for part in given(turn, course, ""):
            yield part
        return
    named = [("", turn._("everybody")), *((each, each) for each in people.groups[:_GROUPS])]
    yield Choices(
        prompt=turn._("A quiz on {topic}. For whom?", topic=parts(course, _ids(sections))),
        options=tuple(
            Option(label=label, action=Action(name="assign.whom", args={**args, "g": group}))
            for group, label in named
        ),
    )


async def by_when(turn: Turn, course: Course, args: _Args) -> AsyncIterator[Part]:
    friday = turn.today + timedelta(days=(4 - turn.today.weekday()) % 7 or 7)
    days = (turn.today + _DAY, friday, turn.today + timedelta(days=7))
    options = [
        Option(
            label=f"{turn.translator.weekday(day)}, {turn.translator.day(day)}",
            action=Action(name="assign.give", args={**args, "d": day.isoformat()}),
        )
        for day in sorted(set(days))
    ]
    none = Option(label=turn._("No date"), action=Action(name="assign.give", args={**args}))
    yield Choices(prompt=turn._("By when?"), options=(*options, none))


async def give(turn: Turn, course: Course, args: _Args) -> AsyncIterator[Part]:
    people = await turn.classroom.people(course.id)
    sections, group = _sections(course, args), args.get("g", "")
    try:
        day = date.fromisoformat(args["d"]) if "d" in args else None
    except ValueError:
        day = None
    order = Order("quiz", (("", group),), day, None)
    refusal = _impossible(turn, course, people, order)
    if group and group not in people.groups:
        refusal = refusal or _nobody(turn, people, Nobody(group))
    if refusal or not sections:
        yield Text(markdown=refusal or _usage(turn))
        return
    event = _event(turn, course, order, sections, Whom(group=group))
    async for part in _give(turn, course, people, event):
        yield part


def _sections(course: Course, args: _Args) -> list[Section]:
    names = args.get("s", "").split()
    return [section for section in course.sections() if section.id in names]


def _ids(sections: Sequence[Section]) -> list[str]:
    return [section.id for section in sections]


# ---- afterwards ------------------------------------------------------------------------------


async def take_back(turn: Turn, course: Course, args: _Args) -> AsyncIterator[Part]:
    found = {each.id: each for each in await work_in(turn, course.id)}
    work = found.get(args.get("id", ""))
    if work is None:
        yield Text(markdown=turn._("That is taken back already."))
        return
    turn.record(WorkTakenBack(id=work.id, course=course.id))
    said = turn._("Taken back: {what}.", what=work_words(turn, course, work.event))
    async for part in listed(turn, course, said):
        yield part


async def remind(turn: Turn, course: Course, args: _Args) -> AsyncIterator[Part]:
    """Those who haven't done it hear of it again, once a day at the most."""
    found = {each.id: each for each in await work_in(turn, course.id)}
    work = found.get(args.get("id", ""))
    if work is None:
        yield Text(markdown=turn._("That is taken back already."))
        return
    left = await rest_of(turn, course, work)
    if not left:
        said = turn._("Everybody has done it already.")
    elif work.reminders and turn.now - work.reminders[-1] < _DAY:
        said = turn._("They were reminded less than a day ago; let them have that day.")
    else:
        turn.record(WorkReminded(id=work.id, course=course.id, at=turn.now))
        said = turn.n(
            "I remind {count} student: {what}.",
            "I remind {count} students: {what}.",
            len(left),
            what=work_words(turn, course, work.event),
        )
    yield Text(markdown=said)
