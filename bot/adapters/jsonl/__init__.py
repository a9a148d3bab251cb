"""`studylamp chat --json`: one JSON object a line in, one a part out (docs/jsonl.md).

For other platforms, for scripts and for tests. People and channels of their own go through one
pair of pipes: each message names its person and place.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import aclosing, suppress
from datetime import UTC, datetime
from typing import Any, BinaryIO

import structlog
from pydantic import ValidationError

from bot.adapters.jsonl.lines import (
    DoneLine,
    ErrorLine,
    PartLine,
    UnaskedLine,
    explain,
    id_in,
    parse,
)
from bot.adapters.jsonl.reader import LONGEST_LINE, lines
from bot.errors import StudylampError
from bot.messages import Incoming, Place, Reply, as_json
from bot.reminders.delivery import Closed, NotNow, Outcome, Post, Sent

__all__ = ["run"]

_AT_ONCE = 32
"""Messages that are worked on side by side."""

_RECOVER_EVERY = 30.0
"""Seconds between looks for what another process left open."""

Handle = Callable[[Incoming], AsyncGenerator[Reply, None]]
Recover = Callable[[str], AsyncGenerator[tuple[Incoming, Reply], None]]
Remind = Callable[[Post], Coroutine[Any, Any, None]]

log = structlog.get_logger()


async def run(
    handle: Handle,
    stdin: BinaryIO,
    stdout: BinaryIO,
    *,
    recover: Recover | None = None,
    remind: Remind | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """Answer every line of ``stdin``; return when it ends and all is answered.

    Conversations are answered side by side, messages of one conversation in order. When it is
    cancelled, it stops reading and finishes what it has begun.

    Args:
        recover: gives the answers that an earlier run didn't get to send.
        remind: sends what people wanted to hear, by the way to them that it is handed.
        clock: the time of messages that don't carry one.
    """
    pipes = _Pipes(handle, stdout, clock)
    ended = asyncio.Event()
    recovering = None
    reminding = asyncio.create_task(remind(pipes)) if remind else None
    if recover:
        await pipes.recover(recover)  # before anything new: it came first
        recovering = asyncio.create_task(pipes.keep_recovering(recover, ended))
    try:
        async with aclosing(lines(stdin)) as read:
            async for line in read:
                with suppress(BrokenPipeError):
                    await pipes.take(line)
                if pipes.broken:
                    break
    finally:
        ended.set()
        if reminding:
            reminding.cancel()
            await asyncio.wait([reminding])
        await pipes.finish()
        if recovering:
            await recovering


class _Pipes:
    def __init__(self, handle: Handle, stdout: BinaryIO, clock: Callable[[], datetime]) -> None:
        self._handle = handle
        self._stdout = stdout
        self._clock = clock
        self._free = asyncio.Semaphore(_AT_ONCE)
        self._last: dict[str, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.broken = False
        """True when nobody reads our answers any more."""

    async def take(self, line: bytes | None) -> None:
        """Begin to answer a line; waits while too much is under way. None: it was too long."""
        if line is None:
            self._write(ErrorLine(reply_to=None, error=f"longer than {LONGEST_LINE} bytes"))
            return
        if not line.strip():
            return
        try:
            message = parse(line.removeprefix(b"\xef\xbb\xbf"))
        except ValidationError as error:
            self._write(ErrorLine(reply_to=id_in(line), error=explain(error)))
            return
        incoming = message.incoming(self._clock())
        await self._free.acquire()
        before = self._last.get(incoming.conversation)
        task = asyncio.create_task(self._answer(message.id, incoming, before))
        self._last[incoming.conversation] = task
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._ended(incoming.conversation, done))

    def _ended(self, conversation: str, task: asyncio.Task[None]) -> None:
        self._free.release()
        self._tasks.discard(task)
        if self._last.get(conversation) is task:
            del self._last[conversation]

    async def _answer(
        self, name: str | int, incoming: Incoming, before: asyncio.Task[None] | None
    ) -> None:
        if before:
            await asyncio.wait([before])
        answered = False
        try:
            async with aclosing(self._handle(incoming)) as replies:
                async for reply in replies:
                    answered = True
                    self._send(name, reply)
            self._write(DoneLine(reply_to=name, duplicate=not answered))
        except BrokenPipeError:
            return  # stored, not delivered: the next start sends it
        except Exception as error:
            log.error("not answered", delivery=incoming.delivery_id, exc_info=error)
            self._write(ErrorLine(reply_to=name, error="something went wrong on my side"))

    async def keep_recovering(self, recover: Recover, ended: asyncio.Event) -> None:
        """Look again and again for what other processes left when they died."""
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(ended.wait(), _RECOVER_EVERY)
                return
            await self.recover(recover)

    async def recover(self, recover: Recover) -> None:
        """Send what earlier runs did not."""
        try:
            await self._recover(recover)
        except BrokenPipeError:
            return
        except StudylampError as error:
            log.error("not recovered", exc_info=error)

    async def _recover(self, recover: Recover) -> None:
        name = ""
        async with aclosing(recover("jsonl")) as found:
            async for incoming, reply in found:
                this = incoming.delivery_id.removeprefix(f"{incoming.person}:")
                if name and this != name:
                    self._write(DoneLine(reply_to=name))
                name = this
                self._send(name, reply)
        if name:
            self._write(DoneLine(reply_to=name))

    async def finish(self) -> None:
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def send(self, person: str, reply: Reply, key: str, *, again: bool) -> Outcome:
        """A reminder, as lines of its own."""
        to = person.removeprefix("jsonl:")
        try:
            for part in reply.parts:
                self._write(UnaskedLine(to=to, unasked=key, part=part))
        except BrokenPipeError:
            return NotNow("nobody reads")
        return Sent()

    async def mention(self, person: str, place: Place, text: str, key: str) -> Outcome:
        return Closed("whoever reads these lines knows nothing of mentions")

    def _send(self, name: str | int, reply: Reply) -> None:
        for part in reply.parts:
            self._write(PartLine(reply_to=name, audience=reply.audience, part=part))

    def _write(self, line: PartLine | UnaskedLine | DoneLine | ErrorLine) -> None:
        data: dict[str, Any] = as_json(line)
        if data.get("duplicate") is False:
            del data["duplicate"]
        try:
            self._stdout.write(json.dumps(data, ensure_ascii=False).encode() + b"\n")
            self._stdout.flush()
        except BrokenPipeError:
            self.broken = True
            raise
