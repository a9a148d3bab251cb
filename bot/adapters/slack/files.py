"""Fetches what people upload, within limits that they are told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import aiohttp
import structlog
from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from bot.adapters.slack.api import TROUBLE, code
from bot.messages import Attachment

MOST_FILES = 5
LARGEST = 8 * 2**20
"""Bytes of one file."""
_PATIENCE = 1.5
"""Seconds for all: they are stored before Slack hears that we have the message (3 s)."""

Translate = Callable[..., str]

log = structlog.get_logger()


async def fetch(
    files: Sequence[Mapping[str, Any]], client: AsyncWebClient, translate: Translate
) -> tuple[tuple[Attachment, ...], list[str]]:
    """The files, and what to tell about those that can't be had."""
    taken: list[Attachment] = []
    refused: list[str] = []
    try:
        async with asyncio.timeout(_PATIENCE), aiohttp.ClientSession() as session:
            for file in files[:MOST_FILES]:
                got = await _one(session, file, client)
                if got is None:
                    refused.append(_refusal(file, translate))
                else:
                    taken.append(got)
    except TROUBLE as error:
        log.warning("files not fetched", error=code(error))
        missing = files[len(taken) + len(refused) : MOST_FILES]
        refused += [_unread(file, translate) for file in missing]
    if len(files) > MOST_FILES:
        refused.append(translate("I take {most} files at a time.", most=MOST_FILES))
    return tuple(taken), refused


async def _one(
    session: aiohttp.ClientSession, file: Mapping[str, Any], client: AsyncWebClient
) -> Attachment | None:
    """None when it is too large."""
    if int(file.get("size") or 0) > LARGEST:
        return None
    url = URL(str(file.get("url_private") or ""))
    if not _is_slacks(url, client):
        raise aiohttp.ClientError("the file isn't on Slack")  # our token is none of theirs
    headers = {"Authorization": f"Bearer {client.token}"}
    async with session.get(url, headers=headers, allow_redirects=False) as response:
        response.raise_for_status()
        if response.content_type == "text/html" and file.get("mimetype") != "text/html":
            raise aiohttp.ClientError("Slack asks to log in: is the scope files:read missing?")
        data = await response.content.read(LARGEST + 1)
        while len(data) <= LARGEST and (more := await response.content.read(LARGEST)):
            data += more
    if len(data) > LARGEST:
        return None
    kind = str(file.get("mimetype") or "application/octet-stream")
    return Attachment(name=_name(file), media_type=kind, data=data)


def _is_slacks(url: URL, client: AsyncWebClient) -> bool:
    host = url.host or ""
    known = host.endswith((".slack.com", ".slack-gov.com")) and url.scheme == "https"
    return known or url.origin() == URL(client.base_url).origin() if host else False


def _name(file: Mapping[str, Any]) -> str:
    return str(file.get("name") or file.get("title") or "file")[:200]


def _refusal(file: Mapping[str, Any], translate: Translate) -> str:
    return translate(
        "“{name}” is larger than {limit} MB, which is the most I take. "
        "Send me the pages that matter, or split it.",
        name=_name(file),
        limit=LARGEST // 2**20,
    )


def _unread(file: Mapping[str, Any], translate: Translate) -> str:
    return translate(
        "I couldn't get “{name}” from Slack. Try again, or paste its text.", name=_name(file)
    )
