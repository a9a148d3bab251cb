"""From a student's wish to a guardian's mailbox, over a real mail server, and every way it ends."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.commands import guardians
from bot.learner.events import AttemptMade, DigestEnded, ItemOpened
from bot.messages import Reply
from bot.reminders.delivery import Outcome, Sent
from tests.bot.guardians.flow import body, code, token, with_mail, words, work
from tests.dialogs.courses import CLASSICAL, PSYCHOLOGY
from tests.dialogs.runner import Dialog, no, tap

MUM = "mum@example.org"


async def switch_on(chat: Dialog, to: str = MUM) -> None:
    await chat.run(
        [
            (f"send my mum a weekly summary to {to}", [to, "Ana's week of learning"]),
            (tap("Switch it on"), "asks for their yes"),
        ]
    )


async def confirm(chat: Dialog, there: object) -> None:
    chat.clock.pass_(minutes=1)
    assert await work(chat) == 1
    await chat.lamp.doors.do(token(body(there.got[-1])), "yes")  # type: ignore[attr-defined]


async def practise(chat: Dialog) -> None:
    learner = await chat.lamp.store.learner(chat.person)
    item = CLASSICAL.items[0]
    course, section = PSYCHOLOGY.id, CLASSICAL.id
    concepts = item.concepts or (section,)
    for n in range(3):
        at = chat.clock() + timedelta(minutes=n)
        opened = ItemOpened(course=course, section=section, item=item.id)
        made = AttemptMade(
            course=course,
            section=section,
            item=item.id,
            concepts=concepts,
            answer="SECRET WORDS",
            credit=1,
        )
        await chat.lamp.store.append(learner.id, [opened, made], at=at)


class Told:
    """The student's own platform."""

    def __init__(self) -> None:
        self.said: list[str] = []

    async def send(self, person: str, reply: Reply, key: str, *, again: bool) -> Outcome:
        self.said += [part.markdown for part in reply.parts if part.type == "text"]
        return Sent()


async def test_asked_once_confirmed_by_link_and_sent_each_week(tmp_path: Path) -> None:
    async with with_mail(tmp_path) as (chat, there):
        await practise(chat)
        await switch_on(chat)
        assert await work(chat) == 0  # not yet
        chat.clock.pass_(minutes=1)
        assert await work(chat) == 1
        (asked,) = there.got
        assert there.to == [MUM]
        assert asked["Subject"] == "Ana wants to send you a weekly summary"
        assert "List-Unsubscribe" not in asked
        chat.clock.pass_(days=8)
        assert await work(chat) == 0  # without a yes, nothing more
        opened = token(body(asked))
        page = await chat.lamp.doors.show(opened)
        assert "Nothing is sent before you agree" in words(page.html)
        assert await work(chat) == 0  # looking is no yes: mail programs look, too
        assert "Thank you" in words((await chat.lamp.doors.do(opened, "yes")).html)
        chat.clock.pass_(days=3)
        assert await work(chat) == 1
        assert await work(chat) == 0  # once
        week = there.got[-1]
        text = body(week)
        assert week["Subject"] == "Ana's week of learning"
        assert "6 Learning: " in text
        assert "SECRET" not in text
        stop = token(text)
        assert week["List-Unsubscribe"].strip() == f"<https://learn.example.org/g/{stop}>"
        said = await chat.say("what does my mum get?")
        newest = said.text.split("The newest one said:\n")[1].replace("**", "")
        assert newest in text  # word for word
        chat.clock.pass_(days=7)
        assert await work(chat) == 1
        assert there.got[-1]["Message-ID"] != week["Message-ID"]


async def test_the_code_does_where_there_are_no_pages(tmp_path: Path) -> None:
    async with with_mail(tmp_path, pages=False) as (chat, there):
        await switch_on(chat)
        chat.clock.pass_(minutes=1)
        await work(chat)
        text = body(there.got[0])
        assert "http" not in text
        await chat.run(
            [
                ("/guardian code BCDF-GHJK", "doesn't fit"),
                (f"/guardian code {code(text).lower()}", "goes out from now on"),
                ("/guardian", "every week (Sunday, 18:00)"),
            ]
        )
        ben = chat.as_("test:ben")
        await ben.run([(f"/guardian code {code(text)}", "doesn't fit")])  # somebody else's
        await chat.lamp.keeping_up.catch_up()
        chat.clock.pass_(days=3)
        assert await work(chat) == 1
        assert "tell Ana, who can switch them off" in body(there.got[-1])
        assert "List-Unsubscribe" not in there.got[-1]


async def test_stopped_by_the_student_at_once(tmp_path: Path) -> None:
    async with with_mail(tmp_path) as (chat, there):
        await switch_on(chat)
        await confirm(chat, there)
        chat.clock.pass_(days=3)
        await chat.lamp.keeping_up.catch_up()  # it is due, and on its way
        await chat.run([("stop sending my mum the summary", f"nothing goes to {MUM}")])
        assert await work(chat) == 0
        assert len(there.got) == 1
        learner = await chat.lamp.store.learner(chat.person)
        assert [g.address for g in (await chat.lamp.store.guardians.of(learner.id)).values()] == [
            ""
        ]


async def test_stopped_by_the_guardian_with_one_click(tmp_path: Path) -> None:
    async with with_mail(tmp_path) as (chat, there):
        await switch_on(chat)
        await confirm(chat, there)
        chat.clock.pass_(days=3)
        await work(chat)
        stop = token(body(there.got[-1]))
        assert "Stop the weekly summary?" in words((await chat.lamp.doors.show(stop)).html)
        page = await chat.lamp.doors.do(stop, "")
        assert "Nothing more comes" in words(page.html)
        assert (await chat.lamp.doors.do(stop, "")).status == 404
        chat.clock.pass_(minutes=2)
        told = Told()
        await work(chat, "test", told)
        assert told.said == [
            "Your guardian said that they don't want the weekly summary (any more), so nothing goes "
            "to them. I deleted their address."
        ]
        chat.clock.pass_(days=8)
        assert await work(chat) == 0
        await chat.run([("/guardian", "No guardian gets anything")])


async def test_a_no_keeps_everybody_from_asking_again(tmp_path: Path) -> None:
    async with with_mail(tmp_path) as (chat, there):
        await switch_on(chat)
        chat.clock.pass_(minutes=1)
        await work(chat)
        await chat.lamp.doors.do(token(body(there.got[0])), "no")
        ben = chat.as_("test:ben", name="Ben")
        for each in (chat, ben):
            await each.run(
                [
                    (f"send my dad a weekly summary: {MUM}", MUM),
                    (tap("Switch it on"), "may not write to that address"),
                ]
            )
        chat.clock.pass_(minutes=2)
        assert await work(chat) == 0
        assert len(there.got) == 1


async def test_a_mistyped_address_gets_one_mail_and_no_more(tmp_path: Path) -> None:
    async with with_mail(tmp_path) as (chat, there):
        for _ in range(3):
            await chat.run([(f"send my mum a weekly summary to {MUM}", MUM)])
            await chat.say(tap("Switch it on"))
            await chat.lamp.keeping_up.catch_up()
            chat.clock.pass_(minutes=1)
            await work(chat)
            await chat.say("/guardian change fridays at 9")
            if "Change it" in [option.label for option in chat.screen]:
                await chat.say(tap("Change it"))
            await chat.say("/guardian stop")
            chat.clock.pass_(days=1)
            await work(chat)
        assert there.to == [MUM]
        for n in range(4):
            await chat.run([(f"send my mum a weekly summary to m{n}@example.org", f"m{n}@")])
            said = await chat.say(tap("Switch it on"))
            chat.clock.pass_(minutes=2)
            await work(chat)
        assert "too many addresses" in said.text
        assert len(there.to) == 3


async def test_mail_that_cannot_go_now_is_tried_again(tmp_path: Path) -> None:
    async with with_mail(tmp_path) as (chat, there):
        await switch_on(chat)
        there.at_recipient = "451 Greylisted"
        chat.clock.pass_(minutes=1)
        await work(chat)
        assert there.got == []
        assert await work(chat) == 0  # not at once
        there.at_recipient = ""
        chat.clock.pass_(minutes=1)
        assert await work(chat) == 1
        assert len(there.got) == 1


async def test_an_address_that_takes_no_mail_is_given_up_and_the_student_told(
    tmp_path: Path,
) -> None:
    async with with_mail(tmp_path) as (chat, there):
        await switch_on(chat)
        there.at_recipient = "550 5.1.1 No such user"
        chat.clock.pass_(minutes=1)
        await work(chat)
        ended = [e for e in await chat.events() if isinstance(e, DigestEnded)]
        assert [e.how for e in ended] == ["address"]
        chat.clock.pass_(minutes=2)
        told = Told()
        await work(chat, "test", told)
        assert "didn't get through" in told.said[0]
        there.at_recipient = ""
        chat.clock.pass_(days=8)
        assert await work(chat) == 0
        await chat.run([("/guardian", ["No guardian gets anything", no(MUM)])])


async def test_a_crash_between_sending_and_writing_it_down(tmp_path: Path) -> None:
    """It goes twice, under one Message-ID."""
    async with with_mail(tmp_path) as (chat, there):
        await switch_on(chat)
        await confirm(chat, there)
        chat.clock.pass_(days=3)
        await chat.lamp.keeping_up.catch_up()
        post = chat.lamp.guardian_post

        class Dying:
            async def send(self, *args: object, **more: object) -> Outcome:
                await post.send(*args, **more)  # type: ignore[arg-type]
                raise OSError("killed")

        await chat.lamp.reminding("guardian", Dying()).round()  # type: ignore[arg-type]
        chat.clock.pass_(minutes=2)
        await work(chat)
        chat.clock.pass_(minutes=2)
        assert await work(chat) == 0
        first, second = there.got[-2:]
        assert first["Message-ID"] == second["Message-ID"]


async def test_two_guardians_and_one_of_two_students(tmp_path: Path) -> None:
    async with with_mail(tmp_path) as (chat, there):
        ben = chat.as_("test:ben", name="Ben")
        for each, name in ((chat, "Ana"), (ben, "Ben")):
            for to in (MUM, "dad@example.org"):
                await each.run(
                    [
                        (f"send my mum a weekly summary to {to}", f"{name}'s week of learning"),
                        (tap("Switch it on"), to),
                    ]
                )
                await confirm(each, there)
        chat.clock.pass_(days=3)
        before = len(there.got)
        assert await work(chat) == 4
        weeks = there.got[before:]
        assert sorted((str(m["To"]), str(m["Subject"])[:3]) for m in weeks) == [
            ("dad@example.org", "Ana"),
            ("dad@example.org", "Ben"),
            (MUM, "Ana"),
            (MUM, "Ben"),
        ]
        await chat.run([("/guardian stop", "Which one?"), (tap(MUM), f"nothing goes to {MUM}")])
        chat.clock.pass_(days=7)
        assert await work(chat) == 3


async def test_the_private_link(tmp_path: Path) -> None:
    async with with_mail(tmp_path) as (chat, there):
        await practise(chat)
        await chat.run([("send my mum a weekly summary as a link", "A private page would show")])
        link = token((await chat.say(tap("Switch it on"))).text)
        await chat.lamp.keeping_up.catch_up()
        assert "Nothing yet" in words((await chat.lamp.doors.show(link)).html)
        chat.clock.pass_(days=3)
        assert await work(chat) == 1
        assert there.got == []
        shown = words((await chat.lamp.doors.show(link)).html)
        assert "6 Learning: " in shown
        assert "SECRET" not in shown
        await chat.run([("/guardian stop", "opens nothing any more")])
        assert (await chat.lamp.doors.show(link)).status == 404


async def test_whoever_runs_it_can_end_what_goes_to_an_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bounce came, or a parent called."""
    async with with_mail(tmp_path) as (chat, there):
        await switch_on(chat)
        await confirm(chat, there)
        monkeypatch.setattr(guardians, "settings", lambda: chat.lamp.settings)
        assert await guardians._at("dad@example.org", stop=True) == 0
        assert await guardians._at("mum@EXAMPLE.org", stop=False) == 1
        assert await guardians._at("mum@EXAMPLE.org", stop=True) == 1
        chat.clock.pass_(days=3)
        assert await work(chat) == 0
        await chat.run([("/guardian", "No guardian gets anything")])


async def test_who_left_isnt_told_of_until_they_come_back(tmp_path: Path) -> None:
    async with with_mail(tmp_path) as (chat, there):
        await practise(chat)
        await switch_on(chat)
        await confirm(chat, there)
        chat.clock.pass_(days=3)
        for _ in range(14):
            await work(chat)
            chat.clock.pass_(days=7)
        assert 7 <= len(there.got) - 1 <= 9
        before = len(there.got)
        await practise(chat)
        await work(chat)
        assert len(there.got) == before + 1


async def test_an_account_that_was_taken_out_takes_no_guardian_along(tmp_path: Path) -> None:
    async with with_mail(tmp_path) as (chat, there):
        await switch_on(chat)
        await confirm(chat, there)
        other = chat.as_("other:ana", name="Ana")
        store = chat.lamp.store
        await store.learner("other:ana")
        assert (
            await store.linking.link("other:ana", await store.linking.new_code(chat.person)) is None
        )
        await other.run([("/guardian", MUM)])
        assert await store.linking.unlink(chat.person, "other:ana")
        await other.run([("/guardian", ["No guardian gets anything", no(MUM)])])
        await chat.run([("/guardian", MUM)])
        chat.clock.pass_(days=3)
        await practise(chat)
        assert await work(chat) == 1
