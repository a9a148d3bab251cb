"""The pages over real HTTP: looking changes nothing, secrets stay out of sight."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientResponse, ClientSession

from bot.adapters.pages import running
from bot.errors import SettingsError, StoreError
from bot.guardians.doors import Page
from bot.learner.events import DigestConfirmed
from tests.bot.guardians.flow import body, token, with_mail, work
from tests.dialogs.runner import Dialog, tap


class Browser:
    def __init__(self, session: ClientSession, port: int) -> None:
        self.session, self.base = session, f"http://127.0.0.1:{port}/g/"

    async def get(self, token: str) -> tuple[ClientResponse, str]:
        async with self.session.get(self.base + token) as response:
            return response, await response.text()

    async def post(self, token: str, **form: str) -> tuple[ClientResponse, str]:
        async with self.session.post(self.base + token, data=form) as response:
            return response, await response.text()


@asynccontextmanager
async def browser(chat: Dialog) -> AsyncIterator[Browser]:
    doors = chat.lamp.doors
    async with (
        running("127.0.0.1", 0, doors.show, doors.do, chat.lamp.feed.show) as port,
        ClientSession() as session,
    ):
        yield Browser(session, port)


async def test_confirm_and_stop_in_a_browser(tmp_path: Path) -> None:
    async with with_mail(tmp_path) as (chat, there), browser(chat) as web:
        await chat.say("send my mum a weekly summary to mum@example.org in Spanish")
        await chat.say(tap("Switch it on"))
        chat.clock.pass_(minutes=1)
        await work(chat)
        opened = token(body(there.got[0]))
        response, page = await web.get(opened)
        assert response.status == 200
        assert '<html lang="es">' in page
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert not [e for e in await chat.events() if isinstance(e, DigestConfirmed)]
        await web.post(opened, do="yes")
        await web.post(opened, do="yes")  # tapped twice
        assert len([e for e in await chat.events() if isinstance(e, DigestConfirmed)]) == 1
        chat.clock.pass_(days=3)
        await work(chat)
        stop = token(body(there.got[-1]))
        # What a mail program sends for one click (RFC 8058).
        response, _ = await web.post(stop, **{"List-Unsubscribe": "One-Click"})
        assert response.status == 200
        assert (await web.get(opened))[0].status == 404
        chat.clock.pass_(days=7)
        assert await work(chat) == 0


async def test_what_opens_nothing(tmp_path: Path) -> None:
    async with with_mail(tmp_path) as (chat, _there), browser(chat) as web:
        learner = await chat.lamp.store.learner(chat.person)
        guardian = await chat.lamp.store.guardians.add(learner.id, "mum@example.org", "Ana")
        code = await chat.lamp.store.guardians.mint(
            learner.id, guardian, "consent", "psych", code=True
        )  # for the chat: whoever has all the time could guess one here
        for wrong in ("nothing", "%00", "a" * 500, "a" * 32, code):
            response, page = await web.get(wrong)
            assert response.status == 404
            assert "opens nothing any more" in page
            assert (await web.post(wrong, do="yes"))[0].status == 404
        async with web.session.get(web.base) as response:
            assert response.status == 404
        assert (await web.post("nothing", do="x" * 10_000))[0].status == 413


async def test_a_database_that_is_away(tmp_path: Path) -> None:
    async def away(*_args: str) -> Page:
        raise StoreError("gone")

    async with running("127.0.0.1", 0, away, away, away) as port, ClientSession() as session:
        response, page = await Browser(session, port).get("x")
        assert response.status == 503
        assert "minute" in page
        with pytest.raises(SettingsError, match="STUDYLAMP_WEB_PORT"):
            async with running("127.0.0.1", port, away, away, away):
                pass
