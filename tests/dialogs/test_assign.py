"""A teacher gives work; students hear of it, do it, and the teacher sees who has."""

from __future__ import annotations

from pathlib import Path

from bot.learner.events import Grouped, WorkAssigned, WorkTold
from bot.messages import Action, Place
from tests.bot.reminders.conftest import FakePost
from tests.dialogs.courses import LIGHT, PSYCHOLOGY, right
from tests.dialogs.runner import Dialog, dialog, no, tap
from tests.dialogs.test_material import teaching


async def student(chat: Dialog, name: str, group: str = "") -> Dialog:
    one = chat.as_(f"test:{name.lower()}", name=name)
    await one.say("hello")
    if group:
        learner = await chat.lamp.store.learner(one.person)
        event = Grouped(course="light", group=group, by="installer")
        await chat.lamp.store.append(learner.id, [event], at=chat.clock())
    return one


async def finish(who: Dialog) -> str:
    """Answer whatever is asked until the quiz is over."""
    said = await who.say(tap("Start the quiz"))
    for _ in range(10):
        said = await who.say(right(said.text.partition("**\n")[2] or said.text))
        if "it's done" in said.text:
            break
    return said.text


async def test_given_done_and_seen(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva = await teaching(chat, "light")
        ana, ben = await student(chat, "Ana", "A"), await student(chat, "Ben", "A")
        cleo = await student(chat, "Cleo", "B")
        await eva.run(
            [
                (
                    "/assign quiz on chapter 1 to group A by Friday",
                    [
                        "Given: quiz on 1 Rays, by Friday, Nov 27, to A (2 students)",
                        "Take it back",
                    ],
                ),
                (
                    "/assign",
                    ["**quiz on 1 Rays, by Friday, Nov 27**", "0 of 2 done", "Ana and Ben"],
                ),
            ]
        )
        await cleo.run([("hi", no("From your teacher")), ("/assign", "nothing from your teacher")])
        await ben.run([("hi", ["From your teacher:", "- quiz on 1 Rays, by Friday, Nov 27"])])
        await ben.run([("hi", no("From your teacher")), ("/today", "quiz on 1 Rays")])
        await ana.run([("hi", "From your teacher:")])
        assert "That was what your teacher gave you, and it's done." in await finish(ana)
        await ana.run([("/today", no("From your teacher")), ("/assign", "nothing from your")])
        await eva.run([("who has done the homework?", ["1 of 2 done", "Not yet: Ben."])])


async def test_reading_for_one(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await teaching(chat, "psych")
        ana = chat.as_("test:ana", name="Ana Sol")
        await ana.say("hello")
        await chat.as_("test:ben", name="Ben Oh").say("hello")
        await eva.run(
            [("assign Ana the reading 6.3 by tomorrow", "reading: 6.3 Operant Conditioning, by")]
        )
        await ana.run(
            [
                ("hi", ["From your teacher:", "reading: 6.3 Operant Conditioning, by Saturday"]),
                (tap("Read it"), ["To read:", "- 6.3 Operant Conditioning"]),
                (tap("I've read it"), ["it's done", "Three questions show"]),
                ("/assign", "nothing from your teacher"),
            ]
        )
        await eva.run([("/assign", ["Ana Sol: 1 of 1 done", no("Not yet")])])
        chat.clock.pass_(days=10)
        await eva.run([("/assign", "was due")])


async def test_it_comes_unasked_and_the_rest_are_reminded(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva = await teaching(chat, "light")
        ana, _ = await student(chat, "Ana"), await student(chat, "Ben")
        await eva.run([("/assign quiz on chapter 1", "to everybody")])
        post = FakePost()
        sending = chat.lamp.reminding("test", post)

        async def later() -> list[str]:
            await chat.lamp.keeping_up.catch_up()
            chat.clock.pass_(minutes=5)
            post.got.clear()
            await sending.round()
            return sorted(person for person, _ in post.got.values())

        assert await later() == ["test:ana", "test:ben"]
        assert "From your teacher:\n- quiz on 1 Rays" in post.texts[0]
        await ana.say("/assign")
        assert "it's done" in await finish(ana)
        await eva.run(
            [
                ("/assign", ["1 of 2 done", "Not yet: Ben."]),
                (tap("Remind the rest"), "I remind 1 student: quiz on 1 Rays."),
                ("/assign", ""),
                (tap("Remind the rest"), "less than a day ago"),
            ]
        )
        assert await later() == ["test:ben"]
        assert "Your teacher reminds you:" in post.texts[0]
        await eva.run([("/assign", ""), (tap("Take it back"), ["Taken back", "No work is given"])])
        assert await later() == []


async def test_step_by_step_from_the_summary(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva = await teaching(chat, "light")
        await student(chat, "Ana", "A")
        action = Action(name="assign.propose", args={"course": "light", "s": "rays"})
        await eva.run(
            [
                (action, ["A quiz on 1.1 Rays. For whom?", "everybody", "A"]),
                (tap("A"), ["By when?", "Saturday, Nov 21", "Friday, Nov 27", "No date"]),
                (tap("No date"), "Given: quiz on 1.1 Rays, to A (1 student)"),
            ]
        )
        [given] = [e for e in await eva.events() if isinstance(e, WorkAssigned)]
        assert (given.group, given.until, given.sections) == ("A", None, ("rays",))


async def test_what_can_not_be(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva = await teaching(chat, "light")
        await eva.run([("/assign quiz on 1.1", "Nobody is in the class of Light yet")])
        ana = await student(chat, "Ana Sol", "A")
        await student(chat, "Ana Oh")
        await eva.run(
            [
                (
                    "/assign quiz on 1.1 to group Z by Friday",
                    ["Nobody in the class is “z”", "Groups: A."],
                ),
                ("/assign quiz on 1.1 to Zoe", "Nobody in the class is “zoe”"),
                ("/assign quiz on 1.1 to Ana", "“ana” may be Ana Oh and Ana Sol"),
                ("/assign quiz on dragons", "I don't find “dragons” in Light"),
                ("/assign quiz on 1.1 by yesterday", "That day is over"),
                ("/assign quiz on 1.1 by 12 October", "or very far: October 12, 2027"),
                ("/assign quiz on 1.1 by February 30", "There is no february 30"),
                ("/assign quiz", "On what?"),
                ("/assign something", "For example"),
                ("/assign", "No work is given"),
            ]
        )
        await ana.run(
            [
                ("/assign quiz on 1.1 to Ana Oh", ["is for who teaches it", "nothing from your"]),
                ("my homework", "nothing from your teacher"),
                (
                    Action(name="assign.give", args={"course": "light", "s": "rays"}),
                    "Only a teacher of Light gives work",
                ),
                (Action(name="assign.do", args={"id": "x"}), "took it back"),
            ]
        )
        assert not [e for e in await eva.events() if isinstance(e, WorkAssigned)]


async def test_never_where_others_read(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva = await teaching(chat, "light")
        ana = await student(chat, "Ana")
        await eva.run([("/assign quiz on 1.1", "to everybody")])
        channel = ana.as_(ana.person, Place(kind="channel", name="general"))
        await channel.run([("what is a ray?", no("From your teacher"))])
        assert not [e for e in await ana.events() if isinstance(e, WorkTold)]


async def test_in_spanish(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT, locale="es") as chat:
        eva = await teaching(chat, "light")
        await student(chat, "Ana", "A")
        eva.locale = "es"
        await eva.run(
            [
                (
                    "asigna un cuestionario sobre el capítulo 1 al grupo A para el viernes",
                    ["cuestionario sobre 1 Rays, para el viernes, 27 nov", "A (1 estudiante)"],
                ),
                ("/asignar lectura 1.1 para toda la clase", "lectura: 1.1 Rays"),
            ]
        )
