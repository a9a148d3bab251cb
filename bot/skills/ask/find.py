"""What is being asked, in which course, and what the course has on it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering.definitions import Definition, asked_terms
from bot.answering.followup import FollowUp, follow_up
from bot.skill import Turn
from bot.skills.ask.state import Topic
from knowledge.course import Course
from knowledge.problems import SourceError

if TYPE_CHECKING:
    from knowledge.retrieval import Hit

_HITS = 16
"""Many, because definitions and summaries of one section are hits of their own."""
_COMPARES = re.compile(
    r"\b(?:differen\w+|differ|compare\w*|alike|similar\w*|same|diferenci\w*|distint\w*|parec\w+)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A question and what one course has on it."""

    question: str
    """Standing on its own."""
    course: Course
    hits: Sequence[Hit]
    covered: bool
    terms: Sequence[Definition]
    move: FollowUp | None = None
    """How it goes on from the last question; None for a new one."""

    @property
    def nearest(self) -> Hit | None:
        return self.hits[0] if self.hits else None


async def course_of(turn: Turn) -> Course | None:
    """The learner's course; the only one there is; None when they have to choose."""
    course_id = turn.learner.course
    if course_id is None:
        infos = await asyncio.to_thread(turn.courses.list)
        course_id = infos[0].id if len(infos) == 1 else None
    if course_id is None:
        return None
    try:
        return await asyncio.to_thread(turn.courses.get, course_id)
    except SourceError:
        return None  # removed or broken since it was chosen: they choose again


async def look_up(turn: Turn, text: str, course: Course, topic: Topic | None) -> Found:
    """Search one course for a message, completed from the topic when it is a follow-up."""
    going_on = None
    if topic and topic.course == course.id:
        going_on = follow_up(text, topic.question, course.language)
    question = going_on.question if going_on else text
    if going_on and topic and len(topic.terms) == 2 and _COMPARES.search(text):
        going_on, text = (
            None,
            turn._(  # the two that were talked about
                "What is the difference between {one} and {other}?",
                one=topic.terms[0],
                other=topic.terms[1],
            ),
        )
        question = text
    terms = asked_terms(text, course)
    if terms and going_on and going_on.move == "other":
        going_on, question = None, text  # "and punishment?" names a key term: a new question
    hits, covered = await _search(turn, question, course.id)
    # What goes on from an answered question is about the course, however few words it has.
    return Found(question, course, hits, covered or bool(terms or going_on), terms, going_on)


async def elsewhere(turn: Turn, text: str, but: str | None = None) -> Found | None:
    """The other course that covers the question best; None when none does."""
    infos = [info for info in await asyncio.to_thread(turn.courses.list) if info.id != but]
    best: tuple[float, Found] | None = None
    for info in infos:
        hits, confidence = await _confidence(turn, text, info.id)
        if confidence is not None and (best is None or confidence > best[0]):
            course = await asyncio.to_thread(turn.courses.get, info.id)
            best = (confidence, Found(text, course, hits, True, asked_terms(text, course)))
    return best[1] if best else None


async def _search(turn: Turn, question: str, course_id: str) -> tuple[Sequence[Hit], bool]:
    hits, confidence = await _confidence(turn, question, course_id)
    return hits, confidence is not None


async def _confidence(
    turn: Turn, question: str, course_id: str
) -> tuple[Sequence[Hit], float | None]:
    """Hits, and how sure it is that they answer the question; None: they don't."""

    def work() -> tuple[Sequence[Hit], float | None]:
        hits = turn.retrieval.search(question, courses=[course_id], limit=_HITS)
        found = turn.retrieval.answerability(question, hits, courses=[course_id])
        return hits, found.confidence if found.covered else None

    return await asyncio.to_thread(work)
