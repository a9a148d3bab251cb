"""Somebody in distress gets care, and nothing of it goes anywhere."""

from __future__ import annotations

from pathlib import Path

from bot.learner.events import QuestionAsked
from bot.messages import Place
from bot.settings import load
from tests.dialogs.courses import LIGHT
from tests.dialogs.runner import dialog, no
from tests.dialogs.test_quiz import answer
from tests.fakes import FakeModel


async def test_care_comes_before_everything(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.run(
            [
                ("my goal is to hurt myself", ["glad you wrote that", "not a person", "findahelpline.com", no("Does that fit")]),
                ("/ask i want to die", ["not a person", "emergency number"]),
                ("my dad hits me", "it isn't your fault"),
                ("I hate myself", "Thank you for saying it"),
                ("what is a mirror?", "sends a ray back"),
                ("my goals", "no goal going"),
            ]
        )  # fmt: skip
        kinds = {event.type for event in await chat.events()}
        assert kinds <= {"learner_joined", "role_granted", "question_asked"}
        asked = [e.question for e in await chat.events() if isinstance(e, QuestionAsked)]
        assert asked == ["what is a mirror?"]


async def test_in_a_form(tmp_path: Path) -> None:
    """A field is typed like a message is."""
    model = FakeModel("A mirror sends a ray back at its angle [1].")
    async with dialog(tmp_path, LIGHT, model=model) as chat:
        said = await chat.say("/settings")
        form = said.forms[0]
        args = {**form.submit.args, form.fields[0].name: "I want to die"}
        await chat.run([(form.submit.model_copy(update={"args": args}), "not a person")])
        assert not [e for e in await chat.events() if e.type == "preferences_changed"]
        await chat.say("what does a mirror do with a ray?")
        assert not any("want to die" in str(prompt) for prompt in model.prompts)


async def test_in_spanish(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT, locale="es") as chat:
        await chat.run([("ya no quiero vivir", ["no una persona", "findahelpline.com"])])


async def test_what_is_open_stays_open(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        said = await chat.say("quiz me on rays, 3 questions")
        await chat.run([("I can't take it anymore", "not a person")])
        said = await answer(chat, said)
        assert "2 of 3" in said.text


async def test_no_model_sees_it_then_or_later(tmp_path: Path) -> None:
    model = FakeModel("A mirror sends a ray back at its angle [1].")
    async with dialog(tmp_path, LIGHT, model=model) as chat:
        await chat.say("I want to kill myself")
        assert not model.prompts
        await chat.say("what does a mirror do with a ray?")
        assert not any("kill" in str(prompt) for prompt in model.prompts)


async def test_only_they_see_the_answer_in_a_channel(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT, place=Place(kind="channel", name="C1")) as chat:
        said = await chat.say("I want to die")
        assert {reply.audience for reply in said.replies} == {"you"}


async def test_an_installation_names_its_own_help(tmp_path: Path) -> None:
    settings = load(data_dir=tmp_path, help_line="Ms Ortega, room 12, or 555-0100.")
    assert settings.help_line
    async with dialog(tmp_path, LIGHT, help_line=settings.help_line) as chat:
        await chat.run([("I want to die", ["Ms Ortega, room 12", no("findahelpline")])])
