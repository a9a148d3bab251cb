"""`schedule`: what a teacher wants to come at set times, and when there is no school."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

from bot.learner.events import (
    DaysOff,
    Event,
    MessageScheduled,
    MessageUnscheduled,
    ReminderDeclined,
)
from bot.learner.schedules import EVENTS, days_off, standing
from bot.messages import Action, Buttons, Option, Part, Text
from bot.reminders.times import next_occurrence
from bot.skill import Skill, Turn
from bot.skills.schedule.read import Off, Order, Stop, Unclear, read
from bot.skills.schedule.words import clock, stretch, unclear, words
from bot.tutor.course import course_of, no_course
from knowledge.course import Course

_MOST = 20
"""Things that come in one course."""


async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
    course = await course_of(turn)
    if course is None:
        yield no_course(turn)
        return
    if not turn.may(course.id, "steer"):
        yield Text(
            markdown=turn._(
                "Only a teacher of {course} can plan something for the class. For yourself, set a "
                "goal: /goal.",
                course=course.title,
            )
        )
        return
    if not text.strip() or text.strip().lower() in ("list", "lista"):
        yield Text(markdown=await _listed(turn, course))
        return
    local = turn.now.astimezone(turn.zone)
    wish = read(text, turn.today, now=local.time(), language=turn.translator.language)
    match wish:
        case Unclear():
            yield Text(markdown=unclear(turn, wish))
        case Stop():
            yield Text(markdown=await _stop(turn, course, wish.which))
        case Off():
            event = DaysOff(course=course.id, first=wish.first, last=wish.last, off=wish.off)
            turn.record(event)
            yield Text(markdown=await _listed(turn, course))
        case Order():
            yield Text(markdown=await _plan(turn, course, wish))


async def due(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
    """It is time for what a teacher planned; nothing when they took it back."""
    course_id, which = args.get("course", ""), args.get("id", "")
    planned = {event.id: event for event in standing(await _said(turn, course_id), course_id)}
    event = planned.get(which)
    if event is None:
        return
    title = turn.courses.get(course_id).title
    text = turn._("It's time for the quiz that your teacher planned in {course}.", course=title)
    if event.topic:
        text += " " + turn._("It is on {topic}.", topic=event.topic)
    yield Text(markdown=text)
    options = [Option(label=turn._("Start"), action=_action("start", which, course_id))]
    if event.rhythm.until != event.rhythm.starts:
        decline = _action("decline", which, course_id)
        options.append(Option(label=turn._("Don't send me these"), action=decline))
    yield Buttons(options=tuple(options))


async def start(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
    """The quiz that was planned."""
    course_id = args.get("course", "")
    planned = standing(await _said(turn, course_id), course_id)
    topic = next((event.topic for event in planned if event.id == args.get("id")), "")
    turn.learner = turn.learner.model_copy(update={"course": course_id})
    async for part in turn.skill("quiz").run(turn, topic):
        yield part


async def decline(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
    turn.record(ReminderDeclined(name=f"schedule:{args.get('id', '')}"))
    yield Text(markdown=turn._("All right, I won't send you these any more."))


def _action(verb: str, which: str, course: str) -> Action:
    return Action(name=f"schedule.{verb}", args={"id": which, "course": course})


# ---- orders ------------------------------------------------------------------------------------


async def _plan(turn: Turn, course: Course, order: Order) -> str:
    said = await _said(turn, course.id)
    planned = await _planned(turn, course.id)
    same = [each for each in planned if _means(each, order)]
    if same:
        return turn._("That's planned already: {what}.", what=words(turn, same[0]))
    if len(planned) >= _MOST:
        return turn._(
            "There are {count} things planned already. Stop one first: /schedule stop 1.",
            count=_MOST,
        )
    event = MessageScheduled(
        id=f"{turn.rng.getrandbits(40):010x}",
        course=course.id,
        what=order.what,
        topic=order.topic,
        rhythm=order.rhythm,
    )
    turn.record(event)
    lines = [turn._("Planned: {what}.", what=words(turn, event))]
    coming = next_occurrence(order.rhythm, turn.local(days_off(said, course.id)), turn.now)
    if coming is None:
        lines.append(turn._("But all of these days are without school, so it won't come."))
    elif order.what == "quiz":
        lines.append(
            turn._(
                "Everybody gets it then, by their own clock; in their quiet hours it comes as "
                "near to them as it can."
            )
        )
    elif coming.moved == "quiet":
        at = clock(turn, coming.at.astimezone(turn.zone))
        lines.append(turn._("That's in your quiet hours, so it comes at {time}.", time=at))
    lines.append(turn._("/schedule shows what is planned; “/schedule stop 1” takes it back."))
    return "\n".join(lines)


async def _stop(turn: Turn, course: Course, which: str) -> str:
    planned = await _planned(turn, course.id)
    if which.isdigit():
        found = planned[int(which) - 1 : int(which)] if int(which) else []
    else:
        found = [event for event in planned if which in words(turn, event).lower()]
    if len(found) != 1:
        ask = turn._("Which one? Say its number: /schedule stop 1.")
        return f"{ask}\n\n{await _listed(turn, course)}" if planned else await _listed(turn, course)
    turn.record(MessageUnscheduled(id=found[0].id, course=course.id))
    return turn._("Stopped: {what}.", what=words(turn, found[0]))


async def _listed(turn: Turn, course: Course) -> str:
    planned = await _planned(turn, course.id)
    off = days_off(await _said(turn, course.id), course.id)
    off = tuple(each for each in off if each[1] >= turn.today)
    if not planned and not off:
        return turn._(
            "Nothing is planned in {course}. For example: “/schedule summary every Monday at "
            "7:30”, “/schedule quiz on 6.3 on Friday at 9:00”, “/schedule holidays 21 December "
            "to 7 January”.",
            course=course.title,
        )
    lines = []
    if planned:
        lines.append(turn._("Planned in {course}:", course=course.title))
        lines += [f"{number}. {words(turn, event)}" for number, event in enumerate(planned, 1)]
    if off:
        lines += ["", turn._("No school, and no reminders about the course:")]
        lines += [f"- {stretch(turn, *each)}" for each in off]
    return "\n".join(lines).strip()


async def _planned(turn: Turn, course: str) -> list[MessageScheduled]:
    """What is still to come of the class's, and of this teacher's own summaries."""
    past = [each.event for each in await turn.past(("message_scheduled",))]
    mine = {e.id for e in (*past, *turn.events) if isinstance(e, MessageScheduled)}
    return [
        each
        for each in standing(await _said(turn, course), course)
        if (each.rhythm.until is None or each.rhythm.until >= turn.today)
        and (each.what == "quiz" or each.id in mine)
    ]


def _means(event: MessageScheduled, order: Order) -> bool:
    """The order would bring nothing new."""
    begun = {"starts": order.rhythm.starts}
    once = order.rhythm.until is not None
    rhythm = event.rhythm if once else event.rhythm.model_copy(update=begun)
    return (event.what, event.topic, rhythm) == (order.what, order.topic, order.rhythm)


async def _said(turn: Turn, course: str) -> list[Event]:
    """What teachers ordered, this turn included."""
    orders = [event for type_ in EVENTS for event in await turn.orders(course, type_)]
    return [*orders, *turn.events]


SKILL = Skill(
    name="schedule",
    summary="what comes at set times, and days without school",
    usage="/schedule summary every Monday at 7:30",
    run=run,
    act={"due": due, "start": start, "decline": decline},
    audience="you",
    for_teachers=True,
)
