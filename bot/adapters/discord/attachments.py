"""Files that come with a message: fetched before it is stored, within limits that are told."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import aiohttp
import discord
import structlog

from bot.adapters.discord.ports import Say
from bot.messages import Attachment

MOST = 4
LARGEST = 8 * 2**20
"""Bytes of one file."""
_PATIENCE = 20.0
"""Seconds for one file."""
_LEGIBLE = ("text/", "application/", "model/")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a message's files."""

    files: tuple[Attachment, ...] = ()
    refusals: tuple[str, ...] = ()
    """A sentence for each file that was not taken."""


async def receive(attachments: Sequence[discord.Attachment], say: Say) -> Received:
    """Fetch them. Of pictures, sounds and films only the name is kept: nobody here can read them.

    Raises nothing: what can't be fetched is refused with its reason.
    """
    files: list[Attachment] = []
    refusals: list[str] = []
    for attachment in attachments[:MOST]:
        kind = (attachment.content_type or "application/octet-stream").partition(";")[0]
        name = attachment.filename[:200]
        data = b""
        if attachment.size > LARGEST:
            refusals.append(
                say(
                    "“{name}” is {size} MB; I take files of up to {limit} MB. "
                    "Send me the pages that matter, or split it.",
                    name=name,
                    size=f"{attachment.size / 2**20:.1f}",
                    limit=LARGEST // 2**20,
                )
            )
            continue
        if kind.startswith(_LEGIBLE):
            try:
                async with asyncio.timeout(_PATIENCE):
                    data = await attachment.read()
            except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
                log.warning("file not fetched", exc_info=error)
                refusals.append(say("I couldn't fetch “{name}”. Please send it again.", name=name))
                continue
        files.append(Attachment(name=name, media_type=kind, data=data))
    if len(attachments) > MOST:
        refusals.append(say("I take {count} files at a time; the others I left out.", count=MOST))
    return Received(tuple(files), tuple(refusals))
