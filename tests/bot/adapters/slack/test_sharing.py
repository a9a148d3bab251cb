"""A private answer in a channel may be shown to the class: from the course alone, and once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.learner.events import CourseChosen, Event
from bot.messages import Action, Buttons, Citation, Citations, Option, Part, Picture, Text
from bot.pictures.formula import draw
from bot.skill import Skill, Turn
from tests.bot.adapters.slack.conftest import Workspace, saying
from tests.bot.conftest import MakeChat
from tests.platforms.slack_fake import FakeSlack

SOURCE = Citation(course="Psychology", course_id="p", section="6.3", section_id="6.3")
ANSWER = (Text(markdown="It is **this**."), Citations(sources=(SOURCE,)))
SHARE = "[Share with everyone here]"


async def asked(slack: FakeSlack, channel: str = "C1") -> dict[str, Any]:
    """Somebody asks by command. What only they see of the answer."""
    before = len(slack.seen(channel, "U1"))
    await slack.command("/studylamp", "what is it?", user="U1", channel=channel)
    await slack.wait_for(lambda: len(slack.seen(channel, "U1")) > before)
    return slack.seen(channel, "U1")[-1]  # type: ignore[no-any-return]


async def test_it_is_shown_to_everybody_once(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    more = Buttons(options=(Option(label="More", action=Action(name="ask.more")),))
    offer = (Text(markdown="Would an example help?"), more)
    await workspace.start(await chat(saying(*ANSWER, *offer)))
    shown = await asked(slack)
    assert slack.screen("C1", "U1").endswith(f"help?\n    [More]\n    {SHARE}")
    assert slack.screen("C1", "U2") == ""
    await asyncio.gather(*(slack.click(shown, "share") for _ in range(2)))
    await slack.wait_call("response_url")
    for name in ("U1", "U2"):
        assert slack.screen("C1", name).endswith(
            "Studylamp:\n    (<@U1> shares an answer:)\n"
            "Studylamp:\n    It is **this**.\n    (Source: Psychology, 6.3)"
        )
    assert slack.screen("C1", "U1").startswith(
        "Studylamp (only you):\n    It is **this**.\n    (Source: Psychology, 6.3)\n"
        "    Would an example help?\n    [More]\n    (Everyone here sees it now.)"
    )
    assert SHARE not in slack.screen("C1", "U1")
    assert len(slack.calls_to("chat.postMessage")) == 2


async def test_it_goes_into_the_thread_and_not_again_after_a_restart(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    first = await workspace.start(await chat(saying(*ANSWER)))
    ts, _ = await slack.message_unseen("C1", "U2", "what is it?")
    await slack.shortcut(slack.messages["C1", ts], "help_with_this", user="U1")
    await slack.wait_call("chat.postEphemeral")
    shown = slack.seen("C1", "U1", ts)[-1]
    button = shown["blocks"][-1]
    await slack.click(shown, "share")
    await slack.wait_call("response_url")
    assert len(slack.seen("C1", "U3", ts)) == 3
    await first.aclose()
    await workspace.start(await chat(saying(*ANSWER)))
    shown["blocks"].append(button)  # Slack never got the news
    await slack.click(shown, "share")
    await slack.wait_call("response_url", count=2)
    assert len(slack.seen("C1", "U3", ts)) == 3


async def test_pictures_go_along(workspace: Workspace, slack: FakeSlack, chat: MakeChat) -> None:
    picture = Picture(png=draw(r"\frac{1}{2}"), alt="one half")
    await workspace.start(await chat(saying(*ANSWER, picture)))
    await slack.command("/studylamp", "what is it?", user="U1", channel="C1")
    await slack.wait_for(lambda: "our direct messages" in slack.screen("C1", "U1"))
    shown = next(m for m in slack.seen("C1", "U1") if SHARE in slack.screen("C1", "U1", m["ts"]))
    await slack.click(shown, "share")
    await slack.wait_call("response_url")
    assert slack.screen("C1", "U2").endswith("[file: one half]")


def recording(*events: Event) -> Skill:
    async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
        for event in events:
            turn.record(event)
        for part in ANSWER:
            yield part

    return Skill(name="ask", summary="", usage="", run=run)


@pytest.mark.parametrize(
    "skill",
    [
        saying(Text(markdown="You know 3 of 5."), audience="you"),
        saying(*ANSWER, audience="you"),
        saying(Text(markdown="Hello again. 3 cards are due.")),
        recording(CourseChosen(course="p")),
    ],
)
async def test_what_may_be_personal_has_no_such_button(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat, skill: Skill
) -> None:
    await workspace.start(await chat(skill))
    await asked(slack)
    assert "[" not in slack.screen("C1", "U1")


async def test_a_model_that_has_read_private_things_is_not_shared(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    by_model = (Text(markdown="As you said, this.", by_model=True), ANSWER[1])
    marks = Skill(
        name="quiz", summary="", usage="", run=saying(Text(markdown="3 of 5")).run, audience="you"
    )
    await workspace.start(await chat(saying(*by_model), marks))
    await asked(slack)
    await asked(slack)
    assert slack.screen("C1", "U1").count(SHARE) == 2  # nothing but such answers before
    await slack.command("/studylamp", "quiz", user="U1", channel="C1")
    await slack.wait_call("chat.postEphemeral", count=3)
    await asked(slack)
    assert slack.screen("C1", "U1").count(SHARE) == 2


async def test_in_direct_messages_and_in_the_open_there_is_nobody_to_share_it_with(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    await workspace.start(await chat(saying(*ANSWER)))
    await slack.message("D1", "U1", "what is it?")
    await slack.message("C1", "U1", "<@U0BOT> what is it?", mention=True)
    await slack.wait_call("chat.postMessage", count=2)
    assert SHARE not in slack.screen("D1", "U1") + slack.screen("C1", "U1")


async def test_a_channel_without_us_says_so_and_the_button_stays(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    await workspace.start(await chat(saying(*ANSWER)))
    shown = await asked(slack)
    slack.closed["C1"] = "not_in_channel"
    await slack.click(shown, "share")
    said = await slack.wait_for(lambda: slack.calls_to("response_url"))
    assert "I may not write in this channel" in said[0].args["text"]
    del slack.closed["C1"]
    await slack.click(shown, "share")
    await slack.wait_for(lambda: "shares an answer" in slack.screen("C1", "U2"))
