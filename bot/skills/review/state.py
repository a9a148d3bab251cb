"""What `review` keeps of a conversation: the round and the card on the table.

Nothing is lost with it: what was recalled is in the record, and a new round takes what is due.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.learner.memory import Key
from bot.skill import Turn
from bot.tutor import asked

_NAME = "review"
_OFFER = "review_offer"
_LASTS = timedelta(hours=12)
"""A round that was left longer ago is not taken up again: other things are due by now."""


class Round(BaseModel):
    """A round of cards. Kept as JSON."""

    model_config = ConfigDict(extra="ignore")

    started: datetime
    queue: tuple[Key, ...]
    """All of its cards, in order."""
    place: int = 0
    """Index of the card on the table."""
    stage: Literal["recall", "rate"] = "recall"
    """``rate``: the term was shown whole, the learner says how well they knew it."""
    hints: int = 0
    """Given for the card on the table."""
    recalled: int = 0
    """Cards that were recalled, with or without a hint."""
    answered: int = 0
    aside: bool = False
    """Something else was asked last: now only "stop" is meant for the card."""

    @property
    def key(self) -> Key:
        return self.queue[self.place]

    @property
    def token(self) -> str:
        """Tells this card's buttons from those of any other, in a few characters."""
        return f"{self.started.timestamp():.0f}.{self.place}"


def current(turn: Turn, course: str) -> Round | None:
    """The round that can go on; None when there is none (any more) in this course."""
    try:
        found = Round.model_validate(turn.state[_NAME])
    except (KeyError, ValidationError):  # none, or one that an earlier version wrote
        return None
    fresh = turn.now - found.started < _LASTS and found.place < len(found.queue)
    return found if fresh and found.key.course == course else None


def keep(turn: Turn, round_: Round, *, aside: bool = False) -> None:
    """The next message is for this card, if it can be."""
    turn.state[_NAME] = round_.model_copy(update={"aside": aside}).model_dump(mode="json")
    turn.state["pending"] = _NAME
    kind, _, name = round_.key.what.partition(":")
    if kind == "item":
        asked.put(turn, _NAME, round_.key.course, round_.key.section, name)
    else:
        asked.drop(turn, _NAME)


def end(turn: Turn) -> None:
    turn.state.pop(_NAME, None)
    asked.drop(turn, _NAME)


def offer(turn: Turn, section: str) -> None:
    """Remember that the reply asks whether to add a section's terms ("": another round)."""
    turn.state[_OFFER] = section
    turn.state["pending"] = _NAME


def take_offer(turn: Turn) -> str | None:
    """The offer of the turn before; it holds for one turn of this skill."""
    found = turn.state.pop(_OFFER, None)
    return found if isinstance(found, str) else None
