"""What teachers decide for a course. Recorded with the teacher, unless said otherwise."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field, JsonValue

from bot.learner.events.base import BaseEvent

Rule = Literal["solutions", "explanations", "hints", "search", "exam"]
"""Worked solutions after an attempt; explanations after an attempt; hints only; only the places in
the course that say something about it; no help at all."""


class PlanSteered(BaseEvent):
    """A teacher's order for a course's plans. Recorded with the teacher; the newest one counts."""

    type: Literal["plan_steered"] = "plan_steered"
    course: str
    pinned: tuple[str, ...] = ()
    """Sections that come first, in this order."""
    order: tuple[str, ...] = ()
    """Sections in the order the class takes them, where it isn't the course's own."""
    unlocked: tuple[str, ...] | None = None
    """Sections that are open; None: all are."""
    daily_minutes: int | None = Field(default=None, ge=1)
    """Most minutes a day of practice in this course; None: no limit."""


class ClassSettingChanged(BaseEvent):
    """A teacher changed how the bot works in a course. Recorded with the teacher; the newest of
    each name counts. See `bot.learner.class_settings`."""

    type: Literal["class_setting_changed"] = "class_setting_changed"
    course: str
    name: Literal["pause", "hours", "tone", "reading_level", "outside"]
    value: dict[str, JsonValue] | str | None
    """None: as if nobody had changed it."""
    by: str
    """The teacher's id."""


Verdict = Literal["approved", "edited", "rejected"]


class DraftReviewed(BaseEvent):
    """A teacher looked at something that was made here. Recorded with the teacher."""

    type: Literal["draft_reviewed"] = "draft_reviewed"
    course: str
    section: str
    kind: Literal["item", "ladder"]
    item: str
    verdict: Verdict
    became: str = ""
    """Id of the item that takes its place, where it was edited."""


class HelpRuled(BaseEvent):
    """A teacher's rule about help. Recorded with the teacher; see `bot.policy.rule_for`."""

    type: Literal["help_ruled"] = "help_ruled"
    course: str
    rule: Rule | None
    """None takes back what was ruled for the same sections and items."""
    sections: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    """Empty, both: the whole course."""
    since: datetime | None = None
    until: datetime | None = None

    def holds(self, now: datetime) -> bool:
        return (self.since is None or self.since <= now) and (
            self.until is None or now < self.until
        )
