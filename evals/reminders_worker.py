"""One worker process, to be killed: the real worker on the real store, sending to `Platform`.

Arguments: the database's address, the platform's port (0: nowhere), by how many seconds its clock
is wrong, and for how many seconds it runs (0: until it is killed).
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from bot.learner.store import Store, utc_now
from bot.messages import Reply, Text
from bot.reminders.due import Due
from bot.reminders.ports import Mention
from bot.reminders.worker import Worker
from evals.reminders_platform import NullPost, SocketPost

PLATFORM = "eval"


class PlainWords:
    """Says whose it is, and for which day."""

    async def compose(self, due: Due) -> Reply | None:
        return Reply(parts=(Text(markdown=f"{due.person} {due.wanted.name} {due.day}"),))

    def merged(self, replies: Sequence[Reply], *, late: bool) -> Reply:
        return Reply(parts=tuple(part for reply in replies for part in reply.parts))

    async def mention(self, due: Due) -> Mention | None:
        return None

    async def changed(self, learner_id: str) -> None:
        pass


async def main(url: str, port: int, wrong: float, seconds: float) -> None:
    def clock() -> datetime:
        return utc_now() + timedelta(seconds=wrong)

    store = await Store.open(url, clock=clock)
    post = SocketPost(port) if port else NullPost()
    worker = Worker(store.reminders, PlainWords(), PLATFORM, post, clock=clock)
    begun, used = time.perf_counter(), _used()
    with suppress(TimeoutError):
        await asyncio.wait_for(worker.run(), seconds or None)
    took = time.perf_counter() - begun
    print(json.dumps({"cpu_percent": 100 * (_used() - used) / took}))
    await store.close()


def _used() -> float:
    mine = resource.getrusage(resource.RUSAGE_SELF)
    return mine.ru_utime + mine.ru_stime


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4])))
