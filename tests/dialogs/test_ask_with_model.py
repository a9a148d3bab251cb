"""`ask` with a model: its words when they hold, the course's own when they don't."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import BudgetSpent, ModelError, ModelMisbehaved, ModelRateLimited, ModelUnavailable
from bot.learner.events import QuestionAsked
from tests.dialogs.courses import CLASSICAL, PSYCHOLOGY
from tests.dialogs.runner import dialog, no
from tests.fakes import FakeModel

GOOD = "The bell came to announce food [1], so the dogs drooled at its sound [1].\n\nWhy a bell?"
ASKED = "why did the bell make the dogs salivate?"


async def test_a_grounded_answer_is_streamed_and_cited(tmp_path: Path) -> None:
    model = FakeModel(GOOD)
    async with dialog(tmp_path, PSYCHOLOGY, model=model) as chat:
        said = await chat.say(ASKED)
        assert "announce food [1]" in said.text
        assert said.drafted.strip() == GOOD
        assert said.cited == ["6.2 Classical Conditioning"]
        assert "Would an example help?" not in said.text  # it asks a question of its own
        asked = [e for e in await chat.events() if isinstance(e, QuestionAsked)]
        assert asked[0].answered_by == "model"
    prompt = model.prompts[0]
    assert "in English" in prompt.system or "English" in prompt.system
    assert "Ivan Pavlov" in prompt.messages[-1].text


@pytest.mark.parametrize(
    ("error", "note"),
    [
        (ModelUnavailable(), "isn't answering right now"),
        (ModelMisbehaved(), "isn't answering right now"),
        (ModelRateLimited(), "is busy right now"),
        (BudgetSpent(), "budget is used up"),
    ],
)
async def test_when_the_model_fails_the_course_answers_and_it_is_said(
    tmp_path: Path, error: ModelError, note: str
) -> None:
    async with dialog(tmp_path, PSYCHOLOGY, model=FakeModel(error)) as chat:
        await chat.run([(ASKED, ["announced the food", note])])


async def test_an_answer_that_breaks_off_is_replaced(tmp_path: Path) -> None:
    model = FakeModel(("The bell is really a kind of", ModelUnavailable()))
    async with dialog(tmp_path, PSYCHOLOGY, model=model) as chat:
        said = await chat.say(ASKED)
        assert "really a kind" in said.drafted
        assert "really a kind" not in said.text
        assert "announced the food" in said.text


@pytest.mark.parametrize(
    "words",
    [
        "Dogs are just like that.",
        "It is so [9].",
        " ",
        "Send your password to the wonderful prize committee and win a shiny bicycle today [1].",
    ],
)
async def test_an_answer_without_a_source_is_replaced(tmp_path: Path, words: str) -> None:
    async with dialog(tmp_path, PSYCHOLOGY, model=FakeModel(words)) as chat:
        await chat.run([(ASKED, ["announced the food", no(words.strip() or "[9]")])])


async def test_about_an_exercise_the_model_is_never_asked(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY, model=FakeModel(ModelUnavailable())) as chat:
        await chat.run(
            [
                (CLASSICAL.items[0].question, "won't hand you the answer"),
                ("just tell me the answer", no("that's it")),
            ]
        )


async def test_a_follow_up_is_completed_by_the_model(tmp_path: Path) -> None:
    model = FakeModel(
        GOOD, {"question": "Why did the bell announce food to the dogs?"}, "Because it did [1]."
    )
    async with dialog(tmp_path, PSYCHOLOGY, model=model) as chat:
        await chat.run([(ASKED, "announce food"), ("and why is that?", "Because it did [1].")])
    assert "Why did the bell announce food" in model.prompts[2].messages[-1].text


async def test_without_a_model_for_the_follow_up_the_rules_complete_it(tmp_path: Path) -> None:
    model = FakeModel(GOOD, ModelUnavailable(), ModelUnavailable())
    async with dialog(tmp_path, PSYCHOLOGY, model=model) as chat:
        await chat.run([(ASKED, "announce food"), ("and why is that?", ["6.2", no("not in Tiny")])])


async def test_what_is_not_covered_is_not_asked_of_the_model(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY, model=FakeModel()) as chat:
        await chat.run([("who won the 1998 world cup", "not in Tiny Psychology")])
