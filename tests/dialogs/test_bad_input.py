"""What practice has to survive: answers to nothing, two at once, photos, changed courses."""

from __future__ import annotations

from pathlib import Path

from bot.learner.events import AttemptMade, MarkReferred
from bot.messages import Action, Attachment, Incoming, Place
from tests.dialogs.courses import ALGEBRA, CLASSICAL, LIGHT, OPERANT, PSYCHOLOGY, right
from tests.dialogs.runner import Dialog, dialog, no, tap

BELL = CLASSICAL.items[0].question
BOX = OPERANT.items[0].question
LENS = LIGHT.units[1].sections[0].items[-1].question


async def credits(chat: Dialog) -> list[float | None]:
    return [e.credit for e in await chat.events() if isinstance(e, AttemptMade)]


async def test_another_exercise_is_no_answer_to_the_open_one(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run(
            [(BOX, "exercises in 6.3"), (BELL, ["exercises in 6.2", no("Not this time")])]
        )
        assert await credits(chat) == []


async def test_two_answers_at_once(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run(
            [
                (BELL, "exercises in 6.2"),
                ("a or b", "Those are two answers; which one do you mean?"),
                ("b", "Yes, that's it."),
            ]
        )
        assert await credits(chat) == [None, 1.0]


async def test_an_answer_to_a_question_that_ended(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        said = await chat.say("quiz me on 6.2, 1 question")
        old = said.options[0].action
        await chat.run([("b", "1 of 1 right"), (old, "That question is over")])
        assert await credits(chat) == [1.0]


async def test_an_answer_to_somebody_elses_quiz(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        said = await chat.say("quiz me on 6.2, 1 question")
        ben = chat.as_("test:ben")
        await ben.run([(said.options[1].action, "That question is over")])
        assert await credits(ben) == []
        await chat.run([("b", "1 of 1 right")])


async def test_a_photo_says_what_can_be_read(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.say(BELL)
        chat.clock.pass_(minutes=1)
        photo = Attachment(name="work.jpg", media_type="image/jpeg", data=b"\xff\xd8")
        incoming = Incoming(
            delivery_id="photo", person=chat.person, files=(photo,), at=chat.clock()
        )
        replies = [reply async for reply in chat.lamp.handle(incoming)]
        assert "work.jpg" in str(replies[-1].parts)
        await chat.run([("b", "Yes, that's it.")])


async def test_an_attempt_in_another_language(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run(
            [
                (BOX, "exercises in 6.3"),
                (
                    "Una caja con una palanca donde se entrena a un animal con premios",
                    no("Not this"),
                ),
            ]
        )
        assert 0.0 not in await credits(chat)


async def test_an_item_without_any_solution_still_gets_hints(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run(
            [
                (BOX, "Start here"),
                ("hint", "What your course says"),
                ("hint", "all the hints I have"),
                ("hint", ["Try it once more", no("all the hints I have")]),
            ]
        )


async def test_an_answer_nobody_can_mark_goes_to_the_teacher(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run(
            [(BOX, "exercises in 6.3"), ("something with levers, used on pigeons", "I'm not sure")]
        )
        referred = [e for e in await chat.events() if isinstance(e, MarkReferred)]
        assert [(e.by, e.credit) for e in referred] == [("grader", None)]
        assert await credits(chat) == [None]


async def test_a_mark_is_disputed_in_words(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.run(
            [
                (LENS, "exercises in 2.1"),
                ("3", "Not this time"),
                ("my answer should be right", "noted for your teacher"),
            ]
        )
        assert await credits(chat) == [0.0]


async def test_small_talk_is_no_answer(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.run(
            [(LENS, "exercises"), ("thanks", no("can't read")), ("2", "Yes, that's it.")]
        )


async def test_an_exercise_of_their_own_is_followed(tmp_path: Path) -> None:
    async with dialog(tmp_path, ALGEBRA) as chat:
        await chat.run(
            [
                ("Solve: 3(x - 4) = 2x - 5", "I can follow your steps"),
                ("3x - 12 = 2x - 5", ["That step is right", "what comes next?"]),
                ("x = -17", ["“3x - 12 = 2x - 5”", "Look at this step again: “x = -17”"]),
                ("x = 7", ["The first 2 steps are right", "see whether it fits"]),
            ]
        )


async def test_why_after_a_hint_leads_on(tmp_path: Path) -> None:
    async with dialog(tmp_path, ALGEBRA) as chat:
        await chat.run(
            [
                ("4(x + 3)", "Multiply what is outside"),
                ("why?", ["What is $4$ times $x$?", no("12")]),
                ("4x+12", "Yes, that's it."),
            ]
        )


async def test_a_button_of_an_exercise_that_was_left(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.run(
            [
                (LENS, "exercises in 2.1"),
                (tap("Leave it"), "Fine"),
                (Action(name="hint.answer", args={"item": "power", "choice": "2"}), "No exercise"),
            ]
        )
        assert await credits(chat) == []


async def test_what_cant_be_read_costs_no_question(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        said = await chat.say("quiz me on 2.1, 4 questions")
        for _ in range(4):
            if LENS in said.text:
                break
            said = await chat.say(right(said.text))
        await chat.run(
            [
                ("verdadero", ["can't read that as an answer", no("The answer is")]),
                ("2", no("can't read")),
            ]
        )
        assert await credits(chat) == [1.0] * len(await credits(chat))


async def test_a_mark_in_a_channel_is_for_the_learner_alone(tmp_path: Path) -> None:
    place = Place(kind="channel", name="general")
    async with dialog(tmp_path, PSYCHOLOGY, place=place) as chat:
        said = await chat.say(BELL)
        assert {reply.audience for reply in said.replies} == {"everyone"}
        for answer in ("a", "that should be right", "b"):
            said = await chat.say(answer)
            assert {reply.audience for reply in said.replies} == {"you"}


async def test_a_course_without_maths_offers_no_exercise_for_a_formula(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        said = await chat.say("Solve: 3(x - 4) = 2x - 5")
        assert "I can follow your steps" in said.text
        assert said.labels == []


async def test_nothing_else_shows_the_answer_of_the_open_exercise(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        path = {"concept": "lenses", "path": "example"}
        await chat.run(
            [
                (LENS, "exercises in 2.1"),
                (Action(name="plan.path", args=path), ["no worked example", no("1/0.5")]),
            ]
        )
        for _ in range(6):
            said = await chat.say("quiz me on 2.1, 1 question")
            assert "dioptres" not in said.text
            await chat.say("stop")
