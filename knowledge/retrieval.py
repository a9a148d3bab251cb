"""Query to ranked passages: words and meaning, passages and sections, in one score.

Four pieces of evidence, each divided by its best value for this query so that they can be added:

- words of passages (BM25) and cosines of passages (the embedder), each also summed up per
  section: best passage + 1/2 second + 1/4 third, because a section that treats a question does
  so in more than one place;
- the cosine with a section's centroid, at half weight.

A passage's score is half its own and half its section's. docs/benchmarks.md has the ablation.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge.course_vectors import CourseVectors
from knowledge.coverage import Answerability
from knowledge.dense import ChromaLost, Rows
from knowledge.embed import EmbeddingError
from knowledge.index import Index
from knowledge.lexical import WordIndex
from knowledge.passages import Passage

log = logging.getLogger(__name__)

CANDIDATES = 200
"""Best passages looked at from each side; more changes nothing (docs/benchmarks.md)."""
SECTION_DECAY = (1.0, 0.5, 0.25)
"""Weights of a section's best, second and third passage."""
CENTROID_WEIGHT = 0.5
LONGEST_QUERY = 4_000
"""Characters; what is longer is no question."""
EMBEDDER_PAUSE = 30.0
"""Seconds without search by meaning after the embedder failed in a search."""

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found."""

    passage: Passage
    score: float
    """0 to 1 within one search; not comparable between searches."""


@dataclass(frozen=True, slots=True)
class Found:
    """All evidence of one search. Arrays are parallel to `positions`."""

    words: WordIndex
    positions: Rows
    """Of the candidates in ``words.passages``."""
    lexical: Scores
    """BM25."""
    cosines: Scores | None
    """None when the search was by words alone."""
    section_scores: dict[str, float]
    """``course/section`` to fused score, 0 to 1, best first."""
    scores: Scores
    """Fused passage scores, 0 to 1."""


class Retriever:
    """Searches an `Index`. Safe to use from several threads."""

    def __init__(self, index: Index, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.index = index
        self._clock = clock
        self._paused_until = 0.0
        self._lock = threading.Lock()
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
        for candidate in np.argsort(-found.scores, kind="stable"):
            passage = found.words.passages[found.positions[candidate]]
            if taken.get(passage.section, 0) < per_section:
                taken[passage.section] = taken.get(passage.section, 0) + 1
                hits.append(Hit(passage, float(found.scores[candidate])))
            if len(hits) >= limit:
                break
        return hits

    def sections(self, query: str, *, courses: Sequence[str], limit: int = 10) -> list[str]:
        """The best sections as ``course/section``, best first."""
        return list(self.evidence(query, courses=courses).section_scores)[:limit]

    def evidence(self, query: str, *, courses: Sequence[str]) -> Found:
        """What speaks for which passage; `search` and coverage are readings of it."""
        query = query[:LONGEST_QUERY]
        words = self.index.words(courses)
        bm25 = words.scores(query)
        vectors = self._vectors(courses)
        vector = self._embedded(query) if vectors else None
        if vector is None:
            positions = _best(bm25, CANDIDATES)
            return _fuse(words, positions, bm25[positions], None, {})
        nearest, centroids = self._nearest(words, vectors, vector)
        positions = np.union1d(_best(bm25, CANDIDATES), np.fromiter(nearest, np.intp))
        floor = min(nearest.values(), default=0.0)
        cosines = np.array([nearest.get(int(each), floor) for each in positions], np.float32)
        return _fuse(words, positions, bm25[positions], cosines, centroids)

    def _vectors(self, courses: Iterable[str]) -> list[CourseVectors]:
        found = [self.index.vectors(course) for course in sorted(set(courses))]
        # Some courses by meaning and some by words only would favour the former.
        return [each for each in found if each] if all(found) else []

    def _nearest(
        self, words: WordIndex, courses: Iterable[CourseVectors], vector: Scores
    ) -> tuple[dict[int, float], dict[str, float]]:
        """Position to cosine of the nearest passages, section to cosine of its centroid."""
        nearest: dict[int, float] = {}
        centroids: dict[str, float] = {}
        for course in courses:
            if course.dimensions != len(vector):
                self.index.other_dimensions(course.course_id)
                continue
            rows, cosines = self._course_nearest(course, vector)
            start = words.start(course.course_id)
            nearest.update(zip((rows + start).tolist(), cosines.tolist(), strict=True))
            centroids.update(
                zip(course.sections, (course.centroids @ vector).tolist(), strict=True)
            )
        best = sorted(nearest.items(), key=lambda item: -item[1])[:CANDIDATES]
        return dict(best), centroids

    def _course_nearest(self, course: CourseVectors, vector: Scores) -> tuple[Rows, Scores]:
        try:
            return course.dense.nearest(vector, CANDIDATES)
        except ChromaLost as error:
            exact = self.index.chroma_lost(course.course_id, error)
            return exact.dense.nearest(vector, CANDIDATES)

    def _embedded(self, query: str) -> Scores | None:
        if self._clock() < self._paused_until:
            return None
        try:
            return self._query_vector(query)
        except EmbeddingError as error:
            log.warning("searching by words only: %s", error)
            self._paused_until = self._clock() + EMBEDDER_PAUSE
            return None

    def similarities(self, query: str, texts: Sequence[str]) -> list[float]:
        """Nearness in meaning of a query and each text; 0 for all while the embedder is away."""
        vector = self._embedded(query[:LONGEST_QUERY])
        if vector is None or not texts:
            return [0.0] * len(texts)
        try:
            near: list[float] = (self.index.embedder.embed(texts) @ vector).tolist()
        except EmbeddingError as error:
            log.warning("comparing by words only: %s", error)
            self._paused_until = self._clock() + EMBEDDER_PAUSE
            return [0.0] * len(texts)
        return near

    def answerability(
        self, query: str, hits: Sequence[Hit], *, courses: Sequence[str]
    ) -> Answerability:
        """Whether the courses answer the question, and the hit that comes closest."""
        return Answerability(True, 1.0, hits[0] if hits else None)


def _best(scores: Scores, count: int) -> Rows:
    """Positions of the highest scores above 0, in no order."""
    if len(scores) > count:
        top = np.argpartition(-scores, count - 1)[:count]
    else:
        top = np.arange(len(scores))
    return top[scores[top] > 0]


def _fuse(
    words: WordIndex,
    positions: Rows,
    lexical: Scores,
    cosines: Scores | None,
    centroids: dict[str, float],
) -> Found:
    sides = [_shares(lexical)] if cosines is None else [_shares(lexical), _shares(cosines)]
    own = np.mean(sides, axis=0, dtype=np.float32)
    names = [words.passages[position].section for position in positions]
    by_section = dict.fromkeys(names, 0.0)
    for side in sides:
        for name, value in _per_section(names, side).items():
            by_section[name] += value
    best_centroid = max((centroids.get(name, 0.0) for name in by_section), default=0.0)
    if best_centroid > 0:
        for name in by_section:
            share = max(0.0, centroids.get(name, 0.0)) / best_centroid
            by_section[name] += CENTROID_WEIGHT * share
    top = max(by_section.values(), default=0.0) or 1.0
    ranked = {
        name: value / top for name, value in sorted(by_section.items(), key=lambda item: -item[1])
    }
    section = np.array([ranked[name] for name in names], dtype=np.float32)
    scores: Scores = (own + section) / 2
    return Found(words, positions, lexical, cosines, ranked, scores)


def _per_section(names: Sequence[str], side: Scores) -> dict[str, float]:
    """Each section's weighted best passages, as a share of the best section's."""
    found: dict[str, list[float]] = {}
    for row in np.argsort(-side, kind="stable"):
        values = found.setdefault(names[row], [])
        if len(values) < len(SECTION_DECAY):
            values.append(float(side[row]))
    sums = {
        # A short section isn't punished for having fewer passages: its last one counts on.
        name: sum(
            weight * values[min(place, len(values) - 1)]
            for place, weight in enumerate(SECTION_DECAY)
        )
        for name, values in found.items()
    }
    best = max(sums.values(), default=0.0)
    return {name: value / best if best > 0 else 0.0 for name, value in sums.items()}


def _shares(values: Scores) -> Scores:
    """Each value as a share of the best; nothing is below 0."""
    best = float(values.max(initial=0.0))
    shares: Scores = np.maximum(values, 0) / best if best > 0 else np.zeros_like(values)
    return shares
