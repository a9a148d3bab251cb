"""`help`, `course` and `settings` as dialogs, and what every skill has to survive."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.messages import Action, Place
from bot.skills import SKILLS
from tests.dialogs.courses import ALGEBRA, ESTADISTICA, PSYCHOLOGY
from tests.dialogs.runner import dialog, no, tap


async def test_help(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run(
            [
                ("/help", [f"/{skill.name}" for skill in SKILLS if not skill.for_teachers]),
                ("/help", no("/queue")),
                ("what can you do?", "/settings"),
                ("/help course", ["which courses are there?", no("/settings")]),
            ]
        )


async def test_courses_are_listed_chosen_and_shown(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY, ALGEBRA) as chat:
        await chat.run(
            [
                ("which courses are there?", ["Tiny Psychology (you're here)", "Tiny Algebra"]),
                (tap("Tiny Algebra"), "You're in **Tiny Algebra** now"),
                ("what's in this course?", "Polynomials · 1 section"),
                ("switch to psychology", "You're in **Tiny Psychology** now"),
                ("/course algebra", "You're in **Tiny Algebra** now"),
                ("/course chemistry", "don't have a course called “chemistry”"),
                (Action(name="course.choose", args={"id": "gone"}), "can't open the course"),
            ]
        )


async def test_settings(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run(
            [
                ("/settings", lambda said: said.forms[0].fields[0].name == "language"),
                ("/settings reading plain", "short sentences"),
                ("/settings pace turbo", "relaxed, steady, fast"),
                ("my interests are football and music", "football, music"),
                ("just give me hints", "hints only"),
                ("/settings volume loud", "didn't get which setting"),
                (
                    Action(name="settings.save", args={"language": "auto", "help": "explanations"}),
                    ["explanations first", "football, music"],
                ),
                ("habla español", ["idioma", no("language")]),
                ("thanks", no("welcome")),
                ("/settings language en", "language"),
            ]
        )


async def test_settings_are_seen_by_nobody_else(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY, place=Place(kind="channel", name="general")) as chat:
        said = await chat.say("/settings pace fast")
        assert [reply.audience for reply in said.replies] == ["you"]
        said = await chat.say("what is extinction?")
        assert {reply.audience for reply in said.replies} == {"everyone"}


@pytest.mark.parametrize("skill", SKILLS, ids=lambda skill: skill.name)
@pytest.mark.parametrize(
    "text", ["", "?", "x" * 3000, "🙂🙂", "\u202e abc", "/", "🇪🇸 ñ", "[click](javascript:alert(1))"]
)
async def test_every_skill_survives_odd_text(tmp_path: Path, skill: object, text: str) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        said = await chat.say(f"/{skill.name} {text}")  # type: ignore[attr-defined]
        assert said.text
        assert "went wrong" not in said.text


@pytest.mark.parametrize("skill", SKILLS, ids=lambda skill: skill.name)
async def test_every_action_survives_missing_arguments(tmp_path: Path, skill: object) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        for verb in skill.act:  # type: ignore[attr-defined]
            said = await chat.say(Action(name=f"{skill.name}.{verb}"))  # type: ignore[attr-defined]
            assert said.text or any(part.type == "file" for part in said.parts)
            assert "went wrong" not in said.text


async def test_no_course_at_all(tmp_path: Path) -> None:
    async with dialog(tmp_path, ESTADISTICA, default_course="gone") as chat:
        await chat.run([("what is the mean?", no("went wrong")), ("/course", "Estadística breve")])


async def test_what_one_learner_says_stays_with_them(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run([("/settings interests chess", "chess"), ("what is extinction?", "6.2")])
        other = chat.as_("test:ben")
        await other.run(
            [("and why is that?", no("Extinction")), ("/settings", lambda s: "chess" not in str(s.forms))]
        )  # fmt: skip


async def test_quiet_hours(tmp_path: Path) -> None:
    async with dialog(tmp_path) as chat:
        await chat.run(
            [
                ("/settings quiet 10 pm to 7", "quiet hours (no reminders): 22:00–07:00"),
                ("/settings quiet hours off", "quiet hours (no reminders): no"),
                ("/settings quiet sometimes", "/settings quiet 21:30-7:30"),
                ("/settings mention on", "closed: yes"),
                ("/settings horas de silencio de las 22h a las 8", "22:00–08:00"),
            ]
        )
