"""A course that needs a guardian's consent: what students are told, how it comes and goes."""

from __future__ import annotations

import re
from pathlib import Path

from bot.learner.events import ConsentGiven, QuestionAsked, RoleGranted
from bot.messages import Action, Place
from tests.bot.guardians.flow import body, code, token, with_mail, words, work
from tests.dialogs.courses import LIGHT, PSYCHOLOGY
from tests.dialogs.runner import Dialog, Said, dialog, no, tap
from tests.dialogs.test_queue import teacher

QUESTION = "what is operant conditioning?"
WAITING = "I can't work with you yet"


async def needed(chat: Dialog) -> Dialog:
    eva = await teacher(chat, PSYCHOLOGY.id)
    await eva.run(
        [
            ("/class consent", "needs no guardian's consent"),
            (tap("Ask for it"), "a guardian's consent is needed"),
        ]
    )
    return eva


def files(said: Said) -> str:
    return "".join(p.data.decode("utf-8-sig") for p in said.parts if p.type == "file")


async def test_without_consent_nothing_is_worked_on(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY, LIGHT) as chat:
        eva = await needed(chat)
        chat.name = "Ana"
        await chat.run(
            [
                (QUESTION, [WAITING, no("consequences"), "How do I get it?"]),
                ("quiz me", WAITING),
                ("my goal is to finish chapter 6", WAITING),
                ("/progress", WAITING),
                ("I want to kill myself", ["I'm glad you wrote that", no(WAITING)]),
                ("help", no(WAITING)),
                ("/class", "You're in the class of"),
                ("/settings", no(WAITING)),
                (tap_action("quiz.new", course=PSYCHOLOGY.id), WAITING),
                ("/guardian consent", ["consent of a parent or guardian", "letter with a code"]),
                (QUESTION, WAITING),
                ("/guardian", "No guardian gets anything"),
                (QUESTION, WAITING),  # also where another skill would hand it on
                ("/course light", "Light"),
                ("what is a lens?", no(WAITING)),
            ]
        )
        kinds = {
            event.type
            for event in await chat.events()
            if getattr(event, "course", "") == PSYCHOLOGY.id
        }
        assert kinds <= {"role_granted"}
        await eva.run([(QUESTION, no(WAITING))])  # its teacher


def tap_action(name: str, **args: str) -> Action:
    return Action(name=name, args=args)


async def test_in_a_channel_it_is_said_to_them_alone(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await needed(chat)
        bio = chat.as_("test:ben", Place(kind="channel", name="bio"))
        said = await bio.say(QUESTION)
        assert WAITING in said.text
        assert {reply.audience for reply in said.replies if not reply.transient} == {"you"}


async def test_by_a_guardians_link_and_back_again(tmp_path: Path) -> None:
    async with with_mail(tmp_path) as (chat, there):
        eva = await needed(chat)
        await chat.run(
            [
                (QUESTION, WAITING),
                (tap("How do I get it?"), "which e-mail address do they have?"),
                ("mum(at)example.org", no("This would go to")),
                ("/guardian consent", "which e-mail address"),
                ("mum@example.org in Spanish", ["mum@example.org", "consentimiento"]),
                (tap("Send it"), "goes to mum@example.org in a moment"),
            ]
        )
        await eva.run([("/class consent", ["0 students have it", "Ana (asked by mail, Nov 20)"])])
        await chat.lamp.keeping_up.catch_up()
        chat.clock.pass_(minutes=1)
        assert await work(chat) == 1
        (asked,) = there.got
        assert "Psychology" in body(asked)
        opened = token(body(asked))
        doors = chat.lamp.doors
        assert "Ana" in words((await doors.show(opened)).html)
        await chat.run([(QUESTION, WAITING)])
        await doors.do(opened, "yes")
        await doors.do(opened, "yes")
        await chat.run([(QUESTION, no(WAITING))])
        assert [e for e in await chat.events() if isinstance(e, QuestionAsked)]
        await eva.run(
            [
                (
                    "/class consent",
                    ["1 student has it: Ana (by mail, Nov 20)", "0 students haven't"],
                ),
                ("/class log", ["Ana: a guardian's consent is there · by the guardian"]),
            ]
        )
        await doors.do(opened, "no")
        await chat.run([(QUESTION, WAITING), ("/guardian consent", "consent of a parent")])
        await eva.run(
            [
                ("/class consent", "Ana (withdrawn, Nov 20)"),
                ("/class log", "Ana: no consent any more"),
            ]
        )
        given = [e.given for e in await chat.events() if isinstance(e, ConsentGiven)]
        assert given == [True, False]


async def test_by_the_code_in_the_mail_and_taken_back_by_the_student(tmp_path: Path) -> None:
    async with with_mail(tmp_path, pages=False) as (chat, there):
        await needed(chat)
        await chat.say("/guardian consent")
        await chat.say("mum@example.org")
        await chat.say(tap("Send it"))
        await chat.lamp.keeping_up.catch_up()
        chat.clock.pass_(minutes=1)
        await work(chat)
        await chat.run(
            [
                (f"/guardian code {code(body(there.got[0]))}", "We can work on"),
                (QUESTION, no(WAITING)),
                ("/guardian consent", "is there since November 20, 2026"),
                (tap("Take it back"), "Taken back"),
                (QUESTION, WAITING),
            ]
        )


async def test_by_a_letter_or_noted_by_the_teacher(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await needed(chat)
        ana, ben = chat.as_("test:ana", name="Ana"), chat.as_("test:ben", name="Ben")
        await ana.say(QUESTION)
        await ben.say(QUESTION)
        said = await eva.say("/class consent codes")
        rows = dict(re.findall(r"(\w+),([A-Z]{4}-[A-Z]{4})", files(said)))
        assert set(rows) == {"Ana", "Ben"}
        await ana.run(
            [
                (f"/guardian code {rows['Ben']}", "doesn't fit"),
                (f"/guardian code {rows['Ana']}", "We can work on"),
                (QUESTION, no(WAITING)),
            ]
        )
        await eva.run(
            [
                ("/class consent", ["Ana (by letter, Nov 20)", "1 student hasn't: Ben"]),
                ("/class consent given: Ben", "Noted: Ben may work with me"),
                ("/class consent codes", "Everybody has it"),
            ]
        )
        await ben.run([(QUESTION, no(WAITING))])
        await eva.run([("/class consent withdrawn: Ben", "I don't work with Ben")])
        await ben.run([(QUESTION, WAITING)])
        await eva.run([(tap_action("class.consent_off", course=PSYCHOLOGY.id), "needs no")])
        await ben.run([(QUESTION, no(WAITING))])


async def test_guessing_codes_ends_soon(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await needed(chat)
        for _ in range(5):
            await chat.run([("/guardian code BCDF-GHJK", "doesn't fit")])
        await chat.run([("/guardian code BCDF-GHJK", "too many codes")])


async def test_students_cannot_decide(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await needed(chat)
        await chat.run(
            [
                ("/class consent off", no("needs no guardian's consent")),
                ("/class consent given: Ana", no("Noted")),
                (tap_action("class.letters", course=PSYCHOLOGY.id), lambda said: not files(said)),
                (tap_action("guardian.withdraw", course=PSYCHOLOGY.id), "no consent to take back"),
                (QUESTION, WAITING),
            ]
        )


async def test_what_a_guardian_is_refused(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        ana = chat.as_("test:ana", name="Ana")
        await ana.run([(QUESTION, "consequences")])
        mum = chat.as_("test:mum", name="Mum")
        learner = await chat.lamp.store.learner("test:mum")
        grant = RoleGranted(course=PSYCHOLOGY.id, role="guardian", by="", way="roster")
        await chat.lamp.store.append(learner.id, [grant], at=chat.clock())
        for said in (
            "how is Ana doing?", "/summary", "/class list", "/class consent", "/class log", "/queue",
            "what did Ana get wrong?", "/guardian", "/history", "/progress",
        ):  # fmt: skip
            answer = (await mum.say(said)).text.casefold()
            assert "consequences" not in answer
            assert "operant conditioning?" not in answer
            assert "1 student" not in answer
        await mum.run([("/guardian", "reaches you by mail or by a private link")])
