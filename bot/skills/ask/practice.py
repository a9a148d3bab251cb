"""What an answer leads to: the section it comes from, or a question on it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence

from bot.messages import Part, Text
from bot.skill import Turn
from bot.skills.ask.cite import citations
from bot.skills.ask.exercise import open_exercise
from bot.skills.ask.find import course_of
from bot.skills.ask.offline import overview
from bot.skills.ask.state import topic
from knowledge.course import Course, Item, Section

_MARKED = ("choice", "true_false", "numeric", "algebra")
"""Kinds that get a mark at once; the others only when a section has nothing else."""
_REMEMBERED = 20


async def practise(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
    """One exercise of a section that wasn't shown lately."""
    place = await _section(turn, args)
    if place is None:
        yield Text(markdown=_which(turn))
        return
    course, section = place
    shown = [str(name) for name in turn.state.get("practised", [])]
    item = _pick(turn, section.items, shown)
    if item is None:
        yield Text(
            markdown=turn._("There are no exercises for {section} yet.", section=section.label)
        )
        return
    turn.state["practised"] = [*shown, item.id][-_REMEMBERED:]
    async for part in open_exercise(turn, course, section, item, pasted=False):
        yield part


def _pick(turn: Turn, items: Sequence[Item], shown: Sequence[str]) -> Item | None:
    usable = [item for item in items if not item.needs_figure]
    marked = [item for item in usable if item.kind in _MARKED]
    pool = marked or usable
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
    lines = [f"**{section.label}**", short]
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
    return turn._("Ask me something first, then I know which section you mean.")
