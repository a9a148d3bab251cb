"""Carries what is due to guardians: by mail, or onto the page behind their link.

Mail has no way to ask whether something arrived. A digest that came twice tells nothing new; one
that got lost, with the student believing it was read, breaks a promise. So it is sent at least
once: written down as sent right after the server took it, a few at a time, and under the same
Message-ID when a crash came between the two, by which mail systems know it again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.guardians import smtp
from bot.guardians.desk import Ways
from bot.guardians.html import Link
from bot.guardians.mail import Letter, compose
from bot.guardians.model import EVENTS, standing
from bot.i18n import SOURCE_LANGUAGE, Translator
from bot.learner.events import DigestEnded
from bot.learner.guardians import Guardian, Purpose
from bot.learner.store import Store
from bot.messages import Place, Reply, Text
from bot.reminders.delivery import NotNow, Outcome, Over, Sent

BATCH = 10
"""Mails that are sent before it is written down."""
TELL_AFTER = timedelta(minutes=1)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Mailbox:
    """What mail is sent with."""

    server: smtp.Server
    sender: str
    """The address that it comes from."""


@dataclass(frozen=True, slots=True)
class GuardianPost:
    """The reminders' way to guardians (`bot.reminders.delivery.Post`)."""

    store: Store
    ways: Ways
    mailbox: Mailbox | None
    translators: Callable[[str], Translator]
    clock: Callable[[], datetime]
    refresh: Callable[[str], Awaitable[None]]
    """Makes a learner's reminders fit what happened."""

    async def send(self, person: str, reply: Reply, key: str, *, again: bool) -> Outcome:
        _, id_, *rest = person.split(":", 2)
        what = rest[0] if rest else ""
        guardian = await self.store.guardians.get(id_)
        if guardian is None or not await self._wanted(guardian, what):
            return Over("stopped")
        if not guardian.address:
            return Sent() if not what else Over("no address")  # the page shows what was sent last
        if self.mailbox is None:
            return NotNow("no mail server is configured")
        letter = await self._letter(guardian, reply, what)
        message = compose(
            letter,
            to=guardian.address,
            sender=self.mailbox.sender,
            sender_name="Studylamp",
            key=key,
            now=self.clock(),
        )
        try:
            await smtp.send(
                self.mailbox.server, message, sender=self.mailbox.sender, to=guardian.address
            )
        except smtp.NotNow as error:
            log.error("mail not sent", key=key, why=str(error))
            return NotNow(str(error))
        except smtp.Refused as error:
            log.warning("address refused", key=key, why=str(error))
            await self._give_up(guardian)
            return Over(str(error))
        return Sent()

    async def mention(self, person: str, place: Place, text: str, key: str) -> Outcome:
        return Over("guardians are in no channel")

    async def _wanted(self, guardian: Guardian, what: str) -> bool:
        """Looked at right before it goes: it may have been stopped since."""
        if what.startswith("consent"):
            return True
        events = await self.store.events(guardian.learner_id, EVENTS)
        mine = next((each for each in standing(events) if each.id == guardian.id), None)
        return mine is not None and (mine.goes if not what else not mine.confirmed)

    async def _letter(self, guardian: Guardian, reply: Reply, what: str) -> Letter:
        language = reply.language or SOURCE_LANGUAGE
        tr = self.translators(language)
        text = "\n".join(part.markdown for part in reply.parts if isinstance(part, Text))
        if not what:
            return await self._digest(guardian, text, tr)
        purpose: Purpose = "consent" if what.startswith("consent") else "confirm"
        course = what.partition(":")[2]
        mint = self.store.guardians.mint
        code = await mint(guardian.learner_id, guardian.id, purpose, course, code=True)
        said = {"student": guardian.student or tr.gettext("the student")}
        said["code"] = f"/guardian code {code}"
        if not self.ways.url:
            small = tr.gettext("If you agree, give {student} this to type in: {code}", **said)
            return Letter(text, language, small)
        token = await mint(guardian.learner_id, guardian.id, purpose, course)
        small = tr.gettext("Or, without the link, give {student} this to type in: {code}", **said)
        link = Link(self.ways.page(token), tr.gettext("Say yes or no"))
        return Letter(text, language, small, link=link)

    async def _digest(self, guardian: Guardian, text: str, tr: Translator) -> Letter:
        who = guardian.student or tr.gettext("the student")
        if not self.ways.url:
            small = tr.gettext(
                "To stop these mails, tell {student}, who can switch them off at once.", student=who
            )
            return Letter(text, tr.language, small)
        token = await self.store.guardians.mint(guardian.learner_id, guardian.id, "stop")
        url = self.ways.page(token)
        small = tr.gettext("{student} switched this summary on for you.", student=who)
        return Letter(text, tr.language, small, stop=Link(url, tr.gettext("Stop these mails")))

    async def _give_up(self, guardian: Guardian) -> None:
        """The address takes no mail: nothing more is tried, and the student hears of it."""
        now = self.clock()
        ended = DigestEnded(guardian=guardian.id, how="address", tell_at=now + TELL_AFTER)
        await self.store.append(guardian.learner_id, [ended], at=now)
        await self.store.guardians.forget(guardian.id)
        await self.refresh(guardian.learner_id)
