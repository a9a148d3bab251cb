"""What is known about a learner. Data only; the store fills it, skills read it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

ReadingLevel = Literal["plain", "standard", "advanced"]
Pace = Literal["relaxed", "steady", "fast"]
HelpStyle = Literal["hints", "explanations"]


class Preferences(BaseModel):
    """How a learner wants to be helped. Every field is theirs to change (`/settings`)."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    language: str | None = None
    """Language of the bot's own words; None: as the platform says, else the course's."""
    reading_level: ReadingLevel = "standard"
    pace: Pace = "steady"
    interests: tuple[str, ...] = ()
    help: HelpStyle = "explanations"
    """``hints``: hints only. ``explanations``: concepts are explained first. Neither hands over
    the answer of an exercise."""


class Learner(BaseModel):
    """One person as skills see them."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    """Ours, random; never a platform's id."""
    preferences: Preferences = Preferences()
    course: str | None = None
    """Id of the course they are working in."""
    new: bool = False
    """True in their very first turn."""
