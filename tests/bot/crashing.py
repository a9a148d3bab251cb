"""A program that is killed (as by ``kill -9``) at a chosen point; run by test_crash.py.

Arguments: the data folder, and where to die: ``skill`` (accepted, being answered), ``send``
(answer stored, not sent), ``sent`` (sent, not marked as delivered) or ``never``.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from bot.adapters import jsonl
from bot.app import build
from bot.learner.events import CourseChosen
from bot.messages import Part, Text
from bot.settings import Settings
from bot.skill import Skill, Turn
from tests.fakes import FakeLibrary, tiny_course

FOLDER, POINT = Path(sys.argv[1]), sys.argv[2]


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def answer(turn: Turn, text: str) -> AsyncIterator[Part]:
    with (FOLDER / "asked").open("a") as file:
        file.write(f"{text}\n")
    turn.record(CourseChosen(course="tiny"))
    if POINT == "skill":
        die()
    yield Text(markdown=f"answer to {text}")


class Dying:
    """Standard output that dies with the first answer."""

    def write(self, line: bytes) -> None:
        if POINT == "send":
            die()
        sys.stdout.buffer.write(line)

    def flush(self) -> None:
        sys.stdout.buffer.flush()
        if POINT == "sent":
            die()


async def main() -> None:
    ask = Skill(name="ask", summary="", usage="", run=answer)
    retriever: Any = object()  # nothing here searches
    async with build(
        Settings(data_dir=FOLDER),
        library=FakeLibrary(tiny_course()),
        retriever=retriever,
        model=None,
        skills=[ask],
    ) as lamp:
        out = cast(BinaryIO, Dying())
        await jsonl.run(lamp.handle, sys.stdin.buffer, out, recover=lamp.recover)


asyncio.run(main())
