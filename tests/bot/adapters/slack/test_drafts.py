"""An answer that grows: streamed, replaced by the whole, stopped, edited, expired."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from bot.messages import Draft, Part, Status, Text
from bot.skill import Turn
from tests.bot.adapters.slack.conftest import Workspace, asking
from tests.bot.conftest import MakeChat
from tests.platforms.slack_fake import FakeSlack

BY_AI = "(An AI wrote this from your course. It can be wrong: the source has the last word.)"


class Writing:
    """A skill that writes one piece each time it is told to."""

    def __init__(self, *pieces: str, end: str = "The **whole** answer.") -> None:
        self.pieces = pieces
        self.end = end
        self.go: asyncio.Queue[None] = asyncio.Queue()
        self.asked: list[str] = []
        self.begun = asyncio.Event()

    async def __call__(self, turn: Turn, text: str) -> AsyncIterator[Part]:
        self.asked.append(text)
        self.begun.set()
        if len(self.asked) > 1:
            yield Text(markdown=f"Answer to {text}.")
            return
        for piece in self.pieces:
            await self.go.get()
            yield Draft(delta=piece)
        await self.go.get()
        yield Text(markdown=self.end, by_model=True)

    def more(self, pieces: int = 1) -> None:
        for _ in range(pieces):
            self.go.put_nowait(None)


def final(slack: FakeSlack, text: str = "The **whole** answer.") -> str:
    return f"Studylamp:\n    {text}\n    {BY_AI}\n    [That helped] [That didn't help]"


async def test_an_answer_grows_and_the_whole_takes_its_place(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    writing = Writing("It is $x", "^2$ and ", "<!here> more ", "words. ")
    await workspace.start(await chat(asking(writing)))
    ts, _ = await slack.message("C1", "U1", "<@U0BOT> explain", mention=True)
    writing.more(3)
    start = await slack.wait_call("chat.startStream")
    assert (start.args["recipient_user_id"], start.args["recipient_team_id"]) == ("U1", "T0001")
    assert start.args["markdown_text"] == "It is "  # never half a formula
    workspace.clock.now += 2
    writing.more()
    await slack.wait_call("chat.appendStream")
    workspace.clock.now += 2
    writing.more()
    await slack.wait_call("chat.update")
    grown = "".join(call.args["markdown_text"] for call in slack.calls_to("chat.appendStream"))
    assert "x² and <\u2060!here> more words. ".startswith(grown)
    (_, shown) = slack.screen("C1", "U1", ts).split("\nStudylamp", 1)
    assert f"Studylamp{shown}" == final(slack)
    assert not slack.calls_to("chat.postMessage")


async def test_a_stream_that_slack_ended_is_finished_all_the_same(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    writing = Writing("One ", "two ", "three ")
    await workspace.start(await chat(asking(writing)))
    ts, _ = await slack.message("D1", "U1", "explain")
    writing.more()
    start = await slack.wait_call("chat.startStream")
    slack.expire_stream("D1", start.response["ts"])
    workspace.clock.now += 2
    writing.more(3)
    await slack.wait_call("chat.update")
    assert slack.screen("D1", "U1", ts).endswith(final(slack))
    assert [c.response.get("error") for c in slack.calls_to("chat.appendStream")] == [
        "message_not_in_streaming_state"
    ]


async def test_a_long_one_is_reopened_in_time_with_its_code_closed(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    writing = Writing("Look:\n```\nx = 1\n", "y = 2\n")
    await workspace.start(await chat(asking(writing)))
    ts, _ = await slack.message("D1", "U1", "explain")
    writing.more()
    first = await slack.wait_call("chat.startStream")
    workspace.clock.now += 250
    writing.more()
    await slack.wait_call("chat.startStream", count=2)
    assert slack.messages["D1", first.response["ts"]]["text"].count("```") == 2
    assert slack.thread("D1", ts)[-1]["text"] == "```\ny = 2\n"
    writing.more()
    await slack.wait_call("chat.delete")
    assert slack.screen("D1", "U1", ts).endswith(final(slack))
    assert slack.screen("D1", "U1", ts).count("Studylamp") == 1


async def test_stop_ends_the_answer_for_good(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    writing = Writing("One two ", "three ")
    talk = await chat(asking(writing))
    await workspace.start(talk)
    ts, _ = await slack.message("D1", "U1", "explain")
    writing.more()
    await slack.wait_call("agents.sessions.setStatus", lambda a: a["status"] == "processing")
    await slack.press_stop("D1", ts, "U1")
    await slack.wait_call("chat.update")
    assert (
        slack.screen("D1", "U1", ts)
        == "U1:\n    explain\nStudylamp:\n    One two \n    \n    _Stopped._"
    )
    assert [i async for i in talk.conversation.recover("slack")] == []


async def test_somebody_elses_stop_stops_nothing(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    writing = Writing("One two ")
    await workspace.start(await chat(asking(writing)))
    ts, _ = await slack.message("C1", "U1", "<@U0BOT> explain", mention=True)
    writing.more()
    await slack.wait_call("chat.startStream")
    event = {"type": "agent_session_stopped", "channel": "C1", "thread_ts": ts, "user": "U2"}
    await slack.event(event)
    writing.more()
    await slack.wait_call("chat.update")
    assert slack.screen("C1", "U1", ts).endswith(final(slack))


async def test_a_message_that_is_edited_while_it_is_answered_is_answered_as_edited(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    writing = Writing("About shaping ", "and so on ")
    talk = await chat(asking(writing))
    await workspace.start(talk)
    ts, _ = await slack.message("D1", "U1", "what is shaping?")
    writing.more()
    await slack.wait_call("chat.startStream")
    await slack.edit("D1", ts, "what is extinction?")
    writing.more()
    await slack.wait_call("chat.postMessage")
    assert slack.screen("D1", "U1", ts) == (
        "U1:\n    what is extinction?\nStudylamp:\n    Answer to what is extinction?."
    )
    assert writing.asked == ["what is shaping?", "what is extinction?"]
    assert [i async for i in talk.conversation.recover("slack")] == []


async def test_an_edit_before_the_first_word_counts_too(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    writing = Writing(end="The first answer.")
    await workspace.start(await chat(asking(writing)))
    ts, _ = await slack.message("D1", "U1", "what is shaping?")
    await writing.begun.wait()
    await slack.edit("D1", ts, "what is extinction?")
    writing.more()
    await slack.wait_call("chat.postMessage")
    assert "The first answer" not in slack.screen("D1", "U1", ts)


async def test_an_edit_of_what_is_answered_changes_nothing(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    writing = Writing()
    await workspace.start(await chat(asking(writing)))
    ts, _ = await slack.message("D1", "U1", "what is shaping?")
    writing.more()
    await slack.wait_call("chat.postMessage")
    await slack.message("D1", "U1", "thanks")
    await slack.wait_call("chat.postMessage", count=2)
    await slack.edit("D1", ts, "what is extinction?")
    await slack.message("D1", "U1", "bye")
    await slack.wait_call("chat.postMessage", count=3)
    assert writing.asked == ["what is shaping?", "thanks", "bye"]


async def test_a_private_answer_never_grows_in_public(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    from bot.skill import Skill

    async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
        yield Status(text="looking at your 3 mistakes")
        yield Draft(delta="You got 3 wrong. ")
        yield Text(markdown="You got 3 wrong.")

    skill = Skill(name="ask", summary="", usage="", run=run, audience="you")
    await workspace.start(await chat(skill))
    await slack.message("C1", "U1", "<@U0BOT> mistakes", mention=True)
    await slack.wait_call("chat.postEphemeral")
    assert not slack.calls_to("chat.startStream")
    said = [call.args["status"] for call in slack.calls_to("assistant.threads.setStatus")]
    assert said[0] == "is thinking…"
    assert "looking at your 3 mistakes" not in said


async def test_where_nothing_can_grow_the_answer_comes_at_its_end(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    writing = Writing("One ", "two ")
    await workspace.start(await chat(asking(writing)))
    slack.respond("chat.startStream", {"ok": False, "error": "feature_not_enabled"})
    ts, _ = await slack.message("D1", "U1", "explain")
    writing.more(3)
    await slack.wait_call("chat.postMessage")
    assert slack.screen("D1", "U1", ts).endswith(final(slack))


async def test_who_was_not_helped_is_asked_to_go_on(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    writing = Writing()
    await workspace.start(await chat(asking(writing)))
    await slack.message("D1", "U1", "explain")
    writing.more()
    call = await slack.wait_call("chat.postMessage")
    message = slack.messages["D1", call.response["ts"]]
    name = message["blocks"][2]["elements"][0]["action_id"]
    await slack.click(message, name, positive=False)
    asked = await slack.wait_call("chat.postEphemeral")
    assert asked.args["text"].startswith("Tell me what was wrong")
