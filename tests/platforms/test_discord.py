"""Every kind of event, through the real discord.py and sockets: what comes in, what people see."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.messages import (
    Action,
    Buttons,
    Choices,
    Citation,
    Citations,
    Draft,
    File,
    Option,
    Picture,
    Status,
    Text,
)
from bot.skill import Skill, Turn
from tests.dialogs.courses import LIGHT, right
from tests.fakes import skill
from tests.platforms.discord_fake import EPHEMERAL, FakeDiscord
from tests.platforms.discord_running import running
from tests.platforms.discord_screen import form, labels, screen, seen


@pytest.fixture
async def dc() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as fake:
        yield fake
        refused = [(c.method, c.path, c.response) for c in fake.calls if c.status == 400]
        assert not refused, refused


def echo(name: str = "ask", **manifest: object) -> Skill:
    """Says what it was told, and by which way it came."""

    async def run(turn: Turn, text: str):
        yield Text(markdown=f"{name}: {text}")

    async def act(turn: Turn, args):
        yield Text(markdown=f"{name} pressed: {sorted(args.items())}")

    return Skill(name=name, summary=name, usage=name, run=run, act={"go": act}, **manifest)


def option(label: str, **args: str) -> Option:
    return Option(label=label, action=Action(name="ask.go", args=args))


# ---- messages --------------------------------------------------------------------------------


async def test_a_direct_message_is_answered_there(dc: FakeDiscord, tmp_path: Path) -> None:
    async with running(dc, tmp_path, [echo()]):
        await dc.say(None, "Ada", "hi there")
        await dc.wait_message(dc.dm("Ada"))
    assert screen(dc, dc.dm("Ada")) == "Ada: hi there\n\nTutor: ask: hi there"
    assert not dc.sent(dc.channel)


async def test_a_mention_is_answered_in_the_channel_as_a_reply(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    async with running(dc, tmp_path, [echo()]):
        await dc.say(dc.channel, "Ada", "what is x?", mention=True)
        answer = await dc.wait_message(dc.channel)
    assert seen(answer) == "Tutor (reply): ask: what is x?"
    assert answer["_pings"] == []


async def test_a_message_and_a_command_say_who_and_where(dc: FakeDiscord, tmp_path: Path) -> None:
    async def run(turn: Turn, text: str):
        said = turn.incoming
        yield Text(markdown=f"{said.name} {said.channel} {said.workspace}".strip())

    where = f"Ada discord:{dc.channel['id']} discord:{dc.guild['id']}"
    asks = Skill(name="ask", summary="ask", usage="ask", run=run)
    thread = dc._thread(dc.channel, "homework", dc.user("Ada"))
    async with running(dc, tmp_path, [asks]):
        await dc.say(None, "Ada", "hi")
        assert (await dc.wait_message(dc.dm("Ada")))["content"] == "Ada"
        await dc.say(thread, "Ada", "hi", mention=True)
        assert (await dc.wait_message(thread))["content"] == where
        await dc.slash("ask", {"text": "hi"}, channel=dc.channel)
        await dc.wait_message(dc.channel, lambda m: where in m["content"])


async def test_what_is_said_in_a_thread_is_answered_there(dc: FakeDiscord, tmp_path: Path) -> None:
    thread = dc._thread(dc.channel, "homework", dc.user("Ada"))
    async with running(dc, tmp_path, [echo()]):
        await dc.say(thread, "Ada", "what is x?", mention=True)
        await dc.wait_message(thread)
    assert not dc.sent(dc.channel)


async def test_a_question_gets_a_thread_where_the_server_wants_that(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    async with running(dc, tmp_path, [echo()], threads=True):
        asked = await dc.say(dc.channel, "Ada", "what is x?", mention=True)
        thread = await dc.wait_for(lambda: dc.channels.get(asked["id"]))
        await dc.wait_message(thread)
        await dc.say(thread, "Ada", "and y?", mention=True)
        await dc.wait_message(thread, lambda m: m["content"] == "ask: and y?")
    assert thread["name"] == "what is x?"
    assert not dc.sent(dc.channel)


async def test_without_the_right_to_make_threads_it_answers_in_private_and_says_so(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    dc.forbid(dc.channel, "thread")
    async with running(dc, tmp_path, [echo()], threads=True):
        await dc.say(dc.channel, "Ada", "what is x?", mention=True)
        answer = await dc.wait_message(dc.channel)
    assert answer["content"] == "ask: what is x?"


async def test_people_who_talk_to_each_other_and_bots_are_left_alone(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    other = dc._user("OtherBot", bot=True)
    async with running(dc, tmp_path, [echo()]):
        await dc.say(dc.channel, "Ada", "hello Bob")
        await dc.say(dc.channel, other, "beep", mention=True)
        await dc.say(dc.channel, dc.bot, "myself", mention=True)
        await dc.say(dc.channel, "Ada", "from a webhook", mention=True, webhook_id="77")
        await dc.say(dc.channel, "Ada", "pinned", mention=True, type=6)
        await dc.say(None, other, "beep")
        await dc.say(None, "Ada", "to you")
        await dc.wait_message(dc.dm("Ada"))
    answers = [m["content"] for m in dc.sent() if m["content"].startswith("ask")]
    assert answers == ["ask: to you"]


async def test_the_same_event_twice_is_answered_once(dc: FakeDiscord, tmp_path: Path) -> None:
    async with running(dc, tmp_path, [echo()]):
        asked = await dc.say(None, "Ada", "hi")
        await dc.repeat(asked)
        await dc.wait_message(dc.dm("Ada"))
        await dc.repeat(asked)
        await dc.say(None, "Ada", "last")
        await dc.wait_message(dc.dm("Ada"), lambda m: m["content"] == "ask: last")
    assert len(dc.sent(dc.dm("Ada"))) == 2


async def test_messages_of_one_person_are_answered_in_order(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    async with running(dc, tmp_path, [echo()]):
        for number in range(8):
            await dc.say(None, "Ada", f"q{number}")
        await dc.wait_for(lambda: len(dc.sent(dc.dm("Ada"))) == 8)
    assert [m["content"] for m in dc.sent(dc.dm("Ada"))] == [f"ask: q{n}" for n in range(8)]


# ---- edits and deletions ---------------------------------------------------------------------


class Gate:
    """A skill that says one word and then waits until it is let on."""

    def __init__(self) -> None:
        self.open = asyncio.Event()
        self.begun: list[str] = []

    async def silent(self, turn: Turn, text: str):
        """Says nothing until it is let on."""
        self.begun.append(text)
        await self.open.wait()
        yield Text(markdown=f"answer to {text}")

    def skill(self) -> Skill:
        async def run(turn: Turn, text: str):
            self.begun.append(text)
            yield Draft(delta=f"so far: {text}")
            await self.open.wait()
            yield Text(markdown=f"answer to {text}")

        return Skill(name="ask", summary="ask", usage="ask", run=run)


async def test_a_message_that_is_edited_meanwhile_is_answered_as_edited(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    gate = Gate()
    dm = dc.dm("Ada")
    async with running(dc, tmp_path, [gate.skill()]):
        asked = await dc.say(None, "Ada", "what is 2+2")
        await dc.wait_message(dm)
        await dc.edit_own(asked, "what is 2+3")
        await dc.wait_for(lambda: len(gate.begun) == 2)
        gate.open.set()
        await dc.wait_message(dm, lambda m: m["content"].startswith("answer"))
    assert screen(dc, dm) == "Ada: what is 2+3\n\nTutor: answer to what is 2+3"


async def test_a_message_that_waits_for_its_turn_is_answered_as_edited(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    gate = Gate()
    dm = dc.dm("Ada")
    async with running(dc, tmp_path, [gate.skill()]) as client:
        await dc.say(None, "Ada", "first")
        await dc.wait_message(dm)
        second = await dc.say(None, "Ada", "secnd")
        await dc.wait_for(lambda: int(second["id"]) in client.desk._under_way)
        await dc.edit_own(second, "second")
        work = client.desk._under_way[int(second["id"])]
        await dc.wait_for(lambda: work.incoming.text == "second")
        gate.open.set()
        await dc.wait_for(lambda: len(dc.sent(dm)) == 2)
    assert gate.begun == ["first", "second"]


async def test_an_edit_after_the_answer_changes_nothing(dc: FakeDiscord, tmp_path: Path) -> None:
    async with running(dc, tmp_path, [echo()]):
        asked = await dc.say(None, "Ada", "hi")
        await dc.wait_message(dc.dm("Ada"))
        await dc.edit_own(asked, "ho")
        await dc.say(None, "Ada", "last")
        await dc.wait_message(dc.dm("Ada"), lambda m: m["content"] == "ask: last")
    assert len(dc.sent(dc.dm("Ada"))) == 2


async def test_a_message_that_is_taken_back_gets_no_answer(dc: FakeDiscord, tmp_path: Path) -> None:
    gate = Gate()
    async with running(dc, tmp_path, [gate.skill()]):
        asked = await dc.say(None, "Ada", "oops")
        await dc.wait_message(dc.dm("Ada"))
        await dc.delete_own(asked)
        await dc.wait_for(lambda: not dc.sent(dc.dm("Ada")))
    assert screen(dc, dc.dm("Ada")) == ""


async def test_what_the_adapter_adds_is_in_the_learners_language(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    async with running(dc, tmp_path):
        await dc.say(dc.channel, "Ada", "¿cómo voy en este curso?", mention=True)
        told = await dc.wait_message(dc.channel)
    assert told["content"].startswith("Eso queda entre tú y yo")
    assert labels(told) == ["Enséñamelo aquí"]


# ---- what a skill can say --------------------------------------------------------------------

PNG = b"\x89PNG\r\n\x1a\n"


async def test_every_part_has_its_form(dc: FakeDiscord, tmp_path: Path) -> None:
    source = Citation(
        course="Tiny", course_id="tiny", section="6.1 X", section_id="x", url="https://e.org/x"
    )
    everything = skill(
        "ask",
        Status(text="Looking …"),
        Text(markdown="The answer is $x^2$, @everyone.", by_model=True),
        Citations(sources=(source,)),
        Picture(png=PNG, alt="a curve"),
        File(name="data.csv", media_type="text/csv", data=b"a,b"),
        Choices(prompt="Which?", options=(option("one", n="1"), option("two", n="2"))),
        Buttons(options=(Option(label="More", action=Action(name="ask.more")),)),
    )
    async with running(dc, tmp_path, [everything]):
        await dc.say(None, "Ada", "all of it")
        await dc.wait_message(dc.dm("Ada"), lambda m: "language model" in m["content"])
    assert screen(dc, dc.dm("Ada")) == (
        "Ada: all of it\n\n"
        "Tutor: The answer is x², @everyone.\n"
        "-# Source: [Tiny, 6.1 X](<https://e.org/x>)\n"
        "  <picture.png, 8 bytes: a curve>\n"
        "  <data.csv, 3 bytes: no text>\n\n"
        "Tutor: **Which?**\n"
        "  [[one]]  [[two]]\n"
        "  [More]\n\n"
        "Tutor: -# Worded by a language model; the sources are above."
    )
    assert all(message["_pings"] == [] for message in dc.sent())


async def test_a_long_answer_comes_in_pieces_in_order(dc: FakeDiscord, tmp_path: Path) -> None:
    words = "\n\n".join(f"Paragraph {n}: " + "word " * 60 for n in range(20))
    async with running(dc, tmp_path, [skill("ask", words)]):
        await dc.say(None, "Ada", "tell me all")
        await dc.wait_message(dc.dm("Ada"), lambda m: "Paragraph 19" in m["content"])
    said = "\n\n".join(message["content"] for message in dc.sent(dc.dm("Ada")))
    assert said.split() == words.split()
    assert len(dc.sent(dc.dm("Ada"))) > 2


async def test_an_answer_is_streamed_by_editing_one_message(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    drafts = [Draft(delta=f"word{n} ") for n in range(50)]
    final = Text(markdown="The whole answer.")
    async with running(dc, tmp_path, [skill("ask", *drafts, final)]):
        await dc.say(None, "Ada", "stream")
        answer = await dc.wait_message(dc.dm("Ada"), lambda m: m["content"] == "The whole answer.")
    assert len(dc.sent(dc.dm("Ada"))) == 1
    assert answer["_edits"][0] == "word0 …"
    assert len(answer["_edits"]) <= 5  # 50 pieces at once are not 50 requests


# ---- privacy ---------------------------------------------------------------------------------


async def test_what_is_private_goes_to_who_asked_aloud_by_direct_message(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    async with running(dc, tmp_path, [echo(audience="you")]):
        await dc.say(dc.channel, "Ada", "my marks", mention=True)
        await dc.wait_message(dc.channel)
    assert dc.sent(dc.dm("Ada"))[0]["content"] == f"-# <#{dc.channel['id']}>\nask: my marks"
    assert "my marks" not in "".join(m["content"] for m in dc.sent(dc.channel))
    assert "direct message" in dc.sent(dc.channel)[0]["content"]


async def test_a_quiz_that_was_asked_for_aloud_goes_on_in_direct_messages(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    dm = dc.dm("Ada")
    async with running(dc, tmp_path, course=LIGHT):
        await dc.say(dc.channel, "Ada", "quiz me on mirrors", mention=True)
        question = await dc.wait_message(dm, lambda m: "1 of 5" in m["content"])
        await dc.say(None, "Ada", right(question["content"]))
        await dc.wait_message(dm, lambda m: "2 of 5" in m["content"])
    shown = screen(dc, dm)  # "Right.", "That's right.", "Yes, that's it."
    assert "right" in shown.lower() or "Yes" in shown
    assert len(dc.sent(dc.channel)) == 1


async def test_with_closed_direct_messages_the_answer_is_shown_to_who_asked_alone(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    dc.user("Ada")["_dms_closed"] = True
    async with running(dc, tmp_path, [echo(audience="you")]):
        await dc.say(dc.channel, "Ada", "my marks", mention=True)
        told = await dc.wait_message(dc.channel)
        assert "your direct messages are closed" in told["content"]
        other = await (await dc.click(told, label="Show it to me here", user="Bob")).answered()
        mine = await dc.click(told, label="Show it to me here")
        shown = await mine.settled()
    assert other.original["content"] == "That is for who asked. Ask me, and I answer you."
    assert (shown["content"], shown["flags"] & EPHEMERAL) == ("ask: my marks", EPHEMERAL)
    public = [message for message in dc.sent() if not message["flags"] & EPHEMERAL]
    assert public == [told]


async def test_a_channel_that_refuses_is_answered_by_direct_message(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    dc.forbid(dc.channel, "send")
    async with running(dc, tmp_path, [echo()]):
        await dc.say(dc.channel, "Ada", "what is x?", mention=True)
        answer = await dc.wait_message(dc.dm("Ada"))
    assert answer["content"] == f"-# <#{dc.channel['id']}>\nask: what is x?"


# ---- commands --------------------------------------------------------------------------------


async def test_commands_are_listed_once_with_their_languages(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    async with running(dc, tmp_path):
        pass
    names = {command["name"] for command in dc.commands[""]}
    assert {"ask", "quiz", "review", "plan", "progress", "course", "settings", "help"} <= names
    ask = next(command for command in dc.commands[""] if command["name"] == "ask")
    assert ask["options"][0]["required"]
    assert ask["description_localizations"]["es-ES"].startswith("respuestas")
    menu = next(command for command in dc.commands[""] if command["type"] == 3)
    assert menu["name_localizations"]["es-ES"] != menu["name"]
    assert all(command["contexts"] == [0, 1] for command in dc.commands[""])
    assert len([call for call in dc.calls if call.method == "PUT"]) == 1


@pytest.mark.parametrize(("audience", "private"), [("everyone", False), ("you", True)])
async def test_a_command_is_acknowledged_at_once_as_private_as_its_skill(
    dc: FakeDiscord, tmp_path: Path, audience: str, private: bool
) -> None:
    async with running(dc, tmp_path, [echo(audience=audience)]):
        it = await dc.slash("ask", {"text": "what is x?"})
        answer = await it.settled()
    assert it.type == 5
    assert answer["content"] == "ask: what is x?"
    assert bool(answer["flags"] & EPHEMERAL) is private
    assert not it.followups


async def test_an_answer_that_turns_out_private_takes_thinking_back(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    async def run(turn: Turn, text: str):
        raise RuntimeError("a bug")
        yield

    broken = Skill(name="ask", summary="ask", usage="ask", run=run)
    async with running(dc, tmp_path, [broken]):
        it = await dc.slash("ask", {"text": "x"})
        await dc.wait_for(lambda: it.followups)
    assert it.original["_deleted"]
    assert it.followups[0]["flags"] & EPHEMERAL
    assert "Something went wrong on my side" in it.followups[0]["content"]


async def test_a_command_of_an_older_version_says_what_to_do(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    async with running(dc, tmp_path, [echo(), echo("old")]):
        pass
    listed = dc.commands[""]
    async with running(dc, tmp_path, [echo()]):
        dc.commands[""] = listed
        it = await (await dc.slash("old", {"text": "x"})).answered()
    assert it.original["content"].startswith("This command has changed.")


async def test_courses_and_topics_are_suggested(dc: FakeDiscord, tmp_path: Path) -> None:
    async with running(dc, tmp_path):
        course = await (await dc.autocomplete("course", "course", "psy")).answered()
        topic = await (await dc.autocomplete("quiz", "topic", "oper")).answered()
    assert course.data["choices"] == [{"name": "Tiny Psychology", "value": "tiny"}]
    assert [choice["value"] for choice in topic.data["choices"]] == ["6.2 Operant Conditioning"]


async def test_help_with_a_message_is_for_who_asks_and_can_be_shared(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    async with running(dc, tmp_path):
        asked = await dc.say(dc.channel, "Bob", "what is reinforcement?")
        it = await dc.menu("Help me with this", asked)
        answer = await it.settled()
        assert answer["flags"] & EPHEMERAL
        assert "Reinforcement makes a behaviour more frequent" in answer["content"]
        for _ in range(2):
            await dc.click(answer, label="Share with everyone here")
        shared = await dc.wait_message(
            dc.channel, lambda m: "more frequent" in m["content"] and not m["flags"] & EPHEMERAL
        )
    public = [m for m in dc.sent(dc.channel) if not m["flags"] & EPHEMERAL]
    assert [public[0]["content"], public[0]["_pings"]] == [
        f"<@{dc.user('Ada')['id']}> shares an answer:",
        [],
    ]
    assert len(public) == 2
    assert not labels(shared)
    assert "Want to try" not in shared["content"]  # that is for who asked


async def test_what_comes_from_the_record_cannot_be_shared(dc: FakeDiscord, tmp_path: Path) -> None:
    async with running(dc, tmp_path):
        answer = await (await dc.slash("progress", channel=dc.channel)).settled()
    assert answer["flags"] & EPHEMERAL
    assert "Share with everyone here" not in labels(answer)


# ---- buttons, menus, forms -------------------------------------------------------------------


def quiz(*options_: Option) -> Skill:
    """Asks, and says which option was used."""

    async def run(turn: Turn, text: str):
        yield Text(markdown="Which one?")
        yield Choices(options=options_)

    async def act(turn: Turn, args):
        yield Text(markdown=f"you chose {args['n']}")

    return Skill(name="ask", summary="ask", usage="ask", run=run, act={"go": act})


async def test_a_pick_is_marked_and_answered(dc: FakeDiscord, tmp_path: Path) -> None:
    async with running(dc, tmp_path, [quiz(option("one", n="1"), option("two", n="2"))]):
        await dc.say(None, "Ada", "ask me")
        question = await dc.wait_message(dc.dm("Ada"))
        it = await dc.click(question, label="two")
        await dc.wait_message(dc.dm("Ada"), lambda m: m["content"] == "you chose 2")
        await dc.wait_for(lambda: not labels(question))
    assert it.type == 6
    assert "-[one]  -[[▸ two]]" in seen(question)


async def test_what_is_pressed_in_a_channel_is_answered_to_who_pressed(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    async with running(dc, tmp_path, [quiz(option("one", n="1"), option("two", n="2"))]):
        await dc.say(dc.channel, "Ada", "ask me", mention=True)
        question = await dc.wait_message(dc.channel)
        it = await dc.click(question, label="one", user="Bob")
        await dc.wait_for(lambda: it.followups)
    assert it.followups[0]["flags"] & EPHEMERAL
    assert labels(question) == ["one", "two"]  # others may still try


async def test_buttons_and_menus_work_after_a_restart(dc: FakeDiscord, tmp_path: Path) -> None:
    long = "x" * 120  # its action doesn't fit into a button's id
    few = [option("short", n="1"), option("long", n=long)]
    many = [option(f"option {n}", n=str(n)) for n in range(30)]
    dm = dc.dm("Ada")
    async with running(dc, tmp_path, [quiz(*few)]):
        await dc.say(None, "Ada", "few")
        first = await dc.wait_message(dm)
    async with running(dc, tmp_path, [quiz(*many)]):
        await dc.click(first, label="long")
        await dc.wait_message(dm, lambda m: m["content"] == f"you chose {long}")
        await dc.say(None, "Ada", "many")
        second = await dc.wait_message(dm, lambda m: "option 29" in str(m["components"]))
    async with running(dc, tmp_path, [quiz()]):
        menu = second["components"][1]["components"][0]
        value = menu["options"][3]["value"]
        await dc.choose(second, menu["custom_id"], [value])
        await dc.wait_message(dm, lambda m: m["content"] == "you chose 28")
    assert len(second["components"]) == 2


async def test_a_button_of_something_that_is_gone_says_so(dc: FakeDiscord, tmp_path: Path) -> None:
    async with running(dc, tmp_path, [quiz(option("long", n="x" * 120))]):
        await dc.say(None, "Ada", "ask me")
        question = await dc.wait_message(dc.dm("Ada"))
    async with running(dc, tmp_path / "another", [quiz()]):
        await dc.click(question, label="long")
        await dc.wait_message(dc.dm("Ada"), lambda m: "doesn't work any more" in m["content"])


async def test_a_form_is_filled_in_even_across_a_restart(dc: FakeDiscord, tmp_path: Path) -> None:
    async with running(dc, tmp_path):
        it = await dc.slash("settings")
        shown = await it.settled()
        assert "- reading level: standard\n" in shown["content"]
        opened = await (await dc.click(shown, label="Change")).answered()
        assert form(opened).splitlines()[:2] == [
            "== How I work with you ==",
            "  language: auto  (auto | en | es)",
        ]
    async with running(dc, tmp_path):
        values = {
            "language": ["es"],
            "reading_level": ["plain"],
            "pace": ["fast"],
            "interests": "football",
            "help": ["hints"],
        }
        sent = await dc.submit(opened, values)
        answer = await sent.settled()
    assert answer["flags"] & EPHEMERAL
    assert "football" in answer["content"]
    assert "Hecho" in answer["content"]


async def test_an_answer_is_written_where_nobody_else_reads_it(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    async def run(turn: Turn, text: str):
        yield Text(markdown=f"you wrote {text}" if text != "go" else "What is 2+2?")
        yield Buttons(options=(option("Hint"),), beside_answer=True)

    typed = Skill(name="ask", summary="ask", usage="ask", run=run, audience="you")
    async with running(dc, tmp_path, [typed]):
        it = await dc.slash("ask", {"text": "go"})
        question = await it.settled()
        opened = await (await dc.click(question, label="Write an answer")).answered()
        sent = await dc.submit(opened, {"answer": "4"})
        answer = await sent.settled()
    assert answer["content"] == "you wrote 4"
    assert answer["flags"] & EPHEMERAL
