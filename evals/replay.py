"""How long projections take to be rebuilt from the event log, and one of them to be read: a real
store, filled and read back."""

from __future__ import annotations

import asyncio
import os
import random
import tempfile
import time
from collections.abc import Awaitable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.learner.events import AttemptMade
from bot.learner.mastery import Parameters, Replay, from_event
from bot.learner.store import Store, utc_now
from evals.searchable import tell

CONCEPTS, ITEMS_EACH, BATCH = 300, 20, 5_000
_READS = 20


def run(events: int, learners: int) -> dict[str, Any]:
    """Seconds to read ``events`` attempts from SQLite and count each of them: for mastery alone,
    and for all projections; milliseconds that a turn then takes to know a learner."""
    return asyncio.run(_run(events, learners))


async def _run(events: int, learners: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite:///{Path(folder) / 'replay.db'}")
        try:
            people = [(await store.learner(f"replay:{n}")).id for n in range(learners)]
            await _fill(store, events, people)
            tell("replaying")
            mastery = await _timed(_replay(store))
            tell("rebuilding")
            rebuild = await _timed(store.projections.rebuild())
            reads = sorted([await _read(store, people[0]) for _ in range(_READS)])
        finally:
            await store.close()
    return {
        "n": events,
        "learners": learners,
        "mastery": mastery,
        "rebuild": rebuild,
        "known_ms_p50": round(1000 * reads[_READS // 2], 1),
        "known_ms_max": round(1000 * reads[-1], 1),
        "load_average": round(os.getloadavg()[0], 2),
    }


async def _timed(work: Awaitable[object]) -> dict[str, float]:
    start, cpu = time.perf_counter(), time.process_time()
    await work
    return {
        "seconds": round(time.perf_counter() - start, 1),
        "cpu_seconds": round(time.process_time() - cpu, 1),
    }


async def _replay(store: Store) -> None:
    replay = Replay(Parameters())
    async for stored in store.everyones_events(types=["attempt_made"]):
        assert isinstance(stored.event, AttemptMade)
        attempt = from_event(stored.id, stored.at, stored.event)
        replay.observe(stored.learner_id, attempt)


async def _read(store: Store, learner: str) -> float:
    start = time.perf_counter()
    await store.projections.known(learner, "replay")
    return time.perf_counter() - start


async def _fill(store: Store, events: int, people: Sequence[str]) -> None:
    made = _attempts(random.Random(1))  # noqa: S311 - the same log every time
    for begun in range(0, events, BATCH):
        tell(f"writing {begun:,} of {events:,}")
        batch = [next(made) for _ in range(min(BATCH, events - begun))]
        await store.append(people[begun // BATCH % len(people)], batch, at=utc_now())


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
