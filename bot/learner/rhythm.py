"""When something comes again, in the learner's own local time. Data only."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Rhythm(BaseModel):
    """Once, or again and again: "Fridays at 17:00 until June 5".

    The times are local, wherever the learner is then; `bot.reminders` makes moments of them.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    at: time
    """Local, without a zone."""
    starts: date
    """The first day on which it may come."""
    until: date | None = None
    """The last one; the same as ``starts`` for once, None for no end."""
    days: tuple[Annotated[int, Field(ge=0, le=6)], ...] = ()
    """Days of the week, 0 is Monday; empty: every day."""
    every_weeks: int = Field(default=1, ge=1, le=8)
    """Each week, every second week …, counted from the week of ``starts``."""
