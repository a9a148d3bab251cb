"""What is being asked, in which course, and what the course has on it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answering.definitions import Definition, asked_terms
from bot.answering.followup import FollowUp, follow_up
from bot.answering.prepared import terms_of
from bot.skill import Turn
from bot.skills.ask.rewrite import stand_alone
from bot.skills.ask.state import Topic
from knowledge.course import Course
from knowledge.text import content_words

if TYPE_CHECKING:
    from knowledge.retrieval import Hit

_HITS = 16
"""Many, because definitions and summaries of one section are hits of their own."""
_HITS_GOING_ON = 60
_ENOUGH = 3
"""Passages of one section from which an answer can be made."""
_COMPARES = re.compile(
    r"^\W*(?:(?:so|and|but|y|e) )?"
    r"(?:what(?:'s|’s| is| are)|how(?: are| do)?|cuál es|cómo|en qué)?\s*"
    r"(?:the |la )?(?:they |are they |se )?(?:differen\w+|differ|compare|diferenci\w*)"
    r"(?: (?:between|from|entre))?"
    r"(?: (?:them|those|these|both|the two|each other|ellos|ellas|los dos|las dos|ambos|ambas))?"
    r"(?: (?:two|both|dos))?\W*$",
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


async def look_up(turn: Turn, text: str, course: Course, topic: Topic | None) -> Found:
    """Search one course for a message, completed from the topic when it is a follow-up."""
    text = _compared(turn, text, topic) or text
    terms = _terms(text, course)
    going_on = await _going_on(turn, text, course, topic) if not terms else None
    if going_on and topic:
        found = await go_on(turn, going_on, course, topic)
        if going_on.move != "other" or _mentions(found.hits, text, course.language):
            return found
    hits, covered = await _search(turn, text, course.id)
    return Found(text, course, hits, covered or bool(terms), terms)


async def go_on(turn: Turn, going_on: FollowUp, course: Course, topic: Topic) -> Found:
    """More of what was just answered: mostly from the section that answered it."""
    hits = await asyncio.to_thread(
        turn.retrieval.search,
        going_on.question,
        courses=[course.id],
        limit=_HITS_GOING_ON,
        per_section=_HITS,
    )
    same = [hit for hit in hits if hit.passage.section_id == topic.section]
    if going_on.move == "other" or len(same) < _ENOUGH:
        same = hits
    # It is about the course because what it goes on from was.
    return Found(going_on.question, course, same[:_HITS], True, (), going_on)


def _terms(text: str, course: Course) -> Sequence[Definition]:
    return asked_terms(text, terms_of(course), course.language)


def _compared(turn: Turn, text: str, topic: Topic | None) -> str | None:
    """ "How do they differ?" asks about the two key terms that were talked about."""
    if topic is None or len(topic.terms) < 2 or not _COMPARES.match(text):
        return None
    one, other = topic.terms
    return turn._("What is the difference between {one} and {other}?", one=one, other=other)


async def _going_on(turn: Turn, text: str, course: Course, topic: Topic | None) -> FollowUp | None:
    if topic is None or topic.course != course.id:
        return None
    found = follow_up(text, topic.question, course.language)
    whole = await stand_alone(turn, text, course) if found else None
    return replace(found, question=whole) if found and whole else found


def _mentions(hits: Sequence[Hit], text: str, language: str) -> bool:
    """The passages have most of what the message itself says (a word or two say too little)."""
    own = set(content_words(text, language))
    said = {word for hit in hits for word in content_words(hit.passage.text, language)}
    return len(own) < 2 or len(own & said) >= len(own) / 2


async def elsewhere(turn: Turn, text: str, but: str | None = None) -> Found | None:
    """The other course that covers the question best; None when none does."""
    infos = [info for info in await asyncio.to_thread(turn.courses.list) if info.id != but]
    best: tuple[float, Found] | None = None
    for info in infos:
        hits, confidence = await _confidence(turn, text, info.id)
        if confidence is not None and (best is None or confidence > best[0]):
            course = await asyncio.to_thread(turn.courses.get, info.id)
            best = (confidence, Found(text, course, hits, True, _terms(text, course)))
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
