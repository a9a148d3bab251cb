"""`studylamp chat`: a conversation in this terminal, or as JSON lines for other programs."""

from __future__ import annotations

import asyncio
import random
import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.guardians import to_guardians
from bot.commands.shared import in_demo, known_course, locale, settings, timezone, user
from knowledge.problems import SourceError

if TYPE_CHECKING:
    from pathlib import Path

    from bot.adapters.console import Chat, Entry, Suggestions
    from bot.app import Studylamp
    from bot.ports import Courses
    from bot.settings import Settings


def register(app: typer.Typer) -> None:
    @app.command()
    def chat(
        course: Annotated[
            str | None, typer.Option(help="Id of the course to study; see `studylamp course list`.")
        ] = None,
        plain: Annotated[
            bool, typer.Option("--plain", help="Plain lines: no colours, nothing that moves.")
        ] = False,
        demo: Annotated[
            bool, typer.Option("--demo", help="In the simulated class of `studylamp demo`.")
        ] = False,
        as_: Annotated[
            str, typer.Option("--as", help="Who you are there: its teacher, or a student's name.")
        ] = "teacher",
        json: Annotated[
            bool, typer.Option("--json", help="JSON lines in and out, for other programs.")
        ] = False,
    ) -> None:
        """Talk with Studylamp in this terminal."""
        chosen = _settings(course, demo=demo)
        person = as_ if demo else user()
        asyncio.run(
            _json_lines(chosen, course)
            if json
            else _conversation(chosen, course, person, plain=plain)
        )


async def _json_lines(chosen: Settings, course: str | None) -> None:
    from bot.adapters import jsonl
    from bot.app import build

    async with build(chosen) as lamp, to_guardians(lamp):
        if course:
            known_course(course, lamp.library.list())
        await jsonl.run(
            lamp.handle,
            sys.stdin.buffer,
            sys.stdout.buffer,
            recover=lamp.recover,
            remind=partial(lamp.remind, "jsonl"),
        )


def _settings(course: str | None, *, demo: bool) -> Settings:
    found = in_demo(settings()) if demo else settings()
    return found.model_copy(update={"default_course": course}) if course else found


async def _conversation(chosen: Settings, course: str | None, person: str, *, plain: bool) -> None:
    from bot.adapters.console import Chat, Display, RichScreen, Suggestions, best_screen
    from bot.app import build
    from bot.i18n import translator_for
    from bot.skills import SKILLS

    say = translator_for(locale()).gettext
    screen = best_screen(sys.stdout, plain=plain, translate=say)
    suggestions = Suggestions(
        {skill.name: say(skill.summary) for skill in SKILLS} | {"quit": say("leave the chat")}
    )
    moving = isinstance(screen, RichScreen)
    entry = _entry(chosen.data_dir / "history", suggestions, moving=moving)
    async with build(chosen, on_status=entry.show_status) as lamp, to_guardians(lamp):
        talk = Chat(
            handle=lamp.handle,
            person=person,
            entry=entry,
            display=Display(screen, chosen.data_dir / "files", say),
            suggestions=suggestions,
            locale=locale(),
            timezone=timezone(),
        )
        await open_chat(talk, lamp, course)
        me = f"console:{talk.person}"
        reminding = asyncio.create_task(lamp.remind("console", talk, only=me))
        try:
            await talk.run()
        finally:
            await _ended(reminding)


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait([task])


async def open_chat(talk: Chat, lamp: Studylamp, course: str | None) -> None:
    """The first screen: where they are, what they can do, what was left open."""
    from bot.messages import Action

    infos = await asyncio.to_thread(lamp.library.list)
    learner = await lamp.store.learner(f"console:{talk.person}")
    wanted = known_course(course, infos).id if course else learner.course
    wanted = wanted or lamp.settings.default_course
    here = next((info for info in infos if info.id == wanted), None)
    say = talk.display.translate
    lines = [say("Ask about your course, or paste an exercise you're stuck on. /help shows more.")]
    if here:
        lines += await asyncio.to_thread(_example, lamp.library, here.id, say)
    talk.display.screen.heading("Studylamp", here.title if here else "", lines)
    await talk.recover(lamp.recover)
    if course and learner.course != course:
        await talk.do(Action(name="course.choose", args={"id": course}), silent=True)
    elif not here:
        await talk.do(Action(name="course.show"))


def _example(library: Courses, course_id: str, say: Callable[..., str]) -> list[str]:
    """A question that this course answers; another one each time."""
    try:
        course = library.get(course_id)
    except SourceError:  # the first question will tell what is wrong with it
        return []
    # A term that a section is named after is at the heart of the course.
    central = [
        term.name
        for section in course.sections()
        for term in section.terms
        if 5 < len(term.name) < 25 and term.name.casefold() in section.title.casefold()
    ]
    if central:
        return [say("For example: explain {term}", term=random.choice(central))]  # noqa: S311
    titles = [section.title for section in course.sections() if len(section.title) < 50]
    return [say("For example: {title}", title=random.choice(titles))] if titles else []  # noqa: S311


def _entry(history: Path, suggestions: Suggestions, *, moving: bool) -> Entry:
    """Where they type: a prompt on a terminal that can redraw it, plain lines otherwise."""
    from bot.adapters.console import LineEntry, PromptEntry

    typed = sys.stdin.isatty()
    if moving and typed:
        return PromptEntry(history, suggestions)
    return LineEntry(_lines(), prompt=sys.stdout if typed else None)


async def _lines() -> AsyncGenerator[str, None]:
    """Lines of standard input as text."""
    from bot.adapters.jsonl.reader import lines

    async with aclosing(lines(sys.stdin.buffer)) as read:
        async for line in read:
            yield line.decode("utf-8", "replace") if line else ""
