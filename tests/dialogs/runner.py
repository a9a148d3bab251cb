"""Skills are tested as dialogs: a list of what a learner says and what has to come back.

async def test_hello(tmp_path):
    async with dialog(tmp_path) as chat:
        await chat.run([
            ("hello", "Studylamp"),                    # the answer contains this
            ("what is shaping?", ["6.3", no("7.1")]),  # all of these hold
            (tap("An example"), re.compile("pigeon|rat")),
            ("/settings", lambda said: said.forms),    # any check of the whole answer
        ])
"""

from __future__ import annotations

import atexit
import random
import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from bot.app import Studylamp, build
from bot.fingerprint import fingerprint
from bot.learner.events import Event
from bot.messages import (
    Action,
    Attachment,
    Buttons,
    Choices,
    Citations,
    Draft,
    Form,
    Incoming,
    Option,
    Part,
    Place,
    Reply,
    Status,
    Text,
)
from bot.settings import load
from bot.skill import Skill
from knowledge.course import Course
from knowledge.grading.grader import Grader
from tests.fakes import (
    FakeClock,
    FakeLibrary,
    FakeModel,
    strict_translator,
    tiny_course,
    words_only,
)


@dataclass(frozen=True, slots=True)
class Tap:
    """Uses the option with this label; it has to be on the screen."""

    label: str


@dataclass(frozen=True, slots=True)
class Sent:
    """Files with words beside them."""

    files: tuple[Attachment, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class No:
    """The answer must not contain this."""

    text: str


def send(text: str = "", **files: bytes) -> Sent:
    """``send("add this", **{"week3.pdf": data})``"""
    return Sent(tuple(Attachment(name=name, data=data) for name, data in files.items()), text)


def tap(label: str) -> Tap:
    return Tap(label)


def no(text: str) -> No:
    return No(text)


@dataclass(frozen=True, slots=True)
class Said:
    """One answer, as a test looks at it."""

    replies: tuple[Reply, ...]
    """All that came, the transient ones included."""

    @property
    def parts(self) -> list[Part]:
        return [part for reply in self.replies if not reply.transient for part in reply.parts]

    @property
    def text(self) -> str:
        """Everything a learner can read in the answer."""
        return "\n".join(filter(None, map(_readable, self.parts)))

    @property
    def status(self) -> list[str]:
        """What was told while it was being made."""
        parts = (part for reply in self.replies for part in reply.parts)
        return [part.text for part in parts if isinstance(part, Status)]

    @property
    def drafted(self) -> str:
        """What was shown while it was being written."""
        drafts = (part for reply in self.replies for part in reply.parts)
        return "".join(part.delta for part in drafts if isinstance(part, Draft))

    @property
    def options(self) -> list[Option]:
        return [
            option
            for part in self.parts
            if isinstance(part, Choices | Buttons)
            for option in part.options
        ]

    @property
    def labels(self) -> list[str]:
        return [option.label for option in self.options]

    @property
    def cited(self) -> list[str]:
        """The sections cited, as shown."""
        return [
            source.section
            for part in self.parts
            if isinstance(part, Citations)
            for source in part.sources
        ]

    @property
    def forms(self) -> list[Form]:
        return [part for part in self.parts if isinstance(part, Form)]


def _readable(part: Part) -> str:
    match part:
        case Text():
            return part.markdown
        case Choices():
            return "\n".join([part.prompt, *(option.label for option in part.options)])
        case Buttons():
            return "\n".join(option.label for option in part.options)
        case Citations():
            return "\n".join(f"[{source.course}, {source.section}]" for source in part.sources)
        case Form():
            return "\n".join([part.title, *(each.label for each in part.fields)])
    return ""


Say = str | Tap | Action | Sent
Check = str | No | re.Pattern[str] | Callable[[Said], Any]
Expect = Check | list[Check]


GRADER = Grader()
"""One for all dialogs: its child process takes a second to start."""
atexit.register(GRADER.close)
_DM = Place()
_ids = count()


@dataclass(slots=True)
class Dialog:
    """One person's conversation with a Studylamp of their own."""

    lamp: Studylamp
    clock: FakeClock
    model: FakeModel | None
    person: str = "test:ana"
    place: Place = _DM
    locale: str | None = None
    name: str | None = None
    """What the platform calls them."""
    email: str = ""
    screen: list[Option] = field(default_factory=list)
    """The options of the last answer, which `tap` can use."""

    async def say(self, said: Say) -> Said:
        """One turn; a minute passes before it."""
        self.clock.pass_(minutes=1)
        action = self._on_screen(said.label) if isinstance(said, Tap) else said
        files = ()
        if isinstance(action, Sent):
            action, files = action.text, action.files
        incoming = Incoming(
            delivery_id=f"{self.person}:{next(_ids)}",
            person=self.person,
            place=self.place,
            text=action if isinstance(action, str) else None,
            action=action if isinstance(action, Action) else None,
            files=files,
            at=self.clock(),
            locale=self.locale,
            name=self.name,
            email_print=fingerprint(self.email) if self.email else None,
            channel=f"test:{self.place.name}" if self.place.public else "",
            workspace="test:school" if self.place.public else "",
        )
        answer = Said(tuple([reply async for reply in self.lamp.handle(incoming)]))
        self.screen = answer.options
        return answer

    async def run(self, turns: Sequence[tuple[Say, Expect]]) -> None:
        """Say each in turn and check what comes back."""
        for number, (said, expect) in enumerate(turns, 1):
            answer = await self.say(said)
            checks: Sequence[Any] = expect if isinstance(expect, list) else [expect]
            for check in checks:
                assert _holds(check, answer), (
                    f"turn {number}, said {said!r}: {check!r} does not hold for\n{answer.text}"
                )

    async def events(self) -> list[Event]:
        """What the record holds of this person, oldest first."""
        learner = await self.lamp.store.learner(self.person)
        return [stored.event for stored in await self.lamp.store.events(learner.id)]

    def as_(
        self, person: str, place: Place | None = None, *, name: str | None = None, email: str = ""
    ) -> Dialog:
        """The same Studylamp, with another person or in another place."""
        here = place or self.place
        return Dialog(self.lamp, self.clock, self.model, person, here, name=name, email=email)

    def _on_screen(self, label: str) -> Action:
        found = [option.action for option in self.screen if option.label == label]
        assert found, f"{label!r} is not on the screen: {[o.label for o in self.screen]}"
        return found[0]


def _holds(check: Check, answer: Said) -> bool:
    match check:
        case str():
            return check.casefold() in answer.text.casefold()
        case No():
            return check.text.casefold() not in answer.text.casefold()
        case re.Pattern():
            return check.search(answer.text) is not None
    return bool(check(answer))


@asynccontextmanager
async def dialog(
    folder: Path,
    *courses: Course,
    model: FakeModel | None = None,
    skills: Sequence[Skill] | None = None,
    default_course: str | None = "",
    locale: str | None = None,
    person: str = "test:ana",
    place: Place | None = None,
    help_line: str | None = None,
    **settings: object,
) -> AsyncIterator[Dialog]:
    """A whole Studylamp on SQLite in ``folder``: fixed clock and chance, real retrieval by words.

    Args:
        courses: default: `tests.fakes.tiny_course`.
        default_course: where the learner starts; "": the first course, None: they choose.
        settings: more of them, by their names in studylamp.toml.
    """
    library = FakeLibrary(*(courses or (tiny_course(),)))
    start = library.list()[0].id if default_course == "" else default_course
    clock = FakeClock()
    chosen = load(data_dir=folder, course=start, help_line=help_line, **settings)
    async with build(
        chosen,
        clock=clock,
        rng=random.Random(1),
        library=library,
        retriever=words_only(library, folder),
        grader=GRADER,
        model=model,
        translator=strict_translator,
        skills=skills,
    ) as lamp:
        yield Dialog(lamp, clock, model, person, place or _DM, locale)
