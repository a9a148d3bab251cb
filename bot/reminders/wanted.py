"""What has to be said to somebody unasked, and when. Data; whoever knows why makes it.

A reminder is an action of a skill that is carried out for the learner in their direct messages:
what the skill says is sent; when it says nothing, the reminder is obsolete and nothing is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.learner.events import Happened
from bot.learner.rhythm import Rhythm
from bot.messages import Action
from bot.reminders.times import Local, Occurrence, next_occurrence

Name = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class Wanted(BaseModel):
    """One thing that a learner is to hear, once or again and again."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: Name
    """Which one it is, for this learner: ``goal:2f``. It comes once a local day at the most, so
    what comes in between (it was put off by an hour) has a name of its own: ``goal:2f~3``."""
    rhythm: Rhythm | None = None
    once: datetime | None = None
    """Either it comes again and again, or once, at this moment."""
    action: Action
    """What is done then: ``goal.check_in`` with its arguments."""
    useful_for: timedelta = timedelta(hours=12)
    """What comes later than this is of no use any more and isn't said."""
    spread: timedelta = timedelta(minutes=2)
    """Comes up to so much later, so that a class isn't written to in one second."""
    course: str | None = None
    """Whose holidays count; None: nobody's."""
    to: str = Field(default="", exclude_if=lambda to: not to)
    """Somebody else than the learner, who hears of it in place of them: ``guardian:2f``. Their
    quiet hours are not the learner's."""

    def next(self, local: Local, after: datetime) -> Occurrence | None:
        """When it comes next, later than ``after``."""
        if self.rhythm:
            return next_occurrence(self.rhythm, local, after)
        if self.once and self.once > after:
            return Occurrence(self.once.astimezone(local.tz).date(), self.once)
        return None


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody who knows what a learner is to hear."""

    types: frozenset[str]
    """Events from which that follows."""
    wanted: Callable[[Sequence[Happened]], Sequence[Wanted]]
    """Gets a learner's events of these types, oldest first. Pure."""
