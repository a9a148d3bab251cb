"""`studylamp roster`: the people of a class from a file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.shared import known_course, settings
from bot.errors import StudylampError

if TYPE_CHECKING:
    from bot.learner.store.rosters import Changes
    from bot.rosters import Entry, Problem, Reading

_SHOWN = 20


def register(app: typer.Typer) -> None:
    app.command()(roster)


def roster(
    path: Annotated[Path, typer.Argument(help="A CSV, or a OneRoster 1.2 export (zip or folder).")],
    course: Annotated[str, typer.Option(help="Id of the course.")],
    class_: Annotated[
        str,
        typer.Option("--class", help="Which class of an export; all: each is a group."),
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
) -> None:
    """Put people on a class's roster. They join when they first write, or by a code of their own.

    A plain CSV names its columns in the first line: name, email or id, role, group. Lines that
    can't be used are listed and left out.
    """
    import asyncio

    from knowledge.library import Library

    loaded = settings()
    info = known_course(course, Library(loaded.data_dir).list())
    found = _read(path, class_)
    for problem in found.problems[:_SHOWN]:
        typer.echo(_told(path, problem), err=True)
    if len(found.problems) > _SHOWN:
        typer.echo(f"… and {len(found.problems) - _SHOWN:,} lines more", err=True)
    if not found.entries:
        raise StudylampError(f"Nothing in {path} can be imported; nothing was changed.")
    roles = Counter(entry.role for entry in found.entries)
    changes = asyncio.run(_import(info.id, found.entries, dry_run=dry_run))
    done = "Would import" if dry_run else "Imported"
    typer.echo(
        f"{done} {len(found.entries):,} people into {info.title} "
        f"({', '.join(f'{count:,} {role}' for role, count in roles.most_common())}): "
        f"{changes.new:,} new, {changes.changed:,} changed, {changes.same:,} as before; "
        f"{changes.here:,} have written already."
    )


def _read(path: Path, wanted: str) -> Reading:
    from bot.rosters import read, read_files

    try:
        if path.is_dir():
            files = {each.name.lower(): each.read_bytes() for each in path.glob("*.csv")}
            return read_files(files, wanted)
        return read(path.read_bytes(), wanted)
    except OSError as error:
        raise StudylampError(f"{path} can't be read: {error.strerror or error}.") from error


def _told(path: Path, problem: Problem) -> str:
    place = [path.name, problem.file, str(problem.line or "")]
    return f"{':'.join(filter(None, place))}: {problem.message.format(**problem.fields)}"


async def _import(course: str, entries: list[Entry], *, dry_run: bool) -> Changes:
    from bot.app import database_url
    from bot.learner.events import RosterImported
    from bot.learner.store import Store, utc_now

    store = await Store.open(database_url(settings()))
    try:
        if dry_run:
            return await store.rosters.compare(course, entries)
        changes = await store.rosters.take_in(course, entries, "installer")
        installer = await store.learner("studylamp:installer")
        imported = RosterImported(course=course, people=len(entries))
        await store.append(installer.id, [imported], at=utc_now())
        return changes
    finally:
        await store.close()
