"""A teacher's class: who is in it, how they come in, and who may not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.learner.events import CourseChosen, RoleGranted
from bot.messages import Place
from tests.dialogs.courses import LIGHT, PSYCHOLOGY
from tests.dialogs.runner import Dialog, Said, dialog, no, send, tap
from tests.dialogs.test_queue import teacher

BIO = Place(kind="channel", name="bio")
CSV = """\
name,email,role,group
Cleo Díaz,cleo@x.es,student,A
=cmd(),b@x.es,,A
Dan,dan@x.es,wizard,
Fay,fay@x.es,assistant,
"""


async def code_of(eva: Dialog) -> str:
    said = await eva.say("/class code")
    found = re.search(r"/join (\w{4}-\w{4})", said.text)
    assert found
    return found[1]


async def roles(chat: Dialog) -> dict[str, str | None]:
    learner = await chat.lamp.store.learner(chat.person)
    return dict(learner.roles)


def files(said: Said) -> dict[str, str]:
    return {p.name: p.data.decode("utf-8-sig") for p in said.parts if p.type == "file"}


async def test_joining_by_code(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT, PSYCHOLOGY, default_course=None) as chat:
        eva = await teacher(chat, "light")
        ana, ben = chat.as_("test:ana", name="Ana *Gómez*"), chat.as_("test:ben", name="Ben")
        await ana.run(
            [("/class", ["You aren't in a class", "/join CODE"]), ("/join", "Which code?")]
        )
        code = await code_of(eva)
        await eva.run([("/class code", code)])  # the same again
        await ana.run(
            [
                (f"/join {code}", "Welcome to **Light**"),
                (f"/join {code}", "You're in Light already"),
                ("/class", ["class of Light", "knows you as Ana Gómez"]),
            ]
        )
        await ben.run([(f"join the code {code.upper()}", "Welcome to **Light**")])
        await eva.run(
            [
                ("/class", ["2 students, 1 teacher", f"with the code {code}"]),
                (tap("Who is in it"), ["teacher: ", "students: Ana Gómez, Ben"]),
                ("/class code revoke", "lets nobody in any more"),
                ("/class", "Nobody can join right now"),
            ]
        )
        await chat.as_("test:cleo").run([(f"/join {code}", "I don't know this code")])
        events = await ana.events()
        assert [e.by for e in events if isinstance(e, RoleGranted)] == [
            (await chat.lamp.store.learner("test:eva")).id
        ]


async def test_a_code_runs_out_and_guessing_is_stopped(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva = await teacher(chat, "light")
        await eva.say("/class code 2 days")
        code = await code_of(eva)
        chat.clock.pass_(days=2)
        ana = chat.as_("test:ana")
        await ana.run([(f"/join {code}", "has run out")] * 5)
        fresh = await code_of(eva)
        await ana.run([(f"/join {fresh}", "too many codes")])
        chat.clock.pass_(minutes=61)
        await ana.run([(f"/join {fresh}", "Welcome")])


async def test_a_roster_is_shown_first_and_then_imported(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT, PSYCHOLOGY, default_course=None) as chat:
        eva = await teacher(chat, "light")
        await eva.run([("/class import", ["first line", "fingerprint"])])
        said = await eva.say(send("class import", **{"class.csv": CSV.encode("utf-16")}))
        for part in (
            "1 student, 1 assistant, in 1 group",
            "2 new, 0 changed, 0 as before",
            "2 lines can't be used",
            "line 3: a name or group can't begin",
            "line 4: I don't know the role “wizard”",
        ):
            assert part in said.text
        assert not (await chat.lamp.store.classes.people("light")).expected  # nothing was done
        await eva.run(
            [
                (tap("Import 2 people"), ["2 people from this file", "2 new"]),
                ("/class", ["2 people on the roster haven't written yet: Cleo Díaz, Fay"]),
            ]
        )
        codes = files(await eva.say("/class codes"))["join-codes.csv"]
        fay = re.search(r"Fay,,assistant,/join (\S+)", codes)
        assert fay
        # Cleo is known by her address, Fay by her own code; nobody else can use it then.
        cleo = chat.as_("test:cleo", name="cleo 😀", email=" Cleo@X.es")
        await cleo.run([("/class", ["class of Light", "group: A", "knows you as Cleo Díaz"])])
        assert CourseChosen(course="light") in await cleo.events()
        await chat.as_("test:fay").run([(f"/join {fay[1]}", "Welcome to **Light**")])
        await chat.as_("test:gus").run([(f"/join {fay[1]}", "I don't know this code")])
        await eva.run(
            [
                ("/class list", ["assistant: Fay", "A: Cleo Díaz", no("not here yet")]),
                ("/class codes", "Everybody on the roster has joined"),
                ("/class log", ["Cleo Díaz: student · by the roster", "roster of 2 people"]),
            ]
        )
        again = await eva.say(send("class import", **{"c.csv": CSV.encode()}))
        assert "0 new, 0 changed, 2 as before" in again.text
        assert "2 of them have written to me already" in again.text


async def test_files_that_are_no_roster(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva = await teacher(chat, "light")
        said = await eva.say(send("class import", **{"x.csv": b"mail\nx@y.z\n"}))
        assert "line 1: no column is called name" in said.text and not said.options
        rows = "".join(f"P{n},nobody,,\n" for n in range(20))
        file = f"name,email,role\nAna,,\n{rows}".encode()
        long = await eva.say(send("class import", **{"x.csv": file}))
        assert "and 14 more" in long.text
        assert files(long)["problems.csv"].count("no e-mail address") == 20
        # Somebody else's file can't be imported by guessing its delivery.
        take = next(o.action for o in long.options if o.action.name == "class.take")
        fay = await teacher(chat.as_("test:fay"), "light")
        other = chat.as_("test:other")
        assert fay
        grant = RoleGranted(course="light", role="teacher", by="installer")
        learner = await chat.lamp.store.learner("test:other")
        await chat.lamp.store.append(learner.id, [grant], at=chat.clock())
        assert "don't have that file" in (await other.say(take)).text


async def test_groups_roles_and_taking_out(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva = await teacher(chat, "light")
        people = {
            n: chat.as_(f"test:{n}", name=n.title()) for n in ("ana", "anabel", "ben", "cleo")
        }
        for one in people.values():
            await one.say("hello")
            await one.say("hello")
        await eva.run(
            [
                ("/class groups", "no groups yet"),
                ("/class group Blue: ana, ben", "Group Blue: Ana, Ben."),
                ("/class group blue: cleo", "Group Blue: Ana, Ben, Cleo."),
                ("/class group red: an", ["could be Ana, Anabel"]),
                ("/class group red: zoe", "I don't know zoe in this class"),
                ("/class groups", ["Blue: Ana, Ben, Cleo", no("red")]),
                ("/class group none: cleo", "Cleo in no group any more"),
                ("/class assistant: ben", "Ben in Light: assistant"),
                ("/class remove cleo", "Cleo out of the class"),
                ("/class assistant: eva", "I don't know eva"),
                ("/class dance", ["/class code", "/class log"]),
            ]
        )
        me = (await chat.lamp.store.classes.people("light")).members
        label = next(m.label for m in me if m.role == "teacher")
        await eva.run(
            [
                (f"/class remove {label}", "needs a teacher"),
                (f"/class student: {label}", "needs a teacher"),
            ]
        )
        assert await roles(people["ben"]) == {"light": "assistant"}
        code = await code_of(eva)
        await people["cleo"].run(
            [("hello", no("teacher")), (f"/join {code}", "took you out of this class")]
        )
        assert await roles(people["cleo"]) == {"light": None}
        await eva.run([("/class log", ["Cleo out of the class · by", "Ben: assistant · by"])])


@pytest.mark.parametrize("role", ["student", "assistant", "guardian", None])
async def test_what_is_refused(tmp_path: Path, role: str | None) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva = await teacher(chat, "light")
        ana, ben = chat.as_("test:ana", name="Ana"), chat.as_("test:ben", name="Ben")
        for one in (ana, ben):
            await one.say("hello")
            await one.say("hello")
        if role:
            learner = await chat.lamp.store.learner("test:ben")
            grant = RoleGranted.model_validate({"course": "light", "role": role, "by": "x"})
            await chat.lamp.store.append(learner.id, [grant], at=chat.clock())
        sees = role == "assistant"
        seen = "Ana" if sees else no("Ana")
        await ben.run(
            [
                ("/class", [no("Join code"), no("Log")]),
                ("/class list", seen),
                ("/class code", no("/join ")),
                ("/class import", no("first line names")),
                ("/class bind", no("Done")),
                ("/class remove ana", no("Done")),
                ("/class assistant: ben", no("Done")),
                ("/class log", no("installer")),
                ("/class codes", no("joined")),
                ("/class group A: ana", "Group A: Ana" if sees else no("Group A")),
                ("/rules exam all", "Only a teacher"),
                ("/plan pin 2.1", "Only a teacher"),
                ("/queue", "Nothing waits" if sees else "Only a teacher"),
                ("/help", "/class"),
            ]
        )
        turn_of = await chat.lamp.store.learner("test:ben")
        assert turn_of.may("light", "see") is sees
        await eva.run([("/class list", "Ana")])


async def test_a_bound_channel(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT, PSYCHOLOGY, default_course=None) as chat:
        eva = await teacher(chat, "light")
        await eva.run([("/class bind", "Say that in the channel")])
        there = chat.as_("test:eva", BIO)
        await there.run(
            [
                ("/class bind", "Whoever is new here joins Light"),
                ("/class bind", "belongs to Light already"),
            ]
        )
        said = await there.say("/class")
        assert {reply.audience for reply in said.replies} == {"you"}
        assert "1 channel or workspace" in said.text
        ana = chat.as_("test:ana", BIO, name="Ana")
        await ana.say("hello")
        assert await roles(ana) == {"light": "student"}
        # Who works in another course is answered from this one here, and from theirs elsewhere.
        ben = chat.as_("test:ben")
        await ben.run([("/course psych", PSYCHOLOGY.title)])
        await chat.as_("test:ben", BIO).run([("/course what's in it", "Light")])
        await ben.run([("/course what's in it", PSYCHOLOGY.title)])
        await there.run([("/class unbind", "nobody joins Light by writing there")])
        cleo = chat.as_("test:cleo", BIO)
        await cleo.say("hello")
        assert await roles(cleo) == {}


async def test_a_bound_workspace_and_another_teachers_channel(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT, PSYCHOLOGY, default_course=None) as chat:
        await teacher(chat, "light")
        there = chat.as_("test:eva", BIO)
        await there.run([("/class bind workspace", "new in this workspace joins Light")])
        ana = chat.as_("test:ana", Place(kind="channel", name="other"))
        await ana.say("hello")
        assert await roles(ana) == {"light": "student"}
        await there.say("/class bind")
        learner = await chat.lamp.store.learner("test:fay")
        grant = RoleGranted(course="psych", role="teacher", by="installer")
        await chat.lamp.store.append(learner.id, [grant], at=chat.clock())
        await chat.as_("test:fay", BIO).run([("/class bind", "belongs to another class")])


async def test_a_teacher_of_two_is_asked_which_class(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT, PSYCHOLOGY) as chat:
        eva = await teacher(chat, "light")
        await teacher(chat, "psych")
        await eva.run(
            [
                ("/class groups", ["Which class?", "Light", PSYCHOLOGY.title]),
                (tap(PSYCHOLOGY.title), "no groups yet"),
                ("/class", f"**{PSYCHOLOGY.title}**"),
                ("/class list for light", "**Light**"),
                ("/class", "**Light**"),  # from now on it is about that one
            ]
        )


async def test_a_class_is_open_until_its_teacher_sets_up_a_way(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva = await teacher(chat, "light")
        await chat.as_("test:ana").say("hello")
        await eva.run([("/class", "Everybody who learns in this course")])
        said = await eva.say("/class code")
        assert "only those who join belong" in said.text
        ben = chat.as_("test:ben")
        await ben.say("hello")
        assert await roles(ben) == {}
        found = (await chat.lamp.store.classes.people("light")).students
        assert len(found) == 1
