"""Progress: what is believed, why, and a way to say it isn't so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.learner.events import AttemptMade, BeliefQuestioned
from bot.messages import Picture, Place
from bot.skills.progress import words
from bot.skills.progress.calibration import Calibration, calibration
from knowledge.course import Course
from tests.bot.learner.test_memory import START, At
from tests.dialogs.courses import ESTADISTICA, LIGHT, PSYCHOLOGY
from tests.dialogs.runner import Dialog, Said, dialog, no, tap
from tests.dialogs.test_quiz import answer


def share(said: Said, concept: str) -> int:
    found = re.search(rf"{concept}[^\n;]*?(\d+)%", said.text)
    assert found, said.text
    return int(found[1])


async def practise(chat: Dialog, topic: str, *well: bool) -> None:
    said = await chat.say(f"quiz me on {topic}, {len(well)} questions")
    for each in well:
        said = await answer(chat, said, well=each)
    await chat.say("/quiz stop")


async def test_nothing_is_known_at_first(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.run([("how am I doing?", ["nothing about you in Light yet", "Start a quiz"])])
        said = await chat.say(tap("Start a quiz"))
        assert "What shall it be about?" in said.text


async def test_the_overview_says_how_it_stands_and_shows_it(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await practise(chat, "rays", True, True, True, True)
        chat.clock.pass_(days=1)
        await practise(chat, "mirrors", False, False)
        said = await chat.say("my progress")
        assert "**Light** · last 7 days: 2 days" in said.text
        assert re.search(r"\d answers, \d+% right without help", said.text)
        assert "Needs work**: 1.2 Mirrors" in said.text
        assert share(said, "Rays") > share(said, "Mirrors")
        (picture,) = [part for part in said.parts if isinstance(part, Picture)]
        assert picture.png.startswith(b"\x89PNG")
        assert "1 Rays" in picture.alt
        assert "2 of 2" in picture.alt
        assert re.search(r"Fri \d+, Sat \d+\.", picture.alt)


async def test_a_place_can_be_named(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await practise(chat, "rays", True, False)
        await chat.run(
            [
                ("how am I doing in chapter 1?", ["**1.1 Rays: ", "Not practised yet: 1.2 Mirrors", no("2.1")]),
                ("/progress 2.1", ["2.1 Lenses", "not practised yet"]),
                ("how am I doing in the french revolution", "I don't find “french revolution”"),
            ]
        )  # fmt: skip


async def test_why_do_you_think_that(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await practise(chat, "rays", True, False, True)
        chat.clock.pass_(days=6)
        said = await chat.say("progress in rays")
        assert re.search(r"right on [23] of the last [34]; last seen 6 days ago", said.text.lower())
        said = await chat.say("why do you think that?")
        assert said.text.count("- Nov 20 · ") >= 3
        assert "· not right · " in said.text
        believed = share(said, "Rays")
        after = re.search(r"Two right answers without help would make it about (\d+)%", said.text)
        assert after
        assert int(after[1]) > believed


async def test_thats_not_right_is_checked_with_two_questions(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await practise(chat, "rays", False, False)
        said = await chat.say("progress in rays")
        before = share(said, "Rays")
        said = await chat.say("that's not right")
        assert "Two questions on 1.1 Rays" in said.text
        said = await answer(chat, said)
        said = await answer(chat, said)
        found = re.search(r"1.1 Rays: I had (\d+)%, now I have (\d+)%", said.text)
        assert found
        assert int(found[1]) == before
        assert int(found[2]) > before + 5
        assert "two answers say more than my guess" in said.text
        assert share(await chat.say("progress in rays"), "Rays") == int(found[2])
        (doubt,) = [e for e in await chat.events() if isinstance(e, BeliefQuestioned)]
        assert (doubt.concept, round(100 * doubt.believed)) == ("rays", before)
        modes = [e.mode for e in await chat.events() if isinstance(e, AttemptMade)]
        assert modes[-2:] == ["check", "check"]


async def test_of_several_they_say_which(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await practise(chat, "rays", True, True)
        await practise(chat, "mirrors", False, True)
        await chat.run(
            [
                ("/progress", "1.2 Mirrors"),
                (tap("That's not right"), ["Which one?", "1.1 Rays", "1.2 Mirrors"]),
                (tap("1.2 Mirrors"), "Two questions on 1.2 Mirrors"),
                ("stop", "stays as it was"),
            ]
        )


async def test_anything_else_is_a_question(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run(
            [("/progress", "nothing about you"), ("what is extinction?", "conditioned response")]
        )


async def test_a_learner_sees_only_themselves(tmp_path: Path) -> None:
    channel = Place(kind="channel", name="C1")
    async with dialog(tmp_path, LIGHT, place=channel) as chat:
        await practise(chat, "rays", True, True)
        said = await chat.say("how am I doing?")
        assert {reply.audience for reply in said.replies} == {"you"}
        await chat.as_("test:ben").run([("how am I doing?", "nothing about you")])


async def test_a_course_that_changed_says_what_became_of_it(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await practise(chat, "rays", True, True)
        await practise(chat, "mirrors", True, True)
        before = share(await chat.say("progress in rays"), "Rays")
        rays, _ = LIGHT.units[0].sections
        renamed = rays.model_copy(update={"id": "beams", "title": "Beams"})
        unit = LIGHT.units[0].model_copy(update={"sections": (renamed,)})
        chat.lamp.library._courses["light"] = LIGHT.model_copy(update={"units": (unit,)})  # type: ignore[attr-defined]
        said = await chat.say("my progress")
        assert "what you did in “rays” counts for 1.1 Beams now" in said.text
        assert "no longer has “mirrors”" in said.text
        assert share(said, "Beams") == before


async def test_a_concept_that_two_courses_share(tmp_path: Path) -> None:
    twin: Course = LIGHT.model_copy(update={"id": "optics", "title": "Optics"})
    async with dialog(tmp_path, LIGHT, twin) as chat:
        await practise(chat, "rays", True, True)
        await chat.run(
            [
                ("/course optics", "Optics"),
                ("/progress", "nothing about you in Optics"),
                ("/progress 1.1", ["not practised yet", "In Light you practised “1.1 Rays” too (2 answers)"]),
            ]
        )  # fmt: skip


async def test_in_spanish(tmp_path: Path) -> None:
    async with dialog(tmp_path, ESTADISTICA, LIGHT, locale="es") as chat:
        await chat.run([("¿cómo voy?", "Aún no sé nada de ti")])


def said(confidence: float | None, credit: float | None) -> At:
    attempt = AttemptMade(
        course="c", section="s", item="i", concepts=(), answer="x", credit=credit, confidence=confidence
    )  # fmt: skip
    return At(START, attempt)


def test_calibration_needs_some_answers() -> None:
    assert calibration([said(0.95, 1)] * 4) == Calibration(None, None)
    found = calibration(
        [said(0.95, 1)] * 3 + [said(0.95, 0)] * 3 + [said(0.3, 1)] * 5 + [said(None, 1)]
    )
    assert found.sure == (3, 6)
    assert found.guess == (5, 5)


async def test_confidence_is_held_against_results(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.say("/settings confidence on")
        answered = await chat.say("quiz me on chapter 1, 6 questions")
        for well in (True, False, False, True, False, True):
            answered = await answer(chat, answered, well=well, beside=", sure")
        await chat.run(
            [("my progress", ["When you said you were sure, you were right", "A second look"])]
        )


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("that's not right", True), ("No, that is wrong!", True), ("i know this", True),
        ("I already know that", True), ("that can't be right", True), ("eso no es cierto", True),
        ("that's right", False), ("it's", False), ("what is this", False), ("i know", False),
    ],
)  # fmt: skip
def test_doubts_are_told(text: str, doubt: bool) -> None:
    assert words.doubts(text) == doubt
