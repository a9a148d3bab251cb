"""What a conversation keeps about goals: drafts that wait for a yes, and what is being asked."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.learner.events import GoalTerms
from bot.skill import Turn

_STATE = "goal"
_FRESH = timedelta(days=1)

Step = Literal["", "draft", "due", "rhythm", "zone", "reason", "note", "check", "wrong"]
"""What the next message answers; "" is nothing."""


class Draft(BaseModel):
    """A goal as it was said back."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    """Becomes the goal's; that of the goal which is being changed."""
    terms: GoalTerms
    changes: bool = False
    """The goal is there already."""
    suggestion: str = ""


class Desk(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    drafts: tuple[Draft, ...] = ()
    """The first one is on the table."""
    step: Step = ""
    goal: str = ""
    """The goal that a note or a check-in is about."""
    asked_at: datetime | None = None
    """When the message came after which this was asked."""
    words: str = ""
    """A message about a goal that had a wrong day or time."""
    batch: tuple[str, ...] = ()
    """Goals that were set since the first of these drafts; their reason is asked for together."""


def desk(turn: Turn) -> Desk:
    try:
        return Desk.model_validate(turn.state.get(_STATE, {}))
    except ValidationError:  # another version kept it
        return Desk()


def asks(turn: Turn) -> Step:
    """What the message answers, if it comes right after the question; a later one is about
    something else."""
    now, last = desk(turn), turn.history[-1] if turn.history else None
    return now.step if last and last.at == now.asked_at else ""


def open_draft(turn: Turn) -> Draft | None:
    """What was said back not long ago and neither confirmed nor dropped."""
    now = desk(turn)
    fresh = now.asked_at is not None and turn.now - now.asked_at < _FRESH
    return now.drafts[0] if now.drafts and fresh else None


def keep(turn: Turn, new: Desk) -> None:
    """What is asked for waits for the next message."""
    new = new.model_copy(update={"asked_at": turn.incoming.at})
    turn.state[_STATE] = new.model_dump(mode="json")
    if new.step:
        turn.state["pending"] = "goal"


def clear(turn: Turn) -> None:
    turn.state.pop(_STATE, None)
