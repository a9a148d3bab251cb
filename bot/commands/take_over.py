"""`studylamp import`: a record from another installation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.shared import settings
from bot.errors import StudylampError

if TYPE_CHECKING:
    from bot.exports.record import Record


def register(app: typer.Typer) -> None:
    app.command(name="import")(import_)


def import_(
    path: Annotated[Path, typer.Argument(help="What `studylamp export record` wrote.")],
    person: Annotated[str, typer.Option(help="Who it is for: platform:id, e.g. console:ana.")],
    was: Annotated[
        str, typer.Option(help="Their name in the record, when they had another one there.")
    ] = "",
) -> None:
    """Add a record to a person's own. What is there already is not added again.

    A record says whose it is; somebody else's is refused. All of it is taken over, or nothing.
    """
    import asyncio

    from bot.exports.record import NOT_TAKEN, read
    from bot.learner.store import utc_now

    try:
        record = read(path.read_bytes(), utc_now())
    except OSError as error:
        raise StudylampError(f"{path} can't be read: {error.strerror or error}.") from error
    if (was or person) not in record.people:
        theirs = ", ".join(record.people) or "nobody"
        raise StudylampError(
            f"This is the record of {theirs}, not of {was or person}; nothing was changed. If "
            f"{person} had that name there, say so: --was {next(iter(record.people), 'NAME')}"
        )
    added = asyncio.run(_take_over(person, record))
    left = sum(row.type in NOT_TAKEN for row in record.rows)
    known = len(record.rows) - left - added
    typer.echo(f"Added {added:,} events to the record of {person}; {known:,} were there already.")


async def _take_over(person: str, record: Record) -> int:
    from bot.app import database_url
    from bot.exports.record import NOT_TAKEN
    from bot.learner.events import LearnerJoined
    from bot.learner.store import Store, utc_now

    store = await Store.open(database_url(settings()))
    try:
        learner = await store.learner(person)
        if learner.new:
            await store.append(learner.id, [LearnerJoined()], at=utc_now())
        rows = [row for row in record.rows if row.type not in NOT_TAKEN]
        return await store.take_over(learner.id, rows)
    finally:
        await store.close()
