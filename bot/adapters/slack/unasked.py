"""Sends what nobody asked for: reminders, to people's direct messages."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from slack_sdk.errors import SlackApiError

from bot.adapters.slack.api import CANT_POST_HERE, GONE, TROUBLE, Undeliverable, code
from bot.adapters.slack.incoming import team_and_user
from bot.adapters.slack.live import Live, Target
from bot.adapters.slack.traces import mark
from bot.adapters.slack.words import escaped
from bot.adapters.slack.workspace import Workspace, Workspaces
from bot.errors import StudylampError
from bot.messages import Incoming, Place, Reply
from bot.reminders.delivery import Closed, Gone, NotNow, Outcome, Sent

_RATE_LIMITED = "ratelimited"
_UNKNOWN = Gone("the app isn't installed in their workspace")


@dataclass(frozen=True, slots=True)
class SlackPost:
    workspaces: Workspaces

    async def send(self, person: str, reply: Reply, key: str, *, again: bool) -> Outcome:
        """Before it is sent again, it is looked for by its mark in their direct messages."""
        team, user = team_and_user(person)
        said = _as_if_asked(person, key, reply.language)
        try:
            workspace = await self.workspaces.of(team)
            if workspace is None:
                return _UNKNOWN
            live = Live(workspace.client, Target(""), team, user, time.monotonic)
            await workspace.courier.send(said, reply, live, again=again)
        except (Undeliverable, StudylampError, *TROUBLE) as error:
            return _outcome(error)
        return Sent()

    async def mention(self, person: str, place: Place, text: str, key: str) -> Outcome:
        team, user = team_and_user(person)
        try:
            workspace = await self.workspaces.of(team)
            if workspace is None:
                return _UNKNOWN
            await _call(workspace, user, place, text, key)
        except (StudylampError, *TROUBLE) as error:
            return _outcome(error)
        return Sent()


async def _call(workspace: Workspace, user: str, place: Place, text: str, key: str) -> None:
    await workspace.client.chat_postMessage(
        channel=place.name,
        thread_ts=place.thread or None,
        text=f"<@{user}> {escaped(text)}",
        metadata=mark(f"reminder:{key}", -1),
    )


def _as_if_asked(person: str, key: str, language: str) -> Incoming:
    return Incoming(
        delivery_id=f"reminder:{key}",
        person=person,
        at=datetime.now(UTC),
        locale=language or None,
        unasked=True,
    )


def _outcome(error: BaseException) -> Outcome:
    """What an error means for who is to get it."""
    reason = str(error) if isinstance(error, Undeliverable) else code(error)
    if reason == _RATE_LIMITED and isinstance(error, SlackApiError):
        seconds = float(error.response.headers.get("Retry-After") or 30)
        return NotNow(reason, timedelta(seconds=seconds))
    if reason in GONE:
        return Gone(reason)
    return Closed(reason) if reason in CANT_POST_HERE else NotNow(reason)
