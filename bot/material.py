"""Files of teachers: kept, read into their course, found by everybody, taken out again.

What is added lives in the store, so that every process on it has it; `Material.refresh` hands it to
the library. The reading of a file runs while its sender waits for the answer: stopping it or a
crash leaves the file as it was offered, and whoever answers the delivery next reads it again.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
import time
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

import structlog

from bot import attached
from bot.attached import Attached
from bot.hygiene import clean
from bot.learner.store import Uploads
from bot.learner.uploads import Complaint, Content, Upload
from bot.messages import Attachment
from bot.ports import Courses
from bot.uploads import Added, Refused, Step, batch_of
from knowledge.course import Course
from knowledge.problems import SourceError
from knowledge.supplement import Supplement, key_of

_SIDE_BY_SIDE = 2
"""Files that are read at the same time; others wait their turn."""
_PATIENCE = 20.0
"""Seconds that a report waits for search by meaning; then it says that this goes on."""
_LOOK = 2.0
"""Seconds between two looks how far that is."""
_LONGEST_NAME = 100
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f<>:\"|?*]")

log = structlog.get_logger()


class Supplied(Courses, Protocol):
    """A library that takes supplements; `knowledge.library.Library`."""

    def supply(self, by_course: Mapping[str, Mapping[str, Supplement]]) -> None: ...


class Indexing(Protocol):
    """Makes a course searchable; `knowledge.retrieval.Retriever`."""

    def changed(self, course_id: str) -> None:
        """The next search sees it as it is now."""

    def renew(self, course_id: str) -> None:
        """Look at it now: by words at once, vectors in the background."""

    def wait(self, timeout: float) -> bool:
        """Until the background rests; False on time-out."""

    def progress(self, course_id: str) -> tuple[int, int]:
        """Passages with vectors, of how many."""


class Material:
    """All that is done with teachers' files. Made for one event loop."""

    def __init__(
        self,
        uploads: Uploads,
        library: Supplied,
        indexing: Callable[[], Indexing],
        clock: Callable[[], datetime],
    ) -> None:
        """
        Args:
            indexing: gives what searches, when something was added.
        """
        self._uploads = uploads
        self._library = library
        self._indexing = indexing
        self._clock = clock
        self._version = -1
        self._courses: tuple[str, ...] = ()
        self._known: dict[str, Supplement] = {}
        self._refreshing = asyncio.Lock()
        self._slots = asyncio.Semaphore(_SIDE_BY_SIDE)

    async def refresh(self) -> None:
        """Notice what was added or taken out, by whichever process. Called once a turn."""
        async with self._refreshing:
            version = await self._uploads.version()
            if version == self._version:
                return
            by_course: dict[str, dict[str, Supplement]] = {}
            for course, id_ in await self._uploads.standing():
                if id_ not in self._known and (content := await self._uploads.content(id_)):
                    self._known[id_] = content.supplement
                if id_ in self._known:
                    by_course.setdefault(course, {})[id_] = self._known[id_]
            self._known = {id_: one for of in by_course.values() for id_, one in of.items()}
            self._library.supply(by_course)
            if self._version >= 0:  # else nothing has been searched yet
                for course in {*self._courses, *by_course}:
                    self._indexing().changed(course)
            self._version, self._courses = version, tuple(by_course)

    async def offer(self, files: Sequence[Attachment], said: str, batch: str) -> list[Refused]:
        refused: list[Refused] = []
        kept: list[tuple[Upload, bytes]] = []
        for number, file in enumerate(files):
            name = safe_name(file.name)
            problem = await asyncio.to_thread(_first_look, name, file.data)
            if problem:
                refused.append(problem)
                continue
            id_ = batch_of(f"{batch}:{number}")
            kept.append((Upload(id_, batch, "", name, said, self._clock()), file.data))
        await self._uploads.offer(kept)
        return refused

    async def batch(self, batch: str) -> list[Upload]:
        return await self._uploads.batch(batch)

    async def in_course(self, course: str) -> list[Upload]:
        return await self._uploads.in_course(course)

    async def add(
        self, upload: Upload, course: Course, *, into: str = ""
    ) -> AsyncGenerator[Step | Added | Refused, None]:
        content = await self._uploads.content(upload.id)
        if content is None:
            if self._slots.locked():
                yield Step("waiting")
            async with self._slots:
                reading = _Reading(self._uploads, upload, course, into)
                async for step in reading.steps():
                    yield step
            if reading.refused:
                yield reading.refused
                return
            content = reading.content
            await self._uploads.add(upload.id, course.id, content)
            log.info("material added", course=course.id)
        await self.refresh()
        async for step in self._searchable(course.id):
            yield step
        yield Added(content, *self._indexing().progress(course.id))

    async def note(self, course: Course, supplement: Supplement) -> None:
        name = supplement.file
        id_ = batch_of(f"{course.id}:{key_of(name)}:{self._clock().isoformat()}")
        upload = Upload(id_, id_, "", name, "", self._clock())
        await self._uploads.offer([(upload, b"")])
        await self._uploads.add(id_, course.id, Content(supplement=supplement))
        await self.refresh()
        await asyncio.to_thread(self._indexing().renew, course.id)

    async def forget(self, uploads: Sequence[Upload]) -> None:
        await self._uploads.forget([upload.id for upload in uploads])
        await self.refresh()

    async def read(self, uploads: Sequence[Upload]) -> Attached:
        found = [(upload.name, await self._uploads.data(upload.id)) for upload in uploads]
        return await attached.read([Attachment(name=n, data=d) for n, d in found if d is not None])

    async def _searchable(self, course_id: str) -> AsyncGenerator[Step, None]:
        indexing = self._indexing()
        yield Step("words")
        await asyncio.to_thread(indexing.renew, course_id)
        until = time.monotonic() + _PATIENCE
        while not await asyncio.to_thread(indexing.wait, _LOOK):
            yield Step("vectors", *indexing.progress(course_id))
            if time.monotonic() > until:
                return


class _Reading:
    """The reading of one file, in a thread, watched from outside."""

    def __init__(self, uploads: Uploads, upload: Upload, course: Course, into: str) -> None:
        self._uploads = uploads
        self._upload = upload
        self._course = course
        self._into = into
        self._at = Step("reading")
        self.refused: Refused | None = None
        self.content: Content

    async def steps(self) -> AsyncGenerator[Step, None]:
        data = await self._uploads.data(self._upload.id)
        if data is None:
            self.refused = Refused(self._upload.name, "", "it is gone")
            return
        told = self._at
        yield told
        task = asyncio.create_task(asyncio.to_thread(self._read, data))
        while not (await asyncio.wait([task], timeout=_LOOK))[0]:
            if self._at != told:
                told = self._at
                yield told
        task.result()

    def _read(self, data: bytes) -> None:
        from knowledge.ingest.addition import supplement_of

        def progress(what: Literal["pages", "sections"], done: int, total: int) -> None:
            self._at = Step(what, done, total)

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / self._upload.name
            try:
                path.write_bytes(data)
                read = supplement_of(path, self._course, into=self._into, progress=progress)
            except SourceError as error:
                self.refused = Refused(path.name, error.why, str(error))
                return
        complaints = [
            Complaint(text=str(problem), left_out=problem.severity == "error")
            for problem in read.problems
        ]
        self.content = Content(supplement=read.supplement, complaints=tuple(complaints))


def safe_name(name: str) -> str:
    """The last part of a path, fit to be a file's name on any system, its ending kept."""
    bare = _NOT_IN_NAMES.sub("", clean(name.replace("\\", "/").rpartition("/")[2])).strip(" .")
    stem, dot, ending = (bare or "file").rpartition(".")
    if not dot:
        return ending[:_LONGEST_NAME]
    return f"{stem[: _LONGEST_NAME - len(ending) - 1]}.{ending[:12]}"


def _first_look(name: str, data: bytes) -> Refused | None:
    """Whether it is of a format that is read at all."""
    from knowledge.ingest import recognise
    from knowledge.ingest.documents.kinds import kind_of

    if not data.strip():
        return Refused(name, "empty", f"{name} is empty.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            if recognise(path).name == "documents":
                kind_of(path)
        except SourceError as error:
            return Refused(name, error.why or "unread_format", str(error))
    return None
