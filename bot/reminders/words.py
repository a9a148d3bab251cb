"""Puts reminders into words by having the conversation carry out their actions."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from datetime import datetime

from bot.i18n import SOURCE_LANGUAGE, Translator, supported
from bot.language import detect
from bot.learner.store import UNASKED, Store
from bot.messages import Incoming, Reply, Text
from bot.reminders.due import Due
from bot.reminders.ports import Failed, Mention

Handle = Callable[[Incoming], AsyncGenerator[Reply, None]]


class Turning:
    """Each reminder is a turn of its learner's direct messages that nobody asked for. It is stored
    like any other, under an id of its own, so it is carried out once, whatever crashes."""

    def __init__(
        self,
        store: Store,
        handle: Handle,
        *,
        translators: Callable[[str], Translator],
        clock: Callable[[], datetime],
        refresh: Callable[[str], Awaitable[None]],
    ) -> None:
        self._store, self._handle = store, handle
        self._translators, self._clock, self._refresh = translators, clock, refresh

    async def compose(self, due: Due) -> Reply | None:
        incoming = await self._incoming(due)
        try:
            async with aclosing(self._handle(incoming)) as replies:
                async for _ in replies:
                    pass
        except Exception as error:
            raise Failed(type(error).__name__) from error
        stored = await self._store.thread.answer(incoming.delivery_id)
        if not stored:
            raise Failed("another process is at it")
        return stored[-1] if stored[-1].parts else None

    async def _incoming(self, due: Due) -> Incoming:
        """As if they had used the control whose action is due."""
        last = await self._store.reminders.last_contact(due.learner_id)
        return Incoming(
            delivery_id=f"{UNASKED}{due.key}",
            person=last.person if due.wanted.to and last else due.person,
            action=due.wanted.action,
            at=self._clock(),
            locale=language_of(last),
            timezone=last.timezone if last else due.local.zone,
            unasked=True,
        )

    def merged(self, replies: Sequence[Reply], *, late: bool) -> Reply:
        language = next((reply.language for reply in replies if reply.language), "")
        say = self._translators(language or SOURCE_LANGUAGE).gettext
        parts = [part for reply in replies for part in reply.parts]
        if late:
            text = say("Some of this comes late: I couldn't write to you before.")
            parts.insert(0, Text(markdown=text))
        return Reply(parts=tuple(parts), language=language)

    async def mention(self, due: Due) -> Mention | None:
        learner = await self._store.learner(due.person)
        place = await self._store.reminders.last_public_place(due.person)
        if not learner.preferences.mention or place is None:
            return None
        last = await self._store.reminders.last_contact(due.learner_id)
        language = supported(learner.preferences.language) or supported(language_of(last))
        text = self._translators(language or SOURCE_LANGUAGE).gettext(
            "I have a reminder for you, but your direct messages are closed to me. Write to me, "
            "and I'll show it to you."
        )
        return Mention(place, text)

    async def changed(self, learner_id: str) -> None:
        await self._refresh(learner_id)


def language_of(last: Incoming | None) -> str | None:
    """The language that they wrote in last, else their platform's."""
    return (detect(last.text or "") or last.locale) if last else None
