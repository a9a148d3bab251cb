"""`studylamp ask "…"`: one question, one answer."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.shared import courses_listed, known_course, locale, settings, timezone, user
from bot.errors import CourseError

if TYPE_CHECKING:
    from bot.app import Studylamp
    from bot.messages import Action, Incoming, Part, Reply


def register(app: typer.Typer) -> None:
    @app.command()
    def ask(
        question: Annotated[str, typer.Argument(help="In your own words; - reads it from a pipe.")],
        course: Annotated[
            str | None, typer.Option(help="Id of the course to ask; see `studylamp course list`.")
        ] = None,
        json: Annotated[
            bool, typer.Option("--json", help="The answer as JSON lines, as `chat --json` does.")
        ] = False,
    ) -> None:
        """Ask one question and print the answer."""
        text = sys.stdin.read() if question == "-" else question
        asyncio.run(_ask(text, course, json=json))


async def _ask(text: str, wanted: str | None, *, json: bool) -> None:
    from bot.app import build
    from bot.messages import Action

    async with build(settings()) as lamp:
        course = await _course(lamp, wanted)
        learner = await lamp.store.learner(_person())
        if learner.course != course:
            choose = _incoming(action=Action(name="course.choose", args={"id": course}))
            async with aclosing(lamp.handle(choose)) as replies:
                async for _ in replies:
                    pass
        answer = _answer(lamp, _incoming(text=text))
        await (_as_json(answer) if json else _as_text(answer, lamp))


async def _course(lamp: Studylamp, wanted: str | None) -> str:
    """The course that is asked: the one named, the one they study, or the only one there is."""
    infos = await asyncio.to_thread(lamp.library.list)
    if wanted is None:
        learner = await lamp.store.learner(f"console:{user()}")
        wanted = learner.course or lamp.settings.default_course
    if wanted is None and len(infos) != 1:
        raise CourseError(f"Which course? Add `--course ID`. {courses_listed(infos)}")
    return known_course(wanted or infos[0].id, infos).id


def _person() -> str:
    """Somebody else than in the chat: a single question leaves its course and thread alone."""
    return f"ask:{user()}"


def _incoming(*, text: str | None = None, action: Action | None = None) -> Incoming:
    import uuid
    from datetime import UTC, datetime

    from bot.messages import Incoming, Place

    name = str(uuid.uuid4())
    return Incoming(
        delivery_id=f"ask:{name}",
        person=_person(),
        place=Place(thread=name),  # each question stands alone
        text=text,
        action=action,
        at=datetime.now(UTC),
        locale=locale(),
        timezone=timezone(),
    )


async def _answer(lamp: Studylamp, incoming: Incoming) -> AsyncGenerator[Reply, None]:
    """The replies without what needs a next turn."""
    async with aclosing(lamp.handle(incoming)) as replies:
        async for reply in replies:
            yield reply.model_copy(update={"parts": _answer_only(reply.parts)})


def _answer_only(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Without buttons, and without the text that introduces them ("Want to try one?")."""
    *_, last = (None, *(place for place, part in enumerate(parts) if part.type == "buttons"))
    if last is None:
        return parts
    offer = last > 1 and parts[last - 1].type == "text"
    return parts[: last - 1 if offer else last] + parts[last + 1 :]


async def _as_text(answer: AsyncGenerator[Reply, None], lamp: Studylamp) -> None:
    from bot.adapters.console import Display, best_screen, show
    from bot.i18n import translator_for

    say = translator_for(locale()).gettext
    screen = best_screen(sys.stdout, translate=say)
    await show(answer, Display(screen, lamp.settings.data_dir / "files", say))


async def _as_json(answer: AsyncGenerator[Reply, None]) -> None:
    from bot.adapters.jsonl.lines import DoneLine, PartLine

    async with aclosing(answer) as replies:
        async for reply in replies:
            for part in () if reply.transient else reply.parts:
                line = PartLine(reply_to="ask", audience=reply.audience, part=part)
                print(line.model_dump_json())
    print(DoneLine(reply_to="ask").model_dump_json())
