"""Private pages for people who aren't on any chat platform, and calendars for their programs, over
HTTP (aiohttp).

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


class Calendar(Protocol):
    """An answer to a calendar program."""

    @property
    def data(self) -> bytes: ...
    @property
    def etag(self) -> str: ...


Subscribed = Callable[[str], Awaitable[Calendar | None]]
"""Gives the calendar of a link's secret part; None when it opens nothing."""


@asynccontextmanager
async def running(
    host: str, port: int, show: Show, do: Do, subscribed: Subscribed
) -> AsyncIterator[int]:
    """The pages are there until the context ends; gives the port.

    Raises:
        SettingsError: nothing can be listened on there.
    """

    async def get(request: web.Request) -> web.Response:
        return await _answered(show(request.match_info["token"]))

    async def post(request: web.Request) -> web.Response:
        form = await request.post()
        return await _answered(do(request.match_info["token"], str(form.get("do", ""))))

    async def calendar(request: web.Request) -> web.Response:
        return await _calendar(request, subscribed(request.match_info["token"]))

    pages = web.Application(client_max_size=_MOST)
    pages.router.add_get("/g/{token}", get)
    pages.router.add_post("/g/{token}", post)
    pages.router.add_get("/c/{token}.ics", calendar)
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


async def _calendar(request: web.Request, made: Awaitable[Calendar | None]) -> web.Response:
    """In full, or that nothing is new since the program asked last."""
    try:
        found = await made
    except StoreError as error:
        log.error("calendar not made", exc_info=error)
        return web.Response(status=503, headers={**_HEADERS, "Retry-After": "60"})
    if found is None:
        return web.Response(status=404, text="This link opens nothing any more.", headers=_HEADERS)
    seen = request.if_none_match or ()
    new = not any(tag.value in ("*", found.etag) for tag in seen)
    response = web.Response(
        status=200 if new else 304,
        body=found.data if new else None,
        headers={**_HEADERS, "Cache-Control": "private, no-cache"},
    )
    response.etag = found.etag
    if new:
        response.content_type, response.charset = "text/calendar", "utf-8"
    return response
