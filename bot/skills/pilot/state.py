"""What `pilot` keeps of a conversation: the quiz's question on the table."""

from __future__ import annotations

from bot.skill import Turn

NAME = "pilot"


def keep(turn: Turn, item: str) -> None:
    """This item was asked; the next message may answer it."""
    turn.state[NAME] = item
    turn.state["pending"] = NAME


def waits(turn: Turn) -> str:
    """Id of the item that was asked; empty for none."""
    item = turn.state.get(NAME)
    return item if isinstance(item, str) else ""


def drop(turn: Turn) -> None:
    turn.state.pop(NAME, None)
