"""`hint`: help with one exercise, step by step; never the answer before a try."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

from bot.messages import Part, Text
from bot.skill import Skill, Turn
from bot.tutor import attempts, dispute, open_item
from bot.tutor.exercise import find
from bot.tutor.helping import begin, help_with, nothing_open

_Args = Mapping[str, str]


async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
    said = text.strip()
    disputed = dispute.waits_for_reason(turn)
    if disputed is not None and not turn.text.startswith("/"):
        parts = dispute.after(turn, disputed, said)
    elif open_item.current(turn) is None:
        parts = turn.skill("ask").run(turn, said) if said else _say(nothing_open(turn))
    elif not said:
        parts = help_with(turn, "stuck")
    else:
        about = await attempts.about_open_item(turn, said)
        parts = about or turn.skill("ask").run(turn, said)
    async for part in parts:
        yield part


async def _open(turn: Turn, args: _Args) -> AsyncIterator[Part]:
    """Help with an item that another skill found."""
    found = await find(turn, args.get("course", ""), args.get("section", ""), args.get("item", ""))
    if found is None:
        yield Text(markdown=nothing_open(turn))
        return
    async for part in begin(turn, found, pasted=args.get("pasted") == "yes"):
        yield part


async def _say(markdown: str) -> AsyncIterator[Part]:
    yield Text(markdown=markdown)


SKILL = Skill(
    name="hint",
    summary="help with an exercise, one step at a time",
    usage="4(x + 3), i don't know how to start",
    run=run,
    act={
        "next": lambda turn, _args: help_with(turn, "stuck"),
        "answer": lambda turn, args: attempts.tapped(
            turn, args.get("item", ""), args.get("choice", "")
        ),
        "leave": lambda turn, _args: attempts.leave(turn),
        "dispute": lambda turn, args: dispute.refer(turn, args.get("back", "")),
        "open": _open,
    },
)
