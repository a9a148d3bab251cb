"""`ask` as a learner meets it: answers, follow-ups, what isn't covered, small talk."""

from __future__ import annotations

import re
from pathlib import Path

from bot.learner.events import QuestionAsked
from bot.learner.model import Preferences
from bot.skills.ask.answer import wanted
from tests.dialogs.courses import ALGEBRA, ESTADISTICA, PSYCHOLOGY
from tests.dialogs.runner import dialog, no, tap


async def test_an_answer_has_its_source_and_one_next_step(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        said = await chat.say("why did the bell make the dogs salivate?")
        assert "announced the food" in said.text
        assert said.cited == ["6.2 Classical Conditioning"]
        assert said.text.count("?") == 1
        assert "More" in said.labels


async def test_a_key_term_is_defined_first(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run(
            [
                ("what is extinction?", ["**Extinction**: decrease of a conditioned response", "6.2"]),
                ("punishment", "**Punishment**: a consequence that decreases"),
            ]
        )  # fmt: skip


async def test_two_terms_are_compared(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run(
            [
                (
                    "what's the difference between negative reinforcement and punishment? "
                    "i always mix them up",
                    ["**Negative reinforcement**", "**Punishment**", "opposite directions"],
                ),
                ("what is extinction?", "**Extinction**"),
                ("and what about punishment?", "**Punishment**"),
                ("how do they differ?", ["**Extinction**", "**Punishment**"]),
            ]
        )


async def test_a_thread_goes_on(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run(
            [
                ("what is extinction?", "extinction"),
                ("can you give an example?", ["For example", "6.2"]),
                ("and why is that?", [no("For example"), no("not in Tiny")]),
                ("what is the weather like tomorrow in Lisbon?", "not in Tiny Psychology"),
            ]
        )


async def test_nothing_is_said_twice_and_the_end_is_said(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        seen: set[str] = set()
        await chat.say("what is operant conditioning?")
        for _ in range(6):
            said = await chat.say("more")
            if "That's all your course says" in said.text:
                break
            sentences = set(re.findall(r"[A-Z][^.]+\.", said.text.split("\n")[0]))
            assert not sentences & seen
            seen |= sentences
        else:
            raise AssertionError("it never came to an end")


async def test_yes_takes_the_offer_and_no_leaves_it(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run(
            [
                ("what is extinction?", "Would an example help?"),
                ("yes please", "For example"),
                ("no thanks", "whenever something comes up"),
                ("yes", no("For example")),
            ]
        )


async def test_not_covered_names_the_nearest_section(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        said = await chat.say("who won the 1998 world cup")
        assert "not in Tiny Psychology" in said.text
        assert "chapters 5 to 6" in said.text
        events = await chat.events()
        assert [e.covered for e in events if isinstance(e, QuestionAsked)] == [False]


async def test_another_course_that_covers_it_is_offered(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY, ALGEBRA) as chat:
        await chat.run(
            [
                (
                    "how do I multiply a polynomial by a monomial?",
                    ["not in Tiny Psychology", "Tiny Algebra", "6.3 Multiply Polynomials"],
                ),
                (tap("Answer it from there"), ["You're in **Tiny Algebra**", "distributive property"]),
                ("/course", "Tiny Algebra (you're here)"),
            ]
        )  # fmt: skip


async def test_without_a_course_the_question_finds_it(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY, ALGEBRA, default_course=None) as chat:
        await chat.run(
            [
                ("hi", ["Studylamp", "Which course are you in?"]),
                ("what is negative reinforcement?", ["I'm looking in **Tiny Psychology**", "6.3"]),
                ("/course", "Tiny Psychology (you're here)"),
            ]
        )


async def test_small_talk_is_no_question(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run(
            [
                ("hello!", "Ask me anything"),
                ("hi", "Hi again"),
                ("how are you?", "What are you working on?"),
                ("are you a human?", "not a person"),
                ("thanks a lot!", lambda said: len(said.text) < 100),
                ("ok", "Good."),
                ("ugh this is too hard", no("not in Tiny")),
                ("bye", "See you"),
            ]
        )
        assert not [e for e in await chat.events() if isinstance(e, QuestionAsked)]


def test_pace_and_reading_level_say_how_long_and_plain() -> None:
    fast, relaxed = wanted(Preferences(pace="fast")), wanted(Preferences(pace="relaxed"))
    assert (fast.sentences, fast.words) < (relaxed.sentences, relaxed.words)
    assert wanted(Preferences(reading_level="plain")).plain


async def test_hints_only_leaves_the_thinking_to_the_learner(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run(
            [
                ("/settings help hints", "hints only"),
                ("why did the rat press the lever?", "What do you think follows from that?"),
            ]
        )


async def test_spanish_course_and_words(tmp_path: Path) -> None:
    async with dialog(tmp_path, ESTADISTICA) as chat:
        await chat.run(
            [
                ("hola", [no("Hi"), "Studylamp"]),
                ("¿qué es la media?", ["**Media**: suma de los datos", no("Want"), no("Would")]),
                ("¿y la mediana?", "**Mediana**: valor del medio"),
                ("¿cuál es la diferencia entre la media y la mediana?", ["**Media**", "**Mediana**"]),
                ("¿por qué usamos la mediana?", "valores muy extremos"),
                ("¿quién ganó el mundial de 1998?", ["Estadística breve", no("not in Tiny")]),
                ("gracias", no("welcome")),
            ]
        )  # fmt: skip
