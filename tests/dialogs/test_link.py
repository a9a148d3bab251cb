"""Linking: one person in Slack and in Discord, by a code; and going apart again."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from bot.learner.events import AttemptMade
from bot.messages import Place
from bot.router import Route, Router
from bot.skills import SKILLS
from tests.dialogs.courses import LIGHT, PSYCHOLOGY
from tests.dialogs.runner import Dialog, Said, dialog, no, tap
from tests.dialogs.test_history import file
from tests.dialogs.test_progress import practise

SLACK, DISCORD = "slack:T1:U2", "discord:55"
CHANNEL = Place(kind="channel", name="C1")


def code_in(said: Said) -> str:
    found = re.search(r"`link ([A-Z]{4}-[A-Z]{4})`", said.text)
    assert found, said.text
    return found[1]


async def code_for(chat: Dialog, text: str = "link my Discord") -> str:
    return code_in(await chat.say(text))


async def test_two_accounts_become_one_person(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT, PSYCHOLOGY, person=SLACK) as slack:
        discord = slack.as_(DISCORD)
        await practise(slack, "rays", True, False)
        await slack.run([("/settings reading plain", "plain")])
        await practise(discord, "rays", False)
        await discord.run([("/course psychology", "Tiny Psychology")])
        code = await code_for(slack)
        await discord.run(
            [
                (
                    f"link {code}",
                    [
                        "links your account here with the one on **Slack**",
                        "2 answers from Slack, 1 answer from here",
                        "**Tiny Psychology**, the one you chose last (here)",
                        "settings are the ones you changed last (Slack)",
                        "only if both accounts are yours",
                        no("teach"),
                    ],
                ),
                (tap("Link them"), "Done: Discord and Slack are linked"),
                ("what did I get wrong today", ": 2 answers weren't right"),
                ("/settings help hints", ["plain: short sentences", "hints only"]),
                (f"link {code}", "linked already: Discord and Slack"),
            ]
        )
        await slack.run(
            [
                ("what course am I in", "Tiny Psychology (you're here)"),
                ("/course light", "Light"),
                ("how am i doing in 1.1", "Rays"),
                ("/link", ["are linked: Slack and Discord", no("Your code is")]),
                (tap("Link one more"), "on the other platform"),
                ("link my Discord", no("Your code is")),
            ]
        )
        said = await discord.say("export my data")
        rows = list(csv.DictReader(file(said).decode("utf-8-sig").splitlines()))
        assert [row["type"] for row in rows].count("attempt_made") == 3
        assert [e.type for e in await slack.events()] == [e.type for e in await discord.events()]
        assert await slack.lamp.store.projections.differences() == []


async def test_in_spanish(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT, person=SLACK, locale="es") as slack:
        discord = slack.as_(DISCORD)
        discord.locale = "es"
        code = await code_for(slack, "vincular mi cuenta de Discord")
        await discord.run(
            [
                (f"el código es {code.lower()}", ["tu cuenta de aquí con la de **Slack**", "ninguna respuesta todavía"]),
                ("sí", "Discord y Slack están vinculados"),
                ("desvincular", ["empezaría de cero", "se queda en Slack", "¿La desvinculo?"]),
                ("Dejarlas vinculadas", "siguen vinculadas"),
                ("desvincula mi cuenta de Slack", ["Tu cuenta de Slack empezaría de cero"]),
                (tap("Desvincular Slack"), "Slack ya no está vinculado"),
            ]
        )  # fmt: skip


@pytest.mark.parametrize("said", ["Don't link", "no"])
async def test_who_does_not_confirm_is_not_linked(tmp_path: Path, said: str) -> None:
    async with dialog(tmp_path, person=SLACK) as slack:
        discord = slack.as_(DISCORD)
        code = await code_for(slack)
        await discord.run(
            [
                (code, "Shall I?"),
                (said, "Nothing was linked"),
                (code, "doesn't hold any more"),
                ("unlink", "isn't linked with any other"),
            ]
        )


async def test_two_workspaces(tmp_path: Path) -> None:
    async with dialog(tmp_path, person=SLACK) as slack:
        work = slack.as_("slack:T2:U7")
        await work.run(
            [
                (await code_for(slack, "/link"), ["with the one on **Slack**", "Shall I?"]),
                ("yes", "Done: 2 accounts on Slack are linked"),
                ("unlink", "stays with Slack"),
                ("yes", "begin afresh"),
            ]
        )


async def test_something_else_than_yes_or_no(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY, person=SLACK) as slack:
        discord = slack.as_(DISCORD)
        code = await code_for(slack)
        await discord.run(
            [
                (code, "Shall I?"),
                ("what is extinction?", ["conditioned response", no("linked")]),
                ("yes", no("are linked")),
                (code, "Shall I?"),
                ("Link them", "are linked"),
            ]
        )


async def test_codes_that_link_nothing(tmp_path: Path) -> None:
    async with dialog(tmp_path, person=SLACK) as slack:
        discord, other, web = slack.as_(DISCORD), slack.as_("slack:T1:U9"), slack.as_("web:7")
        first = await code_for(slack)
        code = await code_for(slack, "/link")
        assert code_in(await discord.say("connect my Slack account")) != code
        await slack.run([(code, "the code I gave you here")])
        await other.run([(code, "two accounts in the same place")])
        await discord.run(
            [
                (first, "You got a newer code"),
                ("/link asdf", "look like BCDF-GHJK"),
                ("link BCD0-GHIK", "I don't know this code"),
            ]
        )
        await web.run([(code, "Shall I?")])
        await discord.run([(code, "Shall I?"), (tap("Link them"), "are linked")])
        await web.run([(tap("Link them"), "used already"), (code, "used already")])
        code = code_in(await _more(discord))
        slack.clock.pass_(minutes=10)
        await web.run([(code, ["has run out", "10 minutes", "write “link”"])])
        for _ in range(5):
            await web.run([("BCDF-GHJK", "I don't know this code")])
        await web.run([("BCDF-GHJK", "5 wrong codes")])
        code = code_in(await _more(slack))
        await web.run([(code, "Try again in 60 minutes")])


async def _more(chat: Dialog) -> Said:
    await chat.say("/link")
    return await chat.say(tap("Link one more"))


async def test_a_button_that_was_there_twice(tmp_path: Path) -> None:
    """On the phone and on the laptop, or once more after a crash."""
    async with dialog(tmp_path, person=SLACK) as slack:
        discord = slack.as_(DISCORD)
        code = await code_for(slack)
        await discord.run([(code, "Shall I?")])
        screen = discord.screen
        await discord.run([(tap("Link them"), "Done")])
        discord.screen = screen
        await discord.run([(tap("Link them"), "Done: Discord and Slack are linked")])
        discord.screen = screen
        await discord.run([(tap("Don't link"), no("Done")), ("unlink", "stays with Slack")])


async def test_nothing_is_seen_in_a_channel(tmp_path: Path) -> None:
    async with dialog(tmp_path, person=SLACK, place=CHANNEL) as slack:
        asked = await slack.say("link my Discord")
        code = code_in(asked)
        discord = slack.as_(DISCORD, Place(kind="channel", name="D9"))
        told = await discord.say(f"link {code}")
        assert "Others can read this channel" in told.text
        assert not told.options
        gone = await slack.say("unlink")
        assert {r.audience for said in (asked, told, gone) for r in said.replies} == {"you"}
        dm = slack.as_(DISCORD, Place())
        await dm.run([(code, "doesn't hold any more")])


async def test_a_teacher_is_told_what_comes_along(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT, person=SLACK) as slack:
        await slack.say("hi")
        store, clock = slack.lamp.store, slack.clock
        from bot.learner.events import RoleGranted

        teacher = await store.learner(SLACK)
        role = RoleGranted(course="light", role="teacher", by="installer")
        await store.append(teacher.id, [role], at=clock())
        discord = slack.as_(DISCORD)
        await discord.run([("/queue", "teach")])
        await discord.run(
            [
                (await code_for(slack), "You teach **Light** from both accounts"),
                ("yes", "are linked"),
                ("/queue", "Nothing"),
                ("unlink", "It would teach no course any more"),
                ("yes", "begin afresh"),
                ("/queue", no("Nothing")),
            ]
        )


async def test_going_apart_again(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT, person=SLACK) as slack:
        discord = slack.as_(DISCORD)
        await practise(slack, "rays", True)
        await discord.run([(await code_for(slack), "Shall I?"), ("yes", "are linked")])
        await practise(discord, "rays", False)
        await slack.run(
            [
                ("unlink my discord", ["account on Discord would begin afresh", "stays here"]),
                ("Unlink Discord", "Discord isn't linked any more"),
                ("what did I get wrong today", "1 answer wasn't right"),
            ]
        )
        await discord.run(
            [
                ("what did I get wrong today", "no answers"),
                ("unlink", "isn't linked with any other"),
            ]
        )
        attempts = [e for e in await slack.events() if isinstance(e, AttemptMade)]
        assert len(attempts) == 2
        await discord.run([(await code_for(slack), "Shall I?"), ("yes", "are linked")])
        assert await slack.lamp.store.projections.differences() == []


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("link my Discord", "link"),
        ("connect my slack account", "link"),
        ("please link my accounts", "link"),
        ("how do I connect my Discord account with Slack?", "link"),
        ("I'm also on Discord", "link"),
        ("vincular mi cuenta de Discord", "link"),
        ("quiero vincular mis cuentas", "link"),
        ("conecta mi Slack", "link"),
        ("vincula mi cuenta de Slack con Discord, por favor", "link"),
        ("link", "link"),
        ("/vincular", "link"),
        ("link bcdf-ghjk", "link"),
        ("BCDF GHJK", "link"),
        ("the code is BCDF–GHJK", "link"),
        ("unlink my Discord", "unlink"),
        ("disconnect my slack account", "unlink"),
        ("desvincular mi cuenta de Discord", "unlink"),
        ("/unlink", "unlink"),
        ("what does link mean?", "ask"),
        ("how do I link supply and demand?", "ask"),
        ("what is discord in music?", "ask"),
        ("why do accounts connect the two ideas?", "ask"),
        ("connect the dots", "ask"),
        ("merge sort", "ask"),
        ("link the two terms", "ask"),
    ],
)
def test_what_is_about_linking(text: str, skill: str) -> None:
    route = Router(SKILLS).text(text)
    assert isinstance(route, Route)
    assert route.skill.name == skill
