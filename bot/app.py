"""The composition root: everything that is used is made and wired here, and nowhere else."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import structlog

from bot import logs
from bot.conversation import Conversation
from bot.errors import SettingsError
from bot.feed import Feed
from bot.guardians.desk import Ways
from bot.guardians.doors import Doors
from bot.guardians.post import BATCH, GuardianPost, Mailbox
from bot.guardians.smtp import server_of
from bot.guardians.wanted import PLATFORM
from bot.i18n import Translator, translator_for
from bot.keeping_up import KeepingUp
from bot.learner import mastery_file
from bot.learner.store import Store, sqlite_url, utc_now
from bot.material import Indexing, Material, Supplied
from bot.messages import Incoming, Reply
from bot.ports import Courses, Grading, Search
from bot.reminders.delivery import Post
from bot.reminders.planner import Planner
from bot.reminders.sources import SOURCES
from bot.reminders.wanted import Source
from bot.reminders.words import Turning
from bot.reminders.worker import Worker
from bot.settings import Settings
from bot.shelf import Shelf
from bot.skill import Skill
from bot.turns import Turns

if TYPE_CHECKING:
    from bot.llm import ChatModel
    from knowledge.course import ShortAnswerItem
    from knowledge.coverage import Answerability
    from knowledge.grading.mark import Mark
    from knowledge.grading.short_answer import GradedAnswer, ShortAnswers
    from knowledge.retrieval import Hit


@dataclass(frozen=True, slots=True)
class Studylamp:
    """A running Studylamp, as adapters and commands see it."""

    settings: Settings
    store: Store
    library: Courses
    retriever: Search
    model: ChatModel | None
    conversation: Conversation
    keeping_up: KeepingUp
    words: Turning
    clock: Callable[[], datetime]
    guardian_post: GuardianPost
    doors: Doors
    """The pages behind guardians' links."""
    feed: Feed
    """The calendars behind learners' links."""

    async def send_to_guardians(self) -> None:
        """Send what is due to guardians until it is cancelled; any process may."""
        await self.reminding(PLATFORM, self.guardian_post, batch=BATCH).run()

    def reminding(
        self, platform: str, post: Post, *, only: str | None = None, batch: int = 100
    ) -> Worker:
        """Sends one platform's reminders, by its adapter's way to people; to be run.

        Args:
            only: the one person who can be reached.
            batch: how many are sent before it is written down.
        """
        worker = Worker(
            self.store.reminders,
            self.words,
            platform,
            post,
            clock=self.clock,
            only=only,
            batch=batch,
        )
        self.keeping_up.reminders_changed.append(worker.wake)
        return worker

    async def remind(self, platform: str, post: Post, *, only: str | None = None) -> None:
        """Send one platform's reminders until it is cancelled."""
        await self.reminding(platform, post, only=only).run()

    def handle(self, incoming: Incoming) -> AsyncGenerator[Reply, None]:
        """Answer one message; see `Conversation.handle`."""
        return self.conversation.handle(incoming)

    async def accept(self, incoming: Incoming) -> bool:
        """Store a message before it is acknowledged; see `Conversation.accept`."""
        return await self.conversation.accept(incoming)

    async def amend(self, incoming: Incoming) -> bool:
        """Take in an edit of a message that waits for its answer; see `Conversation.amend`."""
        return await self.conversation.amend(incoming)

    async def withdraw(self, delivery_id: str) -> bool:
        """Drop a message that waits for its answer; see `Conversation.withdraw`."""
        return await self.conversation.withdraw(delivery_id)

    async def replies(self, delivery_id: str) -> tuple[Reply, ...]:
        """What was answered to a delivery; empty when it isn't known."""
        return await self.store.thread.answer(delivery_id)

    async def newest(self, platform: str, *, since: datetime, limit: int) -> list[Incoming]:
        """The last thing that was said in each conversation; see `Thread.newest`."""
        return await self.store.thread.newest(platform, since=since, limit=limit)

    def recover(self, platform: str) -> AsyncGenerator[tuple[Incoming, Reply], None]:
        """Go on with what a crash left open; see `Conversation.recover`."""
        return self.conversation.recover(platform)


_AT_ONCE = 64
"""Turns made side by side, most of them waiting for a model."""
_AT_ONCE_OFFLINE = 8
"""Without a model it is the processor that they wait for: more at once only keeps new messages from
being stored and seen to be worked on."""
_BUILT: Any = object()
"""Says that `build` makes it; None is a value of its own for a model."""


@asynccontextmanager
async def build(
    settings: Settings,
    *,
    clock: Callable[[], datetime] = utc_now,
    rng: random.Random | None = None,
    store: Store | None = None,
    library: Supplied | None = None,
    retriever: Search | None = None,
    grader: Grading | None = None,
    model: ChatModel | None = _BUILT,
    translator: Callable[[str], Translator] = translator_for,
    skills: Sequence[Skill] | None = None,
    sources: Sequence[Source] | None = None,
    on_status: Callable[[str], None] | None = None,
) -> AsyncIterator[Studylamp]:
    """Make everything from the settings; what is passed in takes the place of what would be made.

    Returns as soon as messages can be stored; the search index opens in the background and the
    first search waits for it.

    Args:
        translator: gives the translator of a language that we speak.
        on_status: told what the search index is doing ("reading psychology: 40%").

    Raises:
        SettingsError, StoreError: with a text for whoever starts it.
    """
    if not structlog.is_configured():  # else it would print to standard output, texts and all
        logs.configure(settings)
    async with AsyncExitStack() as stack:
        if store is None:
            params = mastery_file.read(settings.data_dir)
            store = await Store.open(database_url(settings), clock=clock, params=params)
            stack.push_async_callback(store.close)
        if library is None:
            from knowledge.library import Library

            library = Library(settings.data_dir)
        if model is _BUILT:
            from bot.llm import build_model

            built = build_model(settings, usage=store, clock=clock)
            if built is not None:
                stack.push_async_callback(built.close)
            model = built
        material = Material(store.uploads, library, lambda: cast(Indexing, retriever), clock)
        await material.refresh()  # before the index looks at the courses
        if retriever is None:
            opening = _OpeningRetriever(settings, library, on_status)
            stack.push_async_callback(asyncio.to_thread, opening.close)
            retriever = opening
        if grader is None:
            from knowledge.grading.grader import Grader

            own = Grader(short=_mark_short_answer)
            stack.push_async_callback(asyncio.to_thread, own.close)
            grader = own
        if skills is None:
            from bot.skills import SKILLS

            skills = SKILLS
        guardians = ways_to_guardians(settings)
        turns = Turns(
            store=store,
            skills=skills,
            courses=Shelf(library, store.additions),
            material=material,
            retrieval=retriever,
            grader=grader,
            model=model,
            translators=translator,
            clock=clock,
            rng=rng or random.Random(),  # noqa: S311  # picks wordings and items, no secrets
            default_course=settings.default_course,
            help_line=settings.help_line,
            ways=guardians.ways,
        )
        keeping_up = KeepingUp(store, Planner(SOURCES if sources is None else tuple(sources)))
        stack.push_async_callback(keeping_up.close)
        conversation = Conversation(
            store,
            turns,
            translators=translator,
            turned=keeping_up.turned,
            at_once=_AT_ONCE if model else _AT_ONCE_OFFLINE,
        )
        stack.push_async_callback(conversation.close)
        words = Turning(
            store,
            conversation.handle,
            translators=translator,
            clock=clock,
            refresh=keeping_up.refresh,
        )
        post = GuardianPost(
            store, guardians.ways, guardians.mailbox, translator, clock, keeping_up.refresh
        )
        feed = Feed(store, turns, clock)
        doors = Doors(store, library, translator, clock, keeping_up.refresh)
        yield Studylamp(
            settings,
            store,
            library,
            retriever,
            model,
            conversation,
            keeping_up,
            words,
            clock,
            post,
            doors,
            feed,
        )


@dataclass(frozen=True, slots=True)
class _ToGuardians:
    ways: Ways
    mailbox: Mailbox | None


def ways_to_guardians(settings: Settings) -> _ToGuardians:
    """
    Raises:
        SettingsError: what is configured for mail isn't enough, or wrong.
    """
    mailbox = None
    if settings.smtp_url or settings.smtp_from:
        if not (settings.smtp_url and settings.smtp_from):
            raise SettingsError(
                "Mail needs both STUDYLAMP_SMTP_URL and STUDYLAMP_SMTP_FROM. See docs/guardians.md."
            )
        server = server_of(
            settings.smtp_url.get_secret_value(), hello=settings.smtp_from.partition("@")[2]
        )
        mailbox = Mailbox(server, settings.smtp_from)
    return _ToGuardians(Ways(mailbox is not None, settings.public_url or ""), mailbox)


def database_url(settings: Settings) -> str:
    """Where the learners' record is kept."""
    return settings.database_url or sqlite_url(settings.data_dir / "studylamp.db")


@cache
def _short_answers() -> ShortAnswers:
    from knowledge.embed import MiniLM
    from knowledge.grading.short_answer import ShortAnswers

    return ShortAnswers(MiniLM())


def _mark_short_answer(
    item: ShortAnswerItem, answer: str, *, language: str, graded: Sequence[GradedAnswer]
) -> Mark:
    """Loaded with the first short answer: who never gives one doesn't wait for it."""
    return _short_answers().mark(item, answer, language=language, graded=graded)


class _OpeningRetriever:
    """The retriever while its index is still being opened: searching waits for it.

    Opening takes a second (numpy, onnxruntime, Chroma); a chat must not wait for it.
    """

    def __init__(
        self, settings: Settings, library: Any, on_status: Callable[[str], None] | None
    ) -> None:
        self._index: Any = None
        self._thread = ThreadPoolExecutor(1, "index")
        self._retriever: Future[Search] = self._thread.submit(
            self._open, settings, library, on_status
        )

    def _open(
        self, settings: Settings, library: Any, on_status: Callable[[str], None] | None
    ) -> Search:
        from knowledge.embed import make_embedder
        from knowledge.index import Index
        from knowledge.retrieval import Retriever

        key = settings.openai_api_key
        embedder = make_embedder(
            settings.embedder,
            api_key=key.get_secret_value() if key else None,
            base_url=settings.openai_base_url,
        )
        self._index = Index(
            library,
            settings.data_dir,
            embedder=embedder,
            chroma_url=settings.chroma_url,
            on_status=on_status,
        )
        self._index.start()
        retriever: Search = Retriever(self._index)
        return retriever

    def search(
        self, query: str, *, courses: Sequence[str], limit: int = 10, per_section: int = 3
    ) -> list[Hit]:
        return self._retriever.result().search(
            query, courses=courses, limit=limit, per_section=per_section
        )

    def similarities(self, query: str, texts: Sequence[str]) -> Sequence[float]:
        return self._retriever.result().similarities(query, texts)

    def alike(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        return self._retriever.result().alike(texts)

    def answerability(
        self, query: str, hits: Sequence[Hit], *, courses: Sequence[str]
    ) -> Answerability:
        return self._retriever.result().answerability(query, hits, courses=courses)

    def changed(self, course_id: str) -> None:
        if self._index is not None:  # else it hasn't looked yet
            self._index.changed(course_id)

    def renew(self, course_id: str) -> None:
        self._retriever.result()
        self._index.renew(course_id)

    def progress(self, course_id: str) -> tuple[int, int]:
        made: tuple[int, int] = self._index.progress(course_id)
        return made

    def wait(self, timeout: float) -> bool:
        return bool(self._index.wait(timeout))

    def close(self) -> None:
        self._thread.shutdown(wait=True, cancel_futures=True)
        if self._index is not None:
            self._index.close()
