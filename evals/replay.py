"""How long everyone's mastery takes to be rebuilt from the event log: a real store, read back."""

from __future__ import annotations

import asyncio
import os
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.learner.events import AttemptMade
from bot.learner.mastery import Parameters, Replay, from_event
from bot.learner.store import Store, utc_now
from evals.searchable import tell

LEARNERS, CONCEPTS, ITEMS_EACH, BATCH = 200, 300, 20, 5_000


def run(events: int) -> dict[str, Any]:
    """Seconds to read ``events`` attempts from SQLite and count each of them."""
    return asyncio.run(_run(events))


async def _run(events: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite:///{Path(folder) / 'replay.db'}")
        try:
            await _fill(store, events)
            tell("replaying")
            start, cpu = time.perf_counter(), time.process_time()
            replay = Replay(Parameters())
            async for stored in store.everyones_events(types=["attempt_made"]):
                assert isinstance(stored.event, AttemptMade)
                attempt = from_event(stored.id, stored.at, stored.event)
                replay.observe(stored.learner_id, attempt)
            seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
        finally:
            await store.close()
    return {
        "n": events,
        "learners": len(replay.learners),
        "seconds": round(seconds, 1),
        "cpu_seconds": round(cpu, 1),
        "per_s": round(events / seconds),
        "load_average": round(os.getloadavg()[0], 2),
    }


async def _fill(store: Store, events: int) -> None:
    people = [await store.learner(f"replay:{number}") for number in range(LEARNERS)]
    made = _attempts(random.Random(1))  # noqa: S311 - the same log every time
    for begun in range(0, events, BATCH):
        tell(f"writing {begun:,} of {events:,}")
        batch = [next(made) for _ in range(min(BATCH, events - begun))]
        person = people[begun // BATCH % LEARNERS]
        await store.append(person.id, batch, at=utc_now())


def _attempts(chance: random.Random) -> Iterator[AttemptMade]:
    while True:
        concept = chance.randrange(CONCEPTS)
        yield AttemptMade(
            course="replay",
            section=f"section-{concept}",
            item=f"item-{concept}-{chance.randrange(ITEMS_EACH)}",
            concepts=(f"concept-{concept}",),
            answer="b",
            credit=float(chance.random() < 0.7),
            hints=chance.choice((0, 0, 0, 1, 2)),
        )
