"""Logs are JSON with the turn's id, and without what people wrote."""

from __future__ import annotations

import io
import json
import logging
import sys

import pytest
import structlog

from bot.errors import CourseError
from bot.logs import configure
from bot.settings import Settings
from tests.bot.conftest import LogLines, MakeChat
from tests.fakes import incoming, skill


async def test_a_turn_leaves_its_id_and_no_text(chat: MakeChat, log_lines: LogLines) -> None:
    here = await chat(skill("help", ValueError("my secret diary")))
    await here.replies(incoming("my secret diary"))
    await here.replies(incoming("/help"))
    answered, failed, _ = log_lines()
    assert (answered["event"], answered["skill"], answered["level"]) == ("answered", "ask", "info")
    assert len({answered["turn"], failed["turn"]}) == 2
    assert "diary" not in json.dumps([answered, failed])
    assert failed["error"] == "ValueError"
    assert any("fakes.py" in place for place in failed["where"])


async def test_an_error_of_ours_says_why_without_what_was_said(
    chat: MakeChat, log_lines: LogLines
) -> None:
    here = await chat(skill("ask", CourseError("I can't open “{id}”.", id="my diary")))
    await here.replies(incoming("my diary"))
    told, _ = log_lines()
    assert (told["error"], told["reason"]) == ("CourseError", "I can't open “{id}”.")
    assert "diary" not in json.dumps(told)


def test_text_is_logged_when_it_is_asked_for(
    capsys: pytest.CaptureFixture[str], log_lines: LogLines
) -> None:
    configure(Settings(log_level="info", log_text=True))
    structlog.get_logger().info("x", text="words", exc_info=ValueError("more words"))
    (line,) = log_lines()
    assert (line["text"], line["error_text"]) == ("words", "more words")


def test_the_libraries_logs_are_json_too(log_lines: LogLines) -> None:
    logging.getLogger("chromadb").warning("it is %s", "slow")
    logging.getLogger("chromadb").info("chatter")
    (line,) = log_lines()
    assert (line["event"], line["level"]) == ("it is slow", "warning")


def test_nothing_below_the_level_and_nothing_on_standard_output(
    capsys: pytest.CaptureFixture[str], log_lines: LogLines
) -> None:
    configure(Settings(log_level="error"))
    structlog.get_logger().warning("x")
    structlog.get_logger().error("y")
    said = capsys.readouterr()
    assert said.out == ""
    assert [json.loads(line)["event"] for line in said.err.splitlines()] == ["y"]


def test_a_redirected_standard_error_is_respected(
    monkeypatch: pytest.MonkeyPatch, log_lines: LogLines
) -> None:
    other = io.StringIO()
    monkeypatch.setattr(sys, "stderr", other)
    structlog.get_logger().info("here")
    assert json.loads(other.getvalue())["event"] == "here"
