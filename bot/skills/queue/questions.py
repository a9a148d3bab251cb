"""Students' questions that the course doesn't answer: shown, answered, put into the course."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence

from bot.i18n import translator_for
from bot.learner.events import AnswerNoted, QuestionAnswered
from bot.learner.membership import ClassList
from bot.learner.questions import EVENTS, Entry, answers, is_noted, open_questions
from bot.messages import Action, Buttons, Form, FormField, Option, Part, Text
from bot.skill import Turn
from bot.summary.questions import leaders
from bot.tutor.teacher_answers import quotation, shortened
from knowledge.course import Course
from knowledge.supplement import note

_LONGEST = 4_000
_TITLE = 90
_Args = Mapping[str, str]


async def entries(turn: Turn, course: Course) -> list[Entry]:
    events = await turn.class_record(course.id, EVENTS)

    def same(texts: Sequence[str]) -> list[int]:
        return leaders(texts, course.language, turn.retrieval.alike)

    return await asyncio.to_thread(open_questions, events, same)


def show(
    turn: Turn, course: Course, entry: Entry, count: int, lead: str, *, people: ClassList
) -> Iterator[Part]:
    """The question, who asked as far as that may be told, and the nearest section."""
    waiting = turn.n(
        "{count} question waits for your answer.", "{count} questions wait for your answer.", count
    )
    near = next((s.label for s in course.sections() if s.id == entry.section), "")
    lines = [
        lead,
        f"**{waiting}**",
        quotation(shortened(entry.question)),
        _askers(turn, people, entry),
        turn._("Nearest section: {section}", section=near) if near else "",
    ]
    yield Text(markdown="\n\n".join(filter(None, lines)))


def _askers(turn: Turn, people: ClassList, entry: Entry) -> str:
    named = entry.named([each.learner for each in people.students])
    names = [each.label for each in people.students if each.learner in named]
    rest = len(entry.askers) - len(names)
    if not names:
        return turn.n("Asked by {count} student.", "Asked by {count} students.", rest)
    listed = turn.translator.listed(names)
    if not rest:
        return turn._("Asked by {names}.", names=listed)
    return turn.n(
        "Asked by {names}, and {count} student without a name.",
        "Asked by {names}, and {count} students without a name.",
        rest,
        names=listed,
    )


def decisions(turn: Turn, entry: Entry) -> list[Option]:
    args = {"q": entry.id}
    return [
        Option(label=turn._("Answer"), action=Action(name="queue.answer", args=args)),
        Option(label=turn._("Talk about it in class"), action=Action(name="queue.oral", args=args)),
    ]


def ask_answer(turn: Turn, entry: Entry) -> list[Part]:
    """Written as a message or in a form: where each message begins a thread, a form is surer."""
    asked = turn._(
        "Write your answer to “{question}” as one message, and I pass it on.",
        question=shortened(entry.question),
    )
    form = Form(
        title=turn._("Answer the question"),
        fields=(FormField(name="text", label=turn._("Your answer"), kind="text"),),
        submit=Action(name="queue.send", args={"q": entry.id}),
    )
    return [Text(markdown=asked), form]


def answer(turn: Turn, course: Course, entry: Entry, text: str) -> QuestionAnswered:
    """It goes to everybody who asked."""
    given = QuestionAnswered(
        id=secrets.token_hex(6),
        course=course.id,
        keys=entry.keys,
        question=entry.question,
        answer=text[:_LONGEST],
    )
    turn.record(given)
    return given


def passed_on(turn: Turn, course: Course, given: QuestionAnswered, askers: int) -> list[Part]:
    """What to say about an answer, with the one tap that makes it a note."""
    if not given.answer:
        said = turn.n(
            "{count} student hears that you take it up in class.",
            "{count} students hear that you take it up in class.",
            askers,
        )
        return [Text(markdown=said)]
    said = turn.n("{count} student gets it:", "{count} students get it:", askers)
    parts: list[Part] = [Text(markdown=f"{said}\n\n{quotation(given.answer)}")]
    if turn.may(course.id, "add"):
        option = Option(
            label=turn._("Put it into the course"),
            action=Action(name="queue.note", args={"a": given.id}),
        )
        parts.append(Buttons(options=(option,)))
    return parts


async def already(turn: Turn, course: Course, key: str) -> str:
    """What to say about a question that isn't open any more."""
    events = await turn.class_record(course.id, ("question_answered",))
    given = answers([each.event for each in events], key)
    if not given:
        return turn._("That one is decided already.")
    if not given[-1].answer:
        return turn._("Somebody else decided to take that up in class.")
    return f"{turn._('Somebody else answered that:')}\n\n{quotation(given[-1].answer)}"


async def put_into_course(turn: Turn, course: Course, args: _Args) -> AsyncIterator[Part]:
    """The answer becomes a section that everybody finds, with its teacher as the source."""
    if not turn.may(course.id, "add"):
        yield Text(markdown=turn._("Only a teacher of {course} adds to it.", course=course.title))
        return
    events = [each.event for each in await turn.class_record(course.id, EVENTS)]
    given = next(
        (e for e in events if isinstance(e, QuestionAnswered) and e.id == args.get("a")), None
    )
    if given is None or not given.answer:
        yield Text(markdown=turn._("I don't have that answer any more."))
        return
    if is_noted(events, given.id):
        yield Text(markdown=turn._("It's in the course already."))
        return
    name, unit = _title(turn, course, given)
    text = f"{given.question}\n\n{given.answer}"
    await turn.material.note(course, note(name, unit, text))
    turn.record(AnswerNoted(course=course.id, answer=given.id))
    yield Text(
        markdown=turn._(
            "Everybody in {course} finds it now, as “{name}”. /course files takes it out again.",
            course=course.title,
            name=name,
        )
    )


def _title(turn: Turn, course: Course, given: QuestionAnswered) -> tuple[str, str]:
    """Of the note and of where notes stand, in the course's language."""
    own = translator_for(course.language)
    question = " ".join(given.question.split())
    if len(question) > _TITLE:
        question = f"{question[:_TITLE].rsplit(' ', 1)[0]} …"
    day = own.day(turn.today)
    name = own.gettext("From your teacher, {day}: {question}", day=day, question=question)
    return name, own.gettext("From your teacher")
