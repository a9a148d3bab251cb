"""Which courses there are, which one you are in, what is in it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import TYPE_CHECKING

from bot.errors import CourseError
from bot.learner.events import CourseChosen
from bot.messages import Action, Choices, Option, Part, Text
from bot.skill import Turn
from knowledge.course import Course
from knowledge.problems import SourceError
from knowledge.text import fold

if TYPE_CHECKING:
    from knowledge.library import CourseInfo

_WORDS_AROUND = re.compile(
    r"^(?:(?:please|can (?:you|we)|i want to|let'?s|i'?d like to|quiero|puedes|vamos a)\s+)*"
    r"(?:(?:switch|change|go|move|cambia(?:r|me)?|pasa(?:r)?)(?: (?:me|over|back))?"
    r"(?: (?:to|a|al))?|"
    r"use|take|start|study|open|usa(?:r)?|estudiar|abr(?:e|ir))\s+"
    r"(?:(?:the|my|el|la|course|curso|de)\s+)*",
    re.IGNORECASE,
)
_ASKS_CONTENTS = re.compile(
    r"\b(?:what(?:'?s| is) (?:in|(?:it|this|this course|the course) about)|contents?|"
    r"outline|chapters?|units?|sections?|syllabus|topics|"
    r"qué (?:hay|contiene|temas)|contenido|temario|capítulos|índice)\b",
    re.IGNORECASE,
)
_ASKS_LIST = re.compile(
    r"\b(?:which|what|list|other|all|qué|cuáles|lista|otros) (?:the |of the |los |todos los )?"
    r"(?:courses|cursos)\b|^\s*(?:list|lista)\s*$",
    re.IGNORECASE,
)


async def chosen(turn: Turn, text: str) -> AsyncIterator[Part]:
    wanted = text.strip()
    if _ASKS_CONTENTS.search(wanted):
        async for part in show(turn, {}):
            yield part
        return
    infos = await asyncio.to_thread(turn.courses.list)
    if not infos:
        yield Text(markdown=no_course_text(turn))
        return
    name = _WORDS_AROUND.sub("", wanted).strip(" .!?\"'")
    if not name or _ASKS_LIST.search(wanted):
        yield _choices(turn, infos)
        return
    found = matching(name, infos)
    if len(found) == 1:
        async for part in choose(turn, {"id": found[0].id}):
            yield part
    elif found:
        yield _choices(turn, found)
    else:
        yield Text(markdown=turn._("I don't have a course called “{name}”.", name=name[:60]))
        yield _choices(turn, infos)


async def choose(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
    """Make a course the learner's own."""
    course = await _load(turn, args.get("id", ""))
    turn.record(CourseChosen(course=course.id))
    turn.state.clear()  # topic and open exercise belong to the other course
    yield Text(
        markdown=turn._(
            "You're in **{course}** now. Ask me anything about it, or paste an exercise "
            "you're stuck on.",
            course=course.title,
        )
    )


async def show(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
    """The units of a course."""
    course_id = args.get("id") or turn.learner.course
    if not course_id:
        yield _choices(turn, await asyncio.to_thread(turn.courses.list))
        return
    course = await _load(turn, course_id)
    lines = [f"**{course.title}**", ""]
    for unit in course.units:
        label = f"{unit.number} {unit.title}".strip()
        count = turn.n("{count} section", "{count} sections", len(unit.sections))
        lines.append(f"- {label} · {count}")
    yield Text(markdown="\n".join(lines))


def no_course_text(turn: Turn) -> str:
    return turn._(
        "There is no course here yet. Whoever runs me can add one with "
        "`studylamp ingest PATH`; docs/courses.md shows how."
    )


def matching(name: str, infos: Sequence[CourseInfo]) -> list[CourseInfo]:
    """Courses that a name can mean: the exact id or title, else all that contain its words."""
    flat = fold(name)
    exact = [info for info in infos if flat in (fold(info.id), fold(info.title))]
    words = [word for word in re.findall(r"\w+", flat) if word not in ("course", "curso")]
    return exact or [
        info
        for info in infos
        if words and all(word in fold(f"{info.id} {info.title}") for word in words)
    ]


def _choices(turn: Turn, infos: Sequence[CourseInfo]) -> Choices:
    def label(info: CourseInfo) -> str:
        here = turn._(" (you're here)") if info.id == turn.learner.course else ""
        return f"{info.title}{here}"

    return Choices(
        prompt=turn._("Which course?"),
        options=tuple(
            Option(label=label(info), action=Action(name="course.choose", args={"id": info.id}))
            for info in infos
        ),
    )


async def _load(turn: Turn, course_id: str) -> Course:
    try:
        return await asyncio.to_thread(turn.courses.get, course_id)
    except SourceError as error:
        raise CourseError(
            "I can't open the course “{id}” right now. /course shows the ones I have.",
            id=course_id[:60],
        ) from error
