"""What is known about a learner. Data only; the store fills it, skills read it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.learner.roles import Right, Role, may

ReadingLevel = Literal["plain", "standard", "advanced"]
Pace = Literal["relaxed", "steady", "fast"]
HelpStyle = Literal["hints", "explanations"]
Theme = Literal["light", "dark"]


class QuietHours(BaseModel):
    """Hours of the local day in which nothing is sent unasked. They may go over midnight; when
    both are the same, the whole day is quiet."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    since: time = time(21, 30)
    until: time = time(7, 30)

    def covers(self, at: time) -> bool:
        if self.since < self.until:
            return self.since <= at < self.until
        return at >= self.since or at < self.until


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
    confidence: bool = False
    """Ask how sure they are before saying whether an answer is right."""
    timezone: str | None = None
    """IANA name; None: as the platform says."""
    daily_minutes: int | None = Field(default=None, ge=1)
    """Most minutes a day that they want to spend; None: no limit."""
    break_after: int | None = Field(default=45, ge=1)
    """Minutes without a pause after which a break is suggested; None: never."""
    pictures: Theme = "light"
    quiet: QuietHours | None = QuietHours()
    """When reminders wait; None: never."""
    chosen: tuple[str, ...] = ()
    """Names of those that they set themselves: these come before what their teacher set."""
    mention: bool = False
    """A reminder that can't be sent to their direct messages may call them, without saying what it
    is about, where others read."""


class Learner(BaseModel):
    """One person as skills see them."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    """Ours, random; never a platform's id."""
    preferences: Preferences = Preferences()
    course: str | None = None
    """Id of the course they are working in."""
    name: str = ""
    """As the roster or their platform calls them; empty when it isn't known or not kept."""
    on_roster: bool = False
    """The name is a roster's."""
    roles: Mapping[str, Role | None] = Field(default_factory=dict)
    """What they are in each class; None in one that they don't belong to any more."""
    new: bool = False
    """True in their very first turn."""

    def may(self, course: str, right: Right) -> bool:
        """Whether they have this right in a course."""
        return may(self.roles.get(course), right)

    @property
    def teaches(self) -> frozenset[str]:
        """Ids of the courses whose class they see, as teachers or assistants."""
        return frozenset(course for course in self.roles if self.may(course, "see"))

    @property
    def adds_to(self) -> frozenset[str]:
        """Ids of the courses to which they may add."""
        return frozenset(course for course in self.roles if self.may(course, "add"))
