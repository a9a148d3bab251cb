"""One person's way to the classes: what they may see and change there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import partners
from bot.learner import membership
from bot.learner.class_log import ClassLog
from bot.learner.events import Event, Logged
from bot.learner.membership import ClassFace, ClassList
from bot.learner.model import Learner
from bot.learner.roles import Right
from bot.learner.store import Store
from bot.learner.store.rosters import Changes
from bot.learner.uploads import Upload
from bot.messages import Attachment, Incoming
from bot.names import clean_name
from bot.partners import Partnership, Seeker
from bot.rosters import Entry
from bot.uploads import batch_of

_LATELY = timedelta(weeks=4)
"""From when it is told at which times somebody studies."""
_ABOUT = (*membership.EVENTS, *membership.WAYS_IN, "consent_required", "consent_given")


@dataclass(frozen=True, slots=True)
class Classroom:
    """What skills may do with classes (`bot.skill.Classroom`), for one learner."""

    store: Store
    learner: Learner
    incoming: Incoming
    clock: Callable[[], datetime]

    async def record(
        self, course: str, types: Collection[str], learners: Collection[str] | None = None
    ) -> Sequence[Logged]:
        self._check(course, "see")
        return await self.store.in_course(course, types, learners)

    async def people(self, course: str) -> ClassList:
        self._check(course, "see")
        return await self.store.classes.people(course)

    async def face(self, course: str) -> ClassFace:
        return membership.face(await self.store.classes.people(course))

    async def log(self, course: str) -> ClassLog:
        self._check(course, "see")
        return await self.store.class_log(course)

    async def history(self, course: str) -> Sequence[Logged]:
        self._check(course, "admit")
        return await self.store.in_course(course, _ABOUT)

    async def compare(self, course: str, entries: Sequence[Entry]) -> Changes:
        self._check(course, "admit")
        return await self.store.rosters.compare(course, entries)

    async def take_in(self, course: str, entries: Sequence[Entry]) -> Changes:
        self._check(course, "admit")
        return await self.store.rosters.take_in(course, entries, self.learner.id)

    async def codes(self) -> Mapping[str, Logged]:
        made = await self.store.classes.happened(("join_code_made", "join_code_revoked"))
        return membership.codes(made, self.clock())

    async def own_code(self, code: str) -> Sequence[Event]:
        return await self.store.classes.join_by_own_code(self.learner.id, code)

    async def introduce(self) -> None:
        if name := clean_name(self.incoming.name or ""):
            await self.store.classes.call(self.learner.id, name)

    async def partners(self, course: str) -> Partnership | None:
        now, mine = self.clock(), self.learner.id
        found = partners.standing(course, await self.store.in_course(course, partners.EVENTS))
        if mine not in found.names:
            return None
        if partner := found.partner(mine):
            return Partnership(partner=found.names[partner])
        students = {m.learner for m in (await self.store.classes.people(course)).students}
        since = now - _LATELY
        seekers = []
        for learner in sorted(students & found.names.keys()):
            known = await self.store.projections.known(learner, course)
            strong, weak = partners.by_mastery(known.beliefs(course, now))
            slots = partners.slots(await self.store.times(learner, since))
            seekers.append(Seeker(learner, strong, weak, slots))
        fit = partners.pairs(seekers, found).get(mine)
        if fit is None:
            return Partnership()
        return Partnership(
            fit=fit,
            answered=(mine, fit.other) in found.said,
            wanted_by_them=found.said.get((fit.other, mine), False),
        )

    async def partner_name(self, course: str, other: str) -> str:
        found = partners.standing(course, await self.store.in_course(course, partners.EVENTS))
        if not found.said.get((other, self.learner.id)):
            raise PermissionError("they haven't agreed")
        return found.names.get(other, "")

    async def keep(self, files: Sequence[Attachment]) -> str:
        name, now = self.incoming.delivery_id, self.clock()
        batch = self._batch(name)
        await self.store.uploads.offer(
            [
                (Upload(batch_of(f"{batch}:{n}"), batch, "", file.name, "", now), file.data)
                for n, file in enumerate(files)
            ]
        )
        return name

    async def kept(self, name: str) -> Sequence[Attachment]:
        there = await self.store.uploads.batch(self._batch(name))
        found = [(upload.name, await self.store.uploads.data(upload.id)) for upload in there]
        return [Attachment(name=name, data=data) for name, data in found if data is not None]

    async def forget(self, name: str) -> None:
        there = await self.store.uploads.batch(self._batch(name))
        await self.store.uploads.forget([upload.id for upload in there])

    def _batch(self, name: str) -> str:
        """Nobody else's: their own id is in it."""
        return batch_of(f"roster:{self.learner.id}:{name}")

    def _check(self, course: str, right: Right) -> None:
        if not self.learner.may(course, right):
            raise PermissionError(f"this learner has no right to {right} in {course}")
