"""`studylamp export …`: what is here, in other programs' formats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.shared import known_course, settings
from bot.errors import CourseError, StudylampError

if TYPE_CHECKING:
    from bot.exports.record import Row
    from bot.learner.store import StoredEvent
    from bot.settings import Settings
    from knowledge.course import ChoiceItem, Course, Section, Term

_Written = Annotated[Path, typer.Argument(metavar="PATH", help="The file to write.")]
_Person = Annotated[str, typer.Option(help="Whose record: platform:id, e.g. console:ana.")]

app = typer.Typer(no_args_is_help=True, help="Take a course or a record to other programs.")


def register(parent: typer.Typer) -> None:
    parent.add_typer(app, name="export")


@app.command()
def anki(
    path: Annotated[Path, typer.Argument(metavar="PATH.apkg", help="The file to write.")],
    course: Annotated[str, typer.Option(help="Id of the course; see `studylamp course list`.")],
    person: Annotated[
        str, typer.Option(help="Only what this person has in review (platform:id, console:ana).")
    ] = "",
) -> None:
    """Write key terms and choice items as an Anki package.

    Importing it again later updates the cards and keeps their history in Anki.
    """
    import asyncio

    from bot.anki import exportable, package
    from bot.learner.store import utc_now
    from bot.settings import load
    from knowledge.library import Library

    if path.suffix != ".apkg":
        raise StudylampError(
            f"Anki opens files that end in .apkg: try {path.stem or 'cards'}.apkg."
        )
    settings = load()
    library = Library(settings.data_dir)
    whole = library.get(known_course(course, library.list()).id)
    now = utc_now()
    contents = (
        asyncio.run(_in_review(settings, whole, person))
        if person
        else [(section, each) for section in whole.sections() for each in exportable(section)]
    )
    if not contents:
        raise CourseError(_nothing(whole, person))
    try:
        path.write_bytes(package(whole, contents, now))
    except OSError as error:
        raise StudylampError(f"{path} can't be written: {error.strerror or error}.") from error
    typer.echo(f"Wrote {path}: {len(contents):,} notes of {whole.title}. Import it in Anki.")


@app.command()
def xapi(path: _Written, person: _Person) -> None:
    """Write what a person did as xAPI statements (JSON), for a learning record store."""
    from bot.exports import xapi as format_

    _export(path, person, lambda whole: format_.dump(whole.events))


@app.command()
def csv(path: _Written, person: _Person) -> None:
    """Write what a person did as a table."""
    from bot.exports import table

    _export(path, person, lambda whole: table.dump(whole.events))


@app.command()
def record(path: _Written, person: _Person) -> None:
    """Write a person's whole record; `studylamp import` reads it in elsewhere."""
    from bot.exports import record as format_
    from bot.learner.store import utc_now

    _export(path, person, lambda whole: format_.dump(whole.people, whole.rows, utc_now()))


@dataclass(frozen=True)
class _Whole:
    """One person's record."""

    people: list[str]
    events: Sequence[StoredEvent]
    rows: Sequence[Row]


def _export(path: Path, person: str, dump: Callable[[_Whole], bytes]) -> None:
    import asyncio

    whole = asyncio.run(_whole(settings(), person))
    try:
        path.write_bytes(dump(whole))
    except OSError as error:
        raise StudylampError(f"{path} can't be written: {error.strerror or error}.") from error
    typer.echo(f"Wrote {path}: {len(whole.rows):,} events of {person}.")


async def _whole(loaded: Settings, person: str) -> _Whole:
    from bot.app import database_url
    from bot.learner.store import Store

    store = await Store.open(database_url(loaded))
    try:
        learner_id = await store.known(person)
        if learner_id is None:
            raise StudylampError(
                f"Nobody called {person} has been here. People are called platform:id, "
                "for example console:ana."
            )
        return _Whole(
            await store.people(learner_id),
            await store.events(learner_id),
            await store.rows(learner_id),
        )
    finally:
        await store.close()


async def _in_review(
    settings: Settings, course: Course, person: str
) -> list[tuple[Section, Term | ChoiceItem]]:
    from bot.answering.prepared import graph_of
    from bot.app import database_url
    from bot.learner.store import Store
    from bot.skills.review.anki import exported
    from bot.skills.review.deck import deck

    store = await Store.open(database_url(settings))
    try:
        learner_id = await store.known(person)
        known = await store.projections.known(learner_id, course.id) if learner_id else None
    finally:
        await store.close()
    return exported(deck(course, known.in_course(graph_of(course)).model)) if known else []


def _nothing(course: Course, person: str) -> str:
    if person:
        return f"{person} has nothing in review in {course.title} that could go to Anki yet."
    return f"{course.title} has no key terms and no choice items."
