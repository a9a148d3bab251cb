"""A mark is disputed, the teacher decides, and the record is corrected for everybody it touched."""

from __future__ import annotations

from pathlib import Path

from bot.learner.events import (
    AttemptMade,
    KeyCorrected,
    MarkReferred,
    MarkSettled,
    RoleGranted,
    VerdictsTold,
)
from bot.messages import Place
from tests.dialogs.courses import CLASSICAL, LIGHT, PSYCHOLOGY, wrong
from tests.dialogs.runner import Dialog, dialog, no, tap

BELL = CLASSICAL.items[0].question
LENS = LIGHT.units[1].sections[0].items[-1].question


async def teacher(chat: Dialog, course: str) -> Dialog:
    eva = chat.as_("test:eva")
    learner = await chat.lamp.store.learner("test:eva")
    grant = RoleGranted(course=course, role="teacher", by="installer")
    await chat.lamp.store.append(learner.id, [grant], at=chat.clock())
    return eva


async def credits(chat: Dialog) -> list[float | None]:
    return [e.credit for e in await chat.events() if isinstance(e, AttemptMade)]


async def test_a_disputed_number_is_accepted_and_everybody_hears_of_it(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva, ben = await teacher(chat, "light"), chat.as_("test:ben")
        await eva.run([("/queue", "Nothing waits for you in Light")])
        await ben.run([(LENS, "exercises in 2.1"), ("0.5", "Not this time")])
        await chat.run(
            [
                (LENS, "exercises in 2.1"),
                ("0.5", "Not this time"),
                (tap("That should be right"), "noted for your teacher"),
                ("the lens in my book has half a dioptre", "Noted, word for word"),
            ]
        )
        await eva.run(
            [
                (
                    "/queue",
                    [
                        "1 answer waits",
                        "focal length of 0.5 m",
                        "Key: **2**",
                        "“0.5”. I marked it as not right",
                        "“the lens in my book has half a dioptre”",
                    ],
                ),
                (tap("Right"), ["2 marks are corrected", "Nothing waits for you"]),
            ]
        )
        assert await credits(chat) == await credits(ben) == [1.0]
        # Whoever it was hears of it once, before anything else.
        await ben.run(
            [
                ("hello", ["Your teacher looked at your marks", "“0.5”: that is right."]),
                ("hello", no("Your teacher")),
            ]
        )
        await chat.run([("hello", "“0.5”: that is right.")])
        # And it is right for whoever comes next.
        await chat.as_("test:cleo").run([(LENS, "exercises in 2.1"), ("0.5", "Yes, that's it.")])


async def test_a_mark_that_stands(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await teacher(chat, "psych")
        await chat.run(
            [
                (BELL, "exercises in 6.2"),
                ("a", "Not this time"),
                (tap("That should be right"), "noted"),
                ("b", "Yes, that's it."),  # no reason, so the exercise goes on
            ]
        )
        await eva.run(
            [
                ("/queue", ["- a neutral stimulus", "Key: **a neutral stimulus**"]),
                (tap("The mark stands"), "The mark stays as it was"),
            ]
        )
        await chat.run([("hi", "that isn't right. The mark stands."), ("hi", no("teacher looked"))])
        assert await credits(chat) == [0.0, 1.0]


async def test_a_wrong_key_is_corrected_for_everybody(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva, ben = await teacher(chat, "psych"), chat.as_("test:ben")
        await ben.run([(BELL, "exercises"), ("b", "Yes, that's it.")])
        await chat.run(
            [
                (BELL, "exercises"),
                ("a", "Not this time"),
                (tap("That should be right"), "noted"),
            ]
        )
        await eva.run(
            [
                ("/queue", "1 answer"),
                (tap("The key is wrong"), "What is right?"),
                (
                    tap("a conditioned stimulus"),
                    ["The key is now **a conditioned stimulus**", "2 marks are corrected"],
                ),
            ]
        )
        assert (await credits(chat), await credits(ben)) == ([1.0], [0.0])
        await ben.run([("hi", "“a neutral stimulus”: that isn't right.")])
        await chat.as_("test:cleo").run([(BELL, "exercises"), ("a", "Yes, that's it.")])
        settled = [e for e in await chat.events() if isinstance(e, MarkSettled)]
        assert [(e.changed, e.credit, e.answer) for e in settled] == [
            (True, 1.0, "a conditioned stimulus")
        ]
        assert any(isinstance(e, KeyCorrected) and e.replaces for e in await eva.events())


async def test_a_typed_key_has_to_be_an_answer(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva = await teacher(chat, "light")
        await chat.run(
            [(LENS, "exercises"), ("4", "Not this time"), (tap("That should be right"), "noted")]
        )
        await eva.run(
            [
                ("/queue", "1 answer"),
                (tap("The key is wrong"), "What is right? Write it"),
                ("ask the physicist", ["I can't read “ask the physicist”", "1 answer waits"]),
                (tap("The key is wrong"), "What is right?"),
                ("4", ["The key is now **4**", "1 mark is corrected"]),
            ]
        )
        await chat.as_("test:cleo").run([(LENS, "exercises"), ("2", "Not this time")])


async def test_several_cases_one_after_the_other(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva = await teacher(chat, "light")
        for person, answer in (("test:ben", "7"), ("test:cleo", "8"), ("test:dan", "7")):
            learner = chat.as_(person)
            await learner.run(
                [(LENS, "exercises"), (answer, "Not"), (tap("That should be right"), "noted")]
            )
        await eva.run(
            [
                ("/queue", ["2 answers wait", "“7”", "2 learners gave it"]),
                (tap("Later"), "“8”"),
                (tap("Later"), "“7”"),
                (tap("Not right"), ["The mark stays as it was", "1 answer waits", "“8”"]),
                (tap("Partly right"), ["1 mark is corrected", "Nothing waits"]),
            ]
        )  # fmt: skip
        assert await credits(chat.as_("test:cleo")) == [0.5]


async def test_a_dispute_in_a_quiz_does_not_end_it(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        said = await chat.say("quiz me on rays, 3 questions")
        said = await chat.say(wrong(said.text))
        assert "That should be right" in said.labels
        await chat.run([(tap("That should be right"), "noted for your teacher")])
        said = await chat.say("the book says it another way")
        assert "Noted, word for word" in said.text
        assert "**2 of 3**" in said.text
        referred = [e for e in await chat.events() if isinstance(e, MarkReferred)]
        assert [e.reason for e in referred] == ["", "the book says it another way"]


async def test_only_teachers_see_it(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await teacher(chat, "psych")
        await chat.run([("/queue", "Only a teacher of Light")])
        await chat.as_("test:eva").run([("/queue", "Only a teacher of Light")])


async def test_verdicts_are_told_in_private(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva = await teacher(chat, "light")
        await chat.run([(LENS, "exercises"), ("4", "Not"), (tap("That should be right"), "noted")])
        await eva.run([("/queue", "“4”"), (tap("Partly right"), "corrected")])
        channel = chat.as_(chat.person, Place(kind="channel", name="general"))
        await channel.run([("what is a ray?", no("Your teacher"))])
        assert not [e for e in await chat.events() if isinstance(e, VerdictsTold)]
        await chat.run([("hi", "that is partly right")])


async def test_a_case_that_somebody_else_decided(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva = await teacher(chat, "light")
        await chat.run([(LENS, "exercises"), ("4", "Not"), (tap("That should be right"), "noted")])
        await eva.run([("/queue", "“4”")])
        other_device = eva.as_(eva.person, Place(name="phone"))
        await other_device.run([("/queue", "“4”"), (tap("Not right"), "stays")])
        await eva.run([(tap("Right"), "decided already")])
        assert await credits(chat) == [0.0]
