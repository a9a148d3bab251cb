"""What a learner works towards, and by which way."""

from __future__ import annotations

from datetime import date
from typing import Literal

from bot.learner.events.base import BaseEvent

PathKind = Literal["read", "example", "practice"]
"""Ways to learn a concept."""


class PlanAimed(BaseEvent):
    """What the learner works towards in a course. The newest one counts."""

    type: Literal["plan_aimed"] = "plan_aimed"
    course: str
    sections: tuple[str, ...] = ()
    """Sections to master; empty: the whole course."""
    by: date | None = None
    """The day of the exam or the deadline; None: no hurry."""


class PathChosen(BaseEvent):
    """The learner picked a way to learn a section's concept."""

    type: Literal["path_chosen"] = "path_chosen"
    course: str
    section: str
    concept: str
    path: PathKind
    deep: bool = False
