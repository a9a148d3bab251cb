"""One turn: what it may use, which skill answers it, and in which language."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from bot.arriving import arrived
from bot.attached import Attached, is_material, read
from bot.care import care
from bot.classroom import Classroom
from bot.consent import needs_consent, without_consent
from bot.feed import Link
from bot.guardians.desk import Desk, Ways
from bot.hygiene import LONGEST, clean, complaint, quoted
from bot.i18n import SOURCE_LANGUAGE, Translator, supported
from bot.language import detect
from bot.learner.model import Learner
from bot.learner.store import PastTurn, Store
from bot.material import Material
from bot.messages import Action, Audience, Buttons, Choices, Incoming, Part, Reply, Text
from bot.ports import Exchange, Grading, Search
from bot.reminders.kept import with_kept
from bot.router import ActionRoute, Route, Router, UnknownCommand
from bot.safety import told
from bot.shelf import Shelf
from bot.skill import Skill, Turn
from bot.tutor.assigned import with_work
from bot.tutor.class_rules import while_open
from bot.tutor.pilots import with_pilot
from bot.tutor.teacher_answers import with_answers
from bot.tutor.verdicts import with_verdicts
from bot.uploads import asks_to_add
from bot.wellbeing import cared_for

if TYPE_CHECKING:
    from bot.llm import ChatModel

_OFFER = Action(name="course.offer")
"""What is done with a teacher's files."""
REMEMBERED = 6
"""Exchanges of a conversation that a skill sees."""

_LONGEST_REMEMBERED = 2_000

Answer = AsyncGenerator[Part, None]


@dataclass(slots=True)
class Prepared:
    """A turn and how it is going to be answered."""

    turn: Turn
    received: Incoming
    """The message as it came."""
    parts: Answer
    audience: Audience
    skill: str
    """The skill's name; empty when no skill is asked."""
    state_before: dict[str, Any]
    """What the conversation keeps when this turn fails."""
    public: bool
    """The skill says nothing from the learner's record."""
    public_past: bool
    """All that was answered before in this conversation may be shown to anybody."""


@dataclass(frozen=True, slots=True)
class Turns:
    """Makes turns out of messages. Holds what every turn may use."""

    store: Store
    skills: Sequence[Skill]
    courses: Shelf
    material: Material
    retrieval: Search
    grader: Grading
    model: ChatModel | None
    translators: Callable[[str], Translator]
    """Gives the translator of a language that we speak."""
    clock: Callable[[], datetime]
    rng: random.Random
    default_course: str | None = None
    help_line: str | None = None
    """Whom somebody in distress is told to turn to; None: the usual."""
    ways: Ways = field(default_factory=Ways)
    """How guardians are reached."""
    router: Router = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "router", Router(self.skills))

    async def prepare(self, incoming: Incoming) -> Prepared:
        """Find the learner, their course, the thread and the skill.

        Raises:
            StoreError: the record can't be read.
        """
        received = incoming
        distress = told(incoming)
        learner = await self.store.learner(incoming.person)
        arrival = await arrived(self.store, learner, incoming, self.default_course, self.clock())
        learner = arrival.learner
        # Nobody waits for a whole book to be read before they are asked what it is for.
        kept = self._takes_files(incoming)
        meant = bool(learner.adds_to) and any(map(is_material, incoming.files))
        offer = not kept and (meant or (bool(incoming.files) and asks_to_add(incoming.text or "")))
        attached = Attached() if offer or kept else await read(incoming.files)
        if attached.text:
            said = "\n\n".join(filter(None, (incoming.text, attached.text)))
            incoming = incoming.model_copy(update={"text": said})
        await self.material.refresh()
        await self.courses.refresh()
        if learner.course is None:
            learner = learner.model_copy(update={"course": self.default_course})
        past = await self.store.thread.past(incoming.conversation, limit=REMEMBERED)
        seen = [turn for turn in past if _may_see(turn, incoming)]
        # What somebody wrote in distress goes to no skill and no model, later neither.
        history = [_exchange(turn, past) for turn in seen if not told(turn.incoming)]
        state = await self.store.thread.state(
            incoming.conversation, incoming.person, private=not incoming.place.public
        )
        text = clean(incoming.text or "")
        pending = state.get("pending")
        route = self.router.action(_OFFER) if offer else self._route(incoming, text, pending)
        language = await self._language(incoming, route, learner, history)
        classroom = Classroom(self.store, learner, incoming, self.clock)
        turn = Turn(
            incoming=incoming,
            text=text,
            learner=learner,
            history=history,
            state=_begun(state) if route and not incoming.unasked else deepcopy(state),
            courses=self.courses,
            retrieval=self.retrieval,
            grader=self.grader,
            model=self.model.turn() if self.model else None,
            translator=self.translators(language),
            now=self.clock(),
            rng=self.rng,
            past=partial(self.store.events, learner.id),
            times=partial(self.store.times, learner.id),
            orders=self.store.orders,
            class_record=classroom.record,
            classroom=classroom,
            bound=arrival.bound,
            material=self.material,
            linking=self.store.linking,
            guardians=Desk(self.store, learner, self.ways),
            calendar_link=Link(self.store, learner.id, self.ways.url),
            knowing=partial(self.store.projections.known, learner.id),
            skills=self.skills,
            kept=await self.store.reminders.kept(learner.id),
        )
        if distress:
            turn.state = deepcopy(state)  # what is open stays open
            parts = care(turn, distress, self.help_line)
            audience: Audience = "you" if incoming.place.public else "everyone"
            return Prepared(
                turn, received, parts, audience, "", state, public=False, public_past=False
            )
        if course := await needs_consent(self.store, learner, incoming):
            turn.skills = without_consent(self.skills, course)
            route = _instead(route, turn.skills)
        public_past = all(reply.shareable for each in past for reply in each.replies)
        return _prepared(turn, received, route, state, attached, public_past=public_past)

    def _takes_files(self, incoming: Incoming) -> bool:
        """The words beside the files go to a skill that reads them itself."""
        said = clean(incoming.text or "")
        route = self._route(incoming, said, None) if incoming.files and said else None
        return isinstance(route, Route) and route.skill.takes_files

    def _route(
        self, incoming: Incoming, text: str, pending: str | None
    ) -> Route | ActionRoute | UnknownCommand | None:
        """None when there is nothing that a skill could do with it."""
        if incoming.action:
            return self.router.action(incoming.action)
        if complaint(incoming.text or ""):
            return None
        return self.router.text(text, pending=pending)

    async def _language(
        self,
        incoming: Incoming,
        route: object,
        learner: Learner,
        history: Sequence[Exchange],
    ) -> str:
        """The one they chose; otherwise the one they write in if that's clear, else what the
        platform or the course speaks."""
        if chosen := supported(learner.preferences.language):
            return chosen
        # The words of a command are ours, not theirs: "/settings language es" is no Spanish.
        command = isinstance(route, Route) and (incoming.text or "").lstrip().startswith("/")
        said = "" if command and _skill(route) != "ask" else incoming.text or ""
        written = detect(said[:LONGEST])
        if now := supported(written):
            return now
        words = (exchange.said for exchange in reversed(history))
        earlier = (detect(said) for said in words if not said.startswith("/"))
        found = supported(next(filter(None, earlier), None)) or supported(incoming.locale)
        return found or supported(await self._course_language(learner)) or SOURCE_LANGUAGE

    async def _course_language(self, learner: Learner) -> str | None:
        infos = await asyncio.to_thread(self.courses.list)
        here = [info.language for info in infos if info.id == learner.course]
        return here[0] if here else None


def _instead(
    route: Route | ActionRoute | UnknownCommand | None, skills: Sequence[Skill]
) -> Route | ActionRoute | UnknownCommand | None:
    """The same, to what a skill is in this turn."""
    if not isinstance(route, Route | ActionRoute):
        return route
    skill = next(skill for skill in skills if skill.name == route.skill.name)
    if isinstance(route, Route):
        return replace(route, skill=skill)
    verb = next(verb for verb, act in route.skill.act.items() if act is route.handler)
    return replace(route, skill=skill, handler=skill.act[verb])


def _begun(state: dict[str, Any]) -> dict[str, Any]:
    """A question that was open is answered now, or the learner went on to something else."""
    return {name: value for name, value in deepcopy(state).items() if name != "pending"}


def _prepared(
    turn: Turn,
    received: Incoming,
    route: Route | ActionRoute | UnknownCommand | None,
    state: dict[str, Any],
    attached: Attached,
    *,
    public_past: bool,
) -> Prepared:
    match route:
        case Route():
            parts = cast(Answer, route.skill.run(turn, route.argument))
        case ActionRoute():
            parts = cast(Answer, route.handler(turn, route.args))
        case UnknownCommand():
            parts = _said(_no_such_command(turn, route))
        case None if turn.incoming.unasked:
            parts = _nothing()
        case None if attached.unread and not turn.text:
            parts = _said(_not_read(turn, attached))
        case None:
            parts = _said(_nothing_to_do(turn))
    skill = route.skill if isinstance(route, Route | ActionRoute) else None
    if skill and not turn.incoming.unasked:
        parts = with_work(turn, parts, skill.name)
    if skill:
        parts = while_open(turn, skill, parts, state)
    if skill and not turn.incoming.unasked:
        parts = cared_for(turn, parts)
        if skill.name != "pilot":  # which says it itself
            parts = with_pilot(turn, parts)
        parts = with_verdicts(turn, with_answers(turn, parts))
        if attached.unread:
            parts = _after(_not_read(turn, attached), parts)
    wanted: Audience = skill.audience if skill else "you"
    audience: Audience = wanted if turn.incoming.place.public else "everyone"
    if skill and not turn.incoming.unasked:
        parts = with_kept(turn, parts, audience)
    return Prepared(
        turn,
        received,
        parts,
        audience,
        skill.name if skill else "",
        state,
        public=wanted == "everyone",
        public_past=public_past,
    )


async def _said(text: str) -> Answer:
    yield Text(markdown=text)


async def _nothing() -> Answer:
    none: tuple[Part, ...] = ()
    for part in none:
        yield part


async def _after(note: str, parts: Answer) -> Answer:
    yield Text(markdown=note)
    async with aclosing(parts):
        async for part in parts:
            yield part


def _not_read(turn: Turn, attached: Attached) -> str:
    return "\n".join(turn._(text, name=quoted(name)) for text, name in attached.unread)


def _skill(route: object) -> str:
    return route.skill.name if isinstance(route, Route | ActionRoute) else ""


def _no_such_command(turn: Turn, unknown: UnknownCommand) -> str:
    return turn._(
        "I don't know /{command}. Did you mean /{nearest}? /help shows what I can do.",
        command=unknown.command,
        nearest=unknown.nearest,
    )


def _nothing_to_do(turn: Turn) -> str:
    text = turn.incoming.text or ""
    if turn.incoming.action:
        return turn._("That button doesn't work any more. Write to me, and we'll go on from here.")
    return turn._(complaint(text) or "", length=f"{len(text):,}", limit=f"{LONGEST:,}")


# ---- what was said before ------------------------------------------------------------------


def _may_see(past: PastTurn, incoming: Incoming) -> bool:
    """In a channel, what only one person saw stays with that person."""
    own = past.incoming.person == incoming.person
    return own or all(reply.audience == "everyone" for reply in past.replies)


def _exchange(turn: PastTurn, past: Sequence[PastTurn]) -> Exchange:
    said = clean(turn.incoming.text or "")
    if turn.incoming.action and not turn.incoming.unasked:
        said = _label(turn.incoming.action, past)
    return Exchange(
        said=said[:_LONGEST_REMEMBERED],
        answered=_words(turn.replies)[:_LONGEST_REMEMBERED],
        at=turn.incoming.at,
    )


def _label(action: Action, past: Sequence[PastTurn]) -> str:
    """What was written on the button that they used."""
    for turn in past:
        for part in (part for reply in turn.replies for part in reply.parts):
            if isinstance(part, Choices | Buttons):
                for option in part.options:
                    if option.action == action:
                        return option.label
    return action.name


def _words(replies: Sequence[Reply]) -> str:
    texts = []
    for part in (part for reply in replies for part in reply.parts):
        if isinstance(part, Text):
            texts.append(part.markdown)
        elif isinstance(part, Choices):
            texts.append("\n".join([part.prompt, *(f"- {o.label}" for o in part.options)]))
    return "\n\n".join(texts)
