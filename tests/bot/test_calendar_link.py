"""The private link to a learner's calendar, in chat and over real HTTP."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

from aiohttp import ClientSession
from icalendar import Calendar

from bot.adapters.pages import running
from bot.errors import StoreError
from bot.learner.events import GoalSet, GoalTerms
from tests.dialogs.courses import LIGHT
from tests.dialogs.runner import Dialog, Said, dialog, no, tap
from tests.dialogs.test_goals import set_goal
from tests.dialogs.test_link import DISCORD, SLACK, code_for

URL = "https://learn.example.org"


class Program:
    """A calendar program."""

    def __init__(self, session: ClientSession, port: int) -> None:
        self.session, self.base = session, f"http://127.0.0.1:{port}"

    async def get(self, said: Said | str, etag: str = "") -> tuple[int, str, str]:
        """Status, body and ETag of the calendar behind the link in an answer."""
        found = re.search(rf"{URL}(/c/[\w-]+\.ics)", said if isinstance(said, str) else said.text)
        assert found, said
        headers = {"If-None-Match": etag} if etag else {}
        async with self.session.get(self.base + found[1], headers=headers) as response:
            return response.status, await response.text(), response.headers.get("ETag", "")


@asynccontextmanager
async def program(chat: Dialog) -> AsyncIterator[Program]:
    doors = chat.lamp.doors
    async with (
        running("127.0.0.1", 0, doors.show, doors.do, chat.lamp.feed.show) as port,
        ClientSession() as session,
    ):
        yield Program(session, port)


def titles(calendar: str) -> list[str]:
    return [str(each["summary"]) for each in Calendar.from_ical(calendar).walk("VEVENT")]


async def test_it_keeps_up_until_it_is_ended(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT, public_url=URL) as chat, program(chat) as calendar:
        said = await chat.say("/goal calendar link")
        assert "keep it to yourself" in said.text
        status, body, _ = await calendar.get(said)
        assert (status, titles(body)) == (200, [])  # nothing yet, and still a calendar
        await set_goal(chat, "I want to finish chapter 1 by 2026-12-01")
        before = await chat.lamp.store.thread.past(f"{chat.person}|dm", limit=99)
        status, body, etag = await calendar.get(said)
        assert titles(body) == ["Check-in: Finish 1 Rays", "Last day: Finish 1 Rays"]
        chat.clock.pass_(hours=1)
        assert await calendar.get(said, etag) == (304, "", etag)
        await chat.say("/goal stop 1")
        chat.clock.pass_(hours=1)
        status, body, newer = await calendar.get(said, etag)
        assert (status, titles(body)) == (200, [])
        assert newer != etag
        after = await chat.lamp.store.thread.past(f"{chat.person}|dm", limit=99)
        assert len(after) == len(before) + 1  # being asked for it leaves no trace
        await chat.run(
            [
                ("/goal calendar link", ["since Nov 20", "can't show it again", no("https")]),
                (tap("End the link"), "opens nothing any more"),
                ("/goal calendar revoke", "There is no link"),
            ]
        )
        assert (await calendar.get(said))[0] == 404


async def test_a_new_one_ends_the_one_before(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT, public_url=URL) as chat, program(chat) as calendar:
        first = await chat.say("/goal calendar link")
        await chat.say("/goal calendar link")
        second = await chat.say(tap("A new link"))
        assert "The earlier link opens nothing any more." in second.text
        assert (await calendar.get(first))[0] == 404
        assert (await calendar.get(second))[0] == 200
        assert (await calendar.get(f"{URL}/c/{'x' * 32}.ics"))[0] == 404


async def test_it_is_made_once_a_minute_however_often_it_is_asked_for(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT, public_url=URL) as chat, program(chat) as calendar:
        said = await chat.say("/goal calendar link")
        first = await calendar.get(said)
        learner = await chat.lamp.store.learner(chat.person)
        goal = GoalSet(
            course=LIGHT.id,
            goal="1",
            terms=GoalTerms(words="sing", kind="own", target=1, due=date(2026, 12, 1)),
        )
        await chat.lamp.store.append(learner.id, [goal], at=chat.clock.now)
        assert await calendar.get(said) == first
        chat.clock.pass_(minutes=1)
        assert titles((await calendar.get(said))[1]) == ["Last day: Sing"]


async def test_a_linked_identity_has_the_same_calendar(tmp_path: Path) -> None:
    async with (
        dialog(tmp_path, LIGHT, public_url=URL, person=DISCORD) as chat,
        program(chat) as calendar,
    ):
        said = await chat.say("/goal calendar link")
        other = chat.as_(SLACK)
        await set_goal(other, "I want to finish chapter 1 by 2026-12-01")
        await chat.say(f"link {await code_for(other)}")
        await chat.say(tap("Link them"))
        chat.clock.pass_(minutes=2)
        assert len(titles((await calendar.get(said))[1])) == 2
        await other.run([("/goal calendar link", "since Nov 20")])
        await other.say(tap("End the link"))
        assert (await calendar.get(said))[0] == 404


async def test_without_a_public_address_there_is_only_the_file(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await set_goal(chat, "I want to finish chapter 1 by 2026-12-01")
        await chat.run(
            [
                ("/goal calendar", lambda said: "A link that keeps up" not in said.labels),
                ("/goal calendar link", ["no public address", "gives you a file"]),
                ("/goal calendar revoke", "There is no link"),
            ]
        )


async def test_in_spanish_and_a_database_that_is_away(tmp_path: Path) -> None:
    async def away(*_args: str) -> None:
        raise StoreError("gone")

    async with dialog(tmp_path, LIGHT, public_url=URL, locale="es") as chat:
        said = await chat.say("/goal calendario enlace")
        async with program(chat) as calendar:
            assert "Studylamp" in (await calendar.get(said))[1]
        async with running("127.0.0.1", 0, away, away, away) as port, ClientSession() as session:  # type: ignore[arg-type]
            assert (await Program(session, port).get(said))[0] == 503
