"""The ways in: Socket Mode, where we call Slack, and HTTP, where Slack calls us. With either, a
page on which workspaces install the app.

Both give every request to slack-bolt (signatures, authorization, our own messages) and then to
one middleware: nothing is acknowledged before it is stored.
"""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import structlog
from aiohttp import ClientSession, web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.api import make_client
from bot.adapters.slack.bot import SlackBot
from bot.adapters.slack.installed import App, Installation, Installed
from bot.adapters.slack.looking import look_up, look_up_app
from bot.adapters.slack.manifest import PATH, missing_scopes
from bot.adapters.slack.oauth import WORKSPACE, Authorize, make_flow
from bot.adapters.slack.ports import Ports
from bot.adapters.slack.workspace import OneWorkspace, Workspace, Workspaces
from bot.errors import SettingsError, StudylampError

_MOST_CONNECTIONS = 10

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Access:
    """How to reach Slack, and how it reaches us."""

    bot_token: str | None = field(default=None, repr=False)
    """Of the one workspace; None: see ``app``."""
    app: App | None = None
    """What many workspaces install."""
    app_token: str | None = field(default=None, repr=False)
    """Socket Mode."""
    signing_secret: str | None = field(default=None, repr=False)
    """HTTP."""
    base_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 3000


@asynccontextmanager
async def running(
    access: Access, ports: Ports, clock: Callable[[], float] = time.monotonic
) -> AsyncIterator[SlackBot]:
    """The bot at work, until the context ends.

    Args:
        clock: seconds that only go up.

    Raises:
        SettingsError: tokens or secrets are missing, wrong or can do too little.
    """
    async with ClientSession() as session:

        def client(token: str | None) -> AsyncWebClient:
            made = make_client(token, access.base_url)
            made.session = session  # else each call makes a connection of its own
            return made

        workspaces = await _workspaces(access, ports, client)
        bot = SlackBot(ports, workspaces, clock)
        flow = None
        if access.app and isinstance(workspaces, Installed):
            flow = make_flow(access.app, workspaces, client(None))
        app = _app(client(None), bot, access)
        await bot.start()
        try:
            async with AsyncExitStack() as ways:
                if access.app_token:
                    await ways.enter_async_context(_socket(app, access.app_token))
                if flow or not access.app_token:
                    await ways.enter_async_context(_http(app, access, flow))
                yield bot
        finally:
            await bot.stop()


async def _workspaces(
    access: Access, ports: Ports, client: Callable[[str | None], AsyncWebClient]
) -> Workspaces:
    """
    Args:
        client: makes one with a token.
    """
    if access.app is None:
        only = client(access.bot_token)
        us = await look_up(only, access.app_token)
        if us.missing:
            log.warning("scopes are missing: reinstall the app", scopes=us.missing)
        return OneWorkspace(Workspace(only, us.user, us.bot, ports))

    def make(installation: Installation) -> Workspace:
        return Workspace(client(installation.token), installation.user, installation.bot, ports)

    installed = Installed(access.app, client(None), make)
    await look_up_app(client(None), access.app, access.app_token)
    for each in await installed.check():
        if missing := missing_scopes(each.scopes):
            log.warning("scopes are missing: install again", team=each.team, scopes=missing)
    return installed


def _app(client: AsyncWebClient, bot: SlackBot, access: Access) -> AsyncApp:
    app = AsyncApp(
        client=client,
        signing_secret=access.signing_secret or "",
        request_verification_enabled=not access.app_token,
        authorize=Authorize(bot.workspaces),  # type: ignore[arg-type]  # bolt's own kind
        logger=logging.getLogger("slack_bolt"),
        user_facing_authorize_error_message=(
            "Studylamp isn't installed in this workspace any more. Whoever runs it can tell you "
            "where to install it again."
        ),
    )

    @app.middleware
    async def receive(
        req: AsyncBoltRequest, next: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse:
        del next  # nothing comes after this
        again = "x-slack-retry-num" in req.headers
        team, workspace = req.context.team_id or "", req.context.get(WORKSPACE)
        try:
            if workspace:
                await bot.receive(req.body, team, workspace, again=again)
            else:  # what bolt lets through without a workspace
                await bot.removed(req.body, team)
        except StudylampError as error:
            log.error("not stored", exc_info=error)
            return BoltResponse(status=503, body="")  # Slack delivers it again
        except (KeyError, ValueError, TypeError, IndexError) as error:
            log.error("not understood", kind=str(req.body.get("type")), exc_info=error)
        return BoltResponse(status=200, body="")

    return app


@asynccontextmanager
async def _socket(app: AsyncApp, app_token: str) -> AsyncIterator[None]:
    handler = AsyncSocketModeHandler(app, app_token=app_token, ping_interval=5)
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
async def _http(app: AsyncApp, access: Access, flow: AsyncOAuthFlow | None) -> AsyncIterator[None]:
    pages = web.Application()
    if not access.app_token:  # in Socket Mode nothing that comes this way is signed
        pages.router.add_post(PATH, _answered_by(app.async_dispatch))
    if flow:
        pages.router.add_get(flow.install_path, _answered_by(flow.handle_installation))
        pages.router.add_get(flow.redirect_uri_path, _answered_by(flow.handle_callback))
    server = web.AppRunner(pages, access_log=None)
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


def _answered_by(
    handler: Callable[[AsyncBoltRequest], Awaitable[BoltResponse]],
) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await handler(await to_bolt_request(request)))

    return answer
