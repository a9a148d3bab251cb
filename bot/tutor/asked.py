"""What is being asked right now, by whatever skill, and what may be said beside it.

Every text that isn't part of an item's own help goes through `checked` while the item is open.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.guard import LONGEST, Sent, leak
from bot.skill import Turn
from bot.tutor import open_item
from bot.tutor.exercise import Exercise, find

_NAME = "asked"
_LASTS = timedelta(hours=12)
"""A question of a quiz or a review that was left longer ago doesn't hold back answers."""
_REWRITES = 3
"""Sentences that are left out of a text before it is given up."""


class _Asked(BaseModel):
    model_config = ConfigDict(extra="ignore")

    course: str
    section: str
    item: str
    at: datetime


def put(turn: Turn, skill: str, course: str, section: str, item: str) -> None:
    """A skill's question is on the table."""
    asked = _Asked(course=course, section=section, item=item, at=turn.now)
    turn.state[_NAME] = {**turn.state.get(_NAME, {}), skill: asked.model_dump(mode="json")}


def drop(turn: Turn, skill: str) -> None:
    """It is over."""
    turn.state[_NAME] = {k: v for k, v in turn.state.get(_NAME, {}).items() if k != skill}


async def exercises(turn: Turn) -> list[Exercise]:
    """All that is open: the exercise, the quiz's question, the review's card."""
    places = []
    if opened := open_item.current(turn):
        places.append((opened.course, opened.section, opened.item))
    for kept in turn.state.get(_NAME, {}).values():
        try:
            asked = _Asked.model_validate(kept)
        except ValidationError:  # an earlier version wrote it
            continue
        if turn.now - asked.at < _LASTS:
            places.append((asked.course, asked.section, asked.item))
    found = [await find(turn, *place) for place in dict.fromkeys(places)]
    return [exercise for exercise in found if exercise]


async def checked(turn: Turn, text: str) -> str:
    """The text without what gives an open item away; empty when nothing of it can be said."""
    open_ = await exercises(turn)
    return await asyncio.to_thread(_checked, turn, text, open_) if open_ else text


def _checked(turn: Turn, text: str, open_: Sequence[Exercise]) -> str:
    said = [*(exchange.said for exchange in turn.history), turn.text]
    earlier = [
        Sent(exchange.answered, exchange.said)
        for exchange in turn.history
        if all(exercise.item.question not in exchange.answered for exercise in open_)
    ]
    for _ in range(_REWRITES + 1):
        leaks = [
            found
            for exercise in open_
            if (
                found := leak(
                    text,
                    exercise.item,
                    exercise.course.language,
                    asked=turn.text,
                    earlier=earlier,
                    said_by_learner=said,
                    similarity=turn.retrieval.similarities,
                )
            )
        ]
        if not leaks:
            return text
        shorter = _without(text, leaks[0].span)
        if not shorter or shorter == text or len(text) > LONGEST:
            return ""
        text = shorter
    return ""


def _without(text: str, span: tuple[int, int]) -> str:
    """The text without the sentences that a span is in; empty when little is left."""
    begin = max((text.rfind(end, 0, span[0]) for end in (". ", "! ", "? ", "\n")), default=-1)
    ends = [at for end in (". ", "! ", "? ", "\n") if (at := text.find(end, span[1] - 1)) >= 0]
    rest = f"{text[: begin + 1]} {text[min(ends) + 1 :] if ends else ''}".strip()
    return rest if len(rest.split()) > 5 else ""
