"""What goes to guardians runs beside everything else, and the doctor looks at it."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from aiohttp import ClientError, ClientSession

from bot.app import build, ways_to_guardians
from bot.commands.guardians import to_guardians
from bot.doctor.mail import mail
from bot.errors import SettingsError
from bot.settings import load
from tests.mail_server import mail_server


async def test_pages_are_there_while_it_runs(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    chosen = load(data_dir=tmp_path, public_url="https://learn.example.org", web_port=port)
    page = f"http://127.0.0.1:{port}/g/x"
    async with build(chosen) as lamp, ClientSession() as session:
        async with to_guardians(lamp):  # none beside a single platform
            with pytest.raises(ClientError):
                await session.get(page)
        async with to_guardians(lamp, pages=True), session.get(page) as response:
            assert response.status == 404
            assert "opens nothing" in await response.text()


async def test_the_doctor_logs_in_and_sends_nothing(tmp_path: Path) -> None:
    async with mail_server() as there:
        url = f"smtp://127.0.0.1:{there.port}?tls=none"
        chosen = load(data_dir=tmp_path, smtp_url=url, smtp_from="lamp@school.example")
        (found,) = [finding async for finding in mail(chosen)]
        assert found.state == "ok"
        assert "lamp@school.example" in found.says
        assert there.got == []
    (found,) = [finding async for finding in mail(chosen)]
    assert found.state == "problem"
    assert "can't be reached" in found.says
    (found,) = [finding async for finding in mail(load(data_dir=tmp_path))]
    assert found.state == "off"


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"smtp_url": "smtp://x.org"}, "both STUDYLAMP_SMTP_URL and STUDYLAMP_SMTP_FROM"),
        ({"smtp_from": "a@x.org"}, "both STUDYLAMP_SMTP_URL and STUDYLAMP_SMTP_FROM"),
        ({"smtp_url": "x.org", "smtp_from": "a@x.org"}, "has to look like"),
    ],
)
def test_half_of_it_says_what_is_missing(
    tmp_path: Path, settings: dict[str, str], says: str
) -> None:
    with pytest.raises(SettingsError, match=says):
        ways_to_guardians(load(data_dir=tmp_path, **settings))


@pytest.mark.parametrize("url", ["http://learn.example.org", "learn.example.org", "ftp://x.org"])
def test_pages_are_https(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsError, match="public_url"):
        load(data_dir=tmp_path, public_url=url)
