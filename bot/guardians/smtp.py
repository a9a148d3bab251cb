"""Sends mail by SMTP (the standard library's client, in a thread)."""

from __future__ import annotations

import asyncio
import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Literal
from urllib.parse import unquote, urlsplit

from bot.errors import SettingsError

SECONDS = 20.0
"""How long a server may take to answer."""
_PORTS = {"smtp": 587, "smtps": 465}
_LOCAL = ("localhost", "127.0.0.1", "::1")

Tls = Literal["starttls", "implicit", "none"]


class Refused(Exception):
    """The server takes no mail for that address: trying again changes nothing."""


class NotNow(Exception):
    """It can't be sent now, for a reason that isn't the address's."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed in."""

    host: str
    port: int
    tls: Tls
    user: str = ""
    password: str = field(default="", repr=False)
    hello: str = "localhost"
    """What we call ourselves; asking the system for a name may ask the network."""
    context: ssl.SSLContext | None = field(default=None, repr=False, compare=False)
    """None: the system's, which checks certificates."""


def server_of(url: str, hello: str = "localhost") -> Server:
    """``smtp://user:password@host:587`` (STARTTLS, always), ``smtps://…`` (TLS from the start);
    ``smtp://localhost:25?tls=none`` without, which only a server on this machine may be.

    Raises:
        SettingsError: it is none of these. Its text doesn't show the password.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        parts, port = urlsplit(""), 0
    tls: Tls = "implicit" if parts.scheme == "smtps" else "starttls"
    if not parts.hostname or not port or parts.query not in ("", "tls=none"):
        raise SettingsError(
            "STUDYLAMP_SMTP_URL has to look like smtp://user:password@mail.example.org:587 "
            "(STARTTLS) or smtps://user:password@mail.example.org:465 (TLS). Characters such as @ "
            "or / in the password are written as %40 and %2F."
        )
    if parts.query == "tls=none":
        if parts.hostname not in _LOCAL:
            raise SettingsError(
                "STUDYLAMP_SMTP_URL: ?tls=none is for a mail server on this machine only; what "
                "guardians read may not go over a network unencrypted."
            )
        tls = "none"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Server(parts.hostname, port, tls, user, password, hello)


async def send(server: Server, message: EmailMessage, *, sender: str, to: str) -> None:
    """Hand in one mail for one address.

    Raises:
        Refused: the address takes no mail.
        NotNow: anything else; it may work later.
    """
    await asyncio.to_thread(_send, server, message, sender, to)


async def check(server: Server, *, seconds: float = SECONDS) -> None:
    """Connect and log in, and send nothing.

    Raises:
        NotNow: it doesn't work; says why.
    """
    await asyncio.to_thread(_check, server, seconds)


def _check(server: Server, seconds: float) -> None:
    with _explained(server), _connected(server, seconds) as smtp:
        smtp.noop()


def _send(server: Server, message: EmailMessage, sender: str, to: str) -> None:
    with _explained(server), _connected(server, SECONDS) as smtp:
        try:
            # Not send_message: it writes ">From" where a line begins with "From".
            smtp.sendmail(sender, [to], message.as_bytes(), _options(smtp, to))
        except smtplib.SMTPRecipientsRefused as error:
            raise _verdict(*next(iter(error.recipients.values()))) from error
        except smtplib.SMTPSenderRefused as error:
            said = _said(error.smtp_code, error.smtp_error)
            raise NotNow(f"the server doesn't take mail from {sender}: {said}") from error
        except smtplib.SMTPDataError as error:
            raise _verdict(error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPNotSupportedError as error:  # no SMTPUTF8
            raise Refused("the server can't send to addresses with such letters") from error


def _options(smtp: smtplib.SMTP, to: str) -> Sequence[str]:
    """
    Raises:
        smtplib.SMTPNotSupportedError: the server can't send to such an address.
    """
    if to.isascii():
        return ()
    smtp.ehlo_or_helo_if_needed()
    if not smtp.has_extn("smtputf8"):
        raise smtplib.SMTPNotSupportedError("SMTPUTF8")
    return ("SMTPUTF8", "BODY=8BITMIME")


def _verdict(code: int, said: bytes | str) -> Refused | NotNow:
    return Refused(_said(code, said)) if code >= 500 else NotNow(_said(code, said))


def _said(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(text.split())}"[:200]


@contextmanager
def _connected(server: Server, seconds: float) -> Iterator[smtplib.SMTP]:
    context = server.context or ssl.create_default_context()
    if server.tls == "implicit":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, server.hello, timeout=seconds, context=context
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, server.hello, timeout=seconds)
    try:
        if server.tls == "starttls":
            smtp.starttls(context=context)
        if server.user:
            smtp.login(server.user, server.password)
        yield smtp
    finally:
        with suppress(smtplib.SMTPException, OSError):  # what was taken is taken
            smtp.quit()
        smtp.close()


@contextmanager
def _explained(server: Server) -> Iterator[None]:
    """Every error leaves as one of ours, without the password or the address."""
    where = f"{server.host}:{server.port}"
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        said = _said(error.smtp_code, error.smtp_error)
        raise NotNow(f"{where} doesn't accept user and password: {said}") from error
    except smtplib.SMTPNotSupportedError as error:
        raise NotNow(f"{where} offers no encryption (STARTTLS) or no login: {error}") from error
    except smtplib.SMTPResponseException as error:
        raise NotNow(f"{where} says {_said(error.smtp_code, error.smtp_error)}") from error
    except ssl.SSLError as error:
        raise NotNow(f"{where}: the encrypted connection failed: {error}") from error
    except (smtplib.SMTPException, OSError) as error:
        if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
            raise NotNow(f"{where} doesn't answer") from error
        raise NotNow(f"{where} can't be reached: {error}") from error
