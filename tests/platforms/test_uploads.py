"""A teacher's file, through the real adapters: asked about, added, and cited to a student."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from bot.adapters.slack import Access, manifest
from bot.app import Studylamp, build
from bot.commands import slack as command
from bot.learner.events import RoleGranted
from bot.learner.store import Store, utc_now
from bot.settings import Settings
from tests.dialogs.courses import PSYCHOLOGY
from tests.dialogs.test_material import QUIZ, SLEEP
from tests.fakes import FakeLibrary, words_only
from tests.platforms.discord_fake import FakeDiscord
from tests.platforms.discord_running import running
from tests.platforms.discord_screen import labels, seen
from tests.platforms.slack_fake import FakeSlack, elements_of

ASKED = "what are sleep spindles?"


async def make_teacher(folder: Path, person: str) -> None:
    """Before the program starts."""
    store = await Store.open(f"sqlite:///{folder / 'studylamp.db'}")
    learner = await store.learner(person)
    grant = RoleGranted(course="psych", role="teacher", by="installer")
    await store.append(learner.id, [grant], at=utc_now())
    await store.close()


async def test_discord(tmp_path: Path) -> None:
    async with FakeDiscord() as dc:
        await make_teacher(tmp_path, f"discord:{dc.user('Eva')['id']}")
        async with running(dc, tmp_path, course=PSYCHOLOGY):
            home = dc.dm("Eva")
            await dc.say(None, "Eva", "", files=[("week3.md", SLEEP), ("q.gift", QUIZ)])
            offer = await dc.wait_message(home, lambda m: "Add these 2 files" in m["content"])
            assert labels(offer) == ["Add to the course", "Just read it now"]
            await dc.click(offer, label="Add to the course", user="Eva")
            report = await dc.wait_message(home, lambda m: "is part of" in m["content"])
            assert "**week3.md** is part of Tiny Psychology now: 1 section" in report["content"]
            assert "q.gift:5: Left out" in report["content"]
            assert labels(report) == ["Files of this course"]
            # In a channel the button's answer is for who pressed it.
            await dc.say(dc.channel, "Ada", ASKED, mention=True)
            answer = await dc.wait_message(dc.channel, lambda m: "short bursts" in m["content"])
            assert "Sleep (week3.md)" in seen(answer)
            await dc.say(dc.channel, "Eva", "new", mention=True, files=[("week4.md", SLEEP)])
            offer = await dc.wait_message(dc.channel, lambda m: "week4.md" in m["content"])
            pressed = await dc.click(offer, label="Add to the course", user="Ada")
            await pressed.answered()
            refusal = await dc.wait_message(
                dc.channel, lambda m: "Only who teaches" in m["content"]
            )
            assert seen(refusal).startswith("Tutor (only you)")


@asynccontextmanager
async def on_slack(slack: FakeSlack, folder: Path) -> AsyncIterator[Studylamp]:
    library = FakeLibrary(PSYCHOLOGY)
    async with build(
        Settings(data_dir=folder, course="psych"),
        library=library,
        retriever=words_only(library, folder),
        model=None,
    ) as lamp:
        access = Access(slack.bot_token, app_token=slack.app_token, base_url=slack.api_url)
        task = asyncio.create_task(
            command.answer(lamp, access, asyncio.Event(), ready=lambda: None)
        )
        await slack.wait_connected()
        try:
            yield lamp
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def posted(slack: FakeSlack, words: str) -> dict[str, Any]:
    """A message of the bot's, once it is there."""

    def found() -> dict[str, Any] | None:
        ours = (m for m in slack.messages.values() if m["user"] == slack.bot_user_id)
        return next((m for m in ours if words in slack.screen(m["channel"], "U1", m["ts"])), None)

    message: dict[str, Any] = await slack.wait_for(found)
    return message


async def test_slack(tmp_path: Path) -> None:
    made = manifest()
    scopes = set(made["oauth_config"]["scopes"]["bot"])
    events = set(made["settings"]["event_subscriptions"]["bot_events"])
    async with FakeSlack(scopes=scopes, bot_events=events) as slack:
        await make_teacher(tmp_path, f"slack:{slack.team_id}:U1")
        async with on_slack(slack, tmp_path):
            shared = slack.shared("week3.md", SLEEP, "text/markdown")
            await slack.message("D1", "U1", "add this to the course", files=[shared])
            offer = await posted(slack, "Add *week3.md* to **Tiny Psychology**")
            (add, _) = [element["action_id"] for _, element in elements_of(offer["blocks"])]
            await slack.click(offer, add, user="U1")
            report = await posted(slack, "is part of Tiny Psychology now")
            assert "Sleep (week3.md)" in slack.screen("D1", "U1", report["ts"])
            statuses = [c.args["status"] for c in slack.calls_to("assistant.threads.setStatus")]
            assert "week3.md: making it searchable" in statuses
            await slack.message("D2", "U2", ASKED)
            await slack.wait_for(
                lambda: any(
                    "Sleep (week3.md)" in slack.screen("D2", "U2", m["ts"])
                    for m in slack.messages.values()
                    if m["channel"] == "D2"
                )
            )
