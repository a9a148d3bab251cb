"""`studylamp demo`: a class to look at before there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.shared import demo_file, known_course, settings
from bot.errors import StudylampError

if TYPE_CHECKING:
    from bot.demo import Person
    from knowledge.course import Course

_SEED = 7


def register(app: typer.Typer) -> None:
    app.command()(demo)


def demo(
    course: Annotated[str, typer.Option(help="Id of the course.")] = "psychology",
    students: Annotated[int, typer.Option(min=1, max=30, help="How many.")] = 28,
    seed: Annotated[int, typer.Option(help="The same seed gives the same class.")] = _SEED,
    remove: Annotated[bool, typer.Option("--remove", help="Take it away again.")] = False,
) -> None:
    """Fill a course with a simulated class: six weeks of answers, hints, questions and goals.

    It lives in a file of its own, beside the record: nothing of it ever meets real learners.
    """
    import asyncio
    import shutil

    from bot.demo import can_be_filled
    from knowledge.library import Library

    loaded = settings()
    file = demo_file(loaded)
    if remove:
        there = file.exists()
        shutil.rmtree(file.parent, ignore_errors=True)
        typer.echo("The simulated class is gone." if there else "There is no simulated class.")
        return
    if file.exists():
        raise StudylampError(
            "There is a simulated class already. Look at it with `studylamp chat --demo`, or take "
            "it away first: studylamp demo --remove"
        )
    library = Library(loaded.data_dir)
    info = known_course(course, library.list())
    found = library.get(info.id)
    if not can_be_filled(found):
        raise StudylampError(
            f"{info.title} has too few exercises that simulated learners could answer. Take "
            "another: studylamp demo --course psychology"
        )
    people, events = asyncio.run(_fill(found, students, seed))
    typer.echo(
        f"A simulated class in {info.title}: {len(people)} students, {events:,} events in six "
        "weeks. Nobody in it is real.\n\n"
        "Look at it as its teacher:   studylamp chat --demo\n"
        f"or as one of its students:   studylamp chat --demo --as {people[0].login}\n"
        "and take it away again:      studylamp demo --remove\n\n"
        "Ask the teacher's questions, for example:\n"
        "  how is my class doing this week?\n  /class list\n  /queue"
    )


async def _fill(course: Course, students: int, seed: int) -> tuple[list[Person], int]:
    import shutil

    from bot.demo import simulate
    from bot.learner import mastery_file
    from bot.learner.events import CourseChosen, Event, LearnerJoined, RoleGranted
    from bot.learner.store import Store, sqlite_url, utc_now

    loaded = settings()
    now = utc_now()
    people = simulate(course, students=students, seed=seed, now=now)
    # Under another name until it is whole: what a Ctrl-C leaves is no class.
    folder = demo_file(loaded).parent
    draft = folder.with_name("demo.new")
    shutil.rmtree(draft, ignore_errors=True)
    params = mastery_file.read(loaded.data_dir)
    store = await Store.open(sqlite_url(draft / demo_file(loaded).name), params=params)
    try:
        teacher = await store.learner("console:teacher")
        first = min(person.events[0][0] for person in people)
        granted: list[Event] = [
            LearnerJoined(),
            CourseChosen(course=course.id),
            RoleGranted(course=course.id, role="teacher", by="installer", way="simulated"),
        ]
        events = [(teacher.id, first, event) for event in granted]
        for person in people:
            learner = await store.learner(f"console:{person.login}")
            events += [(learner.id, at, event) for at, event in person.events]
            await store.classes.call(learner.id, person.name)
        await store.classes.call(teacher.id, "Teacher")
        events.sort(key=lambda each: each[1])
        await store.classes.append(events)
        await store.projections.rebuild()
    finally:
        await store.close()
    draft.rename(folder)
    return people, len(events)
