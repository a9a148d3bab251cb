"""A teacher's file becomes part of a course: asked first, told how far it is, reported."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import TYPE_CHECKING

from bot.hygiene import clean, quoted
from bot.i18n import N_
from bot.learner.uploads import Upload
from bot.messages import Action, Buttons, Option, Part, Status, Text
from bot.skill import Turn
from bot.skills.course import report
from bot.tutor.course import named
from bot.tutor.words import flat
from bot.uploads import Added, Refused, Step, asks_to_add, batch_of
from knowledge.course import Course
from knowledge.problems import SourceError
from knowledge.supplement import key_of

if TYPE_CHECKING:
    from knowledge.library import CourseInfo

_Args = Mapping[str, str]
_SECTION = re.compile(r"\b(?:section|seccion|chapter|capitulo|unit|unidad|tema) (.+)")
_MOST_COURSES = 4
_MOST_FILES = 20

HOW = N_(
    "To add to your course, send me a file: PDF, Word, PowerPoint, Markdown, HTML, plain text, or "
    "questions as GIFT or QTI. I ask before I add it. “Add these to section 6.3” puts its "
    "questions there. The same file name again replaces what is there, `/course files` lists what "
    "was added, and `/course remove NAME` takes it out."
)


async def how(turn: Turn) -> AsyncIterator[Part]:
    """Somebody wants to add something and sent nothing."""
    yield Text(markdown=turn._(HOW) if turn.learner.adds_to else await _only_teachers(turn))


async def offer(turn: Turn, _args: _Args) -> AsyncIterator[Part]:
    """Files came: what are they for?"""
    courses = await _taught(turn)
    if not courses:
        yield Text(markdown=await _only_teachers(turn))
        return
    batch = batch_of(turn.incoming.delivery_id)
    files = turn.incoming.files
    refused = await turn.material.offer(files[:_MOST_FILES], turn.text, batch)
    if len(files) > _MOST_FILES:
        yield Text(
            markdown=turn._(
                "I take {count} files at a time. Send me the others afterwards.", count=_MOST_FILES
            )
        )
    if refused:
        yield Text(markdown="\n\n".join(report.refusal(turn, each) for each in refused))
    kept = await turn.material.batch(batch)
    if not kept:
        return
    if len(courses) > 1:
        yield Text(markdown=_which(turn, kept))
        options = [
            _adds(turn._("Add to {course}", course=each.title), batch, each.id)
            for each in courses[:_MOST_COURSES]
        ]
    else:
        there = await _there(turn, courses[0].id, kept)
        yield Text(markdown=_question(turn, kept, there, courses[0].title))
        options = [_adds(_label(turn, kept, there), batch, courses[0].id, replace=bool(there))]
    yield Buttons(options=(*options, _just_read(turn, batch)))


async def add(turn: Turn, args: _Args) -> AsyncIterator[Part]:
    """They are to become part of a course."""
    batch, course_id = args.get("b", ""), args.get("c", "")
    course = await _course(turn, course_id)
    if course is None:
        yield Text(markdown=await _only_teachers(turn))
        return
    uploads = await turn.material.batch(batch)
    if not uploads:
        yield _gone(turn)
        return
    there = await _there(turn, course_id, [each for each in uploads if each.status == "offered"])
    if there and "r" not in args:
        yield Text(markdown=_question(turn, uploads, there, course.title))
        yes = _adds(_label(turn, uploads, there), batch, course_id, replace=True)
        yield Buttons(options=(yes, _just_read(turn, batch)))
        return
    results: list[Added | Refused] = []
    for upload in uploads:
        steps = turn.material.add(upload, course, into=_section(course, upload.said))
        async for step in steps:
            if isinstance(step, Step):
                yield Status(text=report.step(turn, upload.name, step))
            else:
                results.append(step)
    for part in report.of(turn, course, results):
        yield part


async def read(turn: Turn, args: _Args) -> AsyncIterator[Part]:
    """They are only to be talked about."""
    uploads = [
        each for each in await turn.material.batch(args.get("b", "")) if each.status == "offered"
    ]
    if not turn.learner.adds_to:  # a file that was sent to be added is no message to a class
        yield Text(markdown=await _only_teachers(turn))
        return
    if not uploads:
        yield _gone(turn)
        return
    found = await turn.material.read(uploads)
    await turn.material.forget(uploads)
    if found.unread:
        said = [turn._(text, name=quoted(name)) for text, name in found.unread]
        yield Text(markdown="\n".join(said))
    words = "" if asks_to_add(uploads[0].said) else uploads[0].said
    turn.text = clean("\n\n".join(filter(None, (words, found.text))))
    if found.text:
        async for part in turn.skill("ask").run(turn, turn.text):
            yield part


# ---- what is asked -------------------------------------------------------------------------


def _names(turn: Turn, uploads: Sequence[Upload]) -> str:
    return ", ".join(f"*{quoted(upload.name)}*" for upload in uploads)


def _which(turn: Turn, kept: Sequence[Upload]) -> str:
    return turn._("Shall I add {names} to a course, for its students?", names=_names(turn, kept))


def _question(turn: Turn, kept: Sequence[Upload], there: Sequence[Upload], course: str) -> str:
    names = _names(turn, kept)
    if not there:
        return turn.n(
            "Add {names} to **{course}** as a section for students?",
            "Add these {count} files to **{course}** as sections for students? {names}",
            len(kept),
            names=names,
            course=course,
        )
    if len(kept) == 1:
        return turn._(
            "{names} is in **{course}** already. Replace it with this one?",
            names=names,
            course=course,
        )
    return turn._(
        "Add {names} to **{course}**? {old} is there already and would be replaced.",
        names=names,
        old=_names(turn, there),
        course=course,
    )


def _label(turn: Turn, kept: Sequence[Upload], there: Sequence[Upload]) -> str:
    if not there:
        return turn._("Add to the course")
    return turn._("Replace it") if len(kept) == 1 else turn._("Add and replace")


def _adds(label: str, batch: str, course: str, *, replace: bool = False) -> Option:
    args = {"b": batch, "c": course} | ({"r": "1"} if replace else {})
    return Option(label=label, action=Action(name="course.add", args=args))


def _just_read(turn: Turn, batch: str) -> Option:
    action = Action(name="course.read", args={"b": batch})
    return Option(label=turn._("Just read it now"), action=action)


def _gone(turn: Turn) -> Text:
    return Text(markdown=turn._("I don't have that file any more. Send it again, and I'll ask."))


# ---- who may, and where --------------------------------------------------------------------


async def _taught(turn: Turn) -> list[CourseInfo]:
    """The one they are in, if they teach it; else all that they teach."""
    infos = await asyncio.to_thread(turn.courses.list)
    taught = [info for info in infos if info.id in turn.learner.adds_to]
    return [info for info in taught if info.id == turn.learner.course] or taught


async def _course(turn: Turn, course_id: str) -> Course | None:
    """None unless they teach it."""
    if course_id not in turn.learner.adds_to:
        return None
    try:
        return await asyncio.to_thread(turn.courses.get, course_id)
    except SourceError:
        return None


async def _only_teachers(turn: Turn) -> str:
    return turn._(
        "Only who teaches a course can add to it. If you're stuck on something in a file, send it "
        "to me with your question, and we'll look at it together."
    )


async def _there(turn: Turn, course_id: str, offered: Sequence[Upload]) -> list[Upload]:
    """What these would replace."""
    names = {key_of(each.name) for each in offered}
    added = await turn.material.in_course(course_id)
    return [each for each in added if key_of(each.name) in names]


def _section(course: Course, said: str) -> str:
    """Id of the section that their words name; empty when they name none."""
    match = _SECTION.search(flat(said))
    words = match[1].split() if match else []
    tries = (" ".join(words[:length]).strip(" .,;:!?") for length in range(len(words), 0, -1))
    found = next(filter(None, (named(course, each) for each in tries if each)), None)
    return found[0].id if found else ""
