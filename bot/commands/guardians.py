"""What goes to guardians, beside whatever else a process does: mail, and the pages behind links;
`studylamp guardian` ends what goes to an address."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.shared import settings

if TYPE_CHECKING:
    from bot.app import Studylamp


def register(app: typer.Typer) -> None:
    app.command()(guardian)


def guardian(
    address: Annotated[str, typer.Argument(help="A guardian's e-mail address.")],
    stop: Annotated[bool, typer.Option("--stop", help="Nothing goes there any more.")] = False,
) -> None:
    """How many summaries go to an address; with --stop, none any more, and the students hear it."""
    found = asyncio.run(_at(address, stop=stop))
    done = "were stopped, and the address is deleted" if stop else "go to that address, or wait"
    typer.echo(f"{found} summaries or requests {done}.")


async def _at(address: str, *, stop: bool) -> int:
    from bot.app import database_url
    from bot.guardians.post import TELL_AFTER
    from bot.learner.events import DigestEnded
    from bot.learner.guardians import address_of
    from bot.learner.store import Store

    store = await Store.open(database_url(settings()))
    try:
        there = await store.guardians.at(address_of(address) or address)
        for each in there if stop else ():
            now = store.now()
            ended = DigestEnded(guardian=each.id, how="address", tell_at=now + TELL_AFTER)
            await store.append(each.learner_id, [ended], at=now)
            await store.guardians.forget(each.id)
    finally:
        await store.close()
    return len(there)


@asynccontextmanager
async def to_guardians(lamp: Studylamp, *, pages: bool = False) -> AsyncIterator[None]:
    """Sends what is due until the context ends.

    Args:
        pages: have the pages as well, if their public address is configured.

    Raises:
        SettingsError: the pages can't be listened for.
    """
    from bot.adapters.pages import running

    found = lamp.settings
    served = pages and found.public_url
    async with (
        running(found.web_host, found.web_port, lamp.doors.show, lamp.doors.do, lamp.feed.show)
        if served
        else nullcontext()
    ):
        sending = asyncio.create_task(lamp.send_to_guardians())
        try:
            yield
        finally:
            sending.cancel()
            await asyncio.wait([sending])
