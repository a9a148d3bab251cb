"""`studylamp rebuild`: everything that is computed from the event log, computed again."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.settings import Settings


def register(app: typer.Typer) -> None:
    app.command()(rebuild)


def rebuild(
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing: say where what stands differs.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, nothing else.")] = False,
) -> None:
    """Make mastery, review dates and class-wide ratings again from the event log.

    Nothing is lost meanwhile: what stands is used until the new is complete. With --check, exit
    code 1 when what stands isn't what the log gives.
    """
    import asyncio

    from bot import logs
    from bot.settings import load

    settings = load()
    logs.configure(settings)
    found = asyncio.run(_run(settings, check=check))
    if as_json:
        print(json.dumps(found))
    else:
        _report(found)
    if found.get("differences"):
        raise typer.Exit(1)


async def _run(settings: Settings, *, check: bool) -> dict[str, object]:
    from time import perf_counter

    from bot.app import database_url
    from bot.learner import mastery_file
    from bot.learner.store import Store

    params = mastery_file.read(settings.data_dir)
    store = await Store.open(database_url(settings), params=params)
    begun = perf_counter()
    try:
        if check:
            differences = await store.projections.differences(_tell)
            return {"differences": differences}
        events = await store.projections.rebuild(_tell)
    finally:
        await store.close()
    return {"events": events, "seconds": round(perf_counter() - begun, 1)}


def _report(found: dict[str, object]) -> None:
    differences = found.get("differences")
    if isinstance(differences, list):
        for name in differences:
            print(f"differs: {name}")
        print("What stands is what the log gives." if not differences else "Run studylamp rebuild.")
        return
    print(f"{found['events']:,} events in {found['seconds']} s.")


def _tell(events: int) -> None:
    print(f"rebuilding: {events:,} events", file=sys.stderr)
