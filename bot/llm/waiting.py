"""How long a server that may be slow or stuck is waited for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

T = TypeVar("T")


class Patience:
    """Waits for one answer: ``timeout`` seconds for each piece of it, ``total`` for all together.

    Only time spent waiting counts, not what the reader of the answer takes.
    """

    def __init__(self, timeout: float, total: float) -> None:
        self._timeout = timeout
        self._piece = timeout
        self._total = total

    async def wait(self, for_: Awaitable[T]) -> T:
        """Raises `TimeoutError`."""
        clock = asyncio.get_running_loop().time
        began = clock()
        try:
            async with asyncio.timeout(max(0.0, min(self._piece, self._total))):
                return await for_
        finally:
            waited = clock() - began
            self._piece -= waited
            self._total -= waited

    def progress(self) -> None:
        """Something useful came: wait anew for the next piece."""
        self._piece = self._timeout

    def at_most(self, seconds: float) -> None:
        """All that matters has come: don't wait long for the rest."""
        self._total = min(self._total, seconds)
