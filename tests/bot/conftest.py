from __future__ import annotations

import asyncio
import json
import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import structlog

from bot.conversation import Conversation
from bot.learner.store import Store
from bot.logs import configure
from bot.material import Indexing, Material
from bot.messages import Incoming, Reply
from bot.reminders.delivery import Post
from bot.settings import Settings
from bot.shelf import Shelf
from bot.skill import Skill
from bot.turns import Turns
from tests.databases import new_postgres, postgres, url  # noqa: F401  # fixtures
from tests.fakes import FakeClock, FakeLibrary, strict_translator, tiny_course
from tests.fakes import skill as fake_skill


class Chat:
    """A conversation on a SQLite store of its own, with skills that a test made up."""

    def __init__(self, store: Store, skills: tuple[Skill, ...], clock: FakeClock) -> None:
        self.store = store
        self.clock = clock
        library = FakeLibrary(tiny_course())
        self.post: asyncio.Future[Post] = asyncio.get_running_loop().create_future()
        """The adapter's way to people, once it is there."""
        self.conversation = Conversation(
            store,
            Turns(
                store=store,
                skills=skills,
                courses=Shelf(library, store.additions),
                material=Material(store.uploads, library, _no_index, clock),
                retrieval=None,  # type: ignore[arg-type]  # no skill here searches
                grader=None,  # type: ignore[arg-type]  # nor marks
                model=None,
                translators=strict_translator,
                clock=clock,
                rng=random.Random(1),
            ),
            translators=strict_translator,
        )

    async def remind(self, post: Post) -> None:
        """Nothing comes by itself here; a test sends what it likes."""
        if not self.post.done():
            self.post.set_result(post)
        await asyncio.Event().wait()

    async def replies(self, message: Incoming) -> list[Reply]:
        """All replies to a message, the transient ones left out."""
        return [r async for r in self.conversation.handle(message) if not r.transient]


def _no_index() -> Indexing:
    raise AssertionError("no skill here adds anything")


MakeChat = Callable[..., Awaitable[Chat]]


LogLines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def log_lines(capsys: pytest.CaptureFixture[str]) -> Iterator[LogLines]:
    """What was logged since the last call, one dict a line."""
    before = logging.getLogger().handlers[:]
    configure(Settings(log_level="info"))
    yield lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    structlog.reset_defaults()
    logging.getLogger().handlers[:] = before


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


BOTH = pytest.mark.parametrize("store_url", ["sqlite", "postgresql"], indirect=True)
"""For tests of `chat` that say something about the database, too."""


@pytest.fixture
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database: SQLite, unless a test says `BOTH`."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    return new_postgres(request.getfixturevalue("postgres"))


@pytest_asyncio.fixture
async def chat(store_url: str, clock: FakeClock) -> AsyncIterator[MakeChat]:
    """Makes chats that share one store, each as a process of its own would.

    Skills that are not given are replaced by ones that repeat what they were asked.
    """
    made: list[Chat] = []

    async def make(*skills: Skill) -> Chat:
        given = {skill.name: skill for skill in skills}
        names = [*given, *(n for n in ("ask", "help", "course", "settings") if n not in given)]
        store = await Store.open(store_url, clock=clock)
        made.append(Chat(store, tuple(given.get(n) or fake_skill(n) for n in names), clock))
        return made[-1]

    yield make
    for each in made:
        await each.conversation.close()
        await each.store.close()
