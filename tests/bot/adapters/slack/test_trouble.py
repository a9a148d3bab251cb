"""When Slack says no, or not now; when the program ends in between."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

import pytest
from aiohttp import web

from bot.adapters.slack import Access, running
from bot.errors import SettingsError, StoreError
from bot.messages import Action as Do
from bot.messages import Buttons, Draft, Option, Part, Text
from bot.skill import Turn
from tests.bot.adapters.slack.conftest import Workspace, asking, ports, saying
from tests.bot.conftest import MakeChat
from tests.platforms.slack_fake import FakeSlack

HELLO = saying(Text(markdown="hello"))


def answers(slack: FakeSlack) -> list[str]:
    return [
        m["text"]
        for _, m in sorted(slack.messages.items(), key=lambda pair: pair[1]["ts"])
        if m["user"] == "U0BOT" and not m.get("_deleted")
    ]


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_slack_is_asked_again(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat, status: int, monkeypatch: Any
) -> None:
    await workspace.start(await chat(HELLO))
    if status == 429:
        slack.rate_limit("chat.postMessage", retry_after=0, times=4)
    else:
        from slack_sdk.http_retry.builtin_interval_calculators import (
            BackoffRetryIntervalCalculator,
        )
        from slack_sdk.http_retry.interval_calculator import RetryIntervalCalculator

        for each in (RetryIntervalCalculator, BackoffRetryIntervalCalculator):
            monkeypatch.setattr(each, "calculate_sleep_duration", lambda self, attempt: 0)
        slack.respond("chat.postMessage", lambda _: web.Response(status=status), times=2)
    await slack.message("D1", "U1", "hi")
    await slack.wait_call("chat.postMessage")
    assert answers(slack) == ["hello"]


async def test_an_answer_that_slack_keeps_refusing_is_kept_and_sent_later(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    talk = await chat(HELLO)
    await workspace.start(talk)
    slack.rate_limit("chat.postMessage", retry_after=0, times=6)
    await slack.message("D1", "U1", "hi")
    await slack.wait_for(lambda: len(slack.calls_to("chat.postMessage")) == 6)
    await slack.message("D1", "U1", "are you there?")
    await slack.wait_call("chat.postMessage")
    assert answers(slack) == ["hello"]
    async with aclosing(talk.conversation.recover("slack")) as left:
        assert [incoming.text async for incoming, _ in left] == ["hi"]


async def test_a_channel_that_takes_no_answer_gets_it_to_the_person_with_the_reason(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    await workspace.start(await chat(HELLO))
    slack.closed["C1"] = "is_archived"
    await slack.message("C1", "U1", "<@U0BOT> hi", mention=True)
    await slack.wait_call("chat.postMessage")
    assert slack.screen("D1", "U1") == (
        "Studylamp:\n    (I couldn't answer where you wrote to me (Slack says: is_archived), "
        "so I do it here.)\n    hello"
    )


async def test_a_command_in_a_channel_without_the_bot_is_answered_there_to_the_person(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    await workspace.start(await chat(HELLO))
    slack.respond("chat.postEphemeral", {"ok": False, "error": "not_in_channel"})
    await slack.command("/studylamp", "hi there", user="U1", channel="C7")
    await slack.wait_call("response_url")
    assert slack.screen("C7", "U1") == "Studylamp (only you):\n    hello"
    assert slack.screen("C7", "U2") == ""


@pytest.mark.parametrize("error", ["account_inactive", "token_revoked", "missing_scope"])
async def test_an_uninstalled_workspace_is_given_up(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat, error: str
) -> None:
    talk = await chat(HELLO)
    await workspace.start(talk)
    slack.respond("chat.postMessage", {"ok": False, "error": error})
    await slack.event({"type": "app_uninstalled"})
    ts, _ = await slack.message("D1", "U1", "hi")
    await slack.message("D1", "U1", "again", thread_ts=ts)  # its turn comes when that is over
    await slack.wait_call("chat.postMessage")
    async with aclosing(talk.conversation.recover("slack")) as left:
        assert [incoming.text async for incoming, _ in left] == []


async def test_blocks_that_slack_refuses_are_sent_as_plain_text(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    skill = saying(
        Text(markdown="One < two.\n\n" + "word " * 1000),
        Buttons(options=(Option(label="More", action=Do(name="ask.more")),)),
    )
    await workspace.start(await chat(skill))
    slack.respond("chat.postMessage", {"ok": False, "error": "invalid_blocks"})
    await slack.message("D1", "U1", "hi")
    await slack.wait_call("chat.postMessage", count=3)
    said = answers(slack)
    assert said[0].startswith("One &lt; two.")
    assert all(len(text) <= 3_500 for text in said)
    assert sum(text.count("word") for text in said) == 1_000


async def test_what_could_not_be_stored_is_not_acknowledged_and_comes_again(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = await chat(HELLO)
    accept, tries = talk.conversation.accept, []

    async def failing(incoming: Any) -> bool:
        tries.append(incoming)
        if len(tries) == 1:
            raise StoreError("the disk is full")
        return await accept(incoming)

    monkeypatch.setattr(talk.conversation, "accept", failing)
    await workspace.start(talk, http=True)
    slack.retry_delays = (0.0,)
    _, delivery = await slack.message("D1", "U1", "hi", retries=1)
    assert (delivery.acked, delivery.attempts) == (True, 2)
    await slack.wait_call("chat.postMessage")
    assert answers(slack) == ["hello"]


async def test_a_delivery_that_comes_again_is_answered_once(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    talk = await chat(HELLO)
    first = await workspace.start(talk)
    said = {"type": "message", "channel": "D1", "channel_type": "im", "user": "U1"}
    ts, _ = await slack.message("D1", "U1", "hi")
    await slack.wait_call("chat.postMessage")
    for _ in range(2):
        assert (await slack.event({**said, "text": "hi", "ts": ts})).acked
    await first.aclose()
    await workspace.start(await chat(HELLO))
    assert (await slack.event({**said, "text": "hi", "ts": ts})).acked  # after a restart, too
    await slack.message("D1", "U1", "bye")
    await slack.wait_call("chat.postMessage", count=2)
    assert answers(slack) == ["hello", "hello"]


async def test_two_processes_share_the_work(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    for _ in range(2):
        await workspace.start(await chat(HELLO))
    await slack.wait_connected(2)
    for n in range(6):
        await slack.message("C1", "U1", f"<@U0BOT> {n}", mention=True, both=n % 2 == 0)
    await slack.wait_call("chat.postMessage", count=6)
    assert answers(slack) == ["hello"] * 6


async def test_what_was_sent_before_a_crash_is_not_sent_again(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    """Answered, sent, and dead before that was noted; half a text was left growing, too."""

    async def answer(turn: Turn, text: str) -> AsyncIterator[Part]:
        yield Text(markdown=f"answer to {text}")

    talk = await chat(asking(answer))
    gone = await workspace.start(talk)
    sent, _ = await slack.message("D1", "U1", "one")
    await slack.wait_call("chat.postMessage")
    await gone.aclose()
    half, _ = await slack.message_unseen("D1", "U1", "two")
    await stored(talk, slack, half, "two")
    await slack.half_written("D1", half, "answer to t")
    await undelivered(talk, f"slack:T0001:D1:{sent}")
    await workspace.start(await chat(asking(answer)))
    await slack.wait_call("chat.postMessage", count=2)
    assert slack.screen("D1", "U1", sent) == "U1:\n    one\nStudylamp:\n    answer to one"
    assert slack.screen("D1", "U1", half) == "U1:\n    two\nStudylamp:\n    answer to two"


async def stored(talk: Any, slack: FakeSlack, ts: str, text: str) -> None:
    """A message that was stored by a program that died then."""
    from bot.adapters.slack.incoming import message

    event = {"type": "message", "channel": "D1", "channel_type": "im", "user": "U1", "ts": ts}
    arrival = message({**event, "text": text}, team="T0001", bot="U0BOT")
    assert arrival
    await talk.store.deliveries.accept(arrival.incoming)
    await talk.store.deliveries.release(arrival.incoming.delivery_id)


async def undelivered(talk: Any, name: str) -> None:
    """As if the program had died between sending and noting it."""
    from sqlalchemy import update

    from bot.learner.store.tables import deliveries

    async with talk.store._database.write() as connection:
        await connection.execute(
            update(deliveries).where(deliveries.c.delivery_id == name).values(status="answered")
        )


async def test_connections_that_end_are_made_again(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    await workspace.start(await chat(HELLO))
    opened = slack.connections_opened
    await slack.refresh()
    await slack.wait_for(lambda: slack.connections_opened > opened and slack.live)
    await slack.message("D1", "U1", "hi")
    await slack.wait_call("chat.postMessage")


@pytest.mark.parametrize(("bot", "app"), [("xoxb-wrong", "xapp-fake"), ("xoxb-fake", "xapp-wrong")])
async def test_wrong_tokens_are_named(slack: FakeSlack, chat: MakeChat, bot: str, app: str) -> None:
    talk = await chat(HELLO)
    wrong = "SLACK_BOT_TOKEN" if "wrong" in bot else "SLACK_APP_TOKEN"
    access = Access(bot_token=bot, app_token=app, base_url=slack.api_url)
    with pytest.raises(SettingsError, match=rf"{wrong} \(invalid_auth\)"):
        async with running(access, ports(talk)):
            pass


async def test_a_draft_that_a_crash_left_is_no_trouble_to_who_answers(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    async def answer(turn: Turn, text: str) -> AsyncIterator[Part]:
        yield Draft(delta="an answer ")
        yield Text(markdown="an answer to it")

    talk = await chat(asking(answer))
    ts, _ = await slack.message_unseen("D1", "U1", "what?")
    await stored(talk, slack, ts, "what?")
    await slack.half_written("D1", ts, "an ans")
    await workspace.start(talk)
    await slack.wait_call("chat.update")
    assert slack.screen("D1", "U1", ts) == "U1:\n    what?\nStudylamp:\n    an answer to it"


async def test_the_doctor_tries_the_tokens_and_names_missing_scopes(slack: FakeSlack) -> None:
    from bot.doctor.slack import slack as examine
    from bot.settings import Settings

    async def says(**tokens: str) -> str:
        settings = Settings(slack_api_url=slack.api_url, **tokens)  # type: ignore[arg-type]
        return "\n".join([f"{f.state}: {f.says}" async for f in examine(settings)])

    both = {"slack_bot_token": "xoxb-fake", "slack_app_token": "xapp-fake"}
    assert await says() == "off: not configured"
    assert "SLACK_APP_TOKEN (Socket Mode) or" in await says(slack_bot_token="xoxb-fake")
    assert await says(**both) == "ok: the tokens work: “tutor” in “Fake”, Socket Mode"
    assert "problem: Slack doesn't let me in" in await says(**{**both, "slack_bot_token": "x"})
    assert slack.scopes
    slack.scopes -= {"files:read"}
    assert (await says(**both)).startswith("problem: the app lacks scopes: files:read\nok")


async def test_a_fault_of_ours_leaves_the_answer_to_the_next_look(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.adapters.slack import courier

    whole, broken = courier.render, []

    def breaking(*given: Any) -> list[Any]:
        if not broken:
            broken.append(True)
            raise ValueError("a fault")
        return whole(*given)

    monkeypatch.setattr(courier, "render", breaking)
    talk = await chat(HELLO)
    first = await workspace.start(talk)
    ts, _ = await slack.message("D1", "U1", "hi")
    await slack.message("D1", "U1", "and?", thread_ts=ts)
    await slack.wait_call("chat.postMessage")
    await first.aclose()
    await workspace.start(await chat(HELLO))
    await slack.wait_call("chat.postMessage", count=2)
    assert answers(slack) == ["hello", "hello"]
