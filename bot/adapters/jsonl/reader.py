"""Reading lines from a pipe, a terminal or a file without holding up the event loop."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import AsyncGenerator
from contextlib import suppress
from typing import BinaryIO

LONGEST_LINE = 16 * 2**20
"""Bytes of one line; files come inside it."""

_AHEAD = 32
"""Lines that are read before they are wanted."""


async def lines(stdin: BinaryIO) -> AsyncGenerator[bytes | None, None]:
    """The lines of a pipe, terminal or file; None in place of one that is too long.

    Read in a thread that dies with the process: a read that waits for a person can't be cancelled.
    """
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[bytes | None] = asyncio.Queue()
    room = threading.Semaphore(_AHEAD)

    def put(line: bytes | None) -> None:
        room.acquire()
        loop.call_soon_threadsafe(queue.put_nowait, line)

    def read() -> None:
        source = _own(stdin)
        with suppress(RuntimeError):  # the loop is gone
            while line := source.readline(LONGEST_LINE + 1):
                if len(line) <= LONGEST_LINE:
                    put(line)
                    continue
                put(None)
                while line and not line.endswith(b"\n"):
                    line = source.readline(LONGEST_LINE)
            put(b"")

    threading.Thread(target=read, name="stdin", daemon=True).start()
    while (line := await queue.get()) != b"":
        room.release()
        yield line


def _own(stdin: BinaryIO) -> BinaryIO:
    """The same pipe behind a buffer of our own: Python locks the shared one when it exits."""
    try:
        return os.fdopen(os.dup(stdin.fileno()), "rb")
    except OSError:  # not a file of the system
        return stdin
