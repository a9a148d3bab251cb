"""People change their minds: they edit, take back, and stop what they have asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.messages import Draft, Part, Text
from bot.skill import Turn
from tests.bot.adapters.slack.conftest import Workspace, asking
from tests.bot.conftest import Chat, MakeChat
from tests.platforms.slack_fake import FakeSlack

BOT = "<@U0BOT>"


class Thinking:
    """A skill that answers what is asked when it is let; "slow" things only."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.begun, self.go = asyncio.Event(), asyncio.Event()

    async def __call__(self, turn: Turn, text: str) -> AsyncIterator[Part]:
        self.asked.append(text)
        if text.startswith("slow"):
            self.begun.set()
            yield Draft(delta="Well, ")
            await self.go.wait()
        yield Text(markdown=f"About {text}.")


async def nothing_left(talk: Chat) -> None:
    assert [i async for i in talk.conversation.recover("slack")] == []


async def test_a_mention_edited_within_its_turn_is_answered_as_edited(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    thinking = Thinking()
    talk = await chat(asking(thinking))
    await workspace.start(talk)
    ts, _ = await slack.message("C1", "U1", f"{BOT} slow shaping", mention=True)
    await thinking.begun.wait()
    assert (await slack.edit("C1", ts, f"{BOT} extinction", mention=True)).acked
    await slack.wait_call("chat.postMessage")
    assert slack.screen("C1", "U1", ts) == (
        f"U1:\n    {BOT} extinction\nStudylamp:\n    About extinction."
    )
    await nothing_left(talk)


@pytest.mark.parametrize("subscribed", [True, False])
async def test_an_edit_told_twice_counts_once(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat, subscribed: bool
) -> None:
    thinking = Thinking()
    await workspace.start(await chat(asking(thinking)))
    ts, _ = await slack.message("C1", "U1", f"{BOT} slow one", mention=True)
    await thinking.begun.wait()
    if subscribed:
        slack.bot_events = None  # then the same edit comes as message_changed, too
    await slack.edit("C1", ts, f"{BOT} slow two", mention=True)
    await slack.edit("C1", ts, f"{BOT} three", mention=True)
    await slack.wait_call("chat.postMessage")
    assert slack.screen("C1", "U1", ts).endswith("Studylamp:\n    About three.")
    assert slack.screen("C1", "U1", ts).count("Studylamp") == 1
    assert thinking.asked[-1] == "three"


async def test_what_waits_in_line_is_changed_where_it_stands(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    thinking = Thinking()
    talk = await chat(asking(thinking))
    await workspace.start(talk)
    ts, _ = await slack.message("D1", "U1", "slow one")
    await thinking.begun.wait()
    second, _ = await slack.message("D1", "U1", "two", thread_ts=ts)
    await slack.edit("D1", second, "three")
    thinking.go.set()
    await slack.wait_call("chat.postMessage")
    await slack.wait_for(lambda: "About three" in slack.screen("D1", "U1", ts))
    assert thinking.asked == ["slow one", "three"]
    await nothing_left(talk)


async def test_a_mention_that_is_added_later_is_heard_and_one_that_was_answered_is_not(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    thinking = Thinking()
    await workspace.start(await chat(asking(thinking)))
    ts, _ = await slack.message_unseen("C1", "U1", "what is shaping?")
    await slack.edit("C1", ts, f"{BOT} what is shaping?", mention=True)
    await slack.wait_call("chat.postMessage")
    await slack.edit("C1", ts, f"{BOT} what is shaping again?", mention=True)
    await slack.message("C1", "U2", f"{BOT} bye", mention=True)
    await slack.wait_call("chat.postMessage", count=2)
    assert thinking.asked == ["what is shaping?", "bye"]


async def test_what_is_taken_back_is_not_answered(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    thinking = Thinking()
    talk = await chat(asking(thinking))
    await workspace.start(talk)
    ts, _ = await slack.message("D1", "U1", "slow one")
    await thinking.begun.wait()
    second, _ = await slack.message("D1", "U1", "two", thread_ts=ts)
    for each in (second, ts):
        assert (await slack.delete("D1", each)).acked
    await slack.wait_call("assistant.threads.setStatus", lambda a: a["status"] == "")
    await slack.message("D1", "U1", "three")
    await slack.wait_call("chat.postMessage")
    assert slack.screen("D1", "U1") == "U1:\n    three\nStudylamp:\n    About three."
    assert thinking.asked == ["slow one", "three"]
    await nothing_left(talk)


async def test_stop_drops_what_waits_in_line_and_says_so(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    thinking = Thinking()
    talk = await chat(asking(thinking))
    await workspace.start(talk)
    ts, _ = await slack.message("D1", "U1", "slow one")
    await thinking.begun.wait()
    await slack.message("D1", "U1", "two", thread_ts=ts)
    await slack.message("D1", "U1", "three", thread_ts=ts)
    await slack.press_stop("D1", ts, "U1")
    await slack.wait_call("chat.postMessage", count=2)
    screen = slack.screen("D1", "U1", ts)
    for text in ("two", "three"):
        assert f"(You pressed stop, so I left “{text}” unanswered.)" in screen
    assert thinking.asked == ["slow one"]
    await nothing_left(talk)
    await slack.message("D1", "U1", "four", thread_ts=ts)
    await slack.wait_for(lambda: "About four" in slack.screen("D1", "U1", ts))


async def test_what_was_said_between_people_stays_between_them(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    """A thread in which it was mentioned once is still theirs."""
    thinking = Thinking()
    await workspace.start(await chat(asking(thinking)))
    slack.bot_events = None  # even where messages of channels are subscribed
    ts, _ = await slack.message("C1", "U1", f"{BOT} one", mention=True)
    await slack.wait_call("chat.postMessage")
    said, _ = await slack.message("C1", "U1", "and what do you think, Ben?", thread_ts=ts)
    await slack.edit("C1", said, "and what do you think?")
    await slack.delete("C1", said)
    await slack.message("C1", "U2", f"{BOT} two", mention=True)
    await slack.wait_call("chat.postMessage", count=2)
    assert thinking.asked == ["one", "two"]
