"""With a model: it words, the figures stay ours. What it makes up never reaches the teacher."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.llm import build_model
from bot.llm.budget import MemoryLedger
from bot.messages import Text
from bot.settings import load
from tests import llm_server as server
from tests.dialogs.runner import Said
from tests.dialogs.test_summary import a_class
from tests.llm_server import MODES, LLMServer, Reply

HEAD = "**Light, last 7 days** · 5 of 6 active · 10 answers, 50% right without help (was 100%)"
TRUE = "Five of 6 were active. Rays is the place to begin: it stands at 50%."


def writes(text: str) -> Reply:
    return server.says(json.dumps({"text": text}))


async def summary(folder: Path, reply: Reply) -> tuple[Said, list[server.Body]]:
    async with LLMServer(then=reply) as running:
        model = build_model(
            load(openai_base_url=running.url, openai_api_key="k", llm_timeout=2),
            usage=MemoryLedger(),
        )
        assert model is not None
        async with a_class(folder, model=model) as chat:
            said = await chat.say("how is my class doing this week?")
        await model.close()
        return said, running.asked


def by_model(said: Said) -> list[str]:
    return [part.markdown for part in said.parts if isinstance(part, Text) and part.by_model]


async def test_its_sentences_come_first_and_the_figures_stay(tmp_path: Path) -> None:
    said, asked = await summary(tmp_path, writes(TRUE))
    assert by_model(said) == [TRUE]
    assert HEAD in said.text
    prompt = json.dumps(asked[0]["messages"], ensure_ascii=False)
    assert "Who won in 1998?" in prompt  # what was asked, as data
    for name in ("Ana", "Ben", "Finn", "Worth a look", "private", "nobody may read"):
        assert name not in prompt


@pytest.mark.parametrize(
    "lie",
    [
        "Great news: 6 of 6 were active.",
        "Rays improved from 50% to 100%.",
        "About two thirds were right without help.",
        "Finn needs help, he was away for 15 days.",
        "Talk to Finn first.",
        TRUE + " Expect 80% next week.",
        "Everything is fine. " * 40,
        "",
    ],
)
async def test_a_lie_is_not_shown(tmp_path: Path, lie: str) -> None:
    said, asked = await summary(tmp_path, writes(lie))
    assert asked
    assert by_model(said) == []
    assert said.text.startswith(HEAD)


@pytest.mark.parametrize("mode", ["error", "html", "nonsense", "refusal", "garbage", "injects"])
async def test_a_bad_model_changes_nothing(tmp_path: Path, mode: str) -> None:
    said, _ = await summary(tmp_path, MODES[mode])
    assert by_model(said) == []
    assert said.text.startswith(HEAD)
