"""`studylamp discord` and what `studylamp doctor` says of it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.adapters.discord import invite, run
from bot.commands import discord as command
from bot.doctor.discord import discord
from bot.errors import SettingsError
from bot.settings import load
from tests.bot.commands import inside
from tests.fakes import FakeLibrary, tiny_course, words_only
from tests.platforms.discord_fake import FakeDiscord


def test_without_a_token_it_says_what_to_set() -> None:
    done = inside.run("discord")
    assert done.exit_code == 1
    assert "DISCORD_TOKEN is not set" in done.stderr


async def test_a_token_that_is_refused_is_told_in_words(tmp_path: Path) -> None:
    from bot.app import build

    library = FakeLibrary(tiny_course())
    retriever = words_only(library, tmp_path)
    settings = load(data_dir=tmp_path)
    async with (
        FakeDiscord() as dc,
        build(settings, library=library, retriever=retriever, model=None) as lamp,
    ):
        with dc.patched(), pytest.raises(SettingsError, match="refuses DISCORD_TOKEN"):
            await run(command.ports(lamp), "wrong", stop=asyncio.Event())


async def test_it_answers_until_it_is_told_to_stop(tmp_path: Path) -> None:
    from bot.app import build

    library = FakeLibrary(tiny_course())
    retriever = words_only(library, tmp_path)
    settings = load(data_dir=tmp_path)
    stop = asyncio.Event()
    async with (
        FakeDiscord() as dc,
        build(settings, library=library, retriever=retriever, model=None) as lamp,
    ):
        with dc.patched():
            running = asyncio.create_task(command.serve(lamp, dc.token, stop))
            await dc.wait_ready()
            await dc.say(None, "Ada", "/help")
            stop.set()  # it was heard, so it is still answered
            await dc.wait_message(dc.dm("Ada"))
            await running
        assert not [session for session in dc.sessions.values() if session.link]


# ---- doctor ----------------------------------------------------------------------------------


async def test_doctor_prints_the_invitation() -> None:
    async with FakeDiscord() as dc:
        with dc.patched():
            (finding,) = [f async for f in discord(load(discord_token=dc.token))]
    assert finding.state == "ok"
    assert finding.says == "the token works: “Tutor”, in 1 server"
    assert f"client_id={dc.application_id}" in finding.do
    assert dc.token not in f"{finding.says}{finding.do}"


async def test_doctor_says_what_is_wrong_with_a_token() -> None:
    async with FakeDiscord() as dc:
        with dc.patched():
            (finding,) = [f async for f in discord(load(discord_token="wrong"))]
    assert finding.state == "problem"
    assert "Reset Token" in finding.says


async def test_doctor_without_a_token_is_off() -> None:
    (finding,) = [f async for f in discord(load())]
    assert finding.state == "off"


@pytest.mark.parametrize("threads", [False, True])
def test_the_link_asks_for_as_little_as_possible(threads: bool) -> None:
    wanted = invite.permissions(threads=threads)
    names = {name for name, given in wanted if given}
    assert names == {
        "read_messages",  # Discord: View Channels
        "send_messages",
        "send_messages_in_threads",
        "attach_files",
        "read_message_history",
    } | ({"create_public_threads"} if threads else set())
    link = invite.link(42, threads=threads)
    assert f"permissions={wanted.value}" in link
    assert "scope=bot+applications.commands" in link
