"""What `ask` keeps of a conversation: what it is about, and what it offered."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.messages import Action
from bot.skill import Turn

_MOST_SAID = 16


class Topic(BaseModel):
    """The last question that was answered."""

    model_config = ConfigDict(extra="ignore")

    question: str
    """Standing on its own."""
    course: str
    section: str
    """The section cited first."""
    terms: tuple[str, ...] = ()
    """The last two key terms asked about, for "how do they differ?"."""
    said: tuple[str, ...] = ()
    """Sentences shown, newest last: they are not shown again."""

    def with_said(self, sentences: tuple[str, ...]) -> Topic:
        return self.model_copy(update={"said": (*self.said, *sentences)[-_MOST_SAID:]})


def topic(turn: Turn) -> Topic | None:
    """None, too, for a state that an earlier version wrote in another form."""
    try:
        return Topic.model_validate(turn.state["topic"])
    except (KeyError, ValidationError):
        return None


def keep(turn: Turn, kept: Topic) -> None:
    turn.state["topic"] = kept.model_dump(mode="json")


def offer(turn: Turn, action: Action) -> None:
    """Remember what the reply's last question offers, so that "yes" means something."""
    turn.state["offer"] = action.model_dump(mode="json")
    turn.state["offered"] = action.name


def offered_last(turn: Turn) -> str:
    """Name of the last action offered, for offering another one."""
    return str(turn.state.get("offered", ""))


def take_offer(turn: Turn) -> Action | None:
    """The offer of the turn before; it holds for one turn."""
    kept = turn.state.pop("offer", None)
    try:
        return Action.model_validate(kept) if kept else None
    except ValidationError:
        return None
