"""What skills may reach of the world outside, as they see it. `bot.app` makes what is behind it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from bot.messages import Attachment

if TYPE_CHECKING:
    from bot.guardians.desk import Ways
    from bot.learner.additions import Addition, Kind, Status
    from bot.learner.class_log import ClassLog
    from bot.learner.events import Event, Happened, Logged
    from bot.learner.guardians import Guardian, Key, Purpose, Went
    from bot.learner.known import Known
    from bot.learner.linking import Preview, Refusal
    from bot.learner.membership import ClassFace, ClassList
    from bot.learner.store.rosters import Changes
    from bot.partners import Partnership
    from bot.rosters import Entry
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
