"""Which files teachers added to a course, and taking one out again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from difflib import get_close_matches

from bot.hygiene import quoted
from bot.learner.uploads import Upload
from bot.messages import Action, Buttons, Choices, Option, Part, Text
from bot.skill import Turn
from bot.tutor.course import course_of, no_course
from bot.tutor.words import flat
from knowledge.course import Course

_Args = Mapping[str, str]
_AROUND = ("the file ", "file ", "el archivo ", "archivo ", "the ", "el ")
_PLACES = (
    " from the course", " from this course", " from my course", " out of the course",
    " from the class", " del curso", " de este curso", " de mi curso", " de la clase", " please",
    " por favor",
)  # fmt: skip


async def listed(turn: Turn) -> AsyncIterator[Part]:
    course = await course_of(turn)
    if course is None:
        yield no_course(turn)
        return
    uploads = await turn.material.in_course(course.id)
    if not uploads:
        yield Text(markdown=turn._("No file was added to {course}.", course=course.title))
        return
    if course.id in turn.learner.adds_to:
        prompt = turn._("Added to {course}. Tap one to take it out.", course=course.title)
        yield Choices(
            prompt=prompt, options=tuple(_takes_out(quoted(each.name), each) for each in uploads)
        )
        return
    lines = [turn._("Your teacher added to {course}:", course=course.title), ""]
    yield Text(markdown="\n".join([*lines, *(f"- {quoted(each.name)}" for each in uploads)]))


def files(turn: Turn, _args: _Args) -> AsyncIterator[Part]:
    return listed(turn)


async def remove(turn: Turn, said: str) -> AsyncIterator[Part]:
    """They named a file to be taken out."""
    course = await course_of(turn)
    if course is None:
        yield no_course(turn)
        return
    if course.id not in turn.learner.adds_to:
        yield _not_yours(turn, course)
        return
    uploads = await turn.material.in_course(course.id)
    names = {flat(each.name): each for each in uploads}
    wanted = _bare(said)
    near = names.get(wanted) or next(
        (names[name] for name in get_close_matches(wanted, names, n=1, cutoff=0.75)), None
    )
    if near is None:
        yield Text(
            markdown=turn._(
                "I have no file “{name}” in {course}.", name=quoted(wanted), course=course.title
            )
        )
        if uploads:
            async for part in listed(turn):
                yield part
        return
    for part in _sure(turn, course, near):
        yield part


async def removed(turn: Turn, args: _Args) -> AsyncIterator[Part]:
    """Asked for by a tap: the first asks, the second does it."""
    course = await course_of(turn)
    if course is None:
        yield no_course(turn)
        return
    if course.id not in turn.learner.adds_to:
        yield _not_yours(turn, course)
        return
    uploads = await turn.material.in_course(course.id)
    upload = next((each for each in uploads if each.id == args.get("id")), None)
    if upload is None:
        yield Text(markdown=turn._("That file is out already."))
    elif "sure" not in args:
        for part in _sure(turn, course, upload):
            yield part
    else:
        await turn.material.forget([upload])
        yield Text(
            markdown=turn._(
                "*{name}* is no longer part of {course}. What students answered there stays in "
                "their record.",
                name=quoted(upload.name),
                course=course.title,
            )
        )


async def kept(turn: Turn, _args: _Args) -> AsyncIterator[Part]:
    yield Text(markdown=turn._("It stays."))


def _bare(said: str) -> str:
    """The file's name without the words around it."""
    name = flat(said).strip(" .?!\"'“”«»")
    for end in _PLACES:
        name = name.removesuffix(end)
    for start in _AROUND:
        name = name.removeprefix(start)
    return name.strip(" \"'“”«»*")


def _sure(turn: Turn, course: Course, upload: Upload) -> list[Part]:
    question = turn._(
        "Take *{name}* out of {course}? Students no longer find it then.",
        name=quoted(upload.name),
        course=course.title,
    )
    keep = Option(label=turn._("Keep it"), action=Action(name="course.keep"))
    yes = _takes_out(turn._("Take it out"), upload, sure=True)
    return [Text(markdown=question), Buttons(options=(yes, keep))]


def _takes_out(label: str, upload: Upload, *, sure: bool = False) -> Option:
    args = {"id": upload.id} | ({"sure": "1"} if sure else {})
    return Option(label=label, action=Action(name="course.remove", args=args))


def _not_yours(turn: Turn, course: Course) -> Text:
    return Text(
        markdown=turn._("Only a teacher of {course} takes files out of it.", course=course.title)
    )
