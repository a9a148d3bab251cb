"""One course's vectors in memory, and the files they come from and go to."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np
from filelock import FileLock, Timeout

from knowledge.dense import ChromaCourse, Dense, Exact
from knowledge.embed import Embedder, Vectors
from knowledge.passages import KINDS, Passage
from knowledge.vectors import Known, as_matrix, embed_missing, load, save

log = logging.getLogger(__name__)

USABLE = 0.95
"""Share of a course that must be embedded before it is searched by meaning: with less, the part
that is embedded would win over the rest whatever was asked."""
SAVE_AT_LEAST = 256
"""Vectors between two saves, and at least a quarter of the file, so that writing stays cheap."""


@dataclass(frozen=True, slots=True)
class CourseVectors:
    """What a search by meaning needs of one course."""

    course_id: str
    fingerprint: str
    files: tuple[int, ...]
    """Dates of the vector files, to see another process's progress."""
    passages: Sequence[Passage]
    embedded: int
    dense: Dense
    dimensions: int
    sections: tuple[str, ...]
    """``course/section`` of each centroid."""
    centroids: Vectors
    """Mean vectors of the sections' passages, length 1, shape ``(len(sections), dimensions)``."""
    digest: str
    """Of the vectors' content and order; names the Chroma collection."""

    @property
    def complete(self) -> bool:
        return self.embedded == len(self.passages)

    @property
    def usable(self) -> bool:
        return self.embedded > 0 and self.embedded >= USABLE * len(self.passages)

    @property
    def kind(self) -> Literal["chroma", "exact", "none"]:
        if not self.usable:
            return "none"
        return "chroma" if isinstance(self.dense, ChromaCourse) else "exact"

    def within(self, dense: Dense) -> CourseVectors:
        """The same, searched in another way."""
        return replace(self, dense=dense)


class VectorFiles:
    """Where vectors are kept: shipped beside the course, and one file a course in the cache."""

    def __init__(
        self,
        fingerprint: Callable[[str], str],
        course_folder: Callable[[str], Path],
        folder: Path,
        embedder: Embedder,
    ) -> None:
        self._fingerprint = fingerprint
        self._course_folder = course_folder
        self._folder = folder
        self._embedder = embedder

    def current(self, course_id: str, state: CourseVectors) -> bool:
        """Whether reading again would give nothing new."""
        same = state.fingerprint == self._fingerprint(course_id)
        return same and (state.complete or state.files == self._dates(course_id))

    def read(self, course_id: str, passages: Sequence[Passage]) -> CourseVectors:
        """What the files have for these passages. Never embeds."""
        files = self._dates(course_id)
        return self._state(course_id, files, passages, self._known(course_id))

    def complete(
        self,
        course_id: str,
        passages: Sequence[Passage],
        *,
        on_batch: Callable[[int, int], None],
        stopped: Callable[[], bool],
    ) -> CourseVectors:
        """Embeds what the files lack and keeps it, also when stopped half-way.

        Raises:
            EmbeddingError: the embedder failed; what it made until then is kept.
        """
        known = self._known(course_id)
        if any(passage.hash not in known for passage in passages):
            with _EmbeddingLock(self._file(course_id), stopped):
                known = self._known(course_id)  # another process may just have made them
                self._embed(course_id, passages, known, on_batch, stopped)
        return self._state(course_id, self._dates(course_id), passages, known)

    def forget(self, course_id: str) -> None:
        """Drop the cache of a course whose vectors can't be used any more."""
        self._file(course_id).unlink(missing_ok=True)

    def _embed(
        self,
        course_id: str,
        passages: Sequence[Passage],
        known: Known,
        on_batch: Callable[[int, int], None],
        stopped: Callable[[], bool],
    ) -> None:
        saved = len(known)

        def keep_some(done: int, total: int) -> None:
            nonlocal saved
            if len(known) - saved >= max(SAVE_AT_LEAST, saved // 4):
                self._save(course_id, passages, known)
                saved = len(known)
            on_batch(done, total)

        try:
            embed_missing(passages, known, self._embedder, on_batch=keep_some, stopped=stopped)
        finally:
            self._save(course_id, passages, known)

    def _save(self, course_id: str, passages: Sequence[Passage], known: Known) -> None:
        if {passage.kind for passage in passages} == set(KINDS):  # else others are still wanted
            wanted = {passage.hash for passage in passages}
            known = {digest: vector for digest, vector in known.items() if digest in wanted}
        try:
            save(self._file(course_id), self._embedder.id, known)
        except OSError as error:
            log.warning("the vectors of %s can't be kept: %s", course_id, error)

    def _known(self, course_id: str) -> Known:
        shipped = load(self._shipped(course_id), self._embedder.id)
        cached = load(self._file(course_id), self._embedder.id)
        sizes = {len(next(iter(each.values()))) for each in (shipped, cached) if each}
        return {**shipped, **cached} if len(sizes) < 2 else shipped

    def _state(
        self,
        course_id: str,
        files: tuple[int, ...],
        passages: Sequence[Passage],
        known: Known,
    ) -> CourseVectors:
        vectors, rows = as_matrix(passages, known)
        sections, centroids = _centroids([passages[row] for row in rows], vectors)
        content = "".join([self._embedder.id, *(passage.hash for passage in passages)])
        return CourseVectors(
            course_id=course_id,
            fingerprint=self._fingerprint(course_id),
            files=files,
            passages=passages,
            embedded=len(rows),
            dense=Exact(vectors, rows),
            dimensions=vectors.shape[1],
            sections=sections,
            centroids=centroids,
            digest=hashlib.sha256(content.encode()).hexdigest()[:24],
        )

    def _dates(self, course_id: str) -> tuple[int, ...]:
        return tuple(
            path.stat().st_mtime_ns if path.exists() else 0
            for path in (self._shipped(course_id), self._file(course_id))
        )

    def _shipped(self, course_id: str) -> Path:
        return self._course_folder(course_id) / "vectors.npz"

    def _file(self, course_id: str) -> Path:
        embedder = hashlib.sha256(self._embedder.id.encode()).hexdigest()[:8]
        return self._folder / f"{course_id}.{embedder}.npz"


def _centroids(passages: Sequence[Passage], vectors: Vectors) -> tuple[tuple[str, ...], Vectors]:
    """Section ids in order of appearance, and the mean vector of each section's passages."""
    ids = tuple(dict.fromkeys(passage.section for passage in passages))
    row_of = {section: row for row, section in enumerate(ids)}
    sums = np.zeros((len(ids), vectors.shape[1]), dtype=np.float32)
    np.add.at(sums, [row_of[passage.section] for passage in passages], vectors)
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    return ids, sums / np.maximum(norms, 1e-12)


class _EmbeddingLock:
    """One process embeds a course; the others wait for its file instead of doing it again."""

    def __init__(self, file: Path, stopped: Callable[[], bool]) -> None:
        self._path = file.with_suffix(".lock")
        self._lock = FileLock(self._path)
        self._stopped = stopped

    def __enter__(self) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            while not self._stopped():
                try:
                    self._lock.acquire(timeout=0.5)
                    return
                except Timeout:
                    continue
        except OSError as error:  # a data folder that can't be written: nobody to wait for
            log.info("no lock for embedding: %s", error)

    def __exit__(self, *_: object) -> None:
        self._lock.release()
