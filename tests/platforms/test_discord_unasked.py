"""What comes unasked on Discord: as a direct message, once; what Discord's errors mean."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.discord.unasked import DiscordPost
from bot.learner.events import Happened, PlanAimed
from bot.learner.rhythm import Rhythm
from bot.learner.store import Store
from bot.messages import (
    Action,
    Buttons,
    Form,
    FormField,
    Option,
    Part,
    Place,
    Reply,
    Text,
)
from bot.reminders import worker
from bot.reminders.delivery import Closed, Gone, Sent
from bot.reminders.planner import Planner
from bot.reminders.wanted import Source, Wanted
from bot.skill import Skill, Turn
from tests.fakes import FakeClock
from tests.platforms.discord_fake import FakeDiscord
from tests.platforms.discord_running import running
from tests.platforms.test_discord import echo

KEY = "0123456789abcdef0123"
REPLY = Reply(
    parts=(
        Text(markdown="How is chapter 6 going?"),
        Buttons(options=(Option(label="Done", action=Action(name="ask.go", args={"id": "1"})),)),
    )
)


@pytest.fixture
async def dc() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as fake:
        yield fake


async def test_it_arrives_once_and_its_buttons_work(dc: FakeDiscord, tmp_path: Path) -> None:
    async with running(dc, tmp_path, [echo()]) as client:
        post = DiscordPost(client, client.ports)
        ada = f"discord:{dc.user('Ada')['id']}"
        assert await post.send(ada, REPLY, KEY, again=False) == Sent()
        assert await post.send(ada, REPLY, KEY, again=True) == Sent()
        [message] = dc.sent(dc.dm("Ada"))
        assert message["content"] == "How is chapter 6 going?"
        await dc.click(message, label="Done")
        await dc.wait_for(lambda: len(dc.sent(dc.dm("Ada"))) == 2)
        assert "ask pressed" in dc.sent(dc.dm("Ada"))[1]["content"]


LONG = "what is said in this button is longer than what Discord lets a button say " * 3


async def remind(_turn: Turn, _args: Mapping[str, str]) -> AsyncIterator[Part]:
    yield Text(markdown="How is chapter 6 going?")
    told = Action(name="ask.told", args={"note": LONG})
    yield Buttons(options=(Option(label="As before", action=told),))
    field = FormField(name="note", label="What helped?")
    yield Form(title="A note", fields=(field,), submit=Action(name="ask.told"))


async def told(_turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
    yield Text(markdown=f"noted: {args['note'][:9]}")


async def wish(turn: Turn, _text: str) -> AsyncIterator[Part]:
    turn.record(PlanAimed(course="tiny", by=date(2026, 12, 1)))
    yield Text(markdown="good")


def two_at_once(events: Sequence[Happened]) -> list[Wanted]:
    action, rhythm = Action(name="ask.remind"), Rhythm(at=time(13), starts=date(2026, 11, 20))
    names = ("first", "second") if events else ()
    return [Wanted(name=name, rhythm=rhythm, action=action) for name in names]


async def test_after_a_restart_a_long_button_and_a_form_are_known(
    dc: FakeDiscord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "LOOK_AGAIN", timedelta(seconds=0.05))
    ask = Skill("ask", "ask", "ask", run=wish, act={"remind": remind, "told": told})
    sources, clock = [Source(frozenset(("plan_aimed",)), two_at_once)], FakeClock()

    async def sent(n: int) -> dict[str, Any]:
        await dc.wait_for(lambda: len(dc.sent(dc.dm("Ada"))) >= n)
        return dc.sent(dc.dm("Ada"))[n - 1]

    async with running(dc, tmp_path, [ask], sources=sources, clock=clock):
        await dc.say(None, "Ada", "hello")
        await sent(1)
        store = await Store.open(f"sqlite:///{tmp_path / 'studylamp.db'}", clock=clock)
        await store.scheduling.catch_up(Planner(tuple(sources)))
        await store.close()
        clock.pass_(hours=1, minutes=3)
        await sent(5)  # two reminders became one, which is laid out in four messages
    async with running(dc, tmp_path, [ask], sources=sources, clock=clock):
        *_, button, form = dc.sent(dc.dm("Ada"))[1:]
        await dc.click(button, label="As before")
        assert (await sent(6))["content"] == "noted: what is s"
        opened = await (await dc.click(form, label="Fill in the form")).answered()
        answer = await (await dc.submit(opened, {"note": "sleeping well"})).settled()
        assert answer["content"] == "noted: sleeping "


async def test_closed_or_gone(dc: FakeDiscord, tmp_path: Path) -> None:
    async with running(dc, tmp_path, [echo()]) as client:
        post = DiscordPost(client, client.ports)
        ada = f"discord:{dc.user('Ada')['id']}"
        dc.user("Ada")["_dms_closed"] = True
        assert await post.send(ada, REPLY, KEY, again=False) == Closed("403 (50007)")
        assert isinstance(await post.send("discord:404404", REPLY, KEY, again=False), Gone)


async def test_called_where_others_read_and_nobody_else_is(dc: FakeDiscord, tmp_path: Path) -> None:
    async with running(dc, tmp_path, [echo()]) as client:
        post = DiscordPost(client, client.ports)
        channel = next(name for name, each in dc.channels.items() if each["type"] == 0)
        number = dc.user("Ada")["id"]
        place = Place(kind="channel", name=str(channel))
        outcome = await post.mention(f"discord:{number}", place, "Write to me, @everyone.", KEY)
        assert outcome == Sent()
        [message] = dc.sent(dc.channels[channel])
        assert message["content"] == f"<@{number}> Write to me, @everyone."
        assert message["_pings"] == [number]
