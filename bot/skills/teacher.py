"""`teacher`: passes a question on to the teacher, with the learner's name or without."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping, Sequence

from bot.learner.events import QuestionPassedOn
from bot.learner.questions import OWN_EVENTS, answers, key_of, waiting
from bot.messages import Part, Text
from bot.skill import Skill, Turn
from bot.tutor.course import course_by_id, course_of, no_course
from bot.tutor.teacher_answers import news, quotation, shortened
from bot.tutor.to_teacher import LONGEST, Unanswered, can, keep, kept
from knowledge.course import Course

_LEAD = re.compile(
    r"^\W*(?:(?:please|can you|could you|por favor|puedes) )*"
    r"(?:(?:i(?:'d like| want) to )?(?:ask|tell|(?:pass|send) (?:it|this|that) (?:on )?to)"
    r" (?:my|the|our) (?:teacher|professor|instructor)|"
    r"(?:quiero )?(?:pregunt[áa](?:r(?:le|selo)?|le|selo|lo|)|p[áa]sa(?:lo|le|selo)?|"
    r"env[íi]a(?:lo|selo)?|d[íi](?:le|selo)) a (?:mi|la|el|nuestr[oa]) "
    r"(?:profe(?:sora?)?|docente|maestr[oa]))\b[,:]*\s*(?:about|sobre|por)?\s*",
    re.IGNORECASE,
)
_SAME = re.compile(r"\W*(?:this|that|it|about (?:this|that|it)|eso|esto|sobre (?:eso|esto))?\W*")
_MOST_OPEN = 10
"""Questions of one learner that wait at the same time."""


async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
    course = await course_of(turn)
    if course is None:
        yield no_course(turn)
        return
    refusal = await _refusal(turn, course)
    said = _LEAD.sub("", text.strip()).strip()
    same = _SAME.fullmatch(said.casefold())
    question = _meant(turn, course) if same else await _new(turn, course, said)
    if refusal:
        yield Text(markdown=refusal)
    elif question is None:
        yield Text(
            markdown=turn._(
                "What shall I ask? For example: /teacher what does chapter 4 have to do with the "
                "exam?"
            )
        )
    else:
        said = turn._("I can pass this on to your teacher, with your name or without it:")
        yield Text(markdown=f"{said}\n\n{quotation(shortened(question.question))}")
        yield keep(turn, question)


async def _refusal(turn: Turn, course: Course) -> str:
    if turn.may(course.id, "settle"):
        return turn._(
            "You're a teacher of {course} yourself. Your students' questions are in /queue.",
            course=course.title,
        )
    if turn.learner.roles.get(course.id) != "student":
        return turn._(
            "You're not in a class of {course}, so there is no teacher I could ask. With a code "
            "from your teacher you can join: /join.",
            course=course.title,
        )
    if not await can(turn, course.id):
        return turn._(
            "Nobody teaches {course} here yet, so I can't pass it on.", course=course.title
        )
    return ""


def _meant(turn: Turn, course: Course) -> Unanswered | None:
    """ "Ask my teacher": what was asked last, whether the course answered it or not."""
    last = kept(turn)
    answered = turn.state.get("topic")
    said = turn.history[-1].said if turn.history else ""
    if isinstance(answered, dict) and not (last and key_of(last.question) == key_of(said)):
        about = answered.get("question"), answered.get("section", "")
        if about[0] and answered.get("course") == course.id:
            return Unanswered(course=course.id, question=str(about[0])[:LONGEST], section=about[1])
    return last


async def _new(turn: Turn, course: Course, said: str) -> Unanswered:
    question = said[:LONGEST]
    hits = await asyncio.to_thread(
        turn.retrieval.search, question, courses=[course.id], limit=1, per_section=1
    )
    section = hits[0].passage.section_id if hits else ""
    return Unanswered(course=course.id, question=question, section=section)


async def ask(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
    """They tapped one of the two buttons."""
    question = kept(turn, args.get("q", ""))
    course = await course_by_id(turn, question.course) if question else None
    if question is None or course is None:
        yield Text(
            markdown=turn._("I don't have that question any more. Write it again: /teacher …")
        )
        return
    if refusal := await _refusal(turn, course):
        yield Text(markdown=refusal)
        return
    yield Text(markdown=await _passed_on(turn, course, question, bool(args.get("anonymous"))))


async def _passed_on(turn: Turn, course: Course, question: Unanswered, anonymous: bool) -> str:
    """Pass it on, unless it was answered or waits already; what to say about it."""
    text = _without_name(turn, question.question) if anonymous else question.question
    key = key_of(text)
    given = await turn.orders(course.id, "question_answered")
    if known := answers(given, key):
        return _known(turn, [each.answer for each in known if each.answer])
    own = await turn.past(OWN_EVENTS)
    answered = {key for each in given for key in getattr(each, "keys", ())}
    open_ = [e for e in waiting(own, course.id) if key_of(e.question) not in answered]
    same = next((e for e in open_ if key_of(e.question) == key), None)
    if same and same.anonymous == anonymous:
        return turn._("Your teacher has that question already. I tell you when there's an answer.")
    if len(open_) >= _MOST_OPEN and not same:
        return turn._(
            "{count} questions of yours wait for your teacher; let them answer those first.",
            count=len(open_),
        )
    turn.record(
        QuestionPassedOn(
            course=course.id, question=text, section=question.section, anonymous=anonymous
        )
    )
    return await _thanks(turn, course, anonymous)


def _known(turn: Turn, texts: Sequence[str]) -> str:
    if not texts:
        return turn._("Your teacher takes that up in class.")
    said = turn._("Your teacher answered that already:")
    return "\n\n".join([said, *map(quotation, texts)])


def _without_name(turn: Turn, question: str) -> str:
    """Without what they are called, which people put into what they ask ("it's me, Ana")."""
    for word in turn.learner.name.split():
        question = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", "…", question, flags=re.IGNORECASE)
    return question


async def _thanks(turn: Turn, course: Course, anonymous: bool) -> str:
    if not anonymous:
        return turn._(
            "Passed on to your teacher, with your name. I tell you when there's an answer."
        )
    said = turn._(
        "Passed on to your teacher without your name. I tell you when there's an answer, and they "
        "don't learn whom I tell."
    )
    if not (await turn.classroom.face(course.id)).crowd:
        said += " " + turn._("Your class is small, though: they might guess.")
    return said


async def answered(turn: Turn, _args: Mapping[str, str]) -> AsyncIterator[Part]:
    """It is time to tell what was answered; nothing where they have heard it meanwhile."""
    parts = await news(turn)
    for part in parts:
        yield part
    if not parts and not turn.incoming.unasked:
        yield Text(markdown=turn._("You have heard all your teacher's answers."))


SKILL = Skill(
    name="teacher",
    summary="passes a question on to your teacher",
    usage="/teacher what is the replication crisis?",
    run=run,
    act={"ask": ask, "answered": answered},
    audience="you",
    always=True,
)
