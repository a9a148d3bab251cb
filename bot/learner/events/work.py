"""Work that a teacher gives: a quiz to do, something to read."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from bot.learner.events.base import BaseEvent

Work = Literal["quiz", "reading"]


class WorkAssigned(BaseEvent):
    """Recorded with the teacher. For the whole class, for a group of it, or for some people."""

    type: Literal["work_assigned"] = "work_assigned"
    id: str
    """Unique in the installation."""
    course: str
    what: Work
    sections: tuple[str, ...] = Field(min_length=1)
    concepts: tuple[str, ...] = ()
    """What a quiz on these sections asks about."""
    questions: int | None = Field(default=None, ge=1)
    """None: as many as a quiz usually has."""
    group: str = ""
    learners: tuple[str, ...] = ()
    """Ids. With no group either: everybody in the class."""
    at: datetime
    """What is done from then on counts."""
    until: datetime | None = None
    """The end of the teacher's day by which it is to be done."""


class WorkTakenBack(BaseEvent):
    """Nobody has to do it any more. Recorded with the teacher."""

    type: Literal["work_taken_back"] = "work_taken_back"
    id: str
    course: str


class WorkReminded(BaseEvent):
    """Those who haven't done it are to be reminded. Recorded with the teacher."""

    type: Literal["work_reminded"] = "work_reminded"
    id: str
    course: str
    at: datetime


class WorkDone(BaseEvent):
    """The learner says that they read it. (That a quiz was done is told by the quiz.)"""

    type: Literal["work_done"] = "work_done"
    id: str
    course: str


class WorkTold(BaseEvent):
    """The learner heard of it."""

    type: Literal["work_told"] = "work_told"
    names: tuple[str, ...]
    """Ids, with ``~2`` behind them for the second reminder."""
