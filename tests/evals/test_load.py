"""A class that talks to a bot: what is measured, with the smallest bot as a process of its own."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from evals import load
from evals.load.classroom import Classroom, Heard, react


@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_a_class_is_answered_by_the_smallest_bot(
    platform: load.Platform, tmp_path: Path
) -> None:
    program = [str(Path(__file__).parents[1] / "platforms" / "echo.py"), platform]
    where = {"STUDYLAMP_DATA_DIR": str(tmp_path)}
    async with load._room(platform) as room, load._running(program, room, where) as lags:
        figures = await Classroom(room, people=3, rate=100.0).learn()
        assert lags.is_file()
    assert figures.messages == 3 * 7
    assert figures.errors == 0
    assert 0 < figures.reaction_p50_ms <= figures.answer_p50_ms <= figures.answer_p95_ms


class Silent:
    """A bot that shows that it is there, and says nothing."""

    def __init__(self) -> None:
        self.environment: dict[str, str] = {}
        self.heard: dict[int, Heard] = {}

    async def __aenter__(self) -> Silent:
        return self

    async def __aexit__(self, *_: object) -> None:
        pass

    async def connected(self) -> None:
        pass

    async def say(self, person: int, text: str) -> None:
        react(self.heard[person], answer=False)


async def test_what_is_not_answered_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evals.load.classroom.PATIENCE", 0.0)
    figures = await Classroom(Silent(), people=2, rate=1e6).learn()
    assert figures.errors == figures.messages == 2 * 7


async def test_the_first_reaction_and_the_answer_are_timed_once() -> None:
    heard = Heard(sent=0.0)
    react(heard, answer=False)
    first = heard.reaction
    react(heard, answer=True)
    answered = heard.answer
    react(heard, answer=True)
    assert heard.reaction == first
    assert heard.answer == answered
    await asyncio.wait_for(heard.done.wait(), 1)
    react(None, answer=True)  # nobody waits: a word of the bot's own
