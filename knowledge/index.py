"""Makes courses searchable: by words at once, by meaning as soon as the vectors are there.

Truth is the course. Everything kept here (word indexes, vectors by content hash, Chroma) is a
cache in ``data_dir/index`` that is made again when it is missing, broken or of another content
or embedder. `Index.start` brings vectors up to date in the background and, if this process gets
the lock, moves them into Chroma; any other process answers from the same vector files.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from knowledge.background import Background
from knowledge.course import Course
from knowledge.course_vectors import CourseVectors, VectorFiles
from knowledge.dense import ChromaLost
from knowledge.embed import Embedder
from knowledge.lexical import WordIndex
from knowledge.passages import KINDS, Kind, passages
from knowledge.swap import build_folder
from knowledge.vectors import export_vectors

__all__ = ["CourseStatus", "Index", "export_vectors"]

log = logging.getLogger(__name__)

CUT_VERSION = 1
"""Raise it when `knowledge.passages` or `knowledge.lexical` makes something else of a course."""
SETS_IN_MEMORY = 8
LOOK_EVERY = 2.0
"""Seconds between two looks whether a course's files have changed: it costs 20 ms for 300."""


@dataclass(frozen=True, slots=True)
class CourseStatus:
    """How far one course is."""

    passages: int
    embedded: int
    dense: str
    """``chroma``, ``exact``, or ``none`` while too few vectors are there."""


class Courses(Protocol):
    """Where courses come from; `knowledge.library.Library`."""

    def list(self) -> Sequence[Any]: ...

    def get(self, course_id: str) -> Course: ...

    def fingerprint(self, course_id: str) -> str: ...

    def folder(self, course_id: str) -> Path: ...


class Index:
    """Word indexes and vectors of a library's courses. Safe to use from several threads.

    Args:
        on_status: told in plain words what happens in the background, from that thread.
        kinds: what is indexed; the evaluation leaves out terms and summaries.
        chroma_after: seconds of rest before Chroma is opened, so that it costs neither a start
            nor a one-shot command anything; None: never.
    """

    def __init__(
        self,
        library: Courses,
        data_dir: Path,
        *,
        embedder: Embedder,
        chroma_url: str | None = None,
        on_status: Callable[[str], None] | None = None,
        kinds: Sequence[Kind] = KINDS,
        chroma_after: float | None = 5.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.embedder = embedder
        self._library = library
        self._kinds = tuple(kinds)
        self._folder = data_dir / "index"
        self._words: OrderedDict[str, WordIndex] = OrderedDict()
        self._vectors: dict[str, CourseVectors] = {}
        self._lock = threading.Lock()
        self._building: dict[str, threading.Lock] = {}
        self._clock = clock
        self._looked: dict[str, tuple[float, str]] = {}
        self._files = VectorFiles(
            self.fingerprint, library.folder, self._folder / "vectors", embedder
        )
        self._background = Background(
            self,
            self._files,
            chroma_folder=self._folder / "chroma",
            chroma_url=chroma_url,
            chroma_after=chroma_after,
            on_status=on_status,
        )

    # ---- life ------------------------------------------------------------------------------

    def start(self, courses: Sequence[str] | None = None) -> None:
        """Bring these courses (default: all) up to date in the background; returns at once."""
        self._background.start(courses)

    def wait(self, timeout: float | None = None, *, chroma: bool = False) -> bool:
        """Until all that was asked for has its vectors (or failed); False on time-out.

        With ``chroma`` also until they are in Chroma, or it is clear that they won't be.
        """
        return self._background.wait(timeout, chroma=chroma)

    def close(self) -> None:
        """Stop after the batch at hand; what was embedded is kept."""
        self._background.close()

    def status(self) -> dict[str, CourseStatus]:
        """How far each course is that was looked at so far."""
        with self._lock:
            return {
                course: CourseStatus(len(each.passages), each.embedded, each.kind)
                for course, each in self._vectors.items()
            }

    def changed(self, course_id: str) -> None:
        """Don't wait for `LOOK_EVERY`: the next search sees the course as it is now."""
        self._looked.pop(course_id, None)

    def renew(self, course_id: str) -> None:
        """Search the course by words as it is now, and see to its vectors in the background.

        Raises:
            SourceError: it is unknown or can't be read.
        """
        self.changed(course_id)
        self.vectors_so_far(course_id)

    def progress(self, course_id: str) -> tuple[int, int]:
        """Passages with vectors, of how many; while they are being made, too."""
        with self._lock:
            state = self._vectors.get(course_id)
        if state is None:
            return 0, 0
        made = self._background.made(course_id)
        return min(state.embedded + made, len(state.passages)), len(state.passages)

    def course_ids(self) -> list[str]:
        """Every course of the library."""
        return [info.id for info in self._library.list()]

    def fingerprint(self, course_id: str) -> str:
        """Of the course's content, as it was at most `LOOK_EVERY` seconds ago.

        Raises:
            SourceError: the course is unknown or can't be read.
        """
        looked, fingerprint = self._looked.get(course_id, (0.0, ""))
        if not fingerprint or self._clock() - looked >= LOOK_EVERY:
            fingerprint = self._library.fingerprint(course_id)
            self._looked[course_id] = (self._clock(), fingerprint)
        return fingerprint

    # ---- words -----------------------------------------------------------------------------

    def words(self, courses: Sequence[str]) -> WordIndex:
        """One word index over the courses together; from memory, disk, or built now.

        Raises:
            SourceError: a course is unknown or can't be read.
        """
        names = sorted(set(courses))
        digest = self._words_digest(names)
        with self._lock:
            if digest in self._words:
                self._words.move_to_end(digest)
                return self._words[digest]
            lock = self._building.setdefault(digest, threading.Lock())
        with lock:
            found = self._words.get(digest) or self._stored_words(names, digest)
        with self._lock:
            self._building.pop(digest, None)
            self._words[digest] = found
            while len(self._words) > SETS_IN_MEMORY:
                self._words.popitem(last=False)
        return found

    def prepared(self, course_id: str) -> bool:
        """Whether the course's word index is on disk already, so that searching starts at once."""
        label = self._words_label([course_id])
        return (self._folder / "words" / f"{label}.{self._words_digest([course_id])}").is_dir()

    def _words_label(self, names: Sequence[str]) -> str:
        return "+".join([*(() if self._kinds == KINDS else self._kinds), *names])[:80]

    def _words_digest(self, names: Sequence[str]) -> str:
        state = [(name, self.fingerprint(name)) for name in names]
        return _digest(CUT_VERSION, self._kinds, state)

    def _stored_words(self, names: Sequence[str], digest: str) -> WordIndex:
        label = self._words_label(names)
        folder = self._folder / "words" / f"{label}.{digest}"
        try:
            return WordIndex.load(folder)
        except FileNotFoundError:
            pass
        except Exception as error:  # a damaged cache can fail in any way
            log.warning("the word index in %s is damaged and is built again: %s", folder, error)
        found = WordIndex.build(
            [
                passage
                for name in names
                for passage in passages(self._library.get(name))
                if passage.kind in self._kinds
            ]
        )
        self._keep_words(found, folder, label)
        return found

    def _keep_words(self, words: WordIndex, folder: Path, label: str) -> None:
        try:
            for old in folder.parent.glob(f"{label}.*"):
                if old.name.rpartition(".")[0] == label:
                    shutil.rmtree(old, ignore_errors=True)
            with build_folder(folder) as new:
                words.save(new)
        except OSError as error:
            log.warning("the word index can't be kept: %s", error)

    # ---- vectors ---------------------------------------------------------------------------

    def vectors(self, course_id: str) -> CourseVectors | None:
        """The course's vectors if enough are there to search by meaning.

        Raises:
            SourceError: the course is unknown or can't be read.
        """
        state = self.vectors_so_far(course_id)
        return state if state.usable else None

    def vectors_so_far(self, course_id: str) -> CourseVectors:
        """The course's vectors, few or many; what lacks is asked for in the background."""
        with self._lock:
            state = self._vectors.get(course_id)
        if state is None or not self._files.current(course_id, state):
            state = self._files.read(course_id, self.words([course_id]).passages)
            self.put(course_id, state)
            if not state.complete:
                self._background.ask(course_id)
        return state

    def put(self, course_id: str, vectors: CourseVectors) -> None:
        """Search these from now on."""
        with self._lock:
            self._vectors[course_id] = vectors

    def chroma_lost(self, course_id: str, error: ChromaLost) -> CourseVectors:
        """Chroma failed during a search: search exactly, and build it again."""
        self._background.chroma_lost(course_id, error)
        with self._lock:
            self._vectors.pop(course_id, None)
        return self.vectors_so_far(course_id)

    def other_dimensions(self, course_id: str) -> None:
        """The embedder of that name makes other vectors than it used to: embed again."""
        self._files.forget(course_id)
        with self._lock:
            self._vectors.pop(course_id, None)
        self._background.ask(course_id)


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:24]
