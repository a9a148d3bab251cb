"""A Studylamp that stays up and answers many people."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.app import Studylamp
    from bot.settings import Settings

_SOON = 5.0
"""Seconds after the start: what was left open is answered first."""


@asynccontextmanager
async def standing(chosen: Settings) -> AsyncIterator[Studylamp]:
    """`bot.app.build`, made ready for a class while it already answers.

    Raises:
        SettingsError, StoreError: with a text for whoever starts it.
    """
    from bot.app import build

    async with build(chosen) as lamp:
        ended = threading.Event()
        preparing = asyncio.create_task(_prepare(lamp, ended))
        try:
            yield lamp
        finally:
            ended.set()
            preparing.cancel()
            await asyncio.wait({preparing})


async def _prepare(lamp: Studylamp, ended: threading.Event) -> None:
    await asyncio.sleep(_SOON)
    await asyncio.to_thread(_read_in, lamp, ended)


def _read_in(lamp: Studylamp, ended: threading.Event) -> None:
    """Read what every answer needs, once, and keep the garbage collector from it: looking through
    all courses again and again stops every answer for a quarter of a second each time."""
    from bot.answering.prepared import exercises_of, graph_of, terms_of
    from knowledge.problems import SourceError

    for info in lamp.library.list():
        if ended.is_set():
            return
        try:
            course = lamp.library.get(info.id)
        except SourceError:
            continue  # whoever asks about it is told
        lamp.retriever.search(course.title, courses=[course.id])
        for prepared in (exercises_of, graph_of, terms_of):
            prepared(course)
    gc.collect()
    gc.freeze()
