"""Mail to guardians: whether the server takes us, without sending anything."""

from __future__ import annotations

from collections.abc import AsyncIterator

from bot.doctor.finding import SECONDS, Finding
from bot.settings import Settings

AREA = "mail"


async def mail(settings: Settings) -> AsyncIterator[Finding]:
    from bot.app import ways_to_guardians
    from bot.guardians import smtp

    mailbox = ways_to_guardians(settings).mailbox
    if mailbox is None:
        yield Finding(AREA, "off", "not configured", "For guardians, see docs/guardians.md.")
    else:
        server = mailbox.server
        try:
            await smtp.check(server, seconds=SECONDS)
        except smtp.NotNow as error:
            do = "Look at STUDYLAMP_SMTP_URL; nothing is lost, mail is tried again for two days."
            yield Finding(AREA, "problem", str(error), do)
        else:
            how = {"starttls": "STARTTLS", "implicit": "TLS", "none": "without encryption"}
            says = f"{server.host}:{server.port} takes us ({how[server.tls]}), as {mailbox.sender}"
            yield Finding(AREA, "ok", says)
    if settings.public_url:
        says = f"guardians' pages at {settings.public_url}, from {settings.web_host}:"
        yield Finding(AREA, "ok", f"{says}{settings.web_port}", "Start them: studylamp serve")
