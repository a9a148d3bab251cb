"""Who writes, and where in Slack: what classes go by."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.fingerprint import fingerprint
from bot.learner.events import CourseBound, RoleGranted
from bot.messages import Incoming, Part, Text
from bot.skill import Turn
from tests.bot.adapters.slack.conftest import Workspace, asking
from tests.bot.conftest import MakeChat
from tests.platforms.slack_fake import FakeSlack


@pytest.mark.parametrize("may_see_email", [True, False])
async def test_a_message_says_who_and_where(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat, may_see_email: bool
) -> None:
    seen: list[Incoming] = []

    async def answer(turn: Turn, text: str) -> AsyncIterator[Part]:
        seen.append(turn.incoming)
        yield Text(markdown="hello")

    slack.users["U1"] = {"name": "Ana Gómez", "email": "Ana@School.example"}
    if not may_see_email:
        assert slack.scopes
        slack.scopes.discard("users:read.email")
    await workspace.start(await chat(asking(answer)))
    await slack.message("D1", "U1", "hi")
    await slack.wait_call("chat.postMessage")
    await slack.message("C1", "U1", "<@U0BOT> hi", mention=True)
    await slack.wait_call("chat.postMessage", count=2)
    team = seen[0].person.split(":")[1]
    assert [each.channel for each in seen] == ["", f"slack:{team}:C1"]
    assert {each.workspace for each in seen} == {f"slack:{team}"}
    assert {each.name for each in seen} == {"Ana Gómez"}
    known = fingerprint("ana@school.example") if may_see_email else None
    assert {each.email_print for each in seen} == {known}
    assert "school.example" not in str([each.model_dump() for each in seen]).lower()


async def test_a_mention_in_a_bound_channel_joins_its_class(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    async def answer(turn: Turn, text: str) -> AsyncIterator[Part]:
        yield Text(markdown=f"in {turn.learner.course}")

    talk = await chat(asking(answer))
    team = slack.team_of("U1")
    eva = await talk.store.learner(f"slack:{team}:U9")
    bound = CourseBound(course="tiny", place=f"slack:{team}:C1")
    await talk.store.append(eva.id, [bound], at=talk.clock())
    await workspace.start(talk)
    await slack.message("C1", "U1", "<@U0BOT> what is it", mention=True)
    answered = await slack.wait_call("chat.postMessage")
    assert "in tiny" in str(answered.args)
    ana = await talk.store.learner(f"slack:{team}:U1")
    assert ana.roles == {"tiny": "student"} and ana.name
    granted = [e.event for e in await talk.store.events(ana.id, ("role_granted",))]
    assert [e.by for e in granted if isinstance(e, RoleGranted)] == [eva.id]
