"""Which class a teacher means: the one they name, the one of this channel, the only one, the one
that this conversation is about; otherwise they are asked."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.messages import Action, Choices, Option
from bot.skill import Turn
from knowledge.text import fold

if TYPE_CHECKING:
    from knowledge.library import CourseInfo

_STATE = "class"
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class ClassMeant:
    """A class whose people this learner may see."""

    id: str
    title: str
    text: str
    """What was said, without the class's name."""


async def class_meant(turn: Turn, text: str, skill: str) -> ClassMeant | Choices | None:
    """
    Args:
        skill: its action ``SKILL.in_class`` is what a choice leads to; see `said_in_class`.

    Returns:
        A question when several are possible; None when they see no class at all.
    """
    infos = await asyncio.to_thread(turn.courses.list)
    theirs = [info for info in infos if info.id in turn.learner.teaches]
    if not theirs:
        return None
    chosen = turn.state.get(_STATE)
    for info in theirs:
        rest = _without_name(text, info) if len(theirs) > 1 else None
        if rest is not None:
            return _meant(turn, info, rest)
    here = [info for info in theirs if info.id == turn.bound]
    for found in (here, theirs if len(theirs) == 1 else [], [i for i in theirs if i.id == chosen]):
        if found:
            return _meant(turn, found[0], text)
    return Choices(
        prompt=turn._("Which class?"),
        options=tuple(
            Option(
                label=info.title,
                action=Action(
                    name=f"{skill}.in_class", args={"course": info.id, "text": text[:_LONGEST]}
                ),
            )
            for info in theirs
        ),
    )


def choose_class(turn: Turn, course: str) -> None:
    """From now on this conversation is about that class."""
    turn.state[_STATE] = course


def _meant(turn: Turn, info: CourseInfo, text: str) -> ClassMeant:
    choose_class(turn, info.id)
    return ClassMeant(info.id, info.title, text)


def _without_name(text: str, info: CourseInfo) -> str | None:
    """The text without the class's id or title; None when it isn't named."""
    for name in (info.title, info.id):
        words = r"\W+".join(map(re.escape, fold(name).split()))
        found = re.search(rf"(?:\b(?:for|in|of|de|en|para) )?\b{words}\b", fold(text))
        if found and len(fold(text)) == len(text):
            return " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())
    return None
