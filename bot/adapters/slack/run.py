"""The ways in: Socket Mode, where we call Slack, and HTTP, where Slack calls us.

Both give every request to slack-bolt (signatures, authorization, our own messages) and then to
one middleware: nothing is acknowledged before it is stored.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import structlog
from aiohttp import ClientSession, web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.api import make_client
from bot.adapters.slack.bot import SlackBot
from bot.adapters.slack.looking import look_up
from bot.adapters.slack.manifest import PATH
from bot.errors import SettingsError, StudylampError

_MOST_CONNECTIONS = 10

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Access:
    """How to reach a workspace, and how it reaches us."""

    bot_token: str
    app_token: str | None = None
    """Socket Mode."""
    signing_secret: str | None = None
    """HTTP."""
    base_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 3000


@asynccontextmanager
async def running(
    access: Access, make: Callable[[AsyncWebClient, str], SlackBot]
) -> AsyncIterator[SlackBot]:
    """The bot at work, until the context ends.

    Args:
        make: gets the client and the bot's own user id.

    Raises:
        SettingsError: the tokens are missing, wrong or can do too little.
    """
    async with ClientSession() as session:
        client = make_client(access.bot_token, access.base_url)
        client.session = session  # else each call makes a connection of its own
        us = await look_up(client, access.app_token)
        if us.missing:
            log.warning("scopes are missing: reinstall the app", scopes=us.missing)
        bot = make(client, us.user)
        app = _app(client, bot, access)
        await bot.start()
        try:
            async with _socket(app, access) if access.app_token else _http(app, access):
                yield bot
        finally:
            await bot.stop()


def _app(client: AsyncWebClient, bot: SlackBot, access: Access) -> AsyncApp:
    logger = logging.getLogger("slack_bolt")
    # bolt finds SLACK_BOT_TOKEN in the environment and warns that our client has one already.
    logger.addFilter(lambda record: "`token` will be unused" not in record.getMessage())
    app = AsyncApp(
        client=client,
        signing_secret=access.signing_secret or "",
        request_verification_enabled=not access.app_token,
        logger=logger,
    )

    @app.middleware
    async def receive(
        req: AsyncBoltRequest, next: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse:
        del next  # nothing comes after this
        again = "x-slack-retry-num" in req.headers
        try:
            await bot.receive(req.body, again=again)
        except StudylampError as error:
            log.error("not stored", exc_info=error)
            return BoltResponse(status=503, body="")  # Slack delivers it again
        except (KeyError, ValueError, TypeError, IndexError) as error:
            log.error("not understood", kind=str(req.body.get("type")), exc_info=error)
        return BoltResponse(status=200, body="")

    return app


@asynccontextmanager
async def _socket(app: AsyncApp, access: Access) -> AsyncIterator[None]:
    handler = AsyncSocketModeHandler(app, app_token=access.app_token, ping_interval=5)
    handler.client.message_listeners.append(_watch)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


async def _watch(_client: Any, message: dict[str, Any], _raw: str | None) -> None:
    """Slack spreads deliveries over all connections of an app and takes ten at the most."""
    connections = int(message.get("num_connections") or 0)
    if message.get("type") == "hello" and connections >= _MOST_CONNECTIONS:
        log.warning("no more connections than this", connections=connections)


@asynccontextmanager
async def _http(app: AsyncApp, access: Access) -> AsyncIterator[None]:
    server = web.AppRunner(app.web_app(PATH), access_log=None)
    await server.setup()
    try:
        await web.TCPSite(server, access.host, access.port).start()
    except OSError as error:
        await server.cleanup()
        raise SettingsError(
            "I can't listen on {host}:{port} ({reason}). STUDYLAMP_SLACK_PORT takes another one.",
            host=access.host,
            port=access.port,
            reason=error.strerror or error,
        ) from error
    try:
        yield
    finally:
        await server.cleanup()
