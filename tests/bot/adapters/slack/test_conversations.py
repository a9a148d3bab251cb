"""Messages, buttons, forms and files: real slack-bolt over sockets against the stand-in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest

from bot.messages import (
    Action,
    Buttons,
    Choices,
    Citation,
    Citations,
    File,
    Form,
    FormField,
    Option,
    Part,
    Picture,
    Text,
)
from bot.pictures.formula import draw
from bot.skill import Skill, Turn
from tests.bot.adapters.slack.conftest import Workspace, asking, saying
from tests.bot.conftest import MakeChat
from tests.platforms.slack_fake import FakeSlack

BOT = "<@U0BOT>"


def posted(slack: FakeSlack) -> list[str]:
    """What Studylamp said, oldest first."""
    return [
        slack.screen(m["channel"], m.get("_ephemeral_to", "U1"), m["ts"]).partition("\n    ")[2]
        for _, m in sorted(slack.messages.items(), key=lambda pair: pair[1]["ts"])
        if m["user"] == "U0BOT"
    ]


async def test_a_mention_is_answered_in_its_thread_and_once(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    await workspace.start(await chat(saying(Text(markdown="It is **this**."))))
    slack.bot_events = None  # a workspace that subscribed to all messages, too
    ts, delivery = await slack.message("C1", "U1", f"{BOT} what is it?", mention=True, both=True)
    assert delivery.acked
    answer = await slack.wait_call("chat.postMessage")
    assert (answer.args["channel"], answer.args["thread_ts"]) == ("C1", ts)
    await slack.message("C1", "U2", f"{BOT} and you?", mention=True)  # its answer comes after all
    await slack.wait_call("chat.postMessage", count=2)
    assert slack.screen("C1", "U2", ts) == (
        "U1:\n    <@U0BOT> what is it?\nStudylamp:\n    It is **this**."
    )


@pytest.mark.parametrize(
    "event",
    [
        {"text": "good morning everybody", "user": "U2"},
        {"text": f"{BOT} hi", "user": "U0BOT"},
        {"text": f"{BOT} hi", "user": "U9", "bot_id": "B9"},
        {"text": f"{BOT} hi", "bot_id": "B9", "subtype": "bot_message"},
        {"text": f"{BOT} joined", "user": "U2", "subtype": "channel_join"},
    ],
)
async def test_people_and_bots_among_themselves_are_left_alone(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat, event: dict[str, str]
) -> None:
    await workspace.start(await chat(saying(Text(markdown="answer"))))
    slack.bot_events = None
    said = {"type": "message", "channel": "C1", "channel_type": "channel", "ts": slack.ts()}
    assert (await slack.event(said | event)).acked
    await slack.message("D1", "U1", "hi")
    await slack.wait_call("chat.postMessage")
    assert [call.args["channel"] for call in slack.calls_to("chat.postMessage")] == ["D1"]


async def test_a_direct_message_gets_a_status_at_once_and_its_answer_in_its_thread(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    seen = []

    async def answer(turn: Turn, text: str) -> AsyncIterator[Part]:
        seen.append((text, turn.incoming.locale, turn.incoming.timezone))
        await slack.wait_call("assistant.threads.setStatus")  # before there is any answer
        yield Text(markdown="hello")

    slack.users["U1"] = {"locale": "es-MX", "tz": "America/Bogota"}
    await workspace.start(await chat(asking(answer)))
    ts, _ = await slack.message("D1", "U1", "what is &lt;T&gt; in <https://x.org/a|x.org/a>?")
    answered = await slack.wait_call("chat.postMessage")
    assert answered.args["thread_ts"] == ts
    assert seen == [("what is <T> in x.org/a?", "es-MX", "America/Bogota")]


@pytest.mark.parametrize(
    ("known", "workspace_of"),
    [
        ({}, "slack:T0001"),
        ({"team_id": "T0999"}, ""),  # of another company, in a shared channel
        ({"team_id": "T0999", "enterprise_user": {"teams": ["T0999", "T0001"]}}, "slack:T0001"),
        ({"unknown": True}, ""),
    ],
)
async def test_a_guest_from_elsewhere_is_not_in_this_workspace(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat, known: Any, workspace_of: str
) -> None:
    seen = []

    async def answer(turn: Turn, text: str) -> AsyncIterator[Part]:
        seen.append((turn.incoming.channel, turn.incoming.workspace))
        yield Text(markdown="hello")

    slack.users["U8"] = known
    if known.get("unknown"):
        slack.respond("users.info", {"ok": False, "error": "user_not_found"})
    await workspace.start(await chat(asking(answer)))
    await slack.message("C1", "U8", f"{BOT} hi", mention=True)
    await slack.wait_call("chat.postMessage")
    assert seen == [("slack:T0001:C1", workspace_of)]


async def test_what_is_private_is_shown_to_one_person_wherever_it_was_asked(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    marks = saying(Text(markdown="You know 3 of 5."), audience="you")
    await workspace.start(await chat(marks))
    await slack.message("C1", "U1", f"{BOT} how am I doing?", mention=True)
    await slack.wait_call("chat.postEphemeral", lambda a: a["user"] == "U1")
    assert "3 of 5" in slack.screen("C1", "U1")
    assert "3 of 5" not in slack.screen("C1", "U2")
    await slack.wait_call("assistant.threads.setStatus", lambda a: a["status"] == "")


async def test_a_command_is_answered_to_who_gave_it(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    quiz = Skill(name="quiz", summary="", usage="", run=saying(Text(markdown="Question 1")).run)
    await workspace.start(await chat(quiz))
    delivery = await slack.command("/studylamp", "quiz", user="U1", channel="C1")
    assert delivery.acked
    assert not delivery.body
    await slack.wait_call("chat.postEphemeral")
    assert "Question 1" in slack.screen("C1", "U1")
    assert slack.screen("C1", "U2") == ""


async def test_a_command_in_the_bots_own_messages_begins_a_thread(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    await workspace.start(await chat(saying(Text(markdown="answer"))))
    await slack.command("/studylamp", "what is shaping?", user="U1", channel="D1")
    answer = await slack.wait_call("chat.postMessage", count=2)
    assert slack.screen("D1", "U1", answer.args["thread_ts"]) == (
        "Studylamp:\n    > what is shaping?\nStudylamp:\n    answer"
    )


def quiz_skill(done: list[Mapping[str, str]]) -> Skill:
    async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
        def pick(letter: str) -> Action:
            return Action(name="ask.answer", args={"choice": letter})

        hint = Option(label="Hint", action=Action(name="ask.hint"))
        yield Choices(
            prompt="Which?",
            options=(
                Option(label="shaping", action=pick("a")),
                Option(label="$x^2$", action=pick("b")),
                hint,
            ),
        )

    async def act(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
        done.append(args)
        yield Text(markdown=f"You picked {args['choice']}.")

    return Skill(name="ask", summary="", usage="", run=run, act={"answer": act})


async def test_a_button_works_after_a_restart_and_shows_what_was_picked(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    done: list[Mapping[str, str]] = []
    first = await workspace.start(await chat(quiz_skill(done)))
    ts, _ = await slack.message("D1", "U1", "quiz")
    call = await slack.wait_call("chat.postMessage")
    await first.aclose()
    await workspace.start(await chat(quiz_skill(done)))
    question = slack.messages["D1", call.response["ts"]]
    assert slack.screen("D1", "U1", question["ts"]).endswith(
        "Which?\n    [shaping] [x²]\n    [Hint]"
    )
    await slack.click(question, question["blocks"][1]["elements"][1]["action_id"])
    await slack.wait_call("chat.postMessage", lambda a: a["thread_ts"] == ts, count=2)
    await slack.wait_call("chat.update")
    assert done == [{"choice": "b"}]
    assert slack.screen("D1", "U1", question["ts"]).endswith("Which?\n    (→ x²)")
    assert posted(slack)[-1] == "You picked b."


async def test_long_options_are_read_in_a_list(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    labels = ("a reward after a set number of responses", "a reward after a set time, every time")
    options = tuple(Option(label=each, action=Action(name="ask.x")) for each in labels)
    await workspace.start(await chat(saying(Choices(options=options))))
    await slack.message("D1", "U1", "quiz")
    await slack.wait_call("chat.postMessage")
    assert posted(slack) == [f"**A.** {labels[0]}\n    \n    **B.** {labels[1]}\n    [A] [B]"]
    (button, _) = slack.messages["D1", slack.calls[-1].response["ts"]]["blocks"][1]["elements"]
    assert button["accessibility_label"] == f"A: {labels[0]}"


async def test_a_form_is_a_modal_whose_fields_come_back(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    saved: list[Mapping[str, str]] = []
    form = Form(
        title="How I work with you",
        fields=(
            FormField(
                name="pace", label="pace", kind="select", options=("fast", "slow"), value="slow"
            ),
            FormField(name="interests", label="interests", value="chess"),
        ),
        submit=Action(name="ask.save", args={"v": "1"}),
    )

    async def save(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
        saved.append(args)
        yield Text(markdown="Done.")

    skill = Skill(name="ask", summary="", usage="", run=saying(form).run, act={"save": save})
    await workspace.start(await chat(skill))
    ts, _ = await slack.message("D1", "U1", "please change it")
    call = await slack.wait_call("chat.postMessage")
    message = slack.messages["D1", call.response["ts"]]
    assert posted(slack) == [
        "**How I work with you**\n    - pace: slow\n    - interests: chess\n    [Change]"
    ]
    await slack.click(message, message["blocks"][1]["elements"][0]["action_id"])
    opened = await slack.wait_call("views.open")
    view = slack.views[opened.response["view"]["id"]]
    delivery = await slack.submit(view, {"pace": "fast", "interests": ""})
    assert delivery.acked
    assert not delivery.body
    await slack.wait_call("chat.postMessage", lambda a: a.get("thread_ts") == ts, count=2)
    assert saved == [{"v": "1", "pace": "fast", "interests": ""}]


async def test_sources_and_offers_stand_below_the_text(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    source = Citation(
        course="Tiny <Psychology>",
        course_id="t",
        section="6.2 A|B",
        section_id="s",
        url="https://x.org/a",
    )
    skill = saying(
        Text(markdown="<!channel> look, <@U2>: `<@U2>`"),
        Citations(sources=(source,)),
        Buttons(options=(Option(label="More", action=Action(name="ask.more")),)),
    )
    await workspace.start(await chat(skill))
    await slack.message("C1", "U1", f"{BOT} what?", mention=True)
    call = await slack.wait_call("chat.postMessage")
    assert posted(slack) == [
        "<\u2060!channel> look, <\u2060@U2>: `<\u2060@U2>`\n"
        "    (Source: <https://x.org/a|Tiny &lt;Psychology&gt;, 6.2 A|B>)\n"
        "    [More]"
    ]
    assert "<!" not in call.args["text"]
    assert "<@" not in call.args["text"]


async def test_a_displayed_formula_and_a_file_are_uploaded_where_they_belong(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    skill = saying(
        Text(markdown="So:\n\n$$x = \\frac{1}{2}$$\n\nand on."),
        File(name="deck.apkg", media_type="application/zip", data=b"PK"),
    )
    await workspace.start(await chat(skill))
    ts, _ = await slack.message("D1", "U1", "how?")
    await slack.wait_call("files.completeUploadExternal", count=2)
    assert slack.screen("D1", "U1", ts).splitlines()[2:] == [
        "Studylamp:", "    So:", "Studylamp:", "     ", "    [file: x = \\frac{1}{2}]",
        "Studylamp:", "    and on.", "Studylamp:", "     ", "    [file: deck.apkg]",
    ]  # fmt: skip
    assert {file["thread_ts"] for file in slack.files.values()} == {ts}


async def test_a_private_picture_never_gets_into_the_channel(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    png = draw("x")
    assert png
    skill = saying(
        Text(markdown="Your progress"), Picture(png=png, alt="3 of 5 known"), audience="you"
    )
    await workspace.start(await chat(skill))
    await slack.message("C1", "U1", f"{BOT} progress", mention=True)
    await slack.wait_call("chat.postEphemeral", count=2)
    (file,) = slack.files.values()
    assert file["channel"] == "D1"
    assert "The picture is in our direct messages: 3 of 5 known" in slack.screen("C1", "U1")
    assert slack.screen("C1", "U2") == f"U1:\n    {BOT} progress"


async def test_files_come_in_with_their_content(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    got = []

    async def answer(turn: Turn, text: str) -> AsyncIterator[Part]:
        got.extend((f.name, f.media_type, f.data) for f in turn.incoming.files)
        yield Text(markdown="thanks")

    await workspace.start(await chat(asking(answer)))
    mine = slack.shared("attempt.py", b"x = 1", "text/x-python")
    large = slack.shared("film.mp4", b"", "video/mp4", size=9 * 2**20)
    await slack.message("D1", "U1", "is this right?", files=[mine, large])
    await slack.wait_call("chat.postMessage", count=2)
    assert got == [("attempt.py", "text/x-python", b"x = 1")]
    assert posted(slack) == [
        "thanks",
        "(“film.mp4” is larger than 8 MB, which is the most I take. "
        "Send me the pages that matter, or split it.)",
    ]


async def test_a_file_that_slack_does_not_give_is_said(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    assert slack.scopes
    slack.scopes.discard("files:read")
    await workspace.start(await chat(saying(Text(markdown="never"))))
    await slack.message("D1", "U1", "", files=[slack.shared("a.txt", b"x")])
    await slack.wait_call("chat.postMessage")
    assert posted(slack) == ["(I couldn't get “a.txt” from Slack. Try again, or paste its text.)"]


async def test_help_with_a_message_is_for_who_asks(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    async def answer(turn: Turn, text: str) -> AsyncIterator[Part]:
        yield Text(markdown=f"about: {text}")

    await workspace.start(await chat(asking(answer)))
    slack.bot_events = None
    ts, _ = await slack.message("C1", "U2", "Solve 3x = 12")
    await slack.shortcut(slack.messages["C1", ts], "help_with_this", user="U1")
    call = await slack.wait_call("chat.postEphemeral", lambda a: a["user"] == "U1")
    assert call.args["thread_ts"] == ts
    assert "about: Solve 3x = 12" not in slack.screen("C1", "U2")


async def test_an_empty_conversation_suggests_what_to_say(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    await workspace.start(await chat(saying(Text(markdown="x"))))
    await slack.open_home("U1", tab="messages")
    call = await slack.wait_call("assistant.threads.setSuggestedPrompts")
    assert len(call.args["prompts"]) == 4
    assert "thread_ts" not in call.args


async def test_long_answers_come_whole_and_in_order(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    words = "\n\n".join(f"Paragraph {n}: " + "word " * 60 for n in range(60))
    await workspace.start(await chat(saying(Text(markdown=words))))
    await slack.message("D1", "U1", "tell me all")
    await slack.wait_call("chat.postMessage", count=3)
    assert "".join("".join(posted(slack)).split()) == "".join(words.split())


async def test_commands_are_named_as_slack_takes_them(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    skill = saying(Text(markdown="Type /quiz or `/plan`, not /home/quiz."))
    await workspace.start(await chat(skill))
    await slack.message("D1", "U1", "which?")
    await slack.wait_call("chat.postMessage")
    assert posted(slack) == ["Type /studylamp quiz or `/studylamp plan`, not /home/quiz."]


async def test_messages_of_one_conversation_are_answered_in_order(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    first = asyncio.Event()

    async def answer(turn: Turn, text: str) -> AsyncIterator[Part]:
        if text == "one":
            await first.wait()
        yield Text(markdown=text)

    await workspace.start(await chat(asking(answer)))
    ts, _ = await slack.message("C1", "U1", f"{BOT} one", mention=True)
    await slack.message("C1", "U2", f"{BOT} two", mention=True, thread_ts=ts)
    other, _ = await slack.message("C1", "U3", f"{BOT} elsewhere", mention=True)
    await slack.wait_call("chat.postMessage", lambda a: a["thread_ts"] == other)
    first.set()
    await slack.wait_call("chat.postMessage", count=3)
    assert posted(slack) == ["elsewhere", "one", "two"]


async def test_a_typed_answer_to_a_question_in_a_channel_stays_private(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    said = []

    async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
        said.append(text)
        hint = Option(label="Hint", action=Action(name="ask.hint"))
        yield Text(markdown=f"{len(said)}. What is 3 - 1?")
        yield Buttons(options=(hint,), beside_answer=True)

    skill = Skill(name="ask", summary="", usage="", run=run, audience="you")
    await workspace.start(await chat(skill))
    ts, _ = await slack.message("C1", "U1", f"{BOT} ask me", mention=True)
    await slack.wait_call("chat.postEphemeral")
    question = slack.seen("C1", "U1", ts)[-1]
    assert slack.screen("C1", "U1", ts).endswith("What is 3 - 1?\n    [Answer]\n    [Hint]")
    await slack.click(question, "write:1")
    opened = await slack.wait_call("views.open")
    view = slack.views[opened.response["view"]["id"]]
    assert (await slack.submit(view, {"answer": "2"})).acked
    await slack.wait_call("chat.postEphemeral", count=2)
    assert said == ["ask me", "2"]
    assert slack.screen("C1", "U2", ts) == f"U1:\n    {BOT} ask me"
