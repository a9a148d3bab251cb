"""Private pages for people who aren't on any chat platform, over HTTP (aiohttp).

Behind a proxy that speaks HTTPS. A page is what `show` gives for the secret part of its address;
its buttons send ``do`` back there.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Protocol

import structlog
from aiohttp import web

from bot.errors import SettingsError, StoreError

_MOST = 4_096
"""Bytes that a form may have."""
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}

log = structlog.get_logger()


class Page(Protocol):
    """An answer to a browser."""

    @property
    def status(self) -> int: ...
    @property
    def html(self) -> str: ...


Show = Callable[[str], Awaitable[Page]]
"""Gives the page of a link's secret part."""
Do = Callable[[str, str], Awaitable[Page]]
"""Does what one of its buttons says."""


@asynccontextmanager
async def running(host: str, port: int, show: Show, do: Do) -> AsyncIterator[int]:
    """The pages are there until the context ends; gives the port.

    Raises:
        SettingsError: nothing can be listened on there.
    """

    async def get(request: web.Request) -> web.Response:
        return await _answered(show(request.match_info["token"]))

    async def post(request: web.Request) -> web.Response:
        form = await request.post()
        return await _answered(do(request.match_info["token"], str(form.get("do", ""))))

    pages = web.Application(client_max_size=_MOST)
    pages.router.add_get("/g/{token}", get)
    pages.router.add_post("/g/{token}", post)
    server = web.AppRunner(pages, access_log=None)  # its lines would hold the secrets
    await server.setup()
    try:
        await web.TCPSite(server, host, port).start()
    except OSError as error:
        await server.cleanup()
        raise SettingsError(
            "I can't listen on {host}:{port} ({reason}). STUDYLAMP_WEB_PORT takes another one.",
            host=host,
            port=port,
            reason=error.strerror or error,
        ) from error
    try:
        yield int(server.addresses[0][1])
    finally:
        await server.cleanup()


async def _answered(made: Awaitable[Page]) -> web.Response:
    try:
        page = await made
    except StoreError as error:
        log.error("page not made", exc_info=error)
        return web.Response(status=503, text="Try again in a minute.", headers=_HEADERS)
    return web.Response(
        status=page.status, text=page.html, content_type="text/html", headers=_HEADERS
    )
