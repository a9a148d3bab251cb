"""Simpler rankings to compare with: each ranks a section by its best passage."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.fusion import Scores
from knowledge.index import Index

Rank = Callable[[str], list[str]]


def bm25(index: Index, courses: Sequence[str]) -> Rank:
    """Words alone."""
    words = index.words(courses)
    best = _by_section([passage.section for passage in words.passages])
    return lambda text: best(words.scores(text))


def dense(index: Index, courses: Sequence[str]) -> Rank:
    """Meaning alone, every vector compared."""
    words = index.words(courses)
    best = _by_section([passage.section for passage in words.passages])
    return lambda text: best(_cosines(index, courses, text))


def reciprocal_rank_fusion(index: Index, courses: Sequence[str]) -> Rank:
    """Both, by ranks of sections (Cormack et al. 2009, k = 60)."""
    sides = [bm25(index, courses), dense(index, courses)]

    def rank(text: str) -> list[str]:
        scores: dict[str, float] = {}
        for side in sides:
            for place, section in enumerate(side(text), start=1):
                scores[section] = scores.get(section, 0.0) + 1 / (60 + place)
        return sorted(scores, key=lambda section: -scores[section])

    return rank


PEERS = {"bm25": bm25, "dense": dense, "rrf": reciprocal_rank_fusion}


def _cosines(index: Index, courses: Sequence[str], text: str) -> Scores:
    words = index.words(courses)
    vector = index.embedder.query(text)
    found = np.full(len(words.passages), -1, dtype=np.float32)
    for course_id in courses:
        vectors = index.vectors(course_id)
        assert vectors is not None
        rows, cosines = vectors.dense.nearest(vector, len(vectors.passages))
        found[rows + words.start(course_id)] = cosines
    return found


def _by_section(sections: Sequence[str]) -> Callable[[Scores], list[str]]:
    """Scores of passages to the 100 best sections."""
    names = list(dict.fromkeys(sections))
    row_of = {name: row for row, name in enumerate(names)}
    rows: NDArray[np.intp] = np.array([row_of[section] for section in sections], dtype=np.intp)

    def best(scores: Scores) -> list[str]:
        highest = np.full(len(names), -np.inf, dtype=np.float32)
        np.maximum.at(highest, rows, scores)
        return [names[row] for row in np.argsort(-highest, kind="stable")[:100]]

    return best
