"""Stand-ins for what a turn is given, each as strict as the real thing."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel

from bot.i18n import Translator, translator_for
from bot.messages import Action, Incoming, Part, Place, Reply, Text
from bot.skill import Skill, Turn
from knowledge.course import Course, Section, Term, Unit
from knowledge.embed import EmbeddingError, Vectors
from knowledge.library import CourseInfo
from knowledge.problems import SourceError
from knowledge.supplement import Supplement, Supplies
from prompts import Prompt

if TYPE_CHECKING:
    from knowledge.retrieval import Retriever

T = TypeVar("T", bound=BaseModel)

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class FakeClock:
    """Stands still until it is told to go on."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **duration: float) -> None:
        """``clock.pass_(minutes=5)``"""
        self.now += timedelta(**duration)


class FakeModel:
    """Gives queued answers, in order; an exception in the queue is raised.

    A str is streamed word by word (an exception after it in a tuple breaks the stream off), a
    pydantic model or a dict answers `structured`. As strict as the real one: an answer of the
    wrong kind, one that doesn't fit the schema and an empty queue fail the test.
    """

    name = "fake:queued"

    def __init__(self, *answers: str | Exception | tuple[str, Exception] | Mapping[str, object]):
        self.answers = deque(answers)
        self.prompts: list[Prompt] = []

    def turn(self) -> FakeModel:
        return self

    def _next(self, prompt: Prompt, max_tokens: int) -> object:
        assert max_tokens > 0
        self.prompts.append(prompt)
        assert self.answers, f"the model was asked, but nothing is queued: {prompt}"
        answer = self.answers.popleft()
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def stream(self, prompt: Prompt, *, max_tokens: int) -> AsyncGenerator[str, None]:
        answer = self._next(prompt, max_tokens)
        text, error = answer if isinstance(answer, tuple) else (answer, None)
        assert isinstance(text, str), f"a text was asked for, but {answer!r} is queued"
        for place, word in enumerate(text.split(" ")):
            yield word if place == 0 else f" {word}"
        if error:
            raise error

    async def structured(self, prompt: Prompt, schema: type[T], *, max_tokens: int) -> T:
        answer = self._next(prompt, max_tokens)
        assert isinstance(answer, Mapping), f"data was asked for, but {answer!r} is queued"
        return schema.model_validate(answer)


class FakeLibrary:
    """Courses from memory."""

    def __init__(self, *courses: Course) -> None:
        self._courses = {course.id: course for course in courses}
        self._supplies = Supplies()

    def supply(self, by_course: Mapping[str, Mapping[str, Supplement]]) -> None:
        self._supplies.put(by_course)

    def list(self) -> list[CourseInfo]:
        return [
            CourseInfo(
                id=course.id,
                title=course.title,
                language=course.language,
                units=len(course.units),
                sections=sum(1 for _ in course.sections()),
                items=sum(1 for _ in course.items()),
                shipped=False,
                path=Path(),
            )
            for course in self._courses.values()
        ]

    def get(self, course_id: str) -> Course:
        if course_id not in self._courses:
            raise SourceError(f"There is no course {course_id!r}.")
        return self._supplies.over(self._courses[course_id])

    def fingerprint(self, course_id: str) -> str:
        return hashlib.sha256(self.get(course_id).model_dump_json().encode()).hexdigest()

    def folder(self, course_id: str) -> Path:
        self.get(course_id)
        return Path("/nonexistent") / course_id


class NoEmbedder:
    """Can't embed: searching is by words alone, the same on every machine."""

    id = "none"
    calibrated = False
    languages: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    batch = 1

    def embed(self, texts: Sequence[str]) -> Vectors:
        raise EmbeddingError("there is no embedder in this test")

    def query(self, text: str) -> Vectors:
        raise EmbeddingError("there is no embedder in this test")


def words_only(library: FakeLibrary, folder: Path) -> Retriever:
    """The real retriever, by words alone and at once."""
    from knowledge.index import Index
    from knowledge.retrieval import Retriever

    return Retriever(Index(library, folder, embedder=NoEmbedder(), chroma_after=None))  # type: ignore[arg-type]


def tiny_course() -> Course:
    """One unit on conditioning, small enough to know by heart."""
    return Course(
        id="tiny",
        title="Tiny Psychology",
        units=(
            Unit(
                id="learning",
                title="Learning",
                number="6",
                sections=(
                    Section(
                        id="classical",
                        number="6.1",
                        title="Classical Conditioning",
                        text=(
                            "Classical conditioning is learning by association. Pavlov rang a "
                            "bell before he fed his dogs. After a while the bell alone made the "
                            "dogs salivate."
                        ),
                        terms=(
                            Term(
                                name="classical conditioning",
                                definition="learning in which a stimulus comes to announce another",
                            ),
                        ),
                    ),
                    Section(
                        id="operant",
                        number="6.2",
                        title="Operant Conditioning",
                        text=(
                            "In operant conditioning, behaviour is changed by its consequences. "
                            "Reinforcement makes a behaviour more frequent. Punishment makes a "
                            "behaviour less frequent."
                        ),
                    ),
                ),
            ),
        ),
    )


_ids = count(1)


def incoming(
    text: str | None = None,
    *,
    id: str = "",
    person: str = "test:ana",
    place: Place | None = None,
    action: Action | None = None,
    at: datetime = NOON,
    locale: str | None = None,
) -> Incoming:
    """A message; each has an id of its own unless one is given."""
    return Incoming(
        delivery_id=id or f"test:{next(_ids)}",
        person=person,
        place=place or Place(),
        text=text,
        action=action,
        at=at,
        locale=locale,
    )


def skill(name: str, *parts: Part | str | Exception, **manifest: object) -> Skill:
    """A skill that answers with these parts; a str is a text, an exception is raised."""

    async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
        for part in parts or (f"{name}: {text}",):
            if isinstance(part, Exception):
                raise part
            yield Text(markdown=part) if isinstance(part, str) else part

    return Skill(name=name, summary=name, usage=name, run=run, **manifest)  # type: ignore[arg-type]


def strict_translator(language: str) -> Translator:
    """Fails on a placeholder that nobody fills."""
    return translator_for(language, strict=True)


def text_of(replies: Sequence[Reply]) -> str:
    """The words of the answer, without what was transient."""
    return "\n".join(
        part.markdown for reply in replies for part in reply.parts if isinstance(part, Text)
    )
