"""What an answer means, as a vector: read behind its question, so that "they stay on" says what.

What every answer owes to the question is the direction of the question's own vector. Without it,
what is left is what the answer adds. Words are compared where they stand, as well: each of the
key's with the nearest of the answer's (recall of BERTScore, Zhang et al. 2020).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from knowledge.embed import Embedder, EmbeddingError, TokenEmbedder, Vectors
from knowledge.text import primary

log = logging.getLogger(__name__)

LONGEST_QUESTION = 80
"""Words before the answer, the last ones: the embedder reads 256 tokens."""
PAUSE = 30.0
"""Seconds by words alone after the embedder failed."""


@dataclass(frozen=True, slots=True, eq=False)
class Sense:
    """The meaning of a text that answers a question. All rows are of length 1."""

    added: Vectors
    """Question and text as one, without the direction of the question."""
    words: Vectors
    """A row for each token of the text, where it stands; of 16 bits, since many are kept."""

    def near(self, other: Sense) -> float:
        """Cosine of what the two add to the question."""
        return float(self.added @ other.added)

    def recall(self, key: Sense) -> float:
        """Mean cosine of the key's tokens, each with the nearest one of this text; 0 for none."""
        if not len(self.words) or not len(key.words):
            return 0.0
        mine, keys = self.words.astype(np.float32), key.words.astype(np.float32)
        return float((keys @ mine.T).max(axis=1).mean())


class Meaning:
    """Embeds texts behind their questions, and remembers. Safe to use from several threads."""

    def __init__(
        self, embedder: Embedder | None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._embedder: TokenEmbedder | None = None
        if isinstance(embedder, TokenEmbedder) and embedder.calibrated:
            self._embedder = embedder
        self._clock = clock
        self._paused_until = 0.0
        self._question = lru_cache(maxsize=256)(self._asked)
        self._known = lru_cache(maxsize=512)(self._read)  # 15 to 200 KB each

    def sense(self, text: str, question: str, language: str) -> Sense | None:
        """The text's meaning; None where only words can tell.

        That is without an embedder that embeds tokens, with one whose cosines nobody has
        calibrated, in a language it never learnt, and for a while after it failed.
        """
        if self._embedder is None or self._clock() < self._paused_until:
            return None
        if self._embedder.languages and primary(language) not in self._embedder.languages:
            return None
        try:
            return self._known(text, " ".join(question.split()[-LONGEST_QUESTION:]))
        except EmbeddingError as error:
            log.warning("answers are marked by words only for %.0f s: %s", PAUSE, error)
            self._paused_until = self._clock() + PAUSE
            return None

    def _asked(self, question: str) -> Vectors:
        assert self._embedder is not None
        return self._embedder.query(question)

    def _read(self, text: str, question: str) -> Sense:
        assert self._embedder is not None
        base = self._question(question)
        whole, words = self._embedder.tokens(text, behind=question)
        added = np.asarray(whole - (whole @ base) * base, dtype=np.float32)
        added /= max(float(np.linalg.norm(added)), 1e-6)
        return Sense(added, words.astype(np.float16))
