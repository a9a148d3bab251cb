"""Studylamp on the stand-in for Discord, in the test's own process, through the real discord.py."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.adapters.discord import Command, StudylampClient
from bot.app import build
from bot.commands import discord as command
from bot.settings import Settings
from bot.skill import Skill
from knowledge.course import Course
from tests.fakes import FakeLibrary, tiny_course, words_only
from tests.platforms.discord_fake import FakeDiscord


class Quick(StudylampClient):
    """Doesn't wait where only the real Discord wants it: before the next shard, and for servers
    that might still be announced."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, guild_ready_timeout=0.01, **options)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        pass


async def idle(client: StudylampClient) -> None:
    """Until all that has begun is done, and what failed is left open."""
    while client.desk._tasks:
        await asyncio.wait(client.desk._tasks)


@asynccontextmanager
async def running(
    dc: FakeDiscord,
    folder: Path,
    skills: Sequence[Skill] | None = None,
    *,
    course: Course | None = None,
    threads: bool = False,
    **overrides: Any,
) -> AsyncIterator[StudylampClient]:
    """A client that is connected; at the end it finishes what it began.

    Args:
        skills: default: the real ones.
        course: the only one there is; default: the tiny one.
        overrides: for `bot.app.build`.
    """
    course = course or tiny_course()
    library = FakeLibrary(course)
    settings = Settings(data_dir=folder, course=course.id)
    async with build(
        settings,
        library=library,
        retriever=words_only(library, folder),
        skills=skills,
        **({"model": None} | overrides),
    ) as lamp:
        ports = command.ports(lamp)
        if skills is not None:
            listed = [
                Command(skill.name, skill.summary, private=skill.audience != "everyone")
                for skill in skills
            ]
            ports = replace(ports, commands=listed)
        with dc.patched():
            async with connected(dc, Quick(ports, threads=threads)) as client:
                yield client


@asynccontextmanager
async def connected(dc: FakeDiscord, client: StudylampClient) -> AsyncIterator[StudylampClient]:
    async with client:
        task = asyncio.create_task(client.start(dc.token))
        try:
            await dc.wait_ready()
            await client.wait_until_ready()
            yield client
            await client.desk.finish()
        finally:
            await client.close()
            task.cancel()
            await asyncio.wait([task])
            dc.sessions.clear()
