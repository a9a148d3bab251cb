"""One mail to a guardian. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime

from bot.guardians import html


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be sent."""

    text: str
    """As `wording` makes it; its first heading is the subject."""
    language: str
    small: str
    """What stands below a line."""
    link: html.Link | None = None
    """What it is about, above the line."""
    stop: html.Link | None = None
    """Ends it, with one click of a mail program as well (RFC 8058); below the line."""


def compose(
    letter: Letter, *, to: str, sender: str, sender_name: str, key: str, now: datetime
) -> EmailMessage:
    """
    Args:
        to: as `address_of` gives it.
        key: the same for the same mail: mail systems show it once, however often it arrives.
    """
    ascii_only = to.isascii()
    message = EmailMessage(policy=(SMTP if ascii_only else SMTPUTF8).clone(cte_type="7bit"))
    message["Subject"] = " ".join(html.heading(letter.text).split())
    message["From"] = Address(display_name=sender_name, addr_spec=sender)
    local, _, domain = to.rpartition("@")
    message["To"] = Address(username=local, domain=domain)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{key}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office replies, please
    if letter.stop:
        message["List-Unsubscribe"] = f"<{letter.stop.url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    link, stop = letter.link, letter.stop
    above, below = str(link) if link else "", str(stop) if stop else ""
    parts = [html.plain(letter.text), above, "--", letter.small, below]
    message.set_content("\n\n".join(filter(None, parts)) + "\n")
    page = html.mail(letter.text, letter.language, small=letter.small, link=link, stop=stop)
    message.add_alternative(page, subtype="html")
    return message
