"""The real prompt_toolkit prompt, with keys pressed through a pipe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.adapters.console import PromptEntry, Suggestions


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    with create_pipe_input() as pipe:
        yield pipe


def _entry(history: Path, keys: PipeInput) -> PromptEntry:
    suggestions = Suggestions({"help": "what I can do"})
    return PromptEntry(history, suggestions, stdin=keys, stdout=DummyOutput())


async def test_lines_and_history(tmp_path: Path, keys: PipeInput) -> None:
    history = tmp_path / "new" / "history"
    entry = _entry(history, keys)
    keys.send_text("what is memory?\r")
    assert await entry.read() == "what is memory?"
    assert history.stat().st_mode & 0o077 == 0  # nobody else reads it
    again = _entry(history, keys)
    keys.send_text("\x1b[A\r")  # arrow up, in a later session
    assert await again.read() == "what is memory?"


async def test_a_paste_of_several_lines_is_one_message(tmp_path: Path, keys: PipeInput) -> None:
    keys.send_text("\x1b[200~3(x - 4) = 2x + 5\nx = 1\x1b[201~ right?\r")
    entry = _entry(tmp_path / "history", keys)
    assert await entry.read() == "3(x - 4) = 2x + 5\nx = 1 right?"


async def test_alt_enter_begins_a_new_line(tmp_path: Path, keys: PipeInput) -> None:
    keys.send_text("one\x1b\rtwo\r")
    assert await _entry(tmp_path / "history", keys).read() == "one\ntwo"


async def test_ctrl_c_and_ctrl_d(tmp_path: Path, keys: PipeInput) -> None:
    entry = _entry(tmp_path / "history", keys)
    keys.send_text("half\x03")
    with pytest.raises(KeyboardInterrupt) as pressed:
        await entry.read()
    assert pressed.value.args == ("half",)
    keys.send_text("\x04")
    with pytest.raises(EOFError):
        await entry.read()


async def test_a_folder_that_cannot_be_written_costs_only_the_history(
    tmp_path: Path, keys: PipeInput
) -> None:
    (tmp_path / "data").write_text("not a folder")
    keys.send_text("hello\r")
    assert await _entry(tmp_path / "data" / "history", keys).read() == "hello"


async def test_the_status_line_comes_and_goes(tmp_path: Path, keys: PipeInput) -> None:
    entry = _entry(tmp_path / "history", keys)
    entry.show_status("psychology: 40%")
    assert entry._session.bottom_toolbar == "psychology: 40%"
    entry.show_status("")
    assert entry._session.bottom_toolbar is None


def test_suggestions() -> None:
    suggestions = Suggestions({"help": "what I can do", "course": "choose"})
    suggestions.offer([("/1", "Try again")])
    assert list(suggestions.matching("/")) == [
        ("/1", "Try again"),
        ("/help", "what I can do"),
        ("/course", "choose"),
    ]
    assert list(suggestions.matching("/HE")) == [("/help", "what I can do")]
    assert list(suggestions.matching("/help me")) == []
    assert list(suggestions.matching("help")) == []
