"""The runner itself: its checks can fail, and it wires the real thing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.messages import Action, Buttons, Draft, Option, Place, Text
from tests.dialogs.runner import dialog, no, tap
from tests.fakes import skill

BUTTONS = Buttons(options=(Option(label="Again", action=Action(name="help.again")),))
SKILLS = (skill("ask", Draft(delta="The "), Text(markdown="The answer"), BUTTONS), skill("help"))


async def test_what_holds_passes_and_what_does_not_fails(tmp_path: Path) -> None:
    async with dialog(tmp_path, skills=SKILLS) as chat:
        await chat.run(
            [
                ("hi", ["the ANSWER", no("question"), re.compile("answer$", re.M)]),
                ("hi", lambda said: said.labels == ["Again"] and said.drafted == "The "),
                (tap("Again"), "button doesn't work any more"),
            ]
        )
        for wrong in ("question", no("answer"), re.compile("^answer"), lambda said: said.cited):
            with pytest.raises(AssertionError, match="does not hold"):
                await chat.run([("hi", wrong)])
        with pytest.raises(AssertionError, match="not on the screen"):
            await chat.say(tap("Elsewhere"))


async def test_the_real_skills_answer_from_the_tiny_course(tmp_path: Path) -> None:
    async with dialog(tmp_path) as chat:
        await chat.run(
            [
                ("what is operant conditioning?", ["consequences", "6.2 Operant Conditioning"]),
                ("/help", "/settings"),
            ]
        )
        elsewhere = chat.as_("test:ben", Place(kind="channel", name="general"))
        await elsewhere.run([("/settings", lambda said: said.replies[-1].audience == "you")])
