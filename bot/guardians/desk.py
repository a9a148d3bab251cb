"""Guardians as skills may see and change them (`bot.skill.Guarding`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.learner.guardians import Guardian, Key, Purpose, Went, find_code
from bot.learner.model import Learner
from bot.learner.store import Store

_WEEK = timedelta(days=7)
_ONCE_IN = timedelta(days=30)
"""So long an address that didn't say yes is left alone."""
_MOST_ASKED = 3
"""Addresses that one student may name in a week: nobody writes to strangers through us."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What this installation can do."""

    mails: bool = False
    """It has a mail server."""
    url: str = ""
    """Where its pages are; empty when it has none."""

    def page(self, token: str) -> str:
        """The address of what a link opens."""
        return f"{self.url.rstrip('/')}/g/{token}" if self.url else ""


@dataclass(frozen=True, slots=True)
class Desk:
    """One student's guardians."""

    store: Store
    learner: Learner
    ways: Ways

    @property
    def learner_id(self) -> str:
        return self.learner.id

    async def all(self) -> Mapping[str, Guardian]:
        return await self.store.guardians.of(self.learner_id)

    async def may_ask(self, address: str) -> bool:
        mine, now = await self.all(), self.store.now()
        if any(each.address == address for each in mine.values()):
            return True
        events = await self.store.events(self.learner_id, ("digest_confirmed", "consent_given"))
        said_yes = {getattr(e.event, "guardian", getattr(e.event, "who", "")) for e in events}
        before = await self.store.guardians.named(self.learner_id, address)
        unanswered = [at for id_, at in before.items() if id_ not in said_yes]
        asked = await self.store.guardians.asked_lately(self.learner_id, now - _WEEK)
        return (
            asked < _MOST_ASKED
            and not any(at > now - _ONCE_IN for at in unanswered)
            and not await self.store.guardians.has_refused(address)
        )

    async def add(self, address: str, student: str) -> str:
        return await self.store.guardians.add(self.learner_id, address, student)

    async def forget(self, guardian: str) -> None:
        if guardian in await self.all():
            await self.store.guardians.forget(guardian)

    async def link(self, guardian: str) -> str:
        await self.store.guardians.revoke(guardian, "page")
        token = await self.store.guardians.mint(self.learner_id, guardian, "page")
        return self.ways.page(token)

    async def letter(self, learner_id: str, course: str) -> str:
        if not self.learner.may(course, "admit"):
            raise PermissionError(f"this learner may not hand out letters in {course}")
        return await self.store.guardians.mint(learner_id, "", "letter", course, code=True)

    async def opened(self, said: str, purposes: Sequence[Purpose]) -> Key | None:
        code = find_code(said)
        found = await self.store.guardians.open(code, self.learner_id) if code else None
        return found if found and found.purpose in purposes else None

    async def went(self, guardian: str) -> Sequence[Went]:
        return await self.store.guardians.went(self.learner_id, guardian)
