"""The teacher's rules about help, and what learners see of them."""

from __future__ import annotations

from pathlib import Path

from bot.learner.events import HelpRuled
from tests.dialogs.courses import LIGHT, wrong
from tests.dialogs.runner import dialog, no
from tests.dialogs.test_queue import LENS, teacher


async def test_an_exam_rule_holds_until_its_day_is_over(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva = await teacher(chat, "light")
        await eva.run(
            [
                ("/rules", "everything: hints, explanations after a try"),
                ("/rules exam 2.1 until tomorrow", ["2.1 Lenses: no help (exam) until", "Nov"]),
            ]
        )
        await chat.run(
            [
                (LENS, ["asked me not to help", no("dioptres?\n")]),
                ("hint", "asked me not to help"),
                ("2", [no("Yes, that's it"), "asked me not to help"]),
            ]
        )
        chat.clock.pass_(days=2)
        await chat.run([("hint", no("asked me not to help")), ("2", "Yes, that's it.")])
        await eva.run([("/rules", no("(exam)"))])


async def test_worked_solutions_after_a_try(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva = await teacher(chat, "light")
        await eva.run([("/rules solutions all", "everything: hints, the worked solution after")])
        await chat.run(
            [
                (LENS, "exercises in 2.1"),
                ("show me the whole solution", no("1/0.5")),
                ("3", ["Not this time", "1/0.5 = 2", "where do they part"]),
            ]
        )
        await eva.run([("/rules off all", "hints, explanations after a try")])


async def test_a_rule_for_the_open_exercise(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva = await teacher(chat, "light")
        await eva.run(
            [
                ("/rules exam this", "No exercise is open"),
                (LENS, "exercises in 2.1"),
                ("/rules exam this", "“A lens has a focal length of"),
            ]
        )
        ruled = [e for e in await eva.events() if isinstance(e, HelpRuled)]
        assert [e.items for e in ruled] == [("power",)]
        await chat.run([(LENS, "asked me not to help")])


async def test_what_cant_be_a_rule_says_why(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.run([("/rules exam 2.1", "Only a teacher of Light"), ("/rules", "explanations")])
        eva = await teacher(chat, "light")
        await eva.run(
            [
                ("/rules be nice", "I didn't get that. For example"),
                ("/rules exam 9.9", "I don't find “9.9”"),
                ("/rules exam 2.1 until February 30", "I don't know the day “february 30”"),
                ("/rules exam 2.1 from 12 December until 1 December", "over before it begins"),
            ]
        )
        assert not [e for e in await eva.events() if isinstance(e, HelpRuled)]


async def test_exam_items_are_in_no_quiz_and_no_review(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva = await teacher(chat, "light")
        said = await chat.say("quiz me on 2.1, 1 question")
        await chat.say(wrong(said.text))
        await eva.run([("/rules exam 2.1", "no help (exam)")])
        chat.clock.pass_(days=3)
        await chat.run(
            [
                ("quiz me on 2.1", no("**1 of")),
                ("/review", [no("dioptres"), no("lens bends"), no("thick middle")]),
            ]
        )
