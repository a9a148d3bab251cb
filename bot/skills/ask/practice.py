"""What an answer leads to: the section it comes from, or a question on it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping, Sequence

from bot.cite import citations
from bot.messages import Part, Text
from bot.skill import Turn
from bot.skills.ask.offline import overview
from bot.skills.ask.state import topic
from bot.tutor import asked, open_item
from bot.tutor.course import course_of
from bot.tutor.exercise import Exercise, askable
from bot.tutor.helping import begin
from knowledge.course import Course, Item, Section

_MARKED = ("choice", "true_false", "numeric", "algebra")
"""Kinds that get a mark at once; the others only when a section has nothing else."""
_REMEMBERED = 20
_LOOKED_AT = 5


_ASKS = re.compile(
    r"^\W*(?:(?:can|could) (?:you|i|we) |please |i(?:'d| would) like |i want |let'?s |me |puedes )*"
    r"(?:(?:give|show|get|have|do|try|ask|dame|ponme|quiero|hazme|probar?)(?: me)? )?"
    r"(?:(?:an?|another|one more|some|more|the next|un|una|otr[oa]|más|unos|unas) )+"
    r"(?:practice |similar )?(?:exercises?|questions?|problems?|items?|ones?|ejercicios?|"
    r"preguntas?|problemas?)(?: like (?:this|that)| more| más)?"
    r"(?:\W+(?:on|about|for|of|from|sobre|de) (?P<about>.+?))?(?: please| por favor)?\W*$|"
    r"^\W*(?:quiz me|practi[cs]e|let me practi[cs]e|test me|practicar|quiero practicar)"
    r"(?: (?:(?:on|about|with|sobre|con) )?(?P<quiz>.+?))?(?: please| por favor)?\W*$",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"^(?:this|that|it|these|eso|esto|ello)$", re.IGNORECASE)


def asks_for_practice(text: str) -> str | None:
    """What they want an exercise on; "" for what was talked about; None for another wish."""
    found = _ASKS.match(text.replace("’", "'"))
    if not found:
        return None
    about = (found["about"] or found["quiz"] or "").strip()
    return "" if _POINTS_BACK.match(about) else about


async def practise_on(turn: Turn, course: Course, about: str) -> AsyncIterator[Part]:
    """An exercise on something named in words."""
    args: dict[str, str] = {}
    if about:
        hits = await asyncio.to_thread(
            turn.retrieval.search, about, courses=[course.id], limit=_LOOKED_AT, per_section=1
        )
        with_items = {section.id for section in course.sections() if askable(section)}
        found = [hit.passage.section_id for hit in hits if hit.passage.section_id in with_items]
        args = {"section": found[0]} if found else {}
    elif item := open_item.current(turn):
        args = {"section": item.section}
    async for part in practise(turn, args):
        yield part


async def practise(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
    """One exercise of a section that wasn't shown lately."""
    place = await _section(turn, args)
    if place is None:
        yield Text(markdown=_which(turn))
        return
    course, section = place
    shown = [str(name) for name in turn.state.get("practised", [])]
    item = _pick(turn, askable(section), shown)
    if item is None:
        yield Text(
            markdown=turn._("There are no exercises for {section} yet.", section=section.label)
        )
        return
    turn.state["practised"] = [*shown, item.id][-_REMEMBERED:]
    async for part in begin(turn, Exercise(course, section, item), pasted=False):
        yield part


def _pick(turn: Turn, items: Sequence[Item], shown: Sequence[str]) -> Item | None:
    pool = [item for item in items if item.kind in _MARKED] or items
    fresh = [item for item in pool if item.id not in shown]
    return turn.rng.choice(fresh or pool) if pool else None


async def read(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
    """The section in short, its key terms, and where it stands."""
    place = await _section(turn, args)
    if place is None:
        yield Text(markdown=_which(turn))
        return
    course, section = place
    short = await asyncio.to_thread(overview, section, turn.retrieval.similarities, course.language)
    lines = [f"**{section.label}**", await asked.checked(turn, short)]
    if section.terms:
        names = ", ".join(f"*{term.name}*" for term in section.terms[:12])
        lines.append(turn._("Key terms: {terms}", terms=names))
    yield Text(markdown="\n\n".join(line for line in lines if line))
    yield citations(course, [section.id])


async def _section(turn: Turn, args: Mapping[str, str]) -> tuple[Course, Section] | None:
    course = await course_of(turn)
    current = topic(turn)
    wanted = args.get("section") or (current.section if current else "")
    if course is None:
        return None
    return next(((course, section) for section in course.sections() if section.id == wanted), None)


def _which(turn: Turn) -> str:
    return turn._("What would you like to practise? Name a topic or a section.")
