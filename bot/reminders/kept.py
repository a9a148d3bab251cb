"""What couldn't be sent when it was time, shown when the learner comes by themselves."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

from bot.messages import Audience, Part, Text
from bot.skill import Turn


async def with_kept(
    turn: Turn, parts: AsyncGenerator[Part, None], audience: Audience
) -> AsyncGenerator[Part, None]:
    """The parts of a reply, and after them what was kept; never where others read."""
    async with aclosing(parts):
        async for part in parts:
            yield part
    alone = not turn.incoming.place.public or audience != "everyone"
    if turn.kept.replies and alone:
        turn.shown = turn.kept.ids
        yield Text(markdown=turn._("This was for you earlier, but I couldn't write to you:"))
        for reply in turn.kept.replies:
            for part in reply.parts:
                yield part
