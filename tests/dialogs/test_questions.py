"""A question that the course doesn't answer goes to the teacher, and the answer comes back."""

from __future__ import annotations

from pathlib import Path

from bot.learner.events import AnswerNoted, AnswersTold, QuestionAnswered, QuestionPassedOn
from bot.messages import Action, Place
from tests.bot.reminders.conftest import FakePost
from tests.dialogs.courses import LIGHT, PSYCHOLOGY
from tests.dialogs.runner import Dialog, dialog, no, tap
from tests.dialogs.test_material import cites, teaching

ASK = "what is the replication crisis?"
ANSWER = "Many famous findings didn't appear again when other people repeated the studies."
NAMED, NAMELESS = tap("Ask your teacher"), tap("Ask without my name")


async def asks(chat: Dialog, name: str, *, named: bool, words: str = ASK) -> Dialog:
    one = chat.as_(f"test:{name.lower()}", name=name)
    await one.run([(words, "That's not in"), (NAMED if named else NAMELESS, "Passed on to")])
    return one


async def test_asked_answered_and_put_into_the_course(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await teaching(chat, "psych")
        ana = chat.as_("test:ana", name="Ana Sol")
        await ana.run(
            [
                (ASK, ["That's not in", "Ask your teacher", "Ask without my name"]),
                (NAMED, ["Passed on", "with your name", no("small")]),
                ("ask my teacher", ["pass this on to your teacher", f"> {ASK}"]),
                (NAMED, "has that question already"),
            ]
        )
        await eva.run(
            [
                ("/queue", ["1 question waits", f"> {ASK}", "Asked by Ana Sol."]),
                (tap("Answer"), f"Write your answer to “{ASK}”"),
                (ANSWER, ["1 student gets it:", f"> {ANSWER}", "Put it into the course"]),
            ]
        )
        note = eva.screen[0]
        await ana.run(
            [
                ("hello", [f"Your teacher answered your question “{ASK}”", f"> {ANSWER}"]),
                ("hello", no("answered your question")),
            ]
        )
        # Until it is in the course, whoever asks the same hears it, too.
        ben = chat.as_("test:ben")
        await ben.run([(ASK, "That's not in"), (NAMED, ["answered that already", ANSWER])])
        title = f"From your teacher, Nov 20: {ASK}"
        await eva.run(
            [
                (note.action, ["Everybody in Tiny Psychology finds it now", title]),
                (note.action, "in the course already"),
                ("/queue", "Nothing waits for you"),
                ("/course files", title),
            ]
        )
        await ben.run([(ASK, ["other people repeated", cites(title)])])
        assert [type(e) for e in await eva.events() if isinstance(e, AnswerNoted)] == [AnswerNoted]
        told = [e for e in await ana.events() if isinstance(e, AnswersTold)]
        [given] = [e for e in await eva.events() if isinstance(e, QuestionAnswered)]
        assert [e.answers for e in told] == [(given.id,)]


async def test_several_ask_the_same(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await teaching(chat, "psych")
        await asks(chat, "Ana", named=True)
        await asks(chat, "Ben", named=True, words="What is the replication crisis")
        await asks(chat, "Cleo", named=True, words="the replication crisis, what is that?")
        await asks(chat, "Dan", named=True, words="who won the 1998 world cup?")
        await eva.run(
            [
                ("/queue", ["2 questions wait", f"> {ASK}", "Asked by Ana, Ben, and Cleo."]),
                (tap("Later"), ["2 questions wait", "world cup", "Asked by Dan."]),
                (tap("Talk about it in class"), ["1 student hears", "1 question waits", ASK]),
                (tap("Answer"), "Write your answer"),
                (ANSWER, "3 students get it"),
            ]
        )
        for person in ("ana", "ben", "cleo"):
            await chat.as_(f"test:{person}").run([("hi", ANSWER)])
        await chat.as_("test:dan").run([("hi", ["world cup", "takes it up in class"])])


async def test_who_has_no_name_has_none_by_elimination_either(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await teaching(chat, "psych")
        await asks(chat, "Ana", named=True)
        await chat.as_("test:ben", name="Ben Oh").run(
            [
                ("this is Ben, what is the replication crisis?", "That's not in"),
                (NAMELESS, ["without your name", "Your class is small"]),
            ]
        )
        # Two in the class: naming one would name the other.
        await eva.run([("/queue", ["Asked by 2 students.", no("Ana"), no("Ben")])])
        for person in ("cleo", "dan", "eli", "fay"):
            await chat.as_(f"test:{person}", name=person.title()).say("hello")
        await eva.run([("/queue", ["Asked by Ana, and 1 student without a name.", no("Ben")])])
        await asks(chat, "Gus", named=False, words="who won the 1998 world cup?")
        await eva.run(
            [
                ("/queue", "Asked by Ana"),
                (tap("Later"), ["world cup", "Asked by 1 student.", no("Gus")]),
            ]
        )


async def test_two_teachers_answer_at_once(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva, max_ = await teaching(chat, "psych"), await teaching(chat, "psych", person="test:max")
        ana = await asks(chat, "Ana", named=True)
        await max_.run([("/queue", ASK), (tap("Answer"), "Write")])
        await eva.run([("/queue", ASK), (tap("Answer"), "Write"), (ANSWER, "1 student gets it")])
        await max_.run(
            [("Ask Eva.", ["Somebody else answered that", ANSWER, "isn't sent", "> Ask Eva."])]
        )
        await ana.run([("hi", [ANSWER, no("Ask Eva.")])])


async def test_answered_by_form(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await teaching(chat, "psych")
        ana = await asks(chat, "Ana", named=True)
        await eva.say("/queue")
        [form] = (await eva.say(tap("Answer"))).forms
        send = form.submit
        await eva.run(
            [
                (Action(name=send.name, args=send.args | {"text": "  "}), "Nothing is sent"),
                (Action(name=send.name, args=send.args | {"text": ANSWER}), "1 student gets it"),
                (Action(name=send.name, args=send.args | {"text": "Twice."}), "isn't sent"),
            ]
        )
        await ana.run([("hi", [ANSWER, no("Twice.")])])


async def test_who_may(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY, LIGHT) as chat:
        # Nobody teaches: nothing is offered that leads nowhere.
        await chat.run(
            [
                (ASK, ["That's not in", no("Ask without my name")]),
                (f"/teacher {ASK}", "Nobody teaches Tiny Psychology here yet"),
            ]
        )
        eva = await teaching(chat, "psych")
        ana = await asks(chat, "Ana", named=True)
        await eva.run(
            [
                (ASK, ["That's not in", no("Ask without my name")]),
                (f"ask my teacher {ASK}", "You're a teacher of Tiny Psychology yourself"),
                ("/queue", ASK),
                (tap("Answer"), "Write"),
                (ANSWER, "gets it"),
            ]
        )
        note = eva.screen[0]
        stranger = chat.as_("test:lea")
        await stranger.say("/course light")
        await stranger.run([(note.action, "Only a teacher of Light")])
        await ana.run([(note.action, "Only a teacher of Tiny Psychology")])


async def test_answers_are_told_in_private(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await teaching(chat, "psych")
        ana = await asks(chat, "Ana", named=False)
        await eva.run([("/queue", ASK), (tap("Answer"), "Write"), (ANSWER, "1 student")])
        channel = ana.as_(ana.person, Place(kind="channel", name="general"))
        await channel.run([("what is shaping?", no(ANSWER))])
        await ana.run([("hi", ANSWER)])
        assert [e.anonymous for e in await ana.events() if isinstance(e, QuestionPassedOn)] == [
            True
        ]


async def test_an_answer_comes_unasked(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await teaching(chat, "psych")
        await asks(chat, "Ana", named=False)
        ben = await asks(chat, "Ben", named=True)
        await eva.run([("/queue", ASK), (tap("Answer"), "Write"), (ANSWER, "2 students")])
        await chat.lamp.keeping_up.catch_up()
        await ben.run([("hi", ANSWER)])  # who has heard it isn't told again
        chat.clock.pass_(minutes=5)
        post = FakePost()
        assert await chat.lamp.reminding("test", post).round() == 2
        assert [person for person, _ in post.got.values()] == ["test:ana"]
        assert ANSWER in post.texts[0]
        await chat.as_("test:ana").run([("hi", no(ANSWER))])


async def test_what_was_answered_can_be_asked_as_well(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await teaching(chat, "psych")
        await chat.run(
            [
                ("ask my teacher", "What shall I ask?"),
                (ASK, "That's not in"),
                ("what is extinction?", "decrease"),
                (
                    "ask my teacher about that",
                    ["pass this on", "> what is extinction?"],
                ),
                (ASK, "That's not in"),
                ("ask my teacher", ["pass this on to your teacher", f"> {ASK}"]),
            ]
        )


async def test_that_it_was_worded_does_not_take_it_back(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await teaching(chat, "psych")
        await asks(chat, "Ana", named=True)
        await eva.run([("/queue", ASK), (tap("Answer"), "Write"), (ANSWER, "1 student")])
        await chat.lamp.keeping_up.catch_up()
        chat.clock.pass_(minutes=5)
        [due] = await chat.lamp.store.reminders.claim("test", limit=9)
        reply = await chat.lamp.words.compose(due)
        assert reply
        await chat.lamp.keeping_up.catch_up()  # it knows by now that Ana heard it
        assert await chat.lamp.store.reminders.worded([(due, reply)]) == {due.id}


async def test_in_spanish(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY, locale="es") as chat:
        eva = await teaching(chat, "psych")
        await chat.run(
            [
                ("¿qué es la crisis de replicación?", "Preguntar sin mi nombre"),
                (tap("Preguntar sin mi nombre"), "sin tu nombre"),
                ("pregúntale a mi profe qué es la memética", "qué es la memética"),
                (tap("Preguntar a tu profe"), "con tu nombre"),
            ]
        )
        await eva.run([("/queue", "2 questions wait")])
