"""The exercise that help is being given with, as a conversation keeps it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.skill import Turn
from bot.tutor import exercise
from bot.tutor.exercise import Exercise

_NAME = "item"


class OpenItem(BaseModel):
    model_config = ConfigDict(extra="ignore")

    course: str
    section: str
    item: str
    given: tuple[str, ...] = ()
    """Ids of the rungs of its ladder that were given, in order."""
    tries: int = 0
    """Answers and work that were looked at."""
    told: bool = False
    """A first step was shared after "just tell me"."""
    offered: tuple[str, ...] = ()
    """Ids of the prerequisites that were offered first."""
    ended: bool = False
    """They were told that there are no more hints."""
    in_focus: bool = True
    """False once something else was asked: a bare word is then no answer to it any more."""


def current(turn: Turn) -> OpenItem | None:
    """None, too, for what an earlier version kept in another form."""
    try:
        return OpenItem.model_validate(turn.state[_NAME])
    except (KeyError, ValidationError):
        return None


def keep(turn: Turn, item: OpenItem) -> None:
    turn.state[_NAME] = item.model_dump(mode="json")


def close(turn: Turn) -> None:
    turn.state.pop(_NAME, None)


async def on_table(turn: Turn) -> tuple[OpenItem, Exercise] | None:
    """The open exercise as the course has it now; None when there is none any more."""
    item = current(turn)
    found = await exercise.find(turn, item.course, item.section, item.item) if item else None
    return (item, found) if item and found else None
