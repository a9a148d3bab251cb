"""Query to ranked passages and sections, over one course or several."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import is_

import numpy as np

from knowledge.course_vectors import CourseVectors
from knowledge.coverage import Answerability, answerability
from knowledge.dense import ChromaLost, Rows
from knowledge.embed import EmbeddingError, Vectors
from knowledge.fusion import Fused, Scores, fuse
from knowledge.index import Index
from knowledge.lexical import WordIndex
from knowledge.passages import Passage

log = logging.getLogger(__name__)

CANDIDATES = 200
"""Best passages looked at from each side; more changes nothing (docs/benchmarks.md)."""
LONGEST_QUERY = 4_000
"""Characters; what is longer is no question."""
KEPT = 64
"""Searches whose evidence is kept for a moment: it is read more than once a question."""
SENTENCES = 10_000
"""Sentences whose vectors are kept (15 MB with the embedded embedder)."""
EMBEDDER_PAUSE = 30.0
"""Seconds without search by meaning after the embedder failed in a search."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found."""

    passage: Passage
    score: float
    """0 to 1 within one search; not comparable between searches."""


@dataclass(frozen=True, slots=True)
class Found:
    """All evidence of one search. `lexical`, `cosines` and `fused.passages` are parallel."""

    words: WordIndex
    terms: Sequence[str]
    """The query's distinct content words, stemmed."""
    passages: Sequence[Passage]
    """The candidates, in course order."""
    lexical: Scores
    """BM25."""
    cosines: Scores | None
    """None when the search was by words alone."""
    calibrated: bool
    """Whether it is known what the embedder's cosines mean."""
    foreign: bool
    """Whether the passages are in a language that the embedder never learnt."""
    fused: Fused


class Retriever:
    """Searches an `Index`. Safe to use from several threads."""

    def __init__(self, index: Index, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.index = index
        self._clock = clock
        self._paused_until = 0.0
        self._kept: dict[str, tuple[Found, tuple[CourseVectors, ...]]] = {}
        self._sentences: dict[str, Vectors] = {}
        self._query_vector = lru_cache(maxsize=256)(index.embedder.query)

    def search(
        self, query: str, *, courses: Sequence[str], limit: int = 10, per_section: int = 3
    ) -> list[Hit]:
        """The best passages, best first, at most ``per_section`` of one section.

        Raises:
            SourceError: a course is unknown or can't be read.
        """
        found = self.evidence(query, courses=courses)
        hits: list[Hit] = []
        taken: dict[str, int] = {}
        for candidate in np.argsort(-found.fused.passages, kind="stable"):
            passage = found.passages[candidate]
            if taken.get(passage.section, 0) < per_section:
                taken[passage.section] = taken.get(passage.section, 0) + 1
                hits.append(Hit(passage, float(found.fused.passages[candidate])))
            if len(hits) >= limit:
                break
        return hits

    def sections(self, query: str, *, courses: Sequence[str], limit: int = 10) -> list[str]:
        """The best sections as ``course/section``, best first."""
        return list(self.evidence(query, courses=courses).fused.sections)[:limit]

    def answerability(
        self, query: str, hits: Sequence[Hit], *, courses: Sequence[str]
    ) -> Answerability:
        """Whether the courses answer the question, and the hit that comes closest."""
        found = self.evidence(query, courses=courses)
        return answerability(found, hits[0] if hits else None)

    def similarities(self, query: str, texts: Sequence[str]) -> list[float]:
        """Nearness in meaning of a query and each text; 0 for all while the embedder is away."""
        vector = self._embedded(query[:LONGEST_QUERY])
        if vector is None or not texts:
            return [0.0] * len(texts)
        try:
            return [float(each @ vector) for each in self._embedded_texts(texts)]
        except EmbeddingError as error:
            self._pause(error)
            return [0.0] * len(texts)

    def _embedded_texts(self, texts: Sequence[str]) -> list[Vectors]:
        """A class asks about the same sections: their sentences are embedded once."""
        kept = self._sentences if len(self._sentences) < SENTENCES else {}
        missing = [text for text in dict.fromkeys(texts) if text not in kept]
        if missing:
            kept.update(zip(missing, self.index.embedder.embed(missing), strict=True))
        self._sentences = kept
        return [kept[text] for text in texts]

    def alike(self, texts: Sequence[str]) -> list[list[float]]:
        """Nearness in meaning of each text to each; empty while the embedder is away."""
        if not texts or self._clock() < self._paused_until:
            return []
        try:
            vectors = self.index.embedder.embed(texts)
        except EmbeddingError as error:
            self._pause(error)
            return []
        near: list[list[float]] = (vectors @ vectors.T).tolist()
        return near

    def changed(self, course_id: str) -> None:
        """The next search sees the course as it is now; see `Index.changed`."""
        self.index.changed(course_id)

    def renew(self, course_id: str) -> None:
        """Make the course searchable as it is now; see `Index.renew`."""
        self.index.renew(course_id)

    def progress(self, course_id: str) -> tuple[int, int]:
        """Passages with vectors, of how many."""
        return self.index.progress(course_id)

    def wait(self, timeout: float) -> bool:
        """Until no vectors are being made; False on time-out."""
        return self.index.wait(timeout)

    def evidence(self, query: str, *, courses: Sequence[str]) -> Found:
        """What speaks for which passage; `search` and `answerability` are readings of it."""
        query = query[:LONGEST_QUERY]
        words = self.index.words(courses)
        vector, vectors = self._by_meaning(query, courses)
        kept = self._kept.get(query)
        # The same objects: nothing has changed. Hits and their answerability are asked for in turn.
        if kept and kept[0].words is words and _same(kept[1], vectors):
            return kept[0]
        found = self._weighed(query, words, vector, vectors)
        if len(self._kept) >= KEPT:
            self._kept.clear()
        self._kept[query] = (found, tuple(vectors))
        return found

    def _weighed(
        self,
        query: str,
        words: WordIndex,
        vector: Vectors | None,
        vectors: Sequence[CourseVectors],
    ) -> Found:
        bm25 = words.scores(query)
        positions = _best(bm25, CANDIDATES)
        sides = [bm25[positions]]
        centroids: dict[str, float] = {}
        if vector is not None:
            nearest = self._nearest(words, vectors, vector)
            positions = np.union1d(positions, np.fromiter(nearest, np.intp))
            floor = min(nearest.values())
            cosines = [nearest.get(int(position), floor) for position in positions]
            sides = [bm25[positions], np.array(cosines, dtype=np.float32)]
            for course in vectors:
                near = course.centroids @ vector
                centroids.update(zip(course.sections, near.tolist(), strict=True))
        embedder = self.index.embedder
        candidates = [words.passages[position] for position in positions]
        return Found(
            words=words,
            terms=words.terms(query),
            passages=candidates,
            lexical=sides[0],
            cosines=sides[1] if len(sides) > 1 else None,
            calibrated=embedder.calibrated,
            foreign=bool(embedder.languages) and not set(words.languages) & embedder.languages,
            fused=fuse([passage.section for passage in candidates], sides, centroids),
        )

    def _by_meaning(
        self, query: str, courses: Sequence[str]
    ) -> tuple[Vectors | None, list[CourseVectors]]:
        """The query's vector and all courses' vectors; None when it is by words only."""
        vectors = []
        for course_id in sorted(set(courses)):
            course = self.index.vectors(course_id)
            if course is None:  # some by meaning and some by words would favour the former
                return None, []
            vectors.append(course)
        vector = self._embedded(query)
        if vector is None or not vectors:
            return None, []
        others = [course for course in vectors if course.dimensions != len(vector)]
        for course in others:
            self.index.other_dimensions(course.course_id)
        return (None, []) if others else (vector, vectors)

    def _nearest(
        self, words: WordIndex, courses: Sequence[CourseVectors], vector: Vectors
    ) -> dict[int, float]:
        """Position to cosine of the nearest passages."""
        nearest: dict[int, float] = {}
        for course in courses:
            rows, cosines = self._course_nearest(course, vector)
            positions = rows + words.start(course.course_id)
            nearest.update(zip(positions.tolist(), cosines.tolist(), strict=True))
        return dict(sorted(nearest.items(), key=lambda item: -item[1])[:CANDIDATES])

    def _course_nearest(self, course: CourseVectors, vector: Vectors) -> tuple[Rows, Vectors]:
        try:
            return course.dense.nearest(vector, CANDIDATES)
        except ChromaLost as error:
            exact = self.index.chroma_lost(course.course_id, error)
            return exact.dense.nearest(vector, CANDIDATES)

    def _embedded(self, query: str) -> Vectors | None:
        if self._clock() < self._paused_until:
            return None
        try:
            return self._query_vector(query)
        except EmbeddingError as error:
            self._pause(error)
            return None

    def _pause(self, error: EmbeddingError) -> None:
        log.warning("by words only for %.0f s: %s", EMBEDDER_PAUSE, error)
        self._paused_until = self._clock() + EMBEDDER_PAUSE


def _same(some: Sequence[CourseVectors], others: Sequence[CourseVectors]) -> bool:
    return len(some) == len(others) and all(map(is_, some, others))


def _best(scores: Scores, count: int) -> Rows:
    """Positions of the highest scores above 0, in no order."""
    if len(scores) > count:
        top = np.argpartition(-scores, count - 1)[:count]
    else:
        top = np.arange(len(scores))
    return top[scores[top] > 0]
