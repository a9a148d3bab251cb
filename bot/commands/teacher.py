"""`studylamp teacher`: who teaches a course."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.shared import known_course, settings


def register(app: typer.Typer) -> None:
    app.command()(teacher)


def teacher(
    person: Annotated[str, typer.Argument(help="Who: platform:id, e.g. slack:T1:U2.")],
    course: Annotated[str, typer.Option(help="Id of the course.")],
    remove: Annotated[bool, typer.Option("--remove", help="They don't teach it any more.")] = False,
) -> None:
    """Make a person a teacher of a course, or take that back. It is kept in the event log."""
    import asyncio

    from knowledge.library import Library

    loaded = settings()
    info = known_course(course, Library(loaded.data_dir).list())
    asyncio.run(_grant(person, info.id, remove=remove))
    done = "no longer teaches" if remove else "teaches"
    typer.echo(f"{person} {done} {info.title}.")


async def _grant(person: str, course: str, *, remove: bool) -> None:
    from bot.app import database_url
    from bot.learner.events import RoleGranted
    from bot.learner.store import Store, utc_now

    store = await Store.open(database_url(settings()))
    try:
        learner = await store.learner(person)
        role = RoleGranted(course=course, role="none" if remove else "teacher", by="installer")
        await store.append(learner.id, [role], at=utc_now())
    finally:
        await store.close()
