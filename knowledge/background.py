"""The index's background thread: embeds what lacks vectors, then moves vectors into Chroma."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from knowledge.course_vectors import CourseVectors, VectorFiles
from knowledge.dense import ChromaLost, ChromaStore, Exact
from knowledge.embed import EmbeddingError
from knowledge.problems import SourceError

if TYPE_CHECKING:
    from knowledge.index import Index

log = logging.getLogger(__name__)

RETRY_SECONDS = 60.0
"""Pause before an embedder or a Chroma server that failed is tried again."""
STOP_SECONDS = 5.0


class Background:
    """Does what `Index` asks for, one course after the other. Its methods return at once."""

    def __init__(
        self,
        index: Index,
        files: VectorFiles,
        *,
        chroma_folder: Path,
        chroma_url: str | None,
        chroma_after: float | None,
        on_status: Callable[[str], None] | None,
    ) -> None:
        self._index = index
        self._files = files
        self._on_status = on_status or (lambda text: None)
        self._chroma = _Chroma(chroma_folder, chroma_url, self._say)
        self._chroma_after = chroma_after
        self._thread: threading.Thread | None = None
        self._changed = threading.Condition()
        self._stopping = False
        self._all = False
        self._waiting: list[str] = []
        self._busy = ""
        self._made = 0
        self._moving = False
        self._failed: list[str] = []
        self._exact: list[str] = []
        """Courses that are searched exactly and could be in Chroma."""

    # ---- asked from any thread -------------------------------------------------------------

    def start(self, courses: Sequence[str] | None) -> None:
        with self._changed:
            self._all = self._all or courses is None
            self._waiting.extend(courses or ())
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="index", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def ask(self, course_id: str) -> None:
        """This course next; nothing when the background was never started."""
        with self._changed:
            if self._thread and course_id not in (self._busy, *self._waiting):
                self._waiting.insert(0, course_id)
                self._changed.notify_all()

    def made(self, course_id: str) -> int:
        """Vectors made for the course by what is under way."""
        with self._changed:
            return self._made if self._busy == course_id else 0

    def chroma_lost(self, course_id: str, error: ChromaLost) -> None:
        log.warning("Chroma failed for %s: %s", course_id, error)
        with self._changed:
            if course_id not in self._exact:
                self._exact.append(course_id)
            self._changed.notify_all()

    def wait(self, timeout: float | None, *, chroma: bool) -> bool:
        def rested() -> bool:
            vectors = self._all or self._waiting or self._busy
            moves = chroma and self._chroma_after is not None and (self._exact or self._moving)
            return self._stopping or not (vectors or moves)

        with self._changed:
            return self._changed.wait_for(rested, timeout)

    def close(self) -> None:
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._thread:
            # A daemon: what hangs in a server's call is not worth waiting for.
            self._thread.join(timeout=STOP_SECONDS)

    # ---- the thread ------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            while (course_id := self._next()) is not None:
                if course_id:
                    self._one(course_id)
                else:
                    self._into_chroma()
        finally:
            self._chroma.release()

    def _next(self) -> str | None:
        """A course to embed; "" when there is rest enough for Chroma; None when stopping."""
        with self._changed:
            self._busy, self._moving = "", False
            self._changed.notify_all()
            while not self._stopping:
                if self._all:
                    self._all = False
                    self._waiting.extend(self._index.course_ids())
                if self._waiting:
                    self._busy, self._made = self._waiting.pop(0), 0
                    return self._busy
                chroma = self._chroma_after is not None and bool(self._exact)
                retry = RETRY_SECONDS if self._failed else None
                if not self._changed.wait(self._chroma_after if chroma else retry):
                    if chroma:
                        self._moving = True
                        return ""
                    self._waiting.extend(self._failed)
                    self._failed.clear()
            return None

    def _one(self, course_id: str) -> None:
        try:
            state = self._index.vectors_so_far(course_id)
            if not state.complete:
                state = self._embed(course_id, state)
        except SourceError as error:
            log.info("not indexed: %s", error)
        except EmbeddingError as error:
            log.warning("no vectors for %s: %s", course_id, error)
            self._say(f"{course_id}: searched by words only for now. {error}")
            self._failed.append(course_id)
        except Exception:
            log.exception("indexing %s failed", course_id)
            self._say(f"{course_id}: searched by words only for now; the log says why.")
        else:
            if state.usable and isinstance(state.dense, Exact):
                self._exact.append(course_id)

    def _embed(self, course_id: str, state: CourseVectors) -> CourseVectors:
        def on_batch(done: int, total: int) -> None:
            self._made = max(0, done - state.embedded)
            self._say(f"{course_id}: preparing search by meaning, {done:,} of {total:,} passages")

        self._say(
            f"{course_id}: searchable by words; "
            f"{len(state.passages) - state.embedded:,} passages lack vectors"
        )
        state = self._files.complete(
            course_id, state.passages, on_batch=on_batch, stopped=lambda: self._stopping
        )
        self._index.put(course_id, state)
        if state.complete:
            self._say(f"{course_id}: searchable by meaning, too")
        return state

    def _into_chroma(self) -> None:
        while self._exact and not self._stopping:
            course_id = self._exact.pop(0)
            state = self._index.vectors(course_id)
            if state is None or not state.complete or not isinstance(state.dense, Exact):
                continue
            moved = self._chroma.take(course_id, state)
            if moved is not None:
                self._index.put(course_id, moved)
            elif self._chroma.url:  # a server may come back; another process's lock may not
                self._failed.append(course_id)

    def _say(self, text: str) -> None:
        log.info(text)
        self._on_status(text)


class _Chroma:
    """The store, opened when it is first needed and only by the holder of the lock."""

    def __init__(self, folder: Path, url: str | None, say: Callable[[str], None]) -> None:
        self._folder = folder
        self.url = url
        self._say = say
        self._store: ChromaStore | None = None
        self._lock = FileLock(folder.with_suffix(".lock"))

    def take(self, course_id: str, state: CourseVectors) -> CourseVectors | None:
        """The course searched in Chroma; None when that can't be had: exact search goes on."""
        if self.url is None and not self._locked():
            return None
        try:
            return self._moved(course_id, state)
        except ChromaLost as error:
            self.close()
            if self.url:
                log.warning("Chroma at %s can't be used: %s", self.url, error)
                return None
            self._say(f"The vector index is broken and is built again from the courses ({error})")
            ChromaStore.discard(self._folder)
        try:
            return self._moved(course_id, state)
        except ChromaLost as error:
            self.close()
            log.warning("Chroma can't be used, searching without: %s", error)
            return None

    def close(self) -> None:
        if self._store:
            try:
                self._store.close()
            except ChromaLost as error:
                log.info("closing Chroma: %s", error)
            self._store = None

    def release(self) -> None:
        """Close, and let another process have it."""
        self.close()
        self._lock.release(force=True)

    def _moved(self, course_id: str, state: CourseVectors) -> CourseVectors:
        assert isinstance(state.dense, Exact)
        if self._store is None:
            self._store = ChromaStore(folder=None if self.url else self._folder, url=self.url)
        collection = self._store.course(
            course_id,
            state.digest,
            state.dense.vectors,
            lambda: self._say(f"{course_id}: building the vector index in Chroma"),
        )
        return state.within(collection)

    def _locked(self) -> bool:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(blocking=False)
        except (Timeout, OSError):
            return False
        return True
