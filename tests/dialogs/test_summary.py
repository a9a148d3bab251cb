"""How a class is doing: computed, for who teaches it and nobody else."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.learner.events import (
    AttemptMade,
    Event,
    Grouped,
    HintGiven,
    KeptApart,
    NoteWritten,
    QuestionAsked,
    RoleGranted,
)
from bot.messages import Action, File, Picture, Place
from bot.skills.summary.asks import Wish, from_args, somebody, wish
from tests.dialogs.courses import LIGHT, PSYCHOLOGY
from tests.dialogs.runner import Dialog, Said, dialog, no, tap

FRIDAY = date(2026, 11, 20)
NAMES = ("Ana", "Ben", "Cleo", "Dan", "Eva", "Finn")


def made(item: str, *, right: bool, hints: int = 0, said: str = "") -> AttemptMade:
    section = item.partition("-")[0]
    belief = "" if right else f"Somebody mixed up {section}."
    return AttemptMade(
        course="light", section=section, item=item, concepts=(section,), hints=hints,
        answer=said or ("false" if right else "true"), credit=float(right), misconception=belief,
    )  # fmt: skip


async def join(chat: Dialog, person: str, role: str, name: str = "", course: str = "light") -> str:
    learner = await chat.lamp.store.learner(person)
    grant = RoleGranted.model_validate({"course": course, "role": role, "by": "x", "way": "code"})
    await chat.lamp.store.append(learner.id, [grant], at=chat.clock() - timedelta(days=40))
    if name:
        await chat.lamp.store.classes.call(learner.id, name)
    return learner.id


@asynccontextmanager
async def a_class(
    folder: Path, names: tuple[str, ...] = NAMES, model: Any = None
) -> AsyncIterator[Dialog]:
    """Six students of LIGHT and their teacher, whose turn it is. Ana to Eva work two days ago; each
    gets rays-1 right and rays-2 wrong; Finn was last seen 15 days ago."""
    async with dialog(folder, LIGHT, person="test:teacher", model=model) as chat:
        await join(chat, "test:teacher", "teacher")
        rows: list[tuple[str, timedelta, Event]] = []
        for n, name in enumerate(names):
            who = await join(chat, f"test:{name.lower()}", "student", name)
            ago = timedelta(days=15 if name == "Finn" else 2)
            rows += [
                (who, timedelta(days=9), made("rays-2", right=True)),
                (who, ago, Grouped(course="light", group="Period 3" if n % 2 else "Blue", by="x")),
            ]
            if name != "Finn":
                rows += [
                    (who, ago, made("rays-1", right=True)),
                    (who, ago, made("rays-2", right=False)),
                    (
                        who,
                        ago,
                        QuestionAsked(course="light", question="Who won in 1998?", covered=False),
                    ),
                    (who, ago, NoteWritten(text="nobody may read this")),
                ]
            else:
                rows = [row for row in rows if row[0] != who]
                rows += [(who, ago, made("rays-1", right=True))]
        at = chat.clock()
        await chat.lamp.store.classes.append([(who, at - ago, e) for who, ago, e in rows])
        yield chat


def lines(said: Said) -> list[str]:
    first = next(part.markdown for part in said.parts if part.type == "text")
    return first.split("\n")


async def test_ten_lines_at_most(tmp_path: Path) -> None:
    async with a_class(tmp_path) as chat:
        said = await chat.say("How is my class doing this week?")
        assert lines(said) == [
            "**Light, last 7 days** · 5 of 6 active · 10 answers, 50% right without help (was 100%)",
            "Hardest: *1.1 Rays* (50%). 5 students answered “true”: Somebody mixed up rays.",
            "Lower: *1.1 Rays*, 100% → 50% (5 and 10 answers).",
            "Worth a look: 1 student (no activity in 10 days).",
            "Asked but not in the course: “Who won in 1998?” (5 questions)",
            "Suggestion: 10 minutes on 1.1 Rays, items 1, 2, 3.",
        ]
        assert said.labels == [
            "Heat map", "Students to see", "Groups", "Assign a quiz", "Details", "CSV",
                "For the class",
        ]  # fmt: skip


async def test_in_spanish(tmp_path: Path) -> None:
    async with a_class(tmp_path) as chat:
        said = await chat.say("¿cómo va mi clase esta semana?")
        assert lines(said)[0].startswith("**Light, últimos 7 días** · 5 de 6")
        assert lines(said)[3].startswith("Para mirar de cerca: 1 estudiante")
        assert "Estudiantes que ver" in said.labels


async def test_everything_behind_the_buttons(tmp_path: Path) -> None:
    async with a_class(tmp_path) as chat:
        await chat.run([("/summary", "**Light, last 7 days**")])
        said = await chat.say(tap("Details"))
        for part in (
            "- Days of work, all students: Wed 5.",
            "- 0 on three days or more, 5 on one day only, 1 not at all.",
            "- 1.1 Rays: 50% (5 of 10), was 100%",
            "- 1.1 Rays, item 2: 0 of 5 right. “Rays bend around every corner.”",
            "- Somebody mixed up rays: 5 students (1.1 Rays, item 2). They answered: “true” (5).",
            "- “Who won in 1998?” (5 questions, not in the course)",
            "- Item 1: “In one medium light travels straight.”",
            "> Next lesson we take ten minutes for “1.1 Rays”.",
        ):
            assert part in said.text, part
        assert "nobody may read this" not in said.text
        await chat.say("/summary")
        await chat.run([(tap("Students to see"), ["- Finn: no activity for 15 days", "Hi Finn, I haven't seen you in Light", "The rules: no activity in 10 days"])])  # fmt: skip
        await chat.say("/summary")
        said = await chat.say(tap("CSV"))
        (file,) = [part for part in said.parts if isinstance(part, File)]
        assert file.name == "light-2026-11-20.csv"
        assert b"Ana," in file.data and b"1.1 Rays (rays)" in file.data
        await chat.say("/summary")
        await chat.run([(tap("For the class"), ["> Our class, last 7 days.", "> About 50% right without help.", "> Hardest: 1.1 Rays (about 50%).", no("Finn"), no("1998"), no("5 of 6"), no("mix-up")])])  # fmt: skip


async def test_its_parts_can_be_asked_for_in_words(tmp_path: Path) -> None:
    async with a_class(tmp_path) as chat:
        await chat.run(
            [
                ("/summary details", "**When**"),
                ("/summary students to see", "- Finn: no activity"),
                ("/summary groups", "Groups by shared gap"),
                ("make groups of 3 by shared gap", "Groups by shared gap"),
                ("give me mixed groups of 2", "Mixed groups"),
                ("which students need help?", "May need help"),
                ("what are my students struggling with?", "Hardest exercises"),
                ("/summary heat map", "What it can tell"),
                ("/summary for the class", "> Our class, last 7 days."),
                ("/summary csv", "One row a student"),
                ("/summary mapa de calor", "What it can tell"),
                (
                    "/summary detalles en 1.1 desde el lunes",
                    "**Light, since Nov 16** · on 1.1 Rays",
                ),
            ]
        )


async def test_the_heat_map(tmp_path: Path) -> None:
    async with a_class(tmp_path) as chat:
        await chat.say("/summary")
        said = await chat.say(tap("Heat map"))
        (picture,) = [part for part in said.parts if isinstance(part, Picture)]
        assert picture.png.startswith(b"\x89PNG")
        assert "1.1 Rays: Oct 12 –, Oct 19 –, Oct 26 –, Nov 2 100% (1), Nov 9 100% (5), Nov 16 50% (10)." in picture.alt  # fmt: skip
        assert "What it can't: why" in said.text
        said = await chat.say(tap("By group"))
        (picture,) = [part for part in said.parts if isinstance(part, Picture)]
        assert "1.1 Rays: Blue 50% (6), Period 3 50% (4)." in picture.alt
        assert said.labels == ["By week"]


async def test_groups_and_who_is_kept_apart(tmp_path: Path) -> None:
    async with a_class(tmp_path, ("Ana", "Ben", "Cleo", "Dan")) as chat:
        await chat.say("/summary")
        said = await chat.say(tap("Groups"))
        assert "1. Ana, Ben, Cleo, Dan" in said.text
        await chat.run([("/summary apart Ana, Ben", "Kept apart from now on: Ana and Ben.")])
        await chat.say("/summary")
        said = await chat.say(tap("Groups"))
        assert "These can't all be kept apart in 1 groups" in said.text
        said = await chat.say(tap("Groups of 3"))
        rows = re.findall(r"^\d\. ([\w, ]+)", said.text, re.MULTILINE)
        assert len(rows) == 2
        assert not any("Ana" in row and "Ben" in row for row in rows)
        await chat.run(
            [
                ("/summary apart Ana, Zoe", ["I don't find, or find twice: zoe.", "/summary apart Ana, Ben"]),
                ("/summary apart", "I need two students"),
                ("/summary together Ana, Ben", "Ana and Ben may work together again."),
            ]
        )  # fmt: skip
        kept = [event for event in await chat.events() if isinstance(event, KeptApart)]
        assert [each.apart for each in kept] == [True, False]


async def test_a_group_a_chapter_and_a_day(tmp_path: Path) -> None:
    async with a_class(tmp_path) as chat:
        await chat.run(
            [
                ("how did period 3 do on chapter 1 since Monday", ["**Period 3, since Nov 16** · on 1 Rays · 2 of 2 active · 4 answers", no("Worth a look")]),
                (tap("Details"), ["for the whole class only", no("1998")]),
                ("how did blue do in lenses", ["**Blue, last 7 days** · on 2.1 Lenses · 0 of 3 active", "There is no answer to sum up."]),
                ("how is my class doing in the french revolution?", "I don't find “french revolution” in Light."),
                ("/summary last week", "**Light, Nov 9 to Nov 15** · 5 of 6 active"),
                ("/summary so far", ["**Light, so far** · 6 of 6 active · 16 answers", no("(was")]),
                ("how is Ana doing?", ["**Ana, last 7 days** · 2 answers · 50% right without help", no("1998")]),
            ]
        )  # fmt: skip


async def test_who_is_refused(tmp_path: Path) -> None:
    async with a_class(tmp_path) as chat:
        ana = chat.as_("test:ana")
        refused = ["How a class is doing is for who teaches it", no("50%"), no("Finn")]
        await ana.run(
            [
                ("how is my class doing this week?", refused),
                ("/summary", refused),
                ("How is Ben doing?", ["How somebody else is doing is theirs to tell", no("answers")]),
                ("what did Ben get wrong last week?", "theirs to tell"),
                (Action(name="summary.details", args={"course": "light"}), refused),
                (Action(name="summary.csv", args={"course": "light"}), refused),
                (Action(name="summary.weekly", args={"course": "light"}), refused),
            ]
        )  # fmt: skip
        # As the scheduler starts it for the teacher.
        weekly = Action(name="summary.weekly", args={"course": "light"})
        await chat.run([(weekly, "**Light, last 7 days** · 5 of 6 active")])
        said = await ana.say("/summary")
        assert said.labels == ["My progress"]
        await ana.run([("¿cómo va Ben?", "eso le toca contarlo")])


async def test_a_question_that_only_sounds_like_it(tmp_path: Path) -> None:
    async with a_class(tmp_path) as chat:
        ana = chat.as_("test:ana")
        await ana.run([("how are rays doing in one medium", "In one medium rays are straight")])


async def test_in_a_channel_it_is_for_the_teacher_alone(tmp_path: Path) -> None:
    async with a_class(tmp_path) as chat:
        public = chat.as_("test:teacher", Place(kind="channel", name="C1"))
        said = await public.say("how is my class doing?")
        assert {reply.audience for reply in said.replies if not reply.transient} == {"you"}


async def test_a_teacher_of_two_courses_is_asked(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT, PSYCHOLOGY, person="test:teacher") as chat:
        await join(chat, "test:teacher", "teacher")
        await join(chat, "test:teacher", "teacher", course="psych")
        await join(chat, "test:ana", "student", "Ana", course="psych")
        said = await chat.say("how did my class do since Monday?")
        assert "Which class?" in said.text
        assert said.labels == ["Light", "Tiny Psychology"]
        await chat.run(
            [
                (tap("Tiny Psychology"), "**Tiny Psychology, since Nov 16** · 0 of 1 active"),
                ("how is my class doing in Light?", "Nobody is in the class of Light yet"),
            ]
        )


async def test_nobody_and_one(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT, person="test:teacher") as chat:
        await join(chat, "test:teacher", "teacher")
        await chat.run([("/summary", "Nobody is in the class of Light yet")])
        await join(chat, "test:ana", "student", "Ana")
        await chat.run(
            [
                ("/summary", ["0 of 1 active · 0 answers", "Worth a look: 1 student"]),
                (tap("Heat map"), "There is no answer to draw yet."),
            ]
        )
        who = (await chat.lamp.store.learner("test:ana")).id
        hint = HintGiven(course="light", section="rays", item="rays-2", hint="h", level=0)
        asked = QuestionAsked(course="light", question="my secret", covered=False)
        await chat.lamp.store.append(
            who, [hint, made("rays-2", right=False), asked], at=chat.clock()
        )
        await chat.run(
            [
                ("/summary", ["1 of 1 active · 1 answer, 0% right", no("my secret")]),
                (tap("Details"), ["at least 5 students were active", no("my secret")]),
                ("/summary", "Light"),
                (tap("For the class"), "Too few took part"),
                ("/summary", "Light"),
                (tap("Groups"), "1. Ana"),
            ]
        )


async def test_events_that_arrive_meanwhile(tmp_path: Path) -> None:
    """One summary is of one moment: its figures fit together."""
    async with a_class(tmp_path) as chat:
        log = await chat.lamp.store.class_log("light")
        before = len(log.answers)
        who = next(iter(log.members))
        await chat.lamp.store.append(who, [made("rays-3", right=True)], at=chat.clock())
        assert len(log.answers) == before
        assert len((await chat.lamp.store.class_log("light")).answers) == before + 1


@pytest.mark.parametrize(
    ("text", "first", "last", "where", "group"),
    [
        ("how is my class doing?", -6, 0, "", ""),
        ("how is my class doing this week", -6, 0, "", ""),
        ("¿cómo va mi clase esta semana?", -6, 0, "", ""),
        ("how did period 3 do on chapter 6 since monday", -4, 0, "chapter 6", "Period 3"),
        ("¿cómo le fue al grupo period 3 en el capítulo 6 desde el lunes?", -4, 0, "capitulo 6", "Period 3"),
        ("how did my class do last week in 6.3", -11, -5, "6.3", ""),
        ("how did my class do in the last 14 days", -13, 0, "", ""),
        ("how did the class do yesterday?", -1, -1, "", ""),
        ("summary of my class", -6, 0, "", ""),
        ("", -6, 0, "", ""),
    ],
)  # fmt: skip
def test_what_is_asked(text: str, first: int, last: int, where: str, group: str) -> None:
    found = wish(text, FRIDAY, ["Blue", "Period 3"])
    days = (FRIDAY + timedelta(days=first), FRIDAY + timedelta(days=last))
    assert found == Wish(*days, where, group)
    assert from_args(found.args("light"), FRIDAY) == found


def test_a_button_of_nonsense_gives_the_usual_days() -> None:
    assert from_args({"f": "x", "t": "y"}, FRIDAY) == wish("", FRIDAY, ())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("How is Ben doing?", "ben"),
        ("how did Maria Lopez do last week", "maria lopez"),
        ("What are Ben's marks?", "ben"),
        ("what did Ben get wrong?", "ben"),
        ("¿cómo le fue a Ana en el examen?", "ana"),
        ("notas de Ana", "ana"),
        ("how is my class doing?", ""),
        ("how did period 3 do?", ""),
        ("¿cómo va mi clase?", ""),
        ("what did I get wrong?", ""),
    ],
)
def test_who_is_meant(text: str, name: str) -> None:
    assert somebody(text) == name
