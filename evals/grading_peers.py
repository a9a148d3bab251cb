"""Simpler ways to mark a short answer: one number each, and the cut that suits the training set."""

from __future__ import annotations

from collections.abc import Callable

from evals.marked import MarkedQuestion
from knowledge.embed import Embedder
from knowledge.text import content_words

Peer = Callable[[MarkedQuestion, str], float]


def word_overlap(question: MarkedQuestion, answer: str) -> float:
    """F1 of the stems of answer and key; the best key counts."""
    return max(_overlap(answer, key) for key in _keys(question))


def cosine(embedder: Embedder) -> Peer:
    """Cosine of the answer's and the nearest key's vectors."""

    def near(question: MarkedQuestion, answer: str) -> float:
        vector = embedder.query(answer)
        return max(float(vector @ embedder.query(key)) for key in _keys(question))

    return near


def _keys(question: MarkedQuestion) -> tuple[str, ...]:
    return (question.item.answer, *question.item.accepted)


def _overlap(one: str, other: str) -> float:
    left, right = set(content_words(one, "en")), set(content_words(other, "en"))
    return 2 * len(left & right) / max(1, len(left) + len(right))
