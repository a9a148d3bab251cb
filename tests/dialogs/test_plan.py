"""Plan: what next and why; the learner chooses the way, the teacher may order."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.learner import events
from bot.learner.events import PathChosen, PlanAimed, PlanSteered, RoleGranted
from bot.messages import Action, File
from tests.dialogs.courses import ALGEBRA, LIGHT
from tests.dialogs.runner import Dialog, dialog, no, tap
from tests.dialogs.test_progress import practise
from tests.dialogs.test_quiz import answer


async def teacher(chat: Dialog) -> Dialog:
    eva = chat.as_("test:eva")
    learner = await chat.lamp.store.learner("test:eva")
    grant = RoleGranted(course="light", role="teacher", by="installer")
    await chat.lamp.store.append(learner.id, [grant], at=chat.clock())
    return eva


async def test_the_first_step_and_the_ways_to_take_it(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        said = await chat.say("what should I learn next?")
        assert "0 of 3 concepts are done" in said.text
        assert "Next: **1.1 Rays**" in said.text
        assert "1.2 Mirrors builds on it" in said.text
        assert "Then: 1.2 Mirrors; 2.1 Lenses." in said.text
        assert "A Word on History" not in said.text  # nothing practises it
        assert "Tell me what you work towards" in said.text
        assert [label.partition(" ·")[0] for label in said.labels] == [
            "Read it in short", "Practise", "I know this already", "Something else",
        ]  # fmt: skip


async def test_an_aim_with_a_day(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.run(
            [
                (
                    "my exam is on 1 December on chapter 2",
                    ["Your plan: 2 Lenses, by Dec 1 (11 days)", "0 of 1 concepts", "minutes? a day" and "a day"],
                ),
                ("plan", ["2 Lenses, by Dec 1", no("Tell me what")]),
                ("my exam is on 5 December", "2 Lenses, by Dec 5"),  # only the day is new
                ("plan for the whole course", ["Your plan: Light", no("Dec")]),
                ("exam on February 30", "There is no “february 30”"),
                ("plan for chapter 1 by 2026-11-01", "Nov 1 is over already"),
            ]
        )  # fmt: skip
        aims = [e for e in await chat.events() if isinstance(e, PlanAimed)]
        assert [aim.sections for aim in aims] == [("lenses", "history")] * 2 + [()]


async def test_what_is_mastered_is_done_and_what_is_shaky_comes_first(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await practise(chat, "rays", True, True, True, True, True)
        await chat.run([("plan", ["1 of 3 concepts are done", "Next: **1.2 Mirrors**"])])
        chat.clock.pass_(days=2)
        await practise(chat, "mirrors", False, False, False)
        await chat.run(
            [
                (
                    "plan for chapter 2",
                    ["Next: **1.2 Mirrors**", "worth firming up", "2.1 Lenses builds on it"],
                )
            ]
        )


async def test_read_example_practice(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        said = await chat.say("plan for chapter 2")
        labels = {label.partition(" ·")[0]: label for label in said.labels}
        await chat.run(
            [
                (tap(labels["Read it in short"]), ["2.1 Lenses", "A lens bends rays", "Ask me about it"]),
                (tap("All of it"), ["Here is all of **2.1 Lenses**", lambda said: any(isinstance(p, File) for p in said.parts)]),
                (tap("Ask me about it"), "1 of 4"),
                ("stop", ""),
            ]
        )  # fmt: skip
        said = await chat.say("plan")
        await chat.run(
            [
                (
                    tap(labels["A worked example"]),
                    ["focal length", "1. Power is one over", "2. 1/0.5 = 2"],
                )
            ]
        )
        ways = [(e.path, e.deep) for e in await chat.events() if isinstance(e, PathChosen)]
        assert ways == [("read", False), ("read", True), ("example", False)]


async def test_a_ladder_is_a_worked_example(tmp_path: Path) -> None:
    async with dialog(tmp_path, ALGEBRA) as chat:
        said = await chat.say("plan")
        example = next(label for label in said.labels if label.startswith("A worked example"))
        await chat.run(
            [
                (
                    tap(example),
                    ["1. Multiply what is outside", "→ $4x$", "3. Together that is $4x+12$."],
                )
            ]
        )


async def test_skipping_by_testing_out(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.say("plan")
        said = await chat.say(tap("I know this already"))
        assert "5 questions on 1.1 Rays, without hints" in said.text
        assert "Hint" not in said.labels
        for _ in range(5):
            said = await answer(chat, said)
        assert "you know 1.1 Rays" in said.text
        await chat.run([("plan", ["1 of 3 concepts are done", "Next: **1.2 Mirrors**"])])
        said = await chat.say("skip 1.2")
        for _ in range(5):
            said = await answer(chat, said, well=False)
        assert "not enough to skip 1.2 Mirrors" in said.text
        tests = [
            (e.section, e.passed) for e in await chat.events() if isinstance(e, events.TestedOut)
        ]
        assert tests == [("rays", True), ("mirrors", False)]


async def test_stopping_is_no_pass(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        said = await chat.say("skip 1.1")
        await answer(chat, said)
        await chat.run([("stop", "not enough to skip"), ("skip 2.2", "too few questions")])


async def test_something_else(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.run(
            [
                ("plan", "Next: **1.1 Rays**"),
                (tap("Something else"), ["Next: **1.2 Mirrors**", "Then: 1.1 Rays"]),
                (tap("Something else"), "Next: **2.1 Lenses**"),
                (tap("Something else"), "Next: **1.1 Rays**"),
            ]
        )


async def test_a_teacher_pins_orders_and_opens(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.run([("/plan pin 2.1", "Only a teacher of Light can do that")])
        assert not [e for e in await chat.events() if isinstance(e, PlanSteered)]
        eva = await teacher(chat)
        await eva.run(
            [
                ("/plan pin 2.1", "First: 2.1 Lenses"),
                ("/plan order 1.2, 1.1", ["First: 2.1 Lenses", "Order: 1.2 Mirrors, 1.1 Rays, then the rest"]),
                ("/plan pin 9.9", "I don't find “9.9”"),
                ("/plan limit", "How many minutes a day?"),
            ]
        )  # fmt: skip
        # A pin moves a step up, but what it builds on still comes before it.
        await chat.run([("plan", ["Next: **1.1 Rays**", "Then: 1.2 Mirrors; 2.1 Lenses"])])
        await eva.run(
            [("/plan unpin 2.1", no("First")), ("/plan unlock 1", "Open: 1.1 Rays, 1.2 Mirrors")]
        )
        await chat.run(
            [("plan", ["of 3 concepts", "1 opens when your teacher gets there", no("2.1 Lenses;")])]
        )
        await eva.run(
            [("/plan lock 1.2", "Open: 1.1 Rays"), ("/plan unlock all", "Open: everything")]
        )
        await chat.run([("plan", [no("opens when"), "2.1 Lenses"])])


async def test_orders_are_for_one_course(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT, ALGEBRA) as chat:
        eva = await teacher(chat)
        await eva.run(
            [
                ("/plan unlock 1.1", "Open: 1.1 Rays"),
                ("/course algebra", "Algebra"),
                ("/plan pin 6.3", "Only a teacher of Tiny Algebra"),
            ]
        )


async def test_all_of_it_is_done(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await practise(chat, "rays", True, True, True, True, True, True)
        await chat.run([("plan for 1.1", ["All of it is done", "A quiz on it", no("Next:")])])


async def test_a_button_for_what_is_gone(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        gone = Action(name="plan.path", args={"concept": "prisms", "path": "read"})
        odd = Action(name="plan.path", args={"concept": "rays", "path": "osmosis"})
        await chat.run([(gone, "no longer in your course"), (odd, "no longer in your course")])


@pytest.mark.parametrize("text", ["¿qué estudio ahora?", "mi plan", "tengo un examen el viernes"])
async def test_in_spanish(tmp_path: Path, text: str) -> None:
    async with dialog(tmp_path, LIGHT, locale="es") as chat:
        await chat.run([(text, ["Ahora: **1.1 Rays**", "¿Cómo quieres empezar?"])])
