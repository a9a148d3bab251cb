"""As many empty jobs with procrastinate, a queue on PostgreSQL, on the same server."""

from __future__ import annotations

import time
from typing import Any

import procrastinate


async def run_jobs(url: str, n: int) -> dict[str, Any]:
    """Jobs done a second by one worker process, 50 at a time."""
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=url))

    @app.task(name="nothing")  # type: ignore[untyped-decorator,unused-ignore]
    async def nothing(number: int) -> None:
        pass

    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        for start in range(0, n, 1_000):
            jobs = [{"number": number} for number in range(start, min(start + 1_000, n))]
            await nothing.batch_defer_async(*jobs)
        begun = time.perf_counter()
        await app.run_worker_async(concurrency=50, wait=False, install_signal_handlers=False)
        took = time.perf_counter() - begun
    return {"jobs": n, "per_second": round(n / took)}
