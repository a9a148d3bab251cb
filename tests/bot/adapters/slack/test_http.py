"""HTTP mode: Slack calls us, signed; what isn't signed by it is turned away."""

from __future__ import annotations

import json
import time

import aiohttp

from bot.messages import Text
from tests.bot.adapters.slack.conftest import Workspace, saying
from tests.bot.conftest import MakeChat
from tests.platforms.slack_fake import FakeSlack


async def test_events_commands_and_buttons_come_over_http(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    talk = await chat(saying(Text(markdown="hello", by_model=True)))
    await workspace.start(talk, http=True)
    assert not slack.sockets
    ts, delivery = await slack.message("C1", "U1", "<@U0BOT> hi", mention=True)
    assert (delivery.acked, delivery.status) == (True, 200)
    call = await slack.wait_call("chat.postMessage", lambda a: a["thread_ts"] == ts)
    assert (await slack.command("/studylamp", "hi there", channel="C1")).body is None
    await slack.wait_call("chat.postEphemeral")
    message = slack.messages["C1", call.response["ts"]]
    name = message["blocks"][2]["elements"][0]["action_id"]
    assert (await slack.click(message, name, positive=False)).acked


async def test_a_retry_is_answered_once(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    await workspace.start((await chat(saying(Text(markdown="hello")))), http=True)
    event = {"type": "app_mention", "channel": "C1", "user": "U1", "text": "<@U0BOT> hi"}
    ts, _ = await slack.message("C1", "U1", "<@U0BOT> hi", mention=True)
    await slack.wait_call("chat.postMessage")
    assert (await slack.event({**event, "ts": ts})).acked
    await slack.message("C1", "U1", "<@U0BOT> bye", mention=True)
    await slack.wait_call("chat.postMessage", count=2)
    assert len(slack.thread("C1", ts)) == 2


async def test_only_slack_is_listened_to(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    await workspace.start((await chat(saying(Text(markdown="hello")))), http=True)
    assert slack.request_url
    body = json.dumps({"type": "url_verification", "challenge": "abc"}).encode()
    kind = {"Content-Type": "application/json"}
    wrong = [slack.sign(body + b" "), slack.sign(body, int(time.time()) - 600), {}]
    async with aiohttp.ClientSession() as session:
        async with session.post(
            slack.request_url, data=body, headers=kind | slack.sign(body)
        ) as response:
            assert (response.status, await response.json()) == (200, {"challenge": "abc"})
        for headers in wrong:
            async with session.post(
                slack.request_url, data=body, headers=kind | headers
            ) as response:
                assert response.status == 401
    assert not slack.calls_to("chat.postMessage")
