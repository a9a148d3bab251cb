"""Ranking by words: BM25 over stemmed content words of passages and what they stand under."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from knowledge.passages import Passage
from knowledge.text import fold, primary, raw_words, stem, stop_words

Scores = NDArray[np.float32]

K1, B = 1.5, 0.75
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
TITLE_WEIGHT = 2
"""Times that the words of title and headings count (BM25F's way, flattened)."""


def terms(text: str, language: str) -> list[str]:
    """Stems of the content words, in order; a compound's parts as well (``long-term``).

    Chinese, Japanese and Korean put no space where we need one: pairs of characters stand in.
    """
    found = [_term(part, language) for word in raw_words(text) for part in _parts(word)]
    return [term for term in found if term]


def _parts(word: str) -> list[str]:
    if _UNSPACED.search(word):
        return [word[start : start + 2] for start in range(max(1, len(word) - 1))]
    return [word, *filter(None, word.split("-"))] if "-" in word else [word]


@lru_cache(maxsize=200_000)
def _term(word: str, language: str) -> str:
    return "" if fold(word) in stop_words(language) else stem(word, language)


class WordIndex:
    """BM25 over a list of passages. Immutable once built, so safe for any number of threads."""

    def __init__(self, passages: Sequence[Passage], bm25: Any) -> None:
        self.passages = passages
        self._bm25 = bm25
        self._vocabulary: dict[str, int] = bm25.vocab_dict if bm25 else {}
        self.languages = sorted({primary(passage.language) for passage in passages})
        self._starts: dict[str, int] = {}
        for position, passage in enumerate(passages):
            self._starts.setdefault(passage.course_id, position)

    @classmethod
    def build(cls, passages: Sequence[Passage]) -> Self:
        bm25s = _bm25s()
        documents = [
            terms(p.context, p.language) * TITLE_WEIGHT + terms(p.text, p.language)
            for p in passages
        ]
        if not any(documents):
            return cls(passages, None)
        bm25 = bm25s.BM25(k1=K1, b=B)
        bm25.index(documents, show_progress=False)
        return cls(passages, bm25)

    def start(self, course_id: str) -> int:
        """Position of the course's first passage."""
        return self._starts[course_id]

    def terms(self, query: str) -> list[str]:
        """The query's distinct terms, in every language of the passages."""
        found = (term for language in self.languages for term in terms(query, language))
        return list(dict.fromkeys(found))

    def scores(self, query: str) -> Scores:
        """BM25 of each passage, shape ``(len(passages),)``; 0 where no word is shared.

        A word that is said twice counts once: questions repeat themselves without meaning to.
        """
        known = [term for term in self.terms(query) if term in self._vocabulary]
        if not known:
            return np.zeros(len(self.passages), dtype=np.float32)
        scores: Scores = self._bm25.get_scores(known)
        return scores

    def frequency(self, term: str) -> int:
        """How many passages contain the term."""
        column = self._vocabulary.get(term)
        if column is None:
            return 0
        starts = self._bm25.scores["indptr"]
        return int(starts[column + 1] - starts[column])

    def containing(self, term: str) -> NDArray[np.intp]:
        """Positions of the passages that contain the term."""
        column = self._vocabulary.get(term)
        if column is None:
            return np.empty(0, dtype=np.intp)
        starts = self._bm25.scores["indptr"]
        found: NDArray[np.intp] = self._bm25.scores["indices"][starts[column] : starts[column + 1]]
        return found

    def save(self, folder: Path) -> None:
        """Write into an empty folder."""
        rows = [astuple(passage) for passage in self.passages]
        (folder / "passages.json").write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
        if self._bm25:
            self._bm25.save(folder, show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote. Raises OSError, ValueError, TypeError or KeyError."""
        bm25s = _bm25s()
        rows: Iterable[list[Any]] = json.loads((folder / "passages.json").read_text("utf-8"))
        passages = [Passage(*row) for row in rows]
        if not (folder / "params.index.json").exists():
            return cls(passages, None)
        bm25 = bm25s.BM25.load(folder)
        if bm25.scores["num_docs"] != len(passages):
            raise ValueError("the word index is of other passages")
        return cls(passages, bm25)


def _bm25s() -> Any:
    import bm25s

    logging.getLogger("bm25s").setLevel(logging.WARNING)  # it sets DEBUG for itself
    return bm25s
