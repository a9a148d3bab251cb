"""Who a learner is to us, and how they want to be helped."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bot.learner.events.base import BaseEvent
from bot.learner.model import Preferences


class LearnerJoined(BaseEvent):
    """First contact."""

    type: Literal["learner_joined"] = "learner_joined"


class IdentitiesLinked(BaseEvent):
    """The same person on another platform: what was recorded of another learner is this one's,
    too. From here on nothing is recorded of the other."""

    type: Literal["identities_linked"] = "identities_linked"
    other: str
    """Id of the learner that became part of this one."""


class IdentitiesUnlinked(BaseEvent):
    """One of the learner's identities went its own way; the record stayed here."""

    type: Literal["identities_unlinked"] = "identities_unlinked"
    other: str
    """Id of the learner that it belongs to from then on."""


class PreferencesChanged(BaseEvent):
    type: Literal["preferences_changed"] = "preferences_changed"
    preferences: Preferences
    """All of them, as they stand after the change."""


class CourseChosen(BaseEvent):
    type: Literal["course_chosen"] = "course_chosen"
    course: str


class BreakSuggested(BaseEvent):
    """A pause was suggested after a long stretch."""

    type: Literal["break_suggested"] = "break_suggested"
    minutes: int = Field(ge=0)
    """Length of the stretch."""


class LimitReached(BaseEvent):
    """The day's limit was reached and said."""

    type: Literal["limit_reached"] = "limit_reached"
    minutes: int = Field(ge=0)
    extended: bool = False
    """The learner chose to go on for today."""
