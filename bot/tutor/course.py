"""Which course, and which part of it somebody means."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence

from bot.messages import Text
from bot.skill import Turn
from knowledge.course import Course, Section, Unit
from knowledge.problems import SourceError
from knowledge.text import content_words, fold

_PART = re.compile(r"^(?:the |el |la )?(?:section|chapter|unit|seccion|capitulo|unidad|tema) ")
_PARTED = re.compile(r"\s*(?:,|;| and | y )\s*")
_RANGE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:-|–|to|a|al)\s*(\d+(?:\.\d+)?)")
_HITS = 8
_SECTIONS = 3
"""Most sections that a topic stands for when it is the name of none."""


async def course_of(turn: Turn) -> Course | None:
    """The learner's course; the only one there is; None when they have to choose."""
    course_id = turn.learner.course
    if course_id is None:
        infos = await asyncio.to_thread(turn.courses.list)
        course_id = infos[0].id if len(infos) == 1 else None
    # Removed or broken since it was chosen: they choose again.
    return await course_by_id(turn, course_id) if course_id else None


async def course_by_id(turn: Turn, course: str) -> Course | None:
    """None when there is no such course any more."""
    try:
        return await asyncio.to_thread(turn.courses.get, course)
    except SourceError:
        return None


def no_course(turn: Turn) -> Text:
    return Text(markdown=turn._("Choose a course first: /course shows which there are."))


def named(course: Course, name: str) -> list[Section]:
    """The sections that a number or title means: one, or all of a unit; empty when none has it."""
    wanted = _PART.sub("", fold(name).strip(" .?!"))

    def has_name(part: Section | Unit) -> bool:
        return wanted in (part.number, fold(part.title), fold(f"{part.number} {part.title}"))

    one = [section for section in course.sections() if has_name(section)]
    units = [unit for unit in course.units if has_name(unit)]
    return one[:1] or [section for unit in units[:1] for section in unit.sections]


def listed(course: Course, text: str) -> tuple[list[Section], str]:
    """The sections that "6.3, 7 and 8.1-8.3" names, in its order; the first name that is none."""
    found: dict[str, Section] = {}
    for name in _PARTED.split(text.strip()):
        own = _between(course, name) or named(course, name)
        if not own:
            return [], name
        found.update({section.id: section for section in own})
    return list(found.values()), ""


def _between(course: Course, name: str) -> list[Section]:
    ends = _RANGE.fullmatch(name)
    if not ends:
        return []
    first, last = (named(course, end) for end in ends.groups())
    every = list(course.sections())
    if not first or not last:
        return []
    return every[every.index(first[0]) : every.index(last[-1]) + 1]


def parts(course: Course, sections: Sequence[str]) -> str:
    """Sections by name: units where whole, the course's title for none."""
    wanted, names = set(sections), list[str]()
    if not wanted:
        return course.title
    for unit in course.units:
        own = {section.id for section in unit.sections}
        if own and own <= wanted:
            names.append(f"{unit.number} {unit.title}".strip())
        else:
            names += [section.label for section in unit.sections if section.id in wanted]
    return ", ".join(names) if len(names) <= 4 else f"{names[0]} … {names[-1]}"


async def about(turn: Turn, course: Course, topic: str) -> list[Section]:
    """The sections that a topic in somebody's own words is about, best first; empty when the course
    doesn't have it."""
    found = named(course, topic) or _by_title(course, topic)
    return found or await asyncio.to_thread(_by_text, turn, course, topic)


def _by_title(course: Course, topic: str) -> list[Section]:
    """A unit or section whose title has all of the topic's words, the shortest title first."""
    words = set(content_words(topic, course.language))
    if not words:
        return []

    def fits(part: Section | Unit) -> bool:
        return words <= set(content_words(part.title, course.language))

    units = sorted((unit for unit in course.units if fits(unit)), key=lambda unit: len(unit.title))
    sections = sorted((s for s in course.sections() if fits(s)), key=lambda s: len(s.title))
    if units and (not sections or len(units[0].title) <= len(sections[0].title)):
        return list(units[0].sections)
    return sections[:_SECTIONS]


def _by_text(turn: Turn, course: Course, topic: str) -> list[Section]:
    search = turn.retrieval
    hits = search.search(topic, courses=[course.id], limit=_HITS, per_section=1)
    if not search.answerability(topic, hits, courses=[course.id]).covered:
        return []
    by_id = {section.id: section for section in course.sections()}
    near = [hit for hit in hits if hit.score >= hits[0].score * 0.8]
    return [by_id[hit.passage.section_id] for hit in near[:_SECTIONS]]
