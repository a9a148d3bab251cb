"""A workspace: the stand-in for Slack, and the real bot on it over sockets."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest
import pytest_asyncio
from slack_sdk.http_retry import builtin_async_handlers

from bot.adapters.slack import Access, App, Ports, manifest, running
from bot.messages import Part
from bot.skill import Skill, Turn
from tests.bot.conftest import Chat
from tests.platforms.slack_fake import FakeSlack

COMMANDS = frozenset({"ask", "help", "quiz", "settings", "plan"})


class Seconds:
    """A clock that a test moves."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Workspace:
    """Starts bots on one stand-in; all of them end with the test."""

    pages = ""
    """Where its web pages are, if it has any."""

    def __init__(self, slack: FakeSlack, stack: AsyncExitStack) -> None:
        self.slack = slack
        self.clock = Seconds()
        self._stack = stack

    async def start(
        self, talk: Chat, *, http: bool = False, app: App | None = None
    ) -> AsyncExitStack:
        """A bot with this chat; leaving the stack it returns ends it.

        Args:
            app: what workspaces install; None: there is one, with its token.
        """
        own = AsyncExitStack()
        port = free_port() if http or app else 0
        access = Access(
            bot_token=None if app else self.slack.bot_token,
            app=app,
            app_token=None if http else self.slack.app_token,
            signing_secret=self.slack.signing_secret,
            base_url=self.slack.api_url,
            port=port,
        )
        await own.enter_async_context(running(access, ports(talk), self.clock))
        self._stack.push_async_callback(own.aclose)
        self.pages = f"http://127.0.0.1:{port}"
        if http:
            self.slack.request_url = f"{self.pages}/slack/events"
        else:
            await self.slack.wait_connected()
        return own


def ports(talk: Chat) -> Ports:
    conversation = talk.conversation
    return Ports(
        accept=conversation.accept,
        handle=conversation.handle,
        recover=conversation.recover,
        amend=conversation.amend,
        withdraw=conversation.withdraw,
        replies=talk.store.thread.answer,
        closing=conversation.close,
        translate=lambda locale: spoken,
        commands=COMMANDS,
        remind=talk.remind,
    )


def spoken(text: str, /, **fields: object) -> str:
    return text.format(**fields) if fields else text


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def asking(answer: Callable[[Turn, str], Any]) -> Skill:
    return Skill(name="ask", summary="", usage="", run=answer)


def saying(*parts: Part, audience: Any = "everyone") -> Skill:
    """A skill that says this, whatever it is asked."""

    async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
        for part in parts:
            yield part

    return Skill(name="ask", summary="", usage="", run=run, audience=audience)


@pytest_asyncio.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    """With the manifest's own scopes and events: what isn't in it doesn't work."""
    made = manifest()
    scopes = set(made["oauth_config"]["scopes"]["bot"])
    events = set(made["settings"]["event_subscriptions"]["bot_events"])
    async with FakeSlack(scopes=scopes, bot_events=events) as fake:
        yield fake


@pytest_asyncio.fixture
async def workspace(
    slack: FakeSlack, chat: Callable[..., Awaitable[Any]], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Workspace]:
    monkeypatch.setattr(builtin_async_handlers.random, "random", lambda: 0.0)
    async with AsyncExitStack() as stack:
        yield Workspace(slack, stack)
