"""A platform for measuring: takes messages over a local socket, and counts who got what how often.

One line in, ``key<TAB>what``, one line out. It answers after a moment, as platforms do, so that
whoever is killed is killed in the middle of sending.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from bot.messages import Place, Reply, Text
from bot.reminders.delivery import NotNow, Outcome, Sent

_MOMENT = 0.02


@dataclass(slots=True)
class Platform:
    """What was sent."""

    sends: Counter[str] = field(default_factory=Counter)
    """By what was said: how often it was sent."""
    keys: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By what was said: the keys. A platform with idempotency keys shows one message for each."""

    async def think(self) -> None:
        """What it takes until a message is answered."""
        await asyncio.sleep(_MOMENT)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while line := await reader.readline():
                key, _, what = line.decode().rstrip("\n").partition("\t")
                self.sends[what] += 1
                self.keys[what].add(key)
                await self.think()
                writer.write(b"ok\n")
                await writer.drain()
        writer.close()

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[int]:
        """Gives the port."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        try:
            yield server.sockets[0].getsockname()[1]
        finally:
            server.close()


class SocketPost:
    """The way to people on that platform; connections are kept and used again."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def send(self, person: str, reply: Reply, key: str, *, again: bool) -> Outcome:
        said = " ".join(part.markdown for part in reply.parts if isinstance(part, Text))
        try:
            pair = (
                self._idle.pop()
                if self._idle
                else await asyncio.open_connection("127.0.0.1", self._port)
            )
            pair[1].write(f"{key}\t{said}\n".encode())
            await pair[0].readexactly(3)
        except (OSError, asyncio.IncompleteReadError) as error:
            return NotNow(type(error).__name__)
        self._idle.append(pair)
        return Sent()

    async def mention(self, person: str, place: Place, text: str, key: str) -> Outcome:
        raise NotImplementedError("nobody's direct messages are closed here")


class NullPost:
    """Takes everything at once."""

    async def send(self, person: str, reply: Reply, key: str, *, again: bool) -> Outcome:
        return Sent()

    async def mention(self, person: str, place: Place, text: str, key: str) -> Outcome:
        return Sent()
