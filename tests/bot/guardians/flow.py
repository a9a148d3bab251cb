"""A student, a mail server and whoever reads the mail."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from bot.guardians.wanted import PLATFORM
from tests.dialogs.courses import PSYCHOLOGY
from tests.dialogs.runner import Dialog, dialog
from tests.mail_server import MailServer, mail_server

URL = "https://learn.example.org"


@asynccontextmanager
async def with_mail(
    folder: Path, *, pages: bool = True, **settings: Any
) -> AsyncIterator[tuple[Dialog, MailServer]]:
    async with (
        mail_server() as there,
        dialog(
            folder,
            PSYCHOLOGY,
            smtp_url=f"smtp://127.0.0.1:{there.port}?tls=none",
            smtp_from="lamp@school.example",
            public_url=URL if pages else None,
            **settings,
        ) as chat,
    ):
        chat.name = "Ana"
        yield chat, there


async def work(chat: Dialog, platform: str = PLATFORM, post: Any = None) -> int:
    """What the reminders do when it is time: how many were sent."""
    await chat.lamp.keeping_up.catch_up()
    worker = chat.lamp.reminding(platform, post or chat.lamp.guardian_post)
    return await worker.round()


def body(mail: EmailMessage) -> str:
    found = mail.get_body(("plain",))
    assert found
    return str(found.get_content()).replace("\r\n", "\n")


def token(text: str) -> str:
    found = re.search(rf"{URL}/g/([\w-]+)", text)
    assert found, text
    return found[1]


def code(text: str) -> str:
    found = re.search(r"[A-Z]{4}-[A-Z]{4}", text)
    assert found, text
    return found[0]


def words(page: str) -> str:
    """What a reader of a page sees."""
    inner = page.split("</head>")[1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", inner)).replace("&#x27;", "'").strip()
