"""App Home: the day at a glance, up to date, and no more often than that needs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

import pytest

from bot.adapters.slack import homes
from bot.messages import Action, Buttons, Option, Part, Text
from bot.skill import Skill, Turn
from tests.bot.adapters.slack.conftest import Workspace, saying
from tests.bot.conftest import MakeChat
from tests.platforms.slack_fake import FakeSlack

HELLO = saying(Text(markdown="answer"))


def today(*seen: Turn) -> Skill:
    """Counts how often it was asked."""
    times: list[Turn] = list(seen)

    async def show(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
        times.append(turn)
        yield Text(markdown=f"**Next**: *shaping* & co, {len(times)}")
        begin = Option(label="Start the review", action=Action(name="ask.begin"))
        yield Buttons(options=(begin,))

    return Skill(name="today", summary="", usage="", run=HELLO.run, act={"show": show})


def shown(slack: FakeSlack, user: str = "U1") -> str:
    return str(slack.homes[user]["blocks"][1]["text"]["text"])


async def test_it_shows_the_day_and_its_buttons_answer_in_a_thread(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    await workspace.start(await chat(today(), HELLO))
    await slack.open_home("U1")
    await slack.wait_call("views.publish")
    header, text, begin, _, buttons = slack.homes["U1"]["blocks"]
    assert header["text"]["text"] == "Today"
    assert text["text"]["text"] == "*Next*: _shaping_ &amp; co, 1"
    assert [b["text"]["text"] for b in begin["elements"]] == ["Start the review"]
    assert [b["text"]["text"] for b in buttons["elements"]] == [
        "Review", "Quiz", "My goals", "My progress", "Settings", "Help",
    ]  # fmt: skip
    await slack.press_home("U1", "say:/help")
    answer = await slack.wait_call("chat.postMessage", count=2)
    assert slack.messages["D1", answer.args["thread_ts"]]["text"] == "> Help"
    assert "Next" not in slack.screen("D1", "U1")


async def test_opening_it_is_no_first_contact(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    talk = await chat(today(), HELLO)
    await workspace.start(talk)
    await slack.open_home("U1")
    await slack.wait_call("views.publish")
    assert (await talk.store.learner("slack:T0001:U1")).new


async def test_an_answer_brings_it_up_to_date_for_who_looked_at_it(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    await workspace.start(await chat(today(), HELLO))
    await slack.open_home("U1")
    await slack.wait_call("views.publish")
    workspace.clock.now += 60
    await slack.message("D2", "U2", "hi")  # has never opened it
    await slack.message("D1", "U1", "hi")
    await slack.wait_call("views.publish", count=2)
    assert shown(slack).endswith("2")
    assert list(slack.homes) == ["U1"]
    workspace.clock.now += homes._LATELY + 1
    await slack.message("D1", "U1", "hi")
    await slack.wait_call("chat.postMessage", count=3)
    await slack.message("D2", "U2", "hi")
    await slack.wait_call("chat.postMessage", count=4)
    assert len(slack.calls_to("views.publish")) == 2


async def test_many_answers_at_once_bring_it_up_to_date_once(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(homes, "_EVERY", 0.2)
    await workspace.start(await chat(today(), HELLO))
    await slack.open_home("U1")
    await slack.wait_call("views.publish")
    for _ in range(5):
        await slack.message("D1", "U1", "hi")
    await slack.wait_call("chat.postMessage", count=5)
    await slack.wait_call("views.publish", count=2)
    await slack.message("D2", "U2", "hi")
    await slack.wait_call("chat.postMessage", count=6)
    assert len(slack.calls_to("views.publish")) == 2


async def test_when_slack_doesnt_take_it_the_next_look_does(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    await workspace.start(await chat(today(), HELLO))
    slack.respond("views.publish", {"ok": False, "error": "internal_error"})
    await slack.open_home("U1")
    await slack.open_home("U1")
    await slack.wait_call("views.publish")
    assert shown(slack).endswith("2")


async def test_a_command_in_direct_messages_is_quoted_as_it_was_typed(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    await workspace.start(await chat(saying(Text(markdown="answer"))))
    await slack.command("/studylamp", "quiz shaping", channel="D1")
    begun = await slack.wait_call("chat.postMessage")
    assert begun.args["text"] == "> /studylamp quiz shaping"
