"""Pilots: a course tries out which help works, by lot; what was planned, decided and agreed to."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from bot.learner.events.base import BaseEvent

Arm = Literal["full", "hints", "search"]
"""What one part of a class gets: all that its teacher allows; hints only; no hints, but the places
in the course."""
Unit = Literal["student", "group"]
"""What is drawn by lot: each student, or whole groups of the class."""
Level = Literal["low", "middle", "high", "unknown"]
"""How well somebody did in the course before, compared with their class."""
Decision = Literal["approved", "declined", "ended"]
"""``ended``: stopped before its time."""


class _OfPilot(BaseEvent):
    course: str
    pilot: str
    """Its id, never used again."""


class PilotPlanned(_OfPilot):
    """Somebody wants to try something out. Nothing happens before a teacher approves."""

    type: Literal["pilot_planned"] = "pilot_planned"
    arms: tuple[Arm, ...] = Field(min_length=2)
    """Most help first; the last one is what the others are compared with."""
    unit: Unit
    seed: int
    sections: tuple[str, ...] = ()
    """Ids of the sections in which help differs; empty: the whole course."""
    quiz: tuple[str, ...]
    """Ids of the items of the delayed quiz, kept back until then."""
    since: datetime
    until: datetime
    """Help differs from ``since`` up to, but not including, ``until``."""
    quiz_since: datetime
    quiz_until: datetime
    """When the delayed quiz may be taken, in the same way."""


class PilotCodeMade(_OfPilot):
    """A teacher asked for a code that approves the pilot on the command line. Recorded with them;
    only the newest holds."""

    type: Literal["pilot_code_made"] = "pilot_code_made"
    print: str
    """`bot.fingerprint.fingerprint` of the code."""


class PilotDecided(_OfPilot):
    """The teacher's word on a pilot. Recorded with the teacher."""

    type: Literal["pilot_decided"] = "pilot_decided"
    decision: Decision
    at: datetime


class PilotAssigned(_OfPilot):
    """The lot fell. Recorded with the student; the first one of a pilot counts."""

    type: Literal["pilot_assigned"] = "pilot_assigned"
    arm: Arm
    level: Level
    cluster: str = ""
    """The group that was drawn; empty where students were."""
    stratum: str
    """Among which the lot was balanced."""
    late: bool = False
    """They came after the pilot had been approved."""


class PilotTold(_OfPilot):
    """The student was told about it; their help differs only from here on."""

    type: Literal["pilot_told"] = "pilot_told"
    about: Literal["pilot", "quiz"]


class PilotLeft(_OfPilot):
    """The student doesn't take part: nothing of theirs is counted, their help is as for anybody."""

    type: Literal["pilot_left"] = "pilot_left"
