"""The contract between the conversation and a skill.

A skill is one frozen manifest (`Skill`) and one async generator that gets a `Turn` and yields
parts of its reply. It reads courses and the learner through the turn's ports, and appends events
with `Turn.record`; the conversation stores them together with the reply.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol
from zoneinfo import ZoneInfo

from bot.answering.prepared import graph_of
from bot.messages import Attachment, Audience, Incoming, Part
from bot.reminders.due import Kept
from bot.reminders.times import Local
from bot.zones import zone_of

if TYPE_CHECKING:
    from bot.guardians.desk import Ways
    from bot.i18n import Translator
    from bot.learner.additions import Addition, Kind, Status
    from bot.learner.class_log import ClassLog
    from bot.learner.events import Event, Happened, Logged, PlanSteered
    from bot.learner.guardians import Guardian, Key, Purpose, Went
    from bot.learner.known import Known
    from bot.learner.linking import Preview, Refusal
    from bot.learner.membership import ClassFace, ClassList
    from bot.learner.model import Learner
    from bot.learner.roles import Right
    from bot.learner.store.rosters import Changes
    from bot.llm import ChatModel
    from bot.partners import Partnership
    from bot.pilot.part import PilotPart
    from bot.rosters import Entry
    from bot.uploads import Material
    from knowledge.course import Course, Item
    from knowledge.coverage import Answerability
    from knowledge.grading.mark import Mark
    from knowledge.grading.short_answer import GradedAnswer
    from knowledge.grading.steps.result import StepCheck
    from knowledge.library import CourseInfo
    from knowledge.retrieval import Hit


class Courses(Protocol):
    """What skills may do with courses; `knowledge.library.Library` does it."""

    def list(self) -> Sequence[CourseInfo]: ...

    def get(self, course_id: str) -> Course:
        """Raises `knowledge.problems.SourceError` when there is none."""


class Shelf(Courses, Protocol):
    """Courses with what is added here; `bot.shelf.Shelf` does it."""

    async def keep(self, new: Addition, *, replace: bool = False) -> None:
        """Add an item, a ladder or a key; it is there from the next `get` on."""

    def unreviewed(self, course_id: str, kind: Kind) -> Sequence[Addition]:
        """What was made here and no teacher has looked at, oldest first."""

    def rejected(self, course_id: str) -> Sequence[Item]:
        """Items that a teacher threw away: nothing like them is to come again."""

    def has_ladder(self, course_id: str, item: str) -> bool:
        """A ladder was drafted for this item before, whatever became of it."""

    async def review(self, addition: Addition, status: Status) -> None:
        """A teacher approved or rejected it; that holds from the next `get` on."""


class Search(Protocol):
    """What skills may do with passages; `knowledge.retrieval.Retriever` does it."""

    def search(
        self, query: str, *, courses: Sequence[str], limit: int = 10, per_section: int = 3
    ) -> list[Hit]:
        """The best passages, best first, at most ``per_section`` of one section."""

    def similarities(self, query: str, texts: Sequence[str]) -> Sequence[float]:
        """Nearness in meaning of a query and each text, each in [-1, 1]."""

    def alike(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """Nearness in meaning of each text to each, each in [-1, 1]; empty while that can't be
        told."""

    def answerability(
        self, query: str, hits: Sequence[Hit], *, courses: Sequence[str]
    ) -> Answerability: ...


class Grading(Protocol):
    """What skills may ask about answers; `knowledge.grading.grader.Grader` does it. Each call may
    take a second: make it in a thread (`bot.tutor.marking` does)."""

    def warm_up(self) -> None:
        """Get ready for maths; returns at once."""

    def mark(
        self,
        item: Item,
        answer: str,
        *,
        language: str = "en",
        vocabulary: Collection[str] = (),
        graded: Sequence[GradedAnswer] = (),
    ) -> Mark | None:
        """The mark of an answer; None for what is no answer to this item."""

    def same(self, answer: str, accepted: Sequence[str], *, language: str = "en") -> bool:
        """The answer is one of the accepted ones."""

    def check_steps(
        self, work: str, item: Item | None = None, *, language: str = "en"
    ) -> StepCheck:
        """Which steps of a learner's work are right, and the first that isn't."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """An earlier turn of the same conversation."""

    said: str
    """What the learner wrote, or the label of what they tapped."""
    answered: str
    """The text of the reply."""
    at: datetime


class Past(Protocol):
    """One learner's own record."""

    def __call__(
        self,
        types: Collection[str],
        *,
        since: datetime | None = None,
        newest: int | None = None,
    ) -> Awaitable[Sequence[Logged]]:
        """The events of these types (all when none is named), oldest first; at most the
        ``newest`` so many."""


@dataclass(frozen=True, slots=True)
class Unstored:
    """An event of the turn that is under way."""

    at: datetime
    event: Event


class Times(Protocol):
    """When one learner did something."""

    def __call__(self, since: datetime) -> Awaitable[Sequence[datetime]]: ...


class Orders(Protocol):
    """What a course's teachers ordered."""

    def __call__(self, course: str, type_: str) -> Awaitable[Sequence[Event]]:
        """Their events of one type, oldest first."""


class ClassRecord(Protocol):
    """What a class did, for its teacher."""

    def __call__(
        self, course: str, types: Collection[str], learners: Collection[str] | None = None
    ) -> Awaitable[Sequence[Logged]]:
        """Everybody's events of these types in a course, or these learners', oldest first.

        Raises:
            PermissionError: this learner may not see the course's class.
        """


class Classroom(Protocol):
    """Classes as this learner may see and change them; `bot.classroom.Classroom` does it.

    Everything raises PermissionError when this learner may not.
    """

    async def people(self, course: str) -> ClassList:
        """Who is in a course's class, its groups, and who is expected. For who may see it."""

    async def face(self, course: str) -> ClassFace:
        """Who teaches a class, and whether it is large. For everybody."""

    async def log(self, course: str) -> ClassLog:
        """What a class did, all of it as of one moment. For who may see it."""

    async def history(self, course: str) -> Sequence[Logged]:
        """Everybody's events about who belongs to the class, oldest first. For who may admit."""

    async def compare(self, course: str, entries: Sequence[Entry]) -> Changes:
        """What `take_in` would do. For who may admit."""

    async def take_in(self, course: str, entries: Sequence[Entry]) -> Changes:
        """Put people on the class's roster; who is here already joins. For who may admit."""

    async def codes(self) -> Mapping[str, Logged]:
        """The `JoinCodeMade` of each code that lets people in now. For everybody: who knows a code
        has been told it."""

    async def own_code(self, code: str) -> Sequence[Event]:
        """Join by the code that a roster has for one person; what that recorded, nothing when it
        is nobody's. For everybody."""

    async def introduce(self) -> None:
        """Keep what the platform calls this learner, who is joining a class."""

    async def partners(self, course: str) -> Partnership | None:
        """Where this learner's search for a study partner stands; None when they don't look."""

    async def partner_name(self, course: str, other: str) -> str:
        """What somebody may be called who wants this learner as their partner. Only for the one of
        whom they said so."""

    async def keep(self, files: Sequence[Attachment]) -> str:
        """Keep this learner's files for two weeks; the name to ask for them by."""

    async def kept(self, name: str) -> Sequence[Attachment]:
        """Files that this learner had kept; empty when there are none by that name any more."""

    async def forget(self, name: str) -> None:
        """They were used."""


class Linking(Protocol):
    """Identities of one person on several platforms; `bot.learner.store.Linking` does it."""

    async def identities(self, person: str) -> Sequence[str]:
        """All identities of the learner behind a person, theirs included."""

    async def new_code(self, person: str) -> str:
        """A code for them to enter elsewhere; earlier ones hold no more."""

    async def burn(self, code: str) -> None:
        """Nobody can use it any more."""

    async def look(self, person: str, code: str) -> Preview | Refusal:
        """What linking by this code would do; a wrong one is counted."""

    async def link(self, person: str, code: str) -> Refusal | None:
        """Make them one learner with who asked for the code; None when they are."""

    async def unlink(self, person: str, which: str) -> bool:
        """Give one of their identities a learner of its own; False when it isn't linked."""


class Guarding(Protocol):
    """A student's guardians; `bot.guardians.desk.Desk` does it."""

    @property
    def ways(self) -> Ways:
        """How this installation reaches them."""

    async def all(self) -> Mapping[str, Guardian]:
        """Whom this student named, by id."""

    async def may_ask(self, address: str) -> bool:
        """False when somebody there wants no mail from here, or the student named too many."""

    async def add(self, address: str, student: str) -> str:
        """Keep an address (empty: for a private link); the guardian's id."""

    async def forget(self, guardian: str) -> None:
        """It is over: address, name, links and codes go."""

    async def link(self, guardian: str) -> str:
        """A new private link; the earlier one opens nothing any more."""

    async def letter(self, learner_id: str, course: str) -> str:
        """A code for a teacher's letter about one student.

        Raises:
            PermissionError: this learner may not let people in.
        """

    async def opened(self, said: str, purposes: Sequence[Purpose]) -> Key | None:
        """What the code in a text opens, if it is this student's and for one of these."""

    async def went(self, guardian: str) -> Sequence[Went]:
        """The digests that were due, the newest first."""


class CalendarLink(Protocol):
    """The private link to this learner's calendar; `bot.feed.Link` does it."""

    @property
    def possible(self) -> bool:
        """This installation has a public address."""

    async def since(self) -> datetime | None:
        """When it was made; None when there is none."""

    async def renew(self) -> str:
        """The address of a new one; the earlier one opens nothing any more."""

    async def revoke(self) -> bool:
        """It opens nothing any more; False when there is none."""


Knowing = Callable[[str, "Sequence[Happened]"], Awaitable["Known"]]
"""Gives what is known about one learner in a course, unstored events counted."""


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
