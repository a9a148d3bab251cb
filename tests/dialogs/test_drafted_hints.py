"""Hints that a model drafts: once, for everybody, checked, and marked until a teacher approves."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dialogs.courses import CLASSICAL, PSYCHOLOGY
from tests.dialogs.runner import dialog, no, tap
from tests.dialogs.test_queue import teacher
from tests.fakes import FakeModel

BELL = CLASSICAL.items[0].question
LADDER = {
    "hints": [
        "What did the dogs do when they heard the bell before any training?",
        "Compare it with the food: does the bell do by itself what the food does?",
    ]
}
NOTE = "drafted by a language model, not checked"


async def test_drafted_once_and_approved(tmp_path: Path) -> None:
    model = FakeModel(LADDER)  # asked a second time, it would fail the test
    async with dialog(tmp_path, PSYCHOLOGY, model=model) as chat:
        eva = await teacher(chat, "psych")
        await chat.run([(BELL, ["before any training", NOTE]), ("hint", ["Compare it", NOTE])])
        await chat.as_("test:ben").run([(BELL, ["before any training", NOTE])])
        await eva.run(
            [
                (
                    "/queue",
                    [
                        "1 drafted ladder",
                        "1. What did",
                        "2. Compare",
                        "Key: **a neutral stimulus**",
                    ],
                ),
                (tap("Approve"), ["Approved", "Nothing waits"]),
            ]
        )
        await chat.as_("test:cleo").run([(BELL, ["before any training", no(NOTE)])])
    assert "ana" not in model.prompts[0].messages[-1].text


async def test_thrown_away(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY, model=FakeModel(LADDER)) as chat:
        eva = await teacher(chat, "psych")
        await chat.run([(BELL, NOTE)])
        await eva.run([("/queue", "1 drafted"), (tap("Throw away"), "Thrown away")])
        await chat.as_("test:cleo").run([(BELL, ["Start here", no(NOTE)])])


@pytest.mark.parametrize(
    "drafted",
    [
        {"hints": ["It is a neutral stimulus.", "So the answer is neutral."]},
        {"hints": ["Think of the bell.", "The word for it is neutral stimulus."]},
        {"hints": []},
        {"hints": ["x" * 500, "y" * 500]},
        {"hints": ["The same hint.", "The same hint."]},
    ],
)
async def test_a_ladder_that_gives_away_or_says_nothing_is_not_used(
    tmp_path: Path, drafted: dict[str, list[str]]
) -> None:
    async with dialog(tmp_path, PSYCHOLOGY, model=FakeModel(drafted)) as chat:
        await chat.run([(BELL, ["Start here", no(NOTE), no("the answer is"), no("The word")])])
