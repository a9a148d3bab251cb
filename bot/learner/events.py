"""What happened, as append-only facts. Everything known about a learner is computed from these.

Each type has a ``type`` and a ``version``; a field is never renamed or removed, a new meaning is
a new version. Events say what happened in the learner's own record, never platform details.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from bot.learner.model import Preferences


class _Event(BaseModel):
    # An older program must still be able to read what a newer one added to a known version.
    model_config = ConfigDict(frozen=True, extra="ignore")
    version: int = 1


class LearnerJoined(_Event):
    """First contact."""

    type: Literal["learner_joined"] = "learner_joined"


class PreferencesChanged(_Event):
    type: Literal["preferences_changed"] = "preferences_changed"
    preferences: Preferences
    """All of them, as they stand after the change."""


class CourseChosen(_Event):
    type: Literal["course_chosen"] = "course_chosen"
    course: str


class QuestionAsked(_Event):
    """A question about the course's content and what was found for it."""

    type: Literal["question_asked"] = "question_asked"
    course: str
    question: str
    covered: bool
    sections: tuple[str, ...] = ()
    """Sections cited, best first."""
    answered_by: Literal["extract", "term", "model", "none"] = "extract"


class ItemOpened(_Event):
    """An exercise came up and help with it began."""

    type: Literal["item_opened"] = "item_opened"
    course: str
    section: str
    item: str


class HintGiven(_Event):
    type: Literal["hint_given"] = "hint_given"
    course: str
    section: str
    item: str
    hint: str
    """Id of the rung."""
    level: int
    """0-based position in the ladder."""


class AttemptMade(_Event):
    """An answer to an item was marked. What mastery is computed from."""

    type: Literal["attempt_made"] = "attempt_made"
    course: str
    section: str
    item: str
    concepts: tuple[str, ...]
    """Concepts the item practises, as they were at that time."""
    answer: str
    """In the learner's own words, or the label of the option they tapped."""
    credit: float | None = Field(ge=0, le=1)
    """1 right, 0 wrong, between for partly right; None when it could not be marked."""
    hints: int = Field(default=0, ge=0)
    """Rungs of the ladder given before this answer."""
    attempt: int = Field(default=1, ge=1)
    """1 for the first answer to the item in this round."""


class Reviewed(_Event):
    """Something was recalled in a review. An item's marked answer is an `AttemptMade` instead."""

    type: Literal["reviewed"] = "reviewed"
    course: str
    section: str
    what: str
    """``term:NAME`` or ``item:ID``."""
    rating: int = Field(ge=1, le=4)
    """1 again, 2 hard, 3 good, 4 easy."""
    self_rated: bool
    """The learner judged it; False when we could tell."""


Event = Annotated[
    LearnerJoined
    | PreferencesChanged
    | CourseChosen
    | QuestionAsked
    | ItemOpened
    | HintGiven
    | AttemptMade
    | Reviewed,
    Field(discriminator="type"),
]
EVENT: TypeAdapter[Event] = TypeAdapter(Event)
"""Reads and writes one event as JSON."""


class Happened(Protocol):
    """An event and its time, as the log hands it out."""

    @property
    def at(self) -> datetime: ...

    @property
    def event(self) -> Event: ...
