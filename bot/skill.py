"""The contract between the conversation and a skill.

A skill is one frozen manifest (`Skill`) and one async generator that gets a `Turn` and yields
parts of its reply. It reads courses and the learner through the turn's ports, and appends events
with `Turn.record`; the conversation stores them together with the reply.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.answering.prepared import graph_of
from bot.messages import Audience, Incoming, Part
from bot.ports import (
    CalendarLink,
    ClassRecord,
    Classroom,
    Exchange,
    Grading,
    Guarding,
    Knowing,
    Linking,
    Orders,
    Past,
    Search,
    Shelf,
    Times,
    Unstored,
)
from bot.reminders.due import Kept
from bot.reminders.times import Local
from bot.zones import zone_of

if TYPE_CHECKING:
    from bot.i18n import Translator
    from bot.learner.events import Event, PlanSteered
    from bot.learner.known import Known
    from bot.learner.model import Learner
    from bot.learner.roles import Right
    from bot.llm import ChatModel
    from bot.pilot.part import PilotPart
    from bot.uploads import Material
    from knowledge.course import Course


@dataclass(slots=True)
class Turn:
    """Everything one turn may use. Made by the conversation, one a message."""

    incoming: Incoming
    text: str
    """The learner's words, cleaned (no control characters, no bot mention); may be empty."""
    learner: Learner
    history: Sequence[Exchange]
    """Earlier turns of this conversation, oldest first."""
    state: dict[str, Any]
    """What this conversation keeps from turn to turn (the topic, the open item). JSON data."""
    courses: Shelf
    retrieval: Search
    grader: Grading
    model: ChatModel | None
    translator: Translator
    now: datetime
    rng: random.Random
    past: Past
    """This learner's own record, without what this turn records."""
    times: Times
    knowing: Knowing
    orders: Orders
    class_record: ClassRecord
    classroom: Classroom
    material: Material
    linking: Linking
    guardians: Guarding
    calendar_link: CalendarLink
    bound: str | None = None
    """Id of the course that this channel belongs to."""
    skills: Sequence[Skill] = ()
    """Every skill of this installation, for `/help`."""
    events: list[Event] = field(default_factory=list)
    others: list[tuple[str, Event]] = field(default_factory=list)
    """Events of other learners (a teacher's verdict on their marks), with whose they are."""
    kept: Kept = field(default_factory=Kept)
    """What couldn't be sent to the learner when it was time."""
    shown: tuple[int, ...] = ()
    """Ids of what of that is a part of this reply."""
    pilots: dict[str, PilotPart | None] = field(default_factory=dict)
    """What `bot.tutor.pilots` found out in this turn, by course."""
    _known: tuple[tuple[str, int], Known] | None = None
    """What `known` gave last: for which course, and after how many events of this turn."""

    def record(self, event: Event) -> None:
        """Append an event; stored in one transaction with the reply."""
        self.events.append(event)

    def record_for(self, learner: str, event: Event) -> None:
        """Append an event to somebody else's record: only what a teacher may decide."""
        self.others.append((learner, event))

    async def known(self, course: Course) -> Known:
        """What is known about this learner in a course, with what this turn recorded so far."""
        asked = (course.id, len(self.events))
        if self._known is None or self._known[0] != asked:
            unstored = [Unstored(self.now, event) for event in self.events]
            known = await self.knowing(course.id, unstored)
            self._known = (asked, await asyncio.to_thread(known.in_course, graph_of(course)))
        return self._known[1]

    @property
    def zone(self) -> ZoneInfo:
        """Where the learner is."""
        return zone_of(self.learner.preferences.timezone, self.incoming.timezone)

    def local(self, off: Sequence[tuple[date, date]] = ()) -> Local:
        """By which a reminder for the learner comes.

        Args:
            off: days without school, where they count.
        """
        quiet = self.learner.preferences.quiet
        return Local(zone=self.zone.key, quiet=quiet, off=tuple(off))

    @property
    def today(self) -> date:
        """The learner's own day."""
        return self.now.astimezone(self.zone).date()

    def may(self, course: str, right: Right) -> bool:
        """Whether this learner has a right in a course (bot/learner/roles.py)."""
        return self.learner.may(course, right)

    async def steering(self, course: str) -> PlanSteered | None:
        """What a course's teachers ordered last for its plans; None when they never did."""
        newest = [*await self.orders(course, "plan_steered"), *self.events]
        mine = [e for e in newest if e.type == "plan_steered" and e.course == course]
        return mine[-1] if mine else None

    def skill(self, name: str) -> Skill:
        """Another skill, to hand the turn to."""
        return next(skill for skill in self.skills if skill.name == name)

    def _(self, message: str, /, **fields: object) -> str:
        """A fixed text in the learner's language."""
        return self.translator.gettext(message, **fields)

    def n(self, one: str, many: str, count: int, /, **fields: object) -> str:
        """A fixed text that depends on a count; ``{count}`` is filled in."""
        return self.translator.ngettext(one, many, count, **fields)


@dataclass(frozen=True, slots=True)
class Skill:
    """One skill's manifest."""

    name: str
    """Also its slash command (``/ask``) and the first part of its actions (``ask.more``)."""
    summary: str
    """One line for `/help`: English source text of the catalogue."""
    usage: str
    """An example of what to type: English source text of the catalogue."""
    run: Callable[[Turn, str], AsyncIterator[Part]]
    """Gets the turn and what follows the command (all of the text when there was no command)."""
    act: Mapping[str, Callable[[Turn, Mapping[str, str]], AsyncIterator[Part]]] = field(
        default_factory=dict
    )
    """Handlers of its actions by verb: ``{"more": …}`` handles ``ask.more``."""
    audience: Audience = "everyone"
    """Who may see its replies: ``you`` for anything from the learner's record."""
    takes_files: bool = False
    """It reads the files that come with a message itself; else their words are the message's."""
    always: bool = False
    """It answers students while their teacher has paused the bot, too: what is about themselves."""
    for_teachers: bool = False
    """`/help` shows it to who sees a class only (teachers, assistants); the skill itself checks who
    may do what."""
    teaching: str = ""
    """What `/help` tells about it to who teaches a course: English source text of the catalogue."""
    today: Callable[[Turn], AsyncIterator[Part]] | None = None
    """Its part of the day at a glance (`/today`, Slack's App Home): a few lines and what to begin
    with; nothing where there is nothing to say. It only looks."""
