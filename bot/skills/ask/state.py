"""What `ask` keeps of a conversation: what it is about, and the exercise being worked on."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.messages import Action
from bot.skill import Turn

_MOST_SAID = 16


class _Kept(BaseModel):
    model_config = ConfigDict(extra="ignore")


_K = TypeVar("_K", bound=_Kept)


class Topic(_Kept):
    """The last question that was answered."""

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


class OpenItem(_Kept):
    """The exercise that help is being given with."""

    course: str
    section: str
    item: str
    next_rung: int = 0
    in_focus: bool = True
    """False once something else was asked: a bare word is then no answer to it any more."""
    tries: int = 0


def topic(turn: Turn) -> Topic | None:
    return _read(Topic, turn, "topic")


def open_item(turn: Turn) -> OpenItem | None:
    return _read(OpenItem, turn, "item")


def keep(turn: Turn, kept: Topic | OpenItem) -> None:
    key = "topic" if isinstance(kept, Topic) else "item"
    turn.state[key] = kept.model_dump(mode="json")


def _read(kind: type[_K], turn: Turn, key: str) -> _K | None:
    """None, too, for a state that an earlier version wrote in another form."""
    try:
        return kind.model_validate(turn.state[key])
    except (KeyError, ValidationError):
        return None


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
