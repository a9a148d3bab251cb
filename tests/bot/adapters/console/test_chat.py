"""The conversation in a terminal, typed line by line against a scripted `handle`."""

from __future__ import annotations

import asyncio
import io
import signal
from collections.abc import AsyncGenerator, Callable
from pathlib import Path

import pytest

from bot.adapters.console import Chat, Display, LineEntry, PlainScreen, Suggestions, show
from bot.messages import (
    Action,
    Buttons,
    Choices,
    Draft,
    File,
    Form,
    FormField,
    Incoming,
    Option,
    Part,
    Picture,
    Reply,
    Status,
    Text,
)
from bot.reminders.delivery import Sent
from tests.bot.adapters.console.screens import drawn
from tests.fakes import FakeClock, incoming

Script = Callable[[Incoming], list[Part]]


class Talk:
    """A chat whose learner types ``lines`` and leaves."""

    def __init__(self, folder: Path, *lines: str | type[BaseException]) -> None:
        self.out = io.StringIO()
        self.folder = folder
        self.lines = list(lines)
        self.got: list[Incoming] = []
        self.suggestions = Suggestions({"help": "what I can do"})

    async def hold(self, script: Script, *, start: Action | None = None) -> str:
        async def handle(message: Incoming) -> AsyncGenerator[Reply, None]:
            self.got.append(message)
            for part in script(message):
                yield Reply(parts=(part,))

        chat = self.chat(handle)
        if start:
            await chat.do(start)
        await chat.run()
        return self.out.getvalue()

    def chat(self, handle: Callable[[Incoming], AsyncGenerator[Reply, None]]) -> Chat:
        return Chat(
            handle=handle,
            person="ana",
            entry=LineEntry(self._typed()),
            display=Display(PlainScreen(self.out), self.folder),
            suggestions=self.suggestions,
            locale="en",
            clock=FakeClock(),
        )

    async def _typed(self) -> AsyncGenerator[str, None]:
        for line in self.lines:
            yield f"{line}\n"


def _option(label: str, **args: str) -> Option:
    return Option(label=label, action=Action(name="quiz.pick", args=args))


async def test_messages_go_in_and_answers_come_out(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "hi", "", "   ", "why?", "/quit", "never read")
    shown = await talk.hold(lambda message: [Text(markdown=f"You said {message.text}.")])
    assert [message.text for message in talk.got] == ["hi", "why?"]
    assert shown == "> hi\nYou said hi.\n\n> why?\nYou said why?.\n\nSee you next time.\n"
    first, second = talk.got
    assert first.person == "console:ana"
    assert first.delivery_id != second.delivery_id
    assert first.at.tzinfo is not None
    assert first.locale == "en"


async def test_options_become_actions(tmp_path: Path) -> None:
    def script(message: Incoming) -> list[Part]:
        if message.action:
            return [Text(markdown=f"Picked {message.action.args}.")]
        choices = Choices(prompt="Which?", options=(_option("count", n="1"), _option("clock")))
        return [choices, Buttons(options=(_option("Hint", hint="yes"),), beside_answer=True)]

    talk = Talk(tmp_path, "quiz", "a", "/1", "quiz", "/1", "7")
    shown = await talk.hold(script)
    asked = [message.action.args if message.action else message.text for message in talk.got]
    assert asked == ["quiz", {"n": "1"}, "quiz", {"hint": "yes"}, "7"]
    assert "1) count\n2) clock\n/1 Hint\n" in shown
    assert "There is nothing to pick there." in shown  # /1 after "Picked" means nothing any more
    assert list(talk.suggestions.matching("/h")) == [("/help", "what I can do")]


async def test_what_the_start_offers_can_be_picked(tmp_path: Path) -> None:
    def script(message: Incoming) -> list[Part]:
        return [Choices(options=(_option("Psychology", id="p"),))] if len(talk.got) == 1 else []

    talk = Talk(tmp_path, "psychology")
    await talk.hold(script, start=Action(name="course.show"))
    assert talk.got[1].action == Action(name="quiz.pick", args={"id": "p"})


async def test_a_form_is_asked_field_by_field(tmp_path: Path) -> None:
    form = Form(
        title="A goal",
        fields=(
            FormField(name="what", label="What?"),
            FormField(name="when", label="When?", value="Friday"),
            FormField(name="how", label="How?", kind="select", options=("daily", "weekly")),
        ),
        submit=Action(name="goal.save", args={"id": "7"}),
    )
    talk = Talk(tmp_path, "new goal", "chapter 6", "", "sometimes", "2")
    await talk.hold(lambda message: [] if message.action else [form])
    assert talk.got[1].action == Action(
        name="goal.save",
        args={"id": "7", "what": "chapter 6", "when": "Friday", "how": "weekly"},
    )


async def test_leaving_a_form_sends_nothing(tmp_path: Path) -> None:
    form = Form(
        title="A goal",
        fields=(FormField(name="a", label="A?"), FormField(name="b", label="B?")),
        submit=Action(name="goal.save"),
    )
    talk = Talk(tmp_path, "new goal", "half")
    shown = await talk.hold(lambda message: [form])
    assert len(talk.got) == 1
    assert shown.endswith("Stopped.\nSee you next time.\n")


async def test_pictures_and_files_are_saved(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    parts = [
        Picture(png=b"png", alt="Your week"),
        File(name="../../a:b.csv", media_type="text/csv", data=b"1"),
        File(name="../../a:b.csv", media_type="text/csv", data=b"2"),
        File(name="../../a:b.csv", media_type="text/csv", data=b"1"),
        File(name="..", media_type="text/csv", data=b"3"),
    ]
    shown = await Talk(folder, "show").hold(lambda message: list(parts))
    assert _contents(folder) == {b"png", b"1", b"2", b"3"}
    assert _contents(tmp_path) == set()
    assert f"[Your week] {folder / 'picture.png'}" in shown


def _contents(folder: Path) -> set[bytes]:
    return {path.read_bytes() for path in folder.iterdir() if path.is_file()}


async def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("not a folder")
    shown = await Talk(tmp_path / "files", "show").hold(
        lambda message: [Picture(png=b"png", alt="Your week")]
    )
    assert "Your week\nIt could not be saved: " in shown


async def test_answers_of_an_earlier_run_come_first(tmp_path: Path) -> None:
    async def recover(platform: str) -> AsyncGenerator[tuple[Incoming, Reply], None]:
        assert platform == "console"
        old = incoming("what is memory?")
        yield old, Reply(parts=(Status(text="looking"),))
        yield old, Reply(parts=(Text(markdown="A set."), Buttons(options=(_option("More"),))))

    async def handle(message: Incoming) -> AsyncGenerator[Reply, None]:
        talk.got.append(message)
        yield Reply(parts=())

    talk = Talk(tmp_path, "1")
    chat = talk.chat(handle)
    await chat.recover(recover)
    assert talk.out.getvalue() == "From last time:\n> what is memory?\nA set.\n1 More\n\n"
    await chat.run()
    assert talk.got[0].action == Action(name="quiz.pick")


# ---- Ctrl-C ----------------------------------------------------------------------------------


async def test_ctrl_c_stops_an_answer_and_the_chat_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handlers = [signal.default_int_handler]
    monkeypatch.setattr(
        signal, "signal", lambda _, handler: [handlers.append(handler), handlers[-2]][1]
    )
    closed = []

    async def handle(message: Incoming) -> AsyncGenerator[Reply, None]:
        try:
            if message.text == "slow":
                yield Reply(parts=(Draft(delta="Half an"),))
                handlers[-1](signal.SIGINT, None)  # Ctrl-C
                await asyncio.Event().wait()
            yield Reply(parts=(Text(markdown="Done."),))
        finally:
            closed.append(message.text)

    talk = Talk(tmp_path, "slow", "quick")
    await talk.chat(handle).run()
    assert closed == ["slow", "quick"]
    assert talk.out.getvalue().endswith(
        "> slow\n\nStopped.\n> quick\nDone.\n\nSee you next time.\n"
    )
    assert handlers[-1] is signal.default_int_handler  # given back


async def test_ctrl_c_at_the_prompt_tells_how_to_leave(tmp_path: Path) -> None:
    class Pressed:
        echoes = True

        def __init__(self) -> None:
            self.events = [KeyboardInterrupt("half a line"), KeyboardInterrupt(""), EOFError()]

        async def read(self, label: str = "") -> str:
            raise self.events.pop(0)

    talk = Talk(tmp_path)
    chat = talk.chat(lambda message: pytest.fail("nothing was asked"))
    chat.entry = Pressed()  # type: ignore[assignment]
    await chat.run()
    assert talk.out.getvalue() == "Ctrl-D leaves.\nSee you next time.\n"


async def test_when_the_program_stops_so_does_the_answer(tmp_path: Path) -> None:
    begun = asyncio.Event()

    async def handle(message: Incoming) -> AsyncGenerator[Reply, None]:
        begun.set()
        await asyncio.Event().wait()
        yield Reply(parts=())

    running = asyncio.create_task(Talk(tmp_path, "slow").chat(handle).run())
    await begun.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_a_long_silence_is_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.adapters.console.display._SILENCE", 0)
    screen, terminal = drawn()
    told, status = asyncio.Event(), screen.status
    monkeypatch.setattr(screen, "status", lambda text: [status(text), told.set()])

    async def handle(message: Incoming) -> AsyncGenerator[Reply, None]:
        await told.wait()
        assert "One moment…" in terminal.shown()
        yield Reply(parts=(Text(markdown="Here it is."),))

    await show(handle(incoming("why?")), Display(screen, tmp_path))
    assert terminal.shown() == "Here it is."


async def test_a_reminder_is_shown_and_its_buttons_can_be_picked(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "/1")
    chat = talk.chat(lambda message: _answers(talk, message))
    buttons = Buttons(options=(_option("Done", id="7"),))
    reply = Reply(parts=(Text(markdown="How is chapter 6 going?"), buttons))
    assert await chat.send("console:ana", reply, "k", again=False) == Sent()
    await chat.run()
    assert "How is chapter 6 going?" in talk.out.getvalue()
    assert [message.action for message in talk.got] == [_option("Done", id="7").action]


async def _answers(talk: Talk, message: Incoming) -> AsyncGenerator[Reply, None]:
    talk.got.append(message)
    yield Reply(parts=(Text(markdown="Well done."),))
