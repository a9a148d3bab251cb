"""What comes unasked: to the person's direct messages, once, and what Slack's errors mean."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.messages import Action, Buttons, Option, Place, Reply, Text
from bot.reminders.delivery import Closed, Gone, NotNow, Sent
from tests.bot.adapters.slack.conftest import Workspace
from tests.bot.conftest import MakeChat

REPLY = Reply(
    parts=(
        Text(markdown="How is *chapter 6* going?"),
        Buttons(options=(Option(label="Done", action=Action(name="goal.done")),)),
    )
)


async def test_it_arrives_once_and_is_found_before_it_is_sent_again(
    workspace: Workspace, chat: MakeChat
) -> None:
    talk = await chat()
    await workspace.start(talk)
    post = await talk.post
    ana = f"slack:{workspace.slack.team_id}:U1"
    assert await post.send(ana, REPLY, "k1", again=False) == Sent()
    assert await post.send(ana, REPLY, "k1", again=True) == Sent()
    assert await post.send(ana, REPLY, "k2", again=True) == Sent()
    calls = workspace.slack.calls_to("chat.postMessage")
    assert len(calls) == 2
    assert "chapter 6" in str(calls[0].args) and "goal.done" in str(calls[0].args)


@pytest.mark.parametrize(
    ("method", "error", "means"),
    [
        ("conversations.open", "user_disabled", Gone("user_disabled")),
        ("chat.postMessage", "messages_tab_disabled", Closed("messages_tab_disabled")),
        ("chat.postMessage", "fatal_error", NotNow("fatal_error")),
    ],
)
async def test_what_errors_mean(
    workspace: Workspace, chat: MakeChat, method: str, error: str, means: object
) -> None:
    talk = await chat()
    await workspace.start(talk)
    post = await talk.post
    workspace.slack.respond(method, {"ok": False, "error": error}, times=9)
    ana = f"slack:{workspace.slack.team_id}:U1"
    assert await post.send(ana, REPLY, "k1", again=False) == means


async def test_a_workspace_that_asks_to_wait(
    workspace: Workspace, chat: MakeChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = await chat()
    await workspace.start(talk)
    post = await talk.post
    workspace.slack.rate_limit("chat.postMessage", 0, times=9)
    ana = f"slack:{workspace.slack.team_id}:U1"
    outcome = await post.send(ana, REPLY, "k1", again=False)
    assert isinstance(outcome, NotNow) and outcome.retry_after is not None
    assert outcome.retry_after >= timedelta(0)


async def test_called_in_a_channel(workspace: Workspace, chat: MakeChat) -> None:
    talk = await chat()
    await workspace.start(talk)
    post = await talk.post
    place = Place(kind="channel", name="C1")
    ana = f"slack:{workspace.slack.team_id}:U1"
    assert await post.mention(ana, place, "Write to me.", "k1") == Sent()
    [call] = workspace.slack.calls_to("chat.postMessage")
    assert call.args["text"] == "<@U1> Write to me."
