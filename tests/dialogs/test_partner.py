"""Study partners: both say yes before either hears a name; a no leaves no trace."""

from __future__ import annotations

from pathlib import Path

from bot.learner.events import AttemptMade
from tests.dialogs.courses import LIGHT
from tests.dialogs.runner import Dialog, dialog, no, tap

SECTIONS = [s for s in LIGHT.sections() if s.own_concepts]
WAITS = "I'm looking for somebody who fits"


async def knows(chat: Dialog, strong: int, weak: int) -> None:
    """Their record: many right answers in one section's concept, some wrong ones in another's."""
    learner = await chat.lamp.store.learner(chat.person)
    for place, credit, times in ((strong, 1.0, 24), (weak, 0.0, 6)):
        concept = SECTIONS[place].own_concepts[0].id
        tries: list[AttemptMade] = [
            AttemptMade(
                course="light", section=SECTIONS[place].id, item=f"{concept}{n}",
                concepts=(concept,), answer="x", credit=credit,
            )
            for n in range(times)
        ]  # fmt: skip
        await chat.lamp.store.append(learner.id, tries, at=chat.clock())


async def two(chat: Dialog) -> tuple[Dialog, Dialog]:
    ana, ben = chat.as_("test:ana", name="Ana"), chat.as_("test:ben", name="Ben")
    for one, strong, weak in ((ana, 0, 1), (ben, 1, 0)):
        await one.say("hello")
        await knows(one, strong, weak)
    return ana, ben


async def test_both_agree(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        ana, ben = await two(chat)
        await ana.run(
            [
                ("/partner", ["Only when you both say yes", no("Ben")]),
                (tap("Look for a partner"), ["would know you as Ana", WAITS]),
                ("/partner", [WAITS, no("fits:")]),
            ]
        )
        await ben.run(
            [
                ("/partner", "A no is never told"),
                (tap("Look for a partner"), WAITS),
                (tap("Who fits?"), ["Somebody in your class fits", "you both study on", no("Ana")]),
                (tap("Yes"), [WAITS, no("Ana")]),
                ("/partner", [WAITS, no("Ana")]),
            ]
        )
        await ana.run(
            [
                ("/partner", ["Somebody in your class fits", no("Ben"), no("said yes")]),
                (tap("Yes"), ["You both said yes", "**Ben**"]),
                ("/partner", "**Ben**"),
            ]
        )
        await ben.run([("/partner", "**Ana**"), (tap("Stop"), "not looking any more")])
        await ana.run([("/partner", [WAITS, no("Ben")])])


async def test_a_no_leaves_no_trace(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        ana, ben = await two(chat)
        for one in (ana, ben):
            await one.run([("/partner", "yes"), (tap("Look for a partner"), WAITS)])
        await ben.run([("/partner", "fits:"), (tap("Yes"), WAITS)])
        before = (await ben.say("/partner")).text
        stale = await ana.say("/partner")
        await ana.run([(tap("No, somebody else"), WAITS), ("/partner", no("fits:"))])
        assert (await ben.say("/partner")).text == before
        # A button from before tells nothing, either, and never a name.
        yes = next(o.action for o in stale.options if o.action.name == "partner.yes")
        await ana.run([(yes, [WAITS, no("Ben")])])
        assert (await ben.say("/partner")).text == before


async def test_who_may_not(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        from tests.dialogs.test_queue import teacher

        eva = await teacher(chat, "light")
        await eva.run([("/partner", "for students of a class")])
        nameless = chat.as_("test:cleo")
        await nameless.say("hello")
        await nameless.run(
            [
                ("/partner", "without names"),
                (tap("Look for a partner"), "What may a partner call you"),
                ("/partner Cleo <!channel>", "without names"),
                (tap("Look for a partner"), "know you as Cleo channel"),
            ]
        )
