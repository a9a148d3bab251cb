"""Reads a course's record for its summary: the fields that count and no more, in one snapshot.

The database takes the fields out of the events. Making events of 200,000 rows takes six seconds,
reading these fields one.
"""

from __future__ import annotations

import gc
import json
from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Select, Text, extract, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.learner.class_log import WORK, Answer, Deed, GoalStep, Question
from bot.learner.store import merged
from bot.learner.store.tables import events, learners

_GOALS = ("goal_set", "goal_ended", "check_in_sent", "checked_in")
_DATA = events.c.data
_PART = 2_000


def _of(course: str, types: Collection[str], *columns: Any) -> Select[Any]:
    c = events.c
    wanted = select(c.learner_id, extract("epoch", c.at), *columns)
    here = _text("course") == course
    return wanted.where(c.type.in_(types), here).order_by(c.id)


async def whose(connection: AsyncConnection, members: Iterable[str]) -> dict[str, str]:
    """Id in the log -> the member of the class whose it is now."""
    own = {member: member for member in members}
    c = learners.c
    linked = select(c.id, c.merged_into).where(c.merged_into.is_not(None))
    rows = await connection.execute(linked)
    return own | {row.id: row.merged_into for row in rows if row.merged_into in own}


def _text(name: str) -> Any:
    return _DATA[name].as_string()


def _json(name: str) -> Any:
    return type_coerce(_DATA[name], Text)


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage collection meanwhile: it goes through 200,000 new rows again and again, none of
    them garbage, which takes half as long as reading them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


async def _parts(connection: AsyncConnection, wanted: Select[Any]) -> AsyncIterator[Sequence[Any]]:
    # A few thousand at a time: other turns go on in between.
    rows = await connection.stream(wanted)
    async for some in rows.partitions(_PART):
        yield some


async def answers(
    connection: AsyncConnection, course: str, whose: Mapping[str, str]
) -> list[Answer]:
    """Each with the mark that counts now."""
    attempt, credit = _DATA["attempt"].as_integer(), _DATA["credit"].as_float()
    verdicts = await connection.execute(_of(course, ("mark_settled",), attempt, credit))
    settled = {row[2]: row[3] for row in verdicts}
    wanted = _of(
        course, ("attempt_made",), _text("section"), _text("item"), _json("concepts"), credit,
        _DATA["hints"].as_integer(), attempt, _text("answer"), _text("misconception"), events.c.id,
    )  # fmt: skip
    found: list[Answer] = []
    async for some in _parts(connection, wanted):
        found += [
            Answer(
                who, float(at), section, item, _names(concepts),
                settled.get(ref, credit) if settled else credit, hints, attempt, said, slip,
            )
            for learner, at, section, item, concepts, credit, hints, attempt, said, slip, ref
            in some
            if (who := whose.get(learner))
        ]  # fmt: skip
    return found


async def questions(
    connection: AsyncConnection, course: str, whose: Mapping[str, str]
) -> list[Question]:
    columns = _text("question"), _DATA["covered"].as_boolean(), _json("sections")
    found: list[Question] = []
    async for some in _parts(connection, _of(course, ("question_asked",), *columns)):
        found += [
            Question(who, float(at), text, bool(covered), next(iter(_names(sections)), ""))
            for learner, at, text, covered, sections in some
            if (who := whose.get(learner))
        ]
    return found


async def deeds(connection: AsyncConnection, course: str, whose: Mapping[str, str]) -> list[Deed]:
    types = set(WORK) - {"attempt_made", "question_asked"}
    found: list[Deed] = []
    async for some in _parts(connection, _of(course, types, events.c.type, _text("section"))):
        found += [
            Deed(who, float(at), what, section)
            for learner, at, what, section in some
            if (who := whose.get(learner))
        ]
    return found


async def goals(
    connection: AsyncConnection, course: str, whose: Mapping[str, str]
) -> list[GoalStep]:
    columns = events.c.type, _text("goal"), _text("how"), _text("answer")
    found: list[GoalStep] = []
    async for some in _parts(connection, _of(course, _GOALS, *columns)):
        found += [
            GoalStep(who, float(at), what, goal, how or answer or "")
            for learner, at, what, goal, how, answer in some
            if (who := whose.get(learner))
        ]
    return found


async def apart(connection: AsyncConnection, course: str) -> list[tuple[str, str]]:
    """Pairs that are to be in different groups."""
    rows = await connection.execute(
        _of(course, ("kept_apart",), _json("learners"), _DATA["apart"].as_boolean())
    )
    found = [(_names(people), bool(kept)) for _, _, people, kept in rows]
    moved = await merged.moved(connection, {who for people, _ in found for who in people})
    pairs = {tuple(sorted(moved.get(who, who) for who in people)): kept for people, kept in found}
    return [(pair[0], pair[1]) for pair, kept in pairs.items() if kept]


def _names(value: Any) -> tuple[str, ...]:
    """A JSON list of names: SQLite gives its text, asyncpg has read it."""
    return _read(value) if isinstance(value, str) else tuple(value or ())


@cache
def _read(text: str) -> tuple[str, ...]:
    """The same few lists come again and again."""
    return tuple(json.loads(text) or ())
