"""History: a learner's own record, asked in words, for that learner alone."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.messages import File, Place
from bot.periods import Period
from bot.periods import period as period_of
from tests.dialogs.courses import LIGHT, PSYCHOLOGY
from tests.dialogs.runner import Dialog, dialog, no, tap
from tests.dialogs.test_progress import practise

FRIDAY = date(2026, 11, 20)


async def test_what_was_wrong_when(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:  # a Friday
        await practise(chat, "rays", False, True)
        chat.clock.pass_(days=5)
        await practise(chat, "mirrors", False)
        await chat.run(
            [
                ("what did I get wrong last week?", ["Nov 16 to Nov 22: ", "Nov 20 · ", "you said “", no("Nov 25"), "Quiz me on these"]),
                ("what did I get wrong today", ["Nov 25: 1 answer wasn't right", no("Nov 20")]),
                ("what did I get wrong on Monday?", "Nov 23: no answers, so nothing wrong either"),
                ("my mistakes since November 1", ["Nov 1 to Nov 25", "Nov 20 ·", "Nov 25 ·"]),
            ]
        )  # fmt: skip
        said = await chat.say("what did I get wrong today")
        assert "1 of 5" in (await chat.say(tap("Quiz me on these"))).text
        assert said.text.count("\n- ") == 1


async def test_what_is_right_since_is_said(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await practise(chat, "rays", False, False, False)
        await practise(chat, "rays", True, True, True, True, True, True)
        await chat.run([("what did I get wrong today", "right since")])


async def test_all_right(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await practise(chat, "rays", True)
        await chat.run([("what did I get wrong today", "nothing. Every answer was right")])


async def test_have_i_asked_this_before(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run([("what is extinction?", "conditioned response")])
        chat.clock.pass_(days=8)
        await chat.run(
            [
                ("have I asked this before?", "this would be the first time"),
                ("and what is extinction again?", "conditioned response"),
                ("have I asked this before?", ["Yes, 1 time:", "Nov 20 · “what is extinction?” · 6.2"]),
                ("have I asked about extinction before?", ["Yes, 2 times:", "Nov 28", "Nov 20"]),
                ("when did I last ask about punishment", "this would be the first time"),
                ("what did I ask last week?", ["Nov 20 · “what is extinction?”", no("Nov 28")]),
                ("what did I ask yesterday", "no questions"),
            ]
        )  # fmt: skip


async def test_what_was_done(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await practise(chat, "rays", True, False)
        chat.clock.pass_(days=1)
        await chat.run([("what is a lens?", "2.1")])
        await chat.run(
            [
                ("what did I do yesterday?", ["**Nov 20** · ", "1 of 2 answers right", "1.1 Rays"]),
                ("my history", ["Nov 15 to Nov 21:", "**Nov 21** · 1 minute · 1 question", "**Nov 20**"]),
                ("what did I study in the last 2 weeks", "Nov 8 to Nov 21"),
            ]
        )  # fmt: skip


async def test_nobody_sees_anybody_else(tmp_path: Path) -> None:
    channel = Place(kind="channel", name="C1")
    async with dialog(tmp_path, LIGHT, place=channel) as chat:
        await practise(chat, "rays", False)
        said = await chat.say("what did I get wrong today")
        assert {reply.audience for reply in said.replies} == {"you"}
        ben = chat.as_("test:ben")
        await ben.run(
            [
                ("what did I get wrong today", "no answers"),
                ("have I asked about rays before?", "first time"),
                ("export my data", "2 entries"),  # that they wrote, and joined the class
            ]
        )


async def test_the_record_as_a_file(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await practise(chat, "rays", True, False)
        said = await chat.say("export my data")
        rows = list(csv.DictReader(file(said).decode("utf-8-sig").splitlines()))
        assert [row["type"] for row in rows if row["type"] == "attempt_made"] == [
            "attempt_made"
        ] * 2
        assert {row["course"] for row in rows if row["type"] == "attempt_made"} == {"light"}
        said = await chat.say("export my history as xapi")
        statements = json.loads(file(said))
        verbs = [each["verb"]["display"]["en"] for each in statements]
        assert verbs.count("answered") == 2
        assert "initialized" in verbs


def file(said: object) -> bytes:
    (found,) = [part for part in said.parts if isinstance(part, File)]  # type: ignore[attr-defined]
    return found.data


def days(first: int, last: int = 0) -> Period:
    return Period(FRIDAY + timedelta(days=first), FRIDAY + timedelta(days=last))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("today", days(0)),
        ("yesterday", days(-1, -1)),
        ("ayer", days(-1, -1)),
        ("this week", days(-4)),
        ("last week", days(-11, -5)),
        ("la semana pasada", days(-11, -5)),
        ("in the last 3 days", days(-2)),
        ("the past 2 weeks", days(-13)),
        ("on Monday", days(-4, -4)),
        ("last friday", days(0)),
        ("el miércoles", days(-2, -2)),
        ("since Monday", days(-4)),
        ("since November 1", days(-19)),
        ("desde el 1 de noviembre", days(-19)),
        ("last month", Period(date(2026, 10, 1), date(2026, 10, 31))),
        ("este mes", Period(date(2026, 11, 1), FRIDAY)),
        ("what did I get wrong", None),
    ],
)
def test_periods(text: str, period: Period | None) -> None:
    assert period_of(text, FRIDAY) == period


async def test_a_question_about_history_is_still_a_question(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await _is_asked(chat, "what did Pavlov do to his dogs?")
        await _is_asked(chat, "when did the dogs salivate?")


async def _is_asked(chat: Dialog, text: str) -> None:
    said = await chat.say(text)
    assert "6.2 Classical Conditioning" in said.cited
