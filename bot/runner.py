"""Runs one turn: asks the skill, stores what it did, and tells kindly what went wrong."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing, suppress
from time import monotonic

import structlog

from bot.errors import StoreError, StudylampError
from bot.i18n import SOURCE_LANGUAGE, Translator, supported
from bot.learner.events import LearnerJoined
from bot.learner.store import Deliveries, Delivery, LeaseLost
from bot.messages import Audience, Citations, Draft, Incoming, Part, Reply, Text
from bot.skill import Turn
from bot.turns import Prepared, Turns
from knowledge.problems import SourceError

_MOST_ATTEMPTS = 3
"""A message that brought the program down this often is not tried again."""

_OWN = frozenset(("attempt_made", "mark_referred"))
"""Events of a turn whose reply is for the learner alone."""

log = structlog.get_logger()


class Runner:
    """Makes the replies to a delivery that this process holds."""

    def __init__(
        self,
        deliveries: Deliveries,
        turns: Turns,
        translators: Callable[[str], Translator],
        turned: Callable[[Turn, bool], None],
        at_once: int,
    ) -> None:
        """
        Args:
            turned: told that a turn is over and stored, and whether it recorded events.
            at_once: turns that are made side by side; others wait, already stored.
        """
        self._deliveries = deliveries
        self._turns = turns
        self._translators = translators
        self._turned = turned
        self._room = asyncio.Semaphore(at_once)
        self.closing = False
        """True when the program ends: a turn that is cut off is left for the next start."""

    async def replies(self, delivery: Delivery) -> AsyncGenerator[Reply, None]:
        """Transient replies at once, then the answer, stored.

        Raises:
            StoreError: it can't be stored; it was not answered.
            LeaseLost: another process answers it.
            Exception: what went wrong, where nobody asked and an apology would only be odd.
        """
        if delivery.replies is not None:  # answered, but never taken
            for reply in delivery.replies:
                yield reply
            return
        incoming = delivery.incoming
        if delivery.attempts > _MOST_ATTEMPTS:
            log.error("given up", delivery=incoming.delivery_id, attempts=delivery.attempts)
            yield await self._store_failure(incoming)
            return
        answer = []
        async with self._room, aclosing(self._made(incoming)) as replies:
            async for reply in replies:
                if reply.transient:
                    yield reply
                else:
                    answer.append(reply)  # stored; sending it takes nothing from the others
        for reply in answer:
            yield reply

    async def _made(self, incoming: Incoming) -> AsyncGenerator[Reply, None]:
        started = monotonic()
        try:
            prepared = await self._turns.prepare(incoming)
        except StoreError:
            raise
        except Exception as error:
            if incoming.unasked:
                raise
            log.error("turn failed", exc_info=error)
            yield await self._store_failure(incoming)
            return
        async with aclosing(self._run(prepared)) as replies:
            async for reply in replies:
                yield reply
        log.info(
            "answered",
            skill=prepared.skill,
            seconds=round(monotonic() - started, 3),
            text=incoming.text,
        )

    def apology(self, incoming: Incoming, error: StudylampError) -> Reply:
        """An error's text for a message that can't be answered at all."""
        text = self._translator(incoming).gettext(error.template, **error.fields)
        return Reply(parts=(Text(markdown=text),), audience=_private(incoming))

    async def _run(self, prepared: Prepared) -> AsyncGenerator[Reply, None]:
        """Run the skill; store what it did; yield its reply."""
        turn, parts, drafts = prepared.turn, list[Part](), list[str]()
        try:
            async with aclosing(prepared.parts) as made:
                async for part in made:
                    if part.type not in ("draft", "status"):
                        parts.append(part)
                        continue
                    if isinstance(part, Draft):
                        drafts.append(part.delta)
                    yield _reply(prepared, part)
            if not parts and not turn.incoming.unasked:
                if turn.incoming.action is None:
                    raise RuntimeError(f"{prepared.skill} said nothing")
                # What else comes by itself, and is silent when it is over.
                parts.append(Text(markdown=turn._("There is nothing new.")))
            json.dumps(turn.state)
        except (asyncio.CancelledError, GeneratorExit):
            if self.stopped_by_learner():
                await asyncio.shield(self._stop(prepared, parts, drafts))
            raise
        except Exception as error:
            if turn.incoming.unasked:
                raise
            reply = self._failed(prepared, parts, error)
            await self._store(prepared, reply, completed=False)
            yield reply
            return
        reply = _reply(prepared, *parts)
        await self._store(prepared, reply, completed=True)
        yield reply

    def stopped_by_learner(self) -> bool:
        """False when the program ends, or the adapter failed to show a draft: it can try again."""
        task = asyncio.current_task()
        return not self.closing and task is not None and task.cancelling() > 0

    async def _stop(self, prepared: Prepared, parts: list[Part], drafts: list[str]) -> None:
        """The learner stopped the answer: close the turn with what they saw of it."""
        turn = prepared.turn
        log.info("stopped", skill=prepared.skill)
        seen = "".join(drafts) or turn._("Stopped.")
        reply = _reply(prepared, *parts, Text(markdown=seen))
        with suppress(StoreError, LeaseLost):
            await self._store(prepared, reply, completed=False, taken=True)

    def _failed(self, prepared: Prepared, parts: list[Part], error: Exception) -> Reply:
        turn = prepared.turn
        if isinstance(error, StudylampError):
            log.warning("told the learner", skill=prepared.skill, exc_info=error)
            text = turn._(error.template, **error.fields)
        elif isinstance(error, SourceError):
            log.warning("course not readable", skill=prepared.skill, exc_info=error)
            text = turn._("I can't open this course right now: {reason}", reason=str(error))
        else:
            log.error("turn failed", skill=prepared.skill, exc_info=error)
            return _unexpected(turn.translator, turn.incoming)
        return _reply(prepared, *parts, Text(markdown=text))

    async def _store(
        self, prepared: Prepared, reply: Reply, *, completed: bool, taken: bool = False
    ) -> None:
        """All or nothing: the reply and, when the skill came to its end, what it did."""
        turn = prepared.turn
        joins = turn.learner.new and not turn.incoming.unasked
        joined = [LearnerJoined()] if joins else []
        events = [*joined, *(turn.events if completed else ())]
        await self._deliveries.answer(
            turn.incoming.delivery_id,
            [reply],
            state=turn.state if completed else prepared.state_before,
            events=events,
            learner_id=turn.learner.id,
            others=turn.others if completed else (),
            shown=turn.shown if completed else (),
            at=turn.now,
            taken=taken,
            incoming=_without_files(prepared.received),
        )
        self._turned(turn, bool(events))

    async def _store_failure(self, incoming: Incoming) -> Reply:
        none = incoming.unasked
        reply = Reply(parts=()) if none else _unexpected(self._translator(incoming), incoming)
        await self._deliveries.answer(incoming.delivery_id, [reply], state={}, at=incoming.at)
        return reply

    def _translator(self, incoming: Incoming) -> Translator:
        """For texts about a message whose learner could not even be looked up."""
        return self._translators(supported(incoming.locale) or SOURCE_LANGUAGE)


def _reply(prepared: Prepared, *parts: Part) -> Reply:
    language = prepared.turn.translator.language
    spoken = "" if language == SOURCE_LANGUAGE else language
    turn = prepared.turn
    # A mark is nobody else's business, wherever the answer was typed.
    marked = turn.incoming.place.public and any(e.type in _OWN for e in turn.events)
    audience = "you" if marked and prepared.audience == "everyone" else prepared.audience
    return Reply(
        parts=parts,
        audience=audience,
        language=spoken,
        shareable=_from_the_course_alone(prepared, parts),
    )


def _from_the_course_alone(prepared: Prepared, parts: Sequence[Part]) -> bool:
    """An answer with its sources and nothing else: no mark, no exercise, no news about the person.

    A model has read what was said before, so that has to be such answers, too.
    """
    by_model = any(isinstance(part, Text) and part.by_model for part in parts)
    return (
        prepared.public
        and not prepared.turn.shown
        and any(isinstance(part, Citations) for part in parts)
        and {event.type for event in prepared.turn.events} <= {"question_asked"}
        and (prepared.public_past or not by_model)
    )


def _without_files(incoming: Incoming) -> Incoming | None:
    """Their names only: who looks back at a conversation needn't load megabytes."""
    if not incoming.files:
        return None
    names = tuple(file.model_copy(update={"data": b""}) for file in incoming.files)
    return incoming.model_copy(update={"files": names})


def _unexpected(translator: Translator, incoming: Incoming) -> Reply:
    """For an error that nobody foresaw; the reference is the turn's id in the log."""
    text = translator.gettext(
        "Something went wrong on my side, and it isn't your fault. Please try again. "
        "If it keeps happening, give this reference to whoever runs me: {reference}.",
        reference=structlog.contextvars.get_contextvars().get("turn", "–"),
    )
    return Reply(parts=(Text(markdown=text),), audience=_private(incoming))


def _private(incoming: Incoming) -> Audience:
    return "you" if incoming.place.public else "everyone"
