"""A student sets up a weekly summary for a guardian, in their own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.learner.events import DigestWanted
from bot.router import Route, Router
from bot.skills import SKILLS
from tests.bot.guardians.flow import URL, with_mail
from tests.dialogs.courses import PSYCHOLOGY
from tests.dialogs.runner import dialog, no, tap


@pytest.mark.parametrize(
    "text",
    [
        "send my mum a weekly summary", "Can you email my dad a weekly report?",
        "please send a weekly digest to my parents", "stop sending my mum the summary",
        "what does my mum get?", "can my dad see what I do", "share my progress with my mother",
        "I want you to send my grandmother my progress every sunday", "guardians",
        "envía a mi madre un resumen semanal", "mándale un informe semanal a mi padre",
        "deja de enviar el resumen a mi madre", "¿qué recibe mi madre?", "/tutor",
        "quiero que envíes a mis padres un resumen",
    ],
)  # fmt: skip
def test_words_that_lead_here(text: str) -> None:
    route = Router(SKILLS).text(text)
    assert isinstance(route, Route)
    assert route.skill.name == "guardian"


@pytest.mark.parametrize(
    "text",
    [
        "what does my mother's genotype tell about me?", "how do parents influence learning?",
        "give me a summary of chapter 6", "what is a legal guardian?", "send me my progress",
        "my mum says that I learn too little", "explain attachment between mother and child",
        "how is my class doing this week?", "resumen semanal",
    ],
)  # fmt: skip
def test_words_that_lead_elsewhere(text: str) -> None:
    route = Router(SKILLS).text(text)
    assert isinstance(route, Route)
    assert route.skill.name != "guardian"


async def test_shown_first_then_switched_on(tmp_path: Path) -> None:
    async with with_mail(tmp_path) as (chat, _):
        await chat.run(
            [
                ("/guardian", ["No guardian gets anything", "Never what we talk about"]),
                (tap("Set one up"), "Which e-mail address"),
                ("mum@example", "no e-mail address that I can write to"),
                ("mum@example.org", ["mum@example.org", "Sunday, 18:00", "Ana's week of learning"]),
                ("on fridays at 5", "Friday, 17:00"),
                (tap("In Spanish"), "La semana"),
                ("in English at 25:00", "no time of day"),
                ("no", "I leave it as it was"),
            ]
        )
        assert not [e for e in await chat.events() if isinstance(e, DigestWanted)]


async def test_changed_listed_stopped(tmp_path: Path) -> None:
    async with with_mail(tmp_path) as (chat, _):
        await chat.run(
            [
                (
                    "send my dad a weekly report to dad@example.org on mondays at 8:00",
                    "Monday, 08:00",
                ),
                (tap("Switch it on"), "asks for their yes"),
                ("/guardian", "dad@example.org: waits for their yes"),
                (tap("Change"), "Shall it be like this?"),
                ("tuesdays at 7pm", "Tuesday, 19:00"),
                (tap("Change it"), "As soon as they say yes"),
                ("what is operant conditioning?", "consequences"),
                ("what does my dad get?", ["Nothing went yet", "Today it would say exactly this"]),
                ("stop sending my dad the report", "nothing goes to dad@example.org"),
                ("/guardian", "No guardian gets anything"),
                ("/guardian stop", "No summary is switched on"),
            ]
        )


async def test_where_no_mail_is_sent(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY, public_url=URL) as chat:
        chat.name = "Ana"
        await chat.run(
            [
                (
                    "send my mum a weekly summary: mum@example.org",
                    ["No mail is sent", "private page"],
                ),
                (tap("Switch it on"), [f"{URL}/g/", "pass on"]),
                ("/guardian", ["private link: every week (Sunday, 18:00)", "Next: Nov 22"]),
            ]
        )


async def test_where_nothing_can_go_by_itself(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        said = await chat.say("send my mum a weekly summary")
        assert "neither send mail nor show a page" in said.text
        (file,) = [part for part in said.parts if part.type == "file"]
        assert file.name == "week.html"
        assert b"No practice in these seven days" in file.data


async def test_in_spanish(tmp_path: Path) -> None:
    async with with_mail(tmp_path, locale="es") as (chat, _):
        await chat.run(
            [
                ("envía a mi madre un resumen semanal", ["correo", no("Which")]),
                ("mama@example.org los viernes a las 17:00", ["viernes, 17:00", "La semana de"]),
                ("en inglés", "week of learning"),
                ("sí, en español", "La semana de"),
            ]
        )


async def test_a_name_is_asked_for_where_nobody_knows_it(tmp_path: Path) -> None:
    async with with_mail(tmp_path) as (chat, _):
        chat.name = None
        await chat.run(
            [
                (
                    "send my mum a weekly summary to mum@example.org",
                    ["By which name", no("week of")],
                ),
                ("what is operant conditioning", "consequences"),
                ("send my mum a weekly summary to mum@example.org", "By which name"),
                ("I'm Ana *Gómez*", "Ana Gómez's week of learning"),
                (tap("Switch it on"), "asks for their yes"),
                ("/guardian change fridays at 9", "Ana Gómez's week of learning"),
            ]
        )
