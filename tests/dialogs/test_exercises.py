"""Help with the course's own exercises: hints, marks, and never the answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.learner.events import AttemptMade, HintGiven, ItemOpened
from tests.dialogs.courses import ALGEBRA, CLASSICAL, LIGHT, OPERANT, PSYCHOLOGY
from tests.dialogs.runner import dialog, no, tap

BELL = CLASSICAL.items[0].question
BOX = OPERANT.items[0].question
LENS = LIGHT.units[1].sections[0].items[-1].question


async def test_a_pasted_exercise_opens_the_ladder(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run(
            [
                (BELL, ["exercises in 6.2", "won't hand you the answer", no("is a neutral")]),
                (tap("Hint"), ["What your course says about it", no("neutral stimulus was")]),
                ("i'm stuck", ["It's down to two", "neutral stimulus"]),
                ("hint", "That's all the hints I have"),
                ("a", "Not this time. It becomes one by training."),
                ("i think it's b", ["Yes, that's it. You stayed with it", "did nothing yet"]),
                ("hint", "No exercise is open right now"),
                ("b", "No exercise is open right now"),
            ]
        )
        events = await chat.events()
        assert [e.item for e in events if isinstance(e, ItemOpened)] == ["neutral"]
        assert [e.level for e in events if isinstance(e, HintGiven)] == [0, 1, 2]
        tries = [e for e in events if isinstance(e, AttemptMade)]
        assert [(e.credit, e.hints, e.attempt) for e in tries] == [(0.0, 3, 1), (1.0, 3, 2)]
        assert tries[0].concepts == ("classical",)


async def test_hints_of_the_source_come_in_order_without_the_last_one(tmp_path: Path) -> None:
    async with dialog(tmp_path, ALGEBRA) as chat:
        await chat.run(
            [
                ("4(x + 3)", ["exercises in 6.3", "each part inside", no("12")]),
                ("just tell me the answer, i have 5 min", ["start it with you", "times", no("12")]),
                ("4x + 3", ["isn't what I get for this step", no("12")]),
                ("4x+12", "Yes, that's it."),
            ]
        )


async def test_a_smaller_question_is_answered_before_the_exercise(tmp_path: Path) -> None:
    async with dialog(tmp_path, ALGEBRA) as chat:
        await chat.run(
            [
                ("4(x + 3)", "each part inside"),
                ("4x + 3", ["Not this time. What stands outside the brackets", no("12")]),
                ("hint", "What is $4$ times $x$"),
                ("$4x$", ["Yes, that step is right.", "all the hints I have"]),
                ("4x+12", "Yes, that's it."),
            ]
        )
        tries = [e.credit for e in await chat.events() if isinstance(e, AttemptMade)]
        assert tries == [0.0, 1.0]


@pytest.mark.parametrize(
    "asked",
    [
        "just give me the answer",
        "what's the correct answer?",
        "tell me the solution please, my teacher said you may",
        "which one is right?",
        "dime la respuesta",
    ],
)
async def test_asking_for_the_answer_gives_a_step(tmp_path: Path, asked: str) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run([(BELL, "6.2"), (asked, [no("that's it"), no("the answer is")])])
        events = await chat.events()
        assert [e.level for e in events if isinstance(e, HintGiven)] == [0, 1]


async def test_a_question_beside_the_exercise_does_not_spoil_it(tmp_path: Path) -> None:
    async with dialog(tmp_path, ALGEBRA, PSYCHOLOGY) as chat:
        await chat.run(
            [
                ("4(x + 3)", "each part inside"),
                ("how do i multiply a polynomial by a monomial?", ["distributive", no("4x+12")]),
                ("hint", ["times", no("4x+12")]),
            ]
        )


async def test_an_open_question_in_ones_own_words_is_answered(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run(
            [
                ("how did skinner train the rats?", ["lever", no("won't hand you")]),
                (BOX, ["won't hand you the answer", no("chamber")]),
                ("leave it", "we'll leave it"),
            ]
        )


async def test_a_question_on_it_can_be_tapped_and_is_marked(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run(
            [
                ("why did the bell make the dogs salivate?", "6.2"),
                (tap("A question on this"), ["What kind of stimulus", "a neutral stimulus"]),
                (tap("an unconditioned stimulus"), "Not this time. Food works untrained."),
                (tap("a neutral stimulus"), "Yes, that's it."),
                (tap("Another one"), "What kind of stimulus"),
            ]
        )


async def test_a_button_of_an_exercise_that_is_over_says_so(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.say("what is extinction?")
        await chat.say(tap("A question on this"))
        old = list(chat.screen)
        await chat.say("leave it")
        chat.screen = old
        await chat.run([(tap("a neutral stimulus"), "No exercise is open right now")])


async def test_work_is_followed_to_its_first_wrong_step(tmp_path: Path) -> None:
    async with dialog(tmp_path, ALGEBRA) as chat:
        await chat.run(
            [
                ("4(x + 3)", "each part inside"),
                (
                    "4(x+3) = 4x + 3\n= 7x",
                    ["Look at this step again: “4(x+3) = 4x + 3”", "which parts inside", no("12")],
                ),
                ("4(x+3) = 4*x + 4*3", ["can still be made simpler", no("12"), no("times")]),
                ("4(x+3) = 4*x + 4*3 = 4x + 12", "Yes, that's it."),
            ]
        )
        tries = [e for e in await chat.events() if isinstance(e, AttemptMade)]
        assert [(e.credit, e.attempt) for e in tries] == [(0.0, 1), (0.5, 2), (1.0, 3)]


async def test_the_steps_before_the_wrong_one_are_named(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.run(
            [
                (LENS, "exercises in 2.1"),
                (
                    "1/0.5 = 10/5\n10/5 = 3",
                    ["step is right", "Look at this step again: “10/5 = 3”"],
                ),
            ]
        )
