"""The whole way of an answer: prompt file, provider, server, and the check of what came back."""

from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import BaseModel

from bot.citations import Checked, Reader, Source, check
from bot.llm import build_model
from bot.llm.budget import MemoryLedger
from bot.messages import Citation
from bot.settings import load
from prompts import Prompt, render
from tests import llm_server as server
from tests.llm_server import MODES, LLMServer

PASSAGES = {
    "6.3 Operant Conditioning": "Animals learn. Negative reinforcement removes an undesirable "
    "stimulus to increase a behavior. The car beeps until the seatbelt is on.",
    "6.2 Classical Conditioning": "Pavlov's dogs salivated. Reinforcement came later.",
}
SOURCES = [
    Source(Citation(course="P", course_id="p", section=section, section_id=section[:3]), text)
    for section, text in PASSAGES.items()
]


def asking(question: str) -> Prompt:
    return render(
        "ask",
        course="Psychology",
        language="English",
        tone="warm",
        reading_level="standard",
        pace="steady",
        interests=(),
        help="explanations",
        passages=[{"source": section, "text": text} for section, text in PASSAGES.items()],
        question=question,
    )


async def answer(mode: str, **settings: Any) -> str:
    async with LLMServer(then=MODES[mode]) as running:
        model = build_model(load(openai_base_url=running.url, **settings), usage=MemoryLedger())
        assert model is not None
        pieces = model.turn().stream(asking("What is negative reinforcement?"), max_tokens=500)
        text = "".join([piece async for piece in pieces])
        await model.close()
    return text


async def test_a_good_model_is_cited() -> None:
    checked = check(await answer("grounded"), SOURCES)
    assert checked.markdown.startswith(
        "Negative reinforcement removes an undesirable stimulus to increase a behavior [1]."
    )
    assert [citation.section_id for citation in checked.citations] == ["6.3", "6.2"]
    assert checked.unknown == 0
    assert Reader(SOURCES).supported(checked.markdown)


@pytest.mark.parametrize("mode", ["blurts", "nonsense"])
async def test_an_answer_from_nowhere_is_not_grounded(mode: str) -> None:
    assert not check(await answer(mode), SOURCES).grounded


async def test_a_model_that_was_talked_round_can_do_nothing() -> None:
    said = await answer("injects")
    checked: Checked = check(said, SOURCES)
    assert checked.unknown == 1
    for sign in ("<", "http", "@everyone", "!["):
        assert sign in said
        assert sign not in checked.markdown
    assert not Reader(SOURCES).supported(said)


class Question(BaseModel):
    question: str


async def test_a_follow_up_is_completed() -> None:
    exchange = SimpleNamespace(said="What is shaping?", answered="Small steps.")
    prompt = render("rewrite_followup", course="P", exchanges=[exchange], question="and why?")
    async with LLMServer() as running:
        model = build_model(load(openai_base_url=running.url), usage=MemoryLedger())
        assert model is not None
        got = await model.structured(prompt, Question, max_tokens=100)
        await model.close()
    assert got.question == "What is shaping: and why?"
    assert running.asked[0]["response_format"]["type"] == "json_schema"


def test_every_mode_can_be_started_by_hand() -> None:
    assert {"grounded", "injects", "hang", "cut", "key"} <= set(server.MODES)
