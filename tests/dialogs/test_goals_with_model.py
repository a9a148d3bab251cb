"""A model points at the learner's words; code reads and checks them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.errors import ModelUnavailable
from bot.llm import build_model
from bot.settings import load
from tests.dialogs.courses import LIGHT
from tests.dialogs.runner import dialog, no
from tests.fakes import FakeModel
from tests.llm_server import LLMServer, Reply, says, status

READ: dict[str, list[dict[str, str]]] = {
    "goals": [
        {
            "words": "the whole thing with mirrors should finally sit",
            "kind": "mastery",
            "about": "mirrors",
            "day": "by 2026-11-27",
            "when": "",
        },
        {"words": "15 questions", "kind": "items", "about": "", "day": "", "when": "daily"},
    ]
}
TEXT = (
    "/goal by 2026-11-27 the whole thing with mirrors should finally sit, and 15 questions daily "
    "would be nice"
)


async def test_what_rules_miss(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT, model=FakeModel(READ)) as chat:
        await chat.run(
            [
                (TEXT, ["I hear 2 goals", "The whole thing with mirrors should finally sit, by Nov 27",
                        "its 1 concept is solid (1.2 Mirrors)"]),
                ("no", ["And the next", "105 answers a week"]),
            ]
        )  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"words": "become a doctor"},  # not what they said
        {"about": "lenses"},
        {"day": "by Sunday"},
        {"words": ""},
    ],
)
async def test_other_words_than_the_learners_are_thrown_away(
    tmp_path: Path, change: dict[str, str]
) -> None:
    model = FakeModel({"goals": [READ["goals"][0] | change]})
    async with dialog(tmp_path, LIGHT, model=model) as chat:
        await chat.run([(TEXT, ["Does that fit?", no("doctor"), no("Lenses"), no("I hear 1")])])


async def test_without_an_answer_the_rules_decide(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT, model=FakeModel(ModelUnavailable())) as chat:
        await chat.run([("I want to finish chapter 1 by Friday", "Finish 1 Rays, by Nov 27")])


async def test_what_cannot_be_is_not_for_a_model(tmp_path: Path) -> None:
    model = FakeModel()
    async with dialog(tmp_path, LIGHT, model=model) as chat:
        await chat.run(
            [("remind me yesterday", "over already"), ("I want Ana to study more", "only your own")]
        )
        assert not model.prompts


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (says(json.dumps(READ)), "I hear 2 goals"),
        (says("```json\n", json.dumps(READ), "\n```"), "I hear 2 goals"),
        (says('{"goals": [{"words": "x", "kind": "wishful"}]}'), "Does that fit?"),
        (says("I'd be glad to help you with your goals!"), "Does that fit?"),
        (status(401), "Does that fit?"),
    ],
)  # fmt: skip
async def test_over_the_wire(tmp_path: Path, reply: Reply, expected: str) -> None:
    async with LLMServer(then=reply) as server, dialog(tmp_path, LIGHT) as chat:
        settings = load(openai_base_url=server.url, openai_api_key="k", llm="openai:small")
        model = build_model(settings, usage=chat.lamp.store, clock=chat.clock)
        assert model
        object.__setattr__(chat.lamp.conversation._runner._turns, "model", model)
        said = await chat.say(TEXT)
        assert expected in said.text
        assert server.asked and "mirrors" in json.dumps(server.asked[0])
        await model.close()
