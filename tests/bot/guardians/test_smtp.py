"""Mail against a real server: what it answers, and what becomes of that."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.guardians import smtp
from bot.guardians.html import Link
from bot.guardians.mail import Letter, compose
from bot.guardians.smtp import NotNow, Refused, Server, server_of
from tests.mail_server import MailServer, certificate, mail_server

FROM, TO = "lamp@school.example", "mum@example.org"
TEXT = "**Ana's week**\nFrom Nov 14 to Nov 20\n\n- 6 Learning: 1 of 3 <solid>"


def letter(to: str = TO, key: str = "k1") -> EmailMessage:
    return compose(
        Letter(TEXT, "en", "It was switched on.", stop=Link("https://x.example/g/T", "Stop")),
        to=to,
        sender=FROM,
        sender_name="Studylamp",
        key=key,
        now=datetime(2026, 11, 22, 18, tzinfo=UTC),
    )


def plain(server: MailServer) -> Server:
    return Server("127.0.0.1", server.port, "none")


async def send(server: Server, to: str = TO) -> None:
    await smtp.send(server, letter(to), sender=FROM, to=to)


async def test_a_mail_as_it_arrives() -> None:
    async with mail_server() as there:
        await send(plain(there))
    (got,) = there.got
    assert there.to == [TO]
    assert got["Subject"] == "Ana's week"
    assert got["From"] == "Studylamp <lamp@school.example>"
    assert got["To"] == TO
    assert got["Message-ID"] == "<k1@school.example>"
    assert got["List-Unsubscribe"] == "<https://x.example/g/T>"
    assert got["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert got["Auto-Submitted"] == "auto-generated"
    text, page = got.get_body(("plain",)), got.get_body(("html",))
    assert text and page
    assert "Ana's week\r\nFrom Nov 14" in text.get_content()
    assert "**" not in text.get_content()
    assert "Stop: https://x.example/g/T" in text.get_content()
    assert "<li>6 Learning: 1 of 3 &lt;solid&gt;</li>" in page.get_content()


async def test_starttls_and_login(tmp_path: Path) -> None:
    theirs, ours = certificate(tmp_path)
    async with mail_server(starttls=theirs, password="se/cret") as there:
        url = f"smtp://lamp:se%2Fcret@localhost:{there.port}"
        server = replace(server_of(url), context=ours)
        await smtp.check(server)
        assert there.got == []
        await send(server)
        with pytest.raises(NotNow, match="doesn't accept user and password: 535"):
            await send(replace(server, password="wrong"))
    assert len(there.got) == 1


async def test_tls_from_the_start(tmp_path: Path) -> None:
    theirs, ours = certificate(tmp_path)
    async with mail_server(tls=theirs) as there:
        await send(Server("localhost", there.port, "implicit", context=ours))
    assert len(there.got) == 1


async def test_a_certificate_that_nobody_signed_is_refused(tmp_path: Path) -> None:
    theirs, _ = certificate(tmp_path)
    async with mail_server(starttls=theirs) as there:
        with pytest.raises(NotNow, match="encrypted connection failed"):
            await send(Server("localhost", there.port, "starttls"))
    assert there.got == []


async def test_nothing_goes_without_encryption_where_it_was_asked_for() -> None:
    async with mail_server() as there:
        with pytest.raises(NotNow, match="offers no encryption"):
            await send(Server("127.0.0.1", there.port, "starttls"))
    assert there.got == []


@pytest.mark.parametrize("where", ["at_recipient", "at_data"])
async def test_later_or_never(where: str) -> None:
    async with mail_server() as there:
        setattr(there, where, "451 4.7.1 Greylisted, try again")
        with pytest.raises(NotNow, match=r"451 4\.7\.1 Greylisted"):
            await send(plain(there))
        setattr(there, where, "550 5.1.1 No such user")
        with pytest.raises(Refused, match=r"550 5\.1\.1 No such user"):
            await send(plain(there))


async def test_our_own_fault_is_not_the_addresss() -> None:
    async with mail_server(password="secret") as there:  # it wants a login, and we have none
        with pytest.raises(NotNow):
            await send(plain(there))


async def test_a_connection_that_breaks_after_the_mail_was_taken() -> None:
    async with mail_server() as there:
        there.drop = True
        with pytest.raises(NotNow):  # nobody told us that it was: the same again, under the same id
            await send(plain(there))
        there.drop = False
        await send(plain(there))
    assert {got["Message-ID"] for got in there.got} == {"<k1@school.example>"}


async def test_nobody_there_and_nobody_who_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    async def silent(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await ended.wait()
        writer.close()

    ended = asyncio.Event()
    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    monkeypatch.setattr(smtp, "SECONDS", 0.05)
    with pytest.raises(NotNow, match="doesn't answer"):
        await send(Server("127.0.0.1", port, "none"))
    ended.set()
    server.close()
    await server.wait_closed()
    with pytest.raises(NotNow, match="can't be reached"):
        await send(Server("127.0.0.1", port, "none"))


async def test_letters_from_all_over() -> None:
    to = "mamá@xn--ana-6na.example"
    async with mail_server() as there:
        await send(plain(there), to)
    assert there.to == [to]
    async with mail_server(utf8=False) as there:
        with pytest.raises(Refused, match="such letters"):
            await send(plain(there), to)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://a:b@mail.x.org", Server("mail.x.org", 587, "starttls", "a", "b")),
        ("smtps://a%40x.org:b@mail.x.org", Server("mail.x.org", 465, "implicit", "a@x.org", "b")),
        ("smtp://localhost:25?tls=none", Server("localhost", 25, "none")),
    ],
)
def test_addresses_of_servers(url: str, server: Server) -> None:
    assert server_of(url) == server


@pytest.mark.parametrize(
    "url",
    ["mail.x.org", "http://x.org", "smtp://", "smtp://x.org:port", "smtp://a:hush@x.org?tls=none"],
)
def test_wrong_ones_say_what_to_write(url: str) -> None:
    with pytest.raises(SettingsError, match="STUDYLAMP_SMTP_URL") as error:
        server_of(url)
    assert "hush" not in str(error.value)
