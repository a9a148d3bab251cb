"""`/goal calendar link`: a private link by which a calendar program keeps up with the goals."""

from __future__ import annotations

from collections.abc import AsyncIterator

from bot.messages import Action, Buttons, Option, Part, Text
from bot.skill import Turn


async def show(turn: Turn) -> AsyncIterator[Part]:
    """A link for who has none; of one that there is, since when, and what can be done about it."""
    since = await turn.calendar_link.since()
    if since is None or not turn.calendar_link.possible:
        async for part in renew(turn):
            yield part
        return
    yield Text(
        markdown=turn._(
            "You have a link to your calendar since {day}. I can't show it again, because I keep "
            "only its fingerprint. A new one ends it.",
            day=turn.translator.day(since.astimezone(turn.zone).date()),
        )
    )
    new = Option(label=turn._("A new link"), action=Action(name="goal.new_link"))
    yield Buttons(options=(new, _off(turn)))


async def renew(turn: Turn) -> AsyncIterator[Part]:
    """The new one is shown this once."""
    if not turn.calendar_link.possible:
        yield Text(
            markdown=turn._(
                "This Studylamp has no public address, so there is no link that keeps up. "
                "/goal calendar gives you a file."
            )
        )
        return
    before = await turn.calendar_link.since()
    address = await turn.calendar_link.renew()
    lines = [
        turn._("Here is the private link to your calendar:"),
        address,
        turn._(
            "In your calendar program, choose “subscribe” or “add by URL” and paste it. Your "
            "goals and reviews then stay up to date there."
        ),
        turn._("Whoever has the link can read them, so keep it to yourself."),
    ]
    if before:
        lines.append(turn._("The earlier link opens nothing any more."))
    yield Text(markdown="\n\n".join(lines))
    yield Buttons(options=(_off(turn),))


async def revoke(turn: Turn) -> AsyncIterator[Part]:
    """At once, everywhere."""
    if await turn.calendar_link.revoke():
        text = turn._("Done: that link opens nothing any more.")
    else:
        text = turn._("There is no link to your calendar.")
    yield Text(markdown=text)


def _off(turn: Turn) -> Option:
    return Option(label=turn._("End the link"), action=Action(name="goal.no_link"))
