"""Who belongs to a course's class, and how they came in."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import Field, model_validator

from bot.learner.events.base import BaseEvent
from bot.learner.roles import Role

Way = Literal["installer", "teacher", "code", "roster", "channel", "open", "simulated"]
"""By whom or what somebody got a role: `studylamp teacher`, a teacher, a join code, the roster, a
bound channel or workspace, a class that is open to everybody, `studylamp demo`."""


class RoleGranted(BaseEvent):
    """What somebody is in a course from now on. Recorded with that person; the newest counts."""

    type: Literal["role_granted"] = "role_granted"
    version: int = 2
    course: str
    role: Role | Literal["none"]
    """``none``: they don't belong to the class any more."""
    by: str
    """Who granted it: a learner's id, ``installer``, or empty for nobody."""
    way: Way = "installer"

    @model_validator(mode="before")
    @classmethod
    def _as_meant(cls, data: Any) -> Any:
        # Version 1 knew teachers only: "student" took that back.
        if isinstance(data, dict) and data.get("version") == 1 and data.get("role") == "student":
            return {**data, "version": 2, "role": "none"}
        return data


class Grouped(BaseEvent):
    """Somebody was put into a group of the class. Recorded with them; the newest counts."""

    type: Literal["grouped"] = "grouped"
    course: str
    group: str = Field(max_length=60)
    """Empty: in none."""
    by: str
    """A learner's id, or ``installer``."""


class KeptApart(BaseEvent):
    """Two people are not to be put into one small group. Recorded with the teacher; the newest for
    a pair counts."""

    type: Literal["kept_apart"] = "kept_apart"
    course: str
    learners: tuple[str, str]
    apart: bool = True
    """False: they may work together again."""


class JoinCodeMade(BaseEvent):
    """Whoever has this code may join the class as a student. Recorded with who made it."""

    type: Literal["join_code_made"] = "join_code_made"
    course: str
    code: str
    until: datetime


class JoinCodeRevoked(BaseEvent):
    """The code lets nobody in any more. Recorded with who took it back."""

    type: Literal["join_code_revoked"] = "join_code_revoked"
    course: str
    code: str


class JoinFailed(BaseEvent):
    """Somebody tried a code that there isn't. Recorded with them."""

    type: Literal["join_failed"] = "join_failed"


class CourseBound(BaseEvent):
    """A channel or workspace belongs to a course: who is new there joins its class. Recorded with
    the teacher; the newest for a place counts."""

    type: Literal["course_bound"] = "course_bound"
    course: str
    place: str
    """As in `Incoming.channel` or `Incoming.workspace`."""
    bound: bool = True
    """False: not any more."""


class RosterImported(BaseEvent):
    """A list of people was taken in. Recorded with who did it, or with nobody's record."""

    type: Literal["roster_imported"] = "roster_imported"
    course: str
    people: int = Field(ge=0)
    """How many it lists for the course."""
