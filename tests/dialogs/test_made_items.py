"""Questions that were made from the course, in a teacher's queue: approved, edited, thrown away."""

from __future__ import annotations

from pathlib import Path

from bot.learner.events import DraftReviewed
from bot.messages import Action
from bot.shelf import Shelf
from tests.dialogs.courses import PSYCHOLOGY
from tests.dialogs.runner import Dialog, Said, dialog, no, tap
from tests.dialogs.test_material import teaching

QUIZ = "quiz me on operant conditioning, 8 questions"


async def made(chat: Dialog) -> Dialog:
    """A quiz for which questions had to be made; the teacher who looks at them."""
    eva = await teaching(chat, "psych")
    await chat.say(QUIZ)
    await chat.say("stop")
    return eva


async def seen(eva: Dialog, words: str) -> Said:
    """The queue at the question that has these words."""
    said = await eva.say("/queue")
    for _ in range(6):
        if words in said.text:
            return said
        said = await eva.say(tap("Later"))
    raise AssertionError(f"{words!r} is not in the queue")


def filled(said: Said, **changed: str) -> Action:
    """Send the form with these fields changed."""
    [form] = said.forms
    values = {field.name: field.value for field in form.fields} | changed
    return Action(name=form.submit.name, args=form.submit.args | values)


async def items(chat: Dialog) -> set[str]:
    """Questions of the course as it stands."""
    shelf = Shelf(chat.lamp.library, chat.lamp.store.additions)
    await shelf.refresh()
    return {item.question for _, item in shelf.get("psych").items()}


async def test_shown_with_the_passage_and_approved(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await made(chat)
        said = await seen(eva, "takes something unpleasant away")
        assert "2 questions that I made from the course wait for your look" in said.text
        assert "Key: **Negative reinforcement**" in said.text
        assert "*6.3 Operant Conditioning* says:\n\n> Many people confuse" in said.text
        assert said.labels == ["Approve", "Edit", "Throw away", "Later"]
        await eva.run(
            [
                (tap("Approve"), ["Approved.", "1 question that I made"]),
                (tap("Approve"), ["Approved.", "Nothing waits"]),
            ]
        )
        verdicts = [e.verdict for e in await eva.events() if isinstance(e, DraftReviewed)]
        assert verdicts == ["approved", "approved"]


async def test_thrown_away_and_none_like_it_again(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await made(chat)
        thrown = await seen(eva, "Punishment makes a behavior more frequent")
        assert thrown
        await eva.run([(tap("Throw away"), ["neither it nor one like it comes again"])])
        for person in ("test:ben", "test:cleo", "test:dan"):
            other = chat.as_(person)
            await other.say(QUIZ)
            await other.say("stop")
        assert "Punishment makes a behavior more frequent." not in await items(chat)


async def test_edited_into_something_sound(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await made(chat)
        old = "Punishment makes a behavior more frequent."
        new = "Punishment makes a behavior less frequent."
        await seen(eva, old)
        form = await eva.say(tap("Edit"))
        await eva.run(
            [(filled(form, question=new, answer="true"), ["Kept as you wrote it", "1 question"])]
        )
        assert await items(chat) & {old, new} == {new}
        [event] = [e for e in await eva.events() if isinstance(e, DraftReviewed)]
        assert event.verdict == "edited"
        assert event.became.startswith("gen-")


async def test_edited_into_something_unsound(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await made(chat)
        old = "Punishment makes a behavior more frequent."
        await seen(eva, old)
        form = await eva.say(tap("Edit"))
        # What is to be false is what the section says.
        said = await eva.say(filled(form, question="Punishment makes a behavior less frequent."))
        assert "I didn't keep it like that." in said.text
        assert "could be defended as right" in said.text
        # What was typed is still there.
        assert said.forms[0].fields[0].value == "Punishment makes a behavior less frequent."
        await eva.run(
            [
                (filled(form, answer="perhaps"), "It doesn't make a question"),
                (filled(form, question=""), "It doesn't make a question"),
                (filled(form, evidence="Skinner said so."), "doesn't stand in the section"),
                (filled(form), "Nothing was changed, so it's approved"),
                (filled(form), "decided already"),
            ]
        )
        assert old in await items(chat)


async def test_only_teachers(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await made(chat)
        await seen(eva, "unpleasant")
        approve = eva.screen[0].action
        await chat.run([(approve, "Only a teacher of Tiny Psychology"), ("hi", no("Approved"))])
