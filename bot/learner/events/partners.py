"""Study partners: who looks for one, and what they said to whom was found."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bot.learner.events.base import BaseEvent


class PartnerSought(BaseEvent):
    """A student looks for a study partner in their class, or doesn't any more."""

    type: Literal["partner_sought"] = "partner_sought"
    course: str
    looking: bool = True
    name: str = Field(default="", max_length=80)
    """What a partner may call them, once both agree."""


class PartnerAnswered(BaseEvent):
    """What a student said to a partner that was found for them, before either knew who it is.
    Recorded with who said it, and shown to nobody else."""

    type: Literal["partner_answered"] = "partner_answered"
    course: str
    other: str
    """Id of the other learner."""
    agreed: bool
