"""A store with people in it, a platform that writes down what it gets, words made on the spot."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import date, datetime, time, timedelta

import pytest_asyncio

from bot.learner.rhythm import Rhythm
from bot.learner.store import Store
from bot.learner.store.reminders import insert
from bot.messages import Action, Place, Reply, Text
from bot.reminders.delivery import Outcome, Sent
from bot.reminders.due import Coming, Due, coming
from bot.reminders.ports import Mention
from bot.reminders.times import Local
from bot.reminders.wanted import Wanted
from bot.reminders.worker import Worker
from tests.bot.learner import conftest as databases
from tests.fakes import NOON, FakeClock

Open = Callable[[], Awaitable[Store]]
UTC_ALL_DAY = Local(zone="UTC")


class FakePost:
    """Takes everything, once a key, unless it was told to answer otherwise."""

    def __init__(self, *outcomes: Outcome) -> None:
        self.outcomes = deque(outcomes)
        self.got: dict[str, tuple[str, str]] = {}
        """By key: to whom, and the text."""
        self.sends: list[tuple[str, bool]] = []
        self.called: list[str] = []
        self.taken = asyncio.Event()
        self.mentioned: Outcome = Sent()

    async def send(self, person: str, reply: Reply, key: str, *, again: bool) -> Outcome:
        self.sends.append((key, again))
        outcome = self.outcomes.popleft() if self.outcomes else Sent()
        if isinstance(outcome, Sent):
            self.got.setdefault(key, (person, words_of(reply)))
            self.taken.set()
        return outcome

    async def mention(self, person: str, place: Place, text: str, key: str) -> Outcome:
        self.called.append(f"{person} in {place}: {text}")
        return self.mentioned

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.got.values()]


class FakeWords:
    """Says a reminder's name, unless there is something else to say."""

    def __init__(self) -> None:
        self.say: dict[str, str | Exception | None] = {}
        self.asked: list[str] = []
        self.changed_for: list[str] = []
        self.place: Place | None = None

    async def compose(self, due: Due) -> Reply | None:
        name = due.wanted.name
        self.asked.append(name)
        said = self.say.get(name, name)
        if isinstance(said, Exception):
            raise said
        return None if said is None else Reply(parts=(Text(markdown=said),))

    def merged(self, replies: Sequence[Reply], *, late: bool) -> Reply:
        texts = [*(["late:"] if late else []), *map(words_of, replies)]
        return Reply(parts=(Text(markdown=" ".join(texts)),))

    async def mention(self, due: Due) -> Mention | None:
        return self.place and Mention(self.place, "write to me")

    async def changed(self, learner_id: str) -> None:
        self.changed_for.append(learner_id)


def words_of(reply: Reply) -> str:
    return " ".join(part.markdown for part in reply.parts if isinstance(part, Text))


def daily(name: str = "goal:1", at: time = time(13), **more: object) -> Wanted:
    rhythm = Rhythm(at=at, starts=date(2026, 11, 1))
    fixed = {"spread": timedelta(0), "action": Action(name="goal.check_in"), **more}
    return Wanted.model_validate({"name": name, "rhythm": rhythm, **fixed})


async def put(
    store: Store,
    wanted: Wanted,
    *,
    person: str = "test:ana",
    local: Local = UTC_ALL_DAY,
    after: datetime = NOON,
) -> Coming:
    """Write it down as the scheduling would."""
    learner = await store.learner(person)
    found = coming(learner.id, person, wanted, local, after=after)
    assert found
    async with store._database.write() as connection:
        await insert(store._database, connection, [found])
    return found


def worker(
    store: Store, post: FakePost, clock: FakeClock, words: FakeWords | None = None
) -> Worker:
    return Worker(store.reminders, words or FakeWords(), "test", post, clock=clock)


@pytest_asyncio.fixture
async def post() -> AsyncIterator[FakePost]:
    yield FakePost()


clock, open_store, store = databases.clock, databases.open_store, databases.store
