"""How fast a book becomes searchable, and a question is answered with passages.

The large index is grown from a real course: copies of its sections under other titles, each
vector moved a little, so that words and vectors are spread as they are in books. Questions are
the course's own key terms and titles ("What is …?"), each embedded anew.
"""

from __future__ import annotations

import itertools
import os
import re
import tempfile
import time
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot.settings import Settings
from evals.metrics import percentile
from evals.searchable import tell
from knowledge.course import Course, Section
from knowledge.embed import Embedder, MiniLM, Vectors
from knowledge.index import Index
from knowledge.lexical import WordIndex
from knowledge.library import Library
from knowledge.passages import Passage, passages
from knowledge.problems import SourceError
from knowledge.retrieval import Retriever

BOOK = 1_000
EMBEDDED = 200
COPY = " (copy "
_COPY = re.compile(r" \(copy \d+\)")


def run(settings: Settings, course_id: str, sizes: Sequence[int]) -> dict[str, Any]:
    """Seconds and rates with the embedded embedder.

    Raises:
        SourceError: the course is unknown or can't be read.
    """
    course = Library(settings.data_dir).get(course_id)
    cut = passages(course)
    embedder = MiniLM()
    embedder.query("load the model")
    figures: dict[str, Any] = {
        "load_average": round(os.getloadavg()[0], 2),
        **_making(course, cut, embedder),
    }
    tell(f"embedding {len(cut):,} passages to grow from")
    texts = [passage.indexed for passage in cut]
    base = dict(zip(texts, embedder.embed(texts), strict=True))
    questions = [f"What is {name}?" for name in _names(course)][:300]
    for size in sizes:
        tell(f"growing an index of {size:,} passages")
        figures |= _queries(course, size, _Grown(embedder, base), questions)
    return figures


def _making(course: Course, cut: Sequence[Passage], embedder: Embedder) -> dict[str, Any]:
    """Time until a book of `BOOK` passages is searchable by words, and the rate of vectors."""
    wanted = {passage.section_id for passage in cut[:BOOK]}
    book = _with_sections(course, [each for each in course.sections() if each.id in wanted])
    start = time.perf_counter()
    words = WordIndex.build(passages(book))
    words.scores("the first search")
    ready = time.perf_counter() - start
    texts = [passage.indexed for passage in words.passages if passage.kind == "text"][:EMBEDDED]
    start = time.perf_counter()
    embedder.embed(texts)
    rate = len(texts) / (time.perf_counter() - start)
    return {
        "book_passages": len(words.passages),
        "words_searchable_s": round(ready, 2),
        "vectors_per_s": round(rate, 1),
    }


def _queries(
    course: Course, size: int, embedder: Embedder, questions: Sequence[str]
) -> dict[str, Any]:
    """Latencies at this size: searched exactly, and in Chroma as a long-running bot does."""
    with tempfile.TemporaryDirectory() as folder:
        library = _OneCourse(_grown(course, size), Path(folder))
        exact = Index(library, Path(folder), embedder=embedder, chroma_after=None)
        chroma = Index(library, Path(folder), embedder=embedder, chroma_after=0.0)
        return {
            **_measured(exact, library.course.id, questions, "exact", f"exact_ms@{size}"),
            **_measured(chroma, library.course.id, questions, "chroma", f"ms@{size}"),
        }


def _measured(
    index: Index, course_id: str, questions: Sequence[str], dense: str, name: str
) -> dict[str, Any]:
    retriever = Retriever(index)
    try:
        index.start([course_id])
        index.wait(chroma=True)
        if (reached := index.status()[course_id].dense) != dense:
            raise SourceError(f"The index is searched in the way “{reached}”, not “{dense}”.")
        retriever.search("the first search", courses=[course_id])
        seconds = []
        for question in questions:
            start = time.perf_counter()
            retriever.search(question, courses=[course_id])
            seconds.append(time.perf_counter() - start)
    finally:
        index.close()
    return {
        f"p50_{name}": round(1000 * percentile(seconds, 0.5), 1),
        f"p95_{name}": round(1000 * percentile(seconds, 0.95), 1),
    }


def _names(course: Course) -> list[str]:
    """Key terms and section titles, mixed: short and long questions."""
    terms = [term.name for section in course.sections() for term in section.terms]
    titles = [section.title for section in course.sections()]
    mixed = itertools.chain.from_iterable(itertools.zip_longest(terms, titles))
    return list(dict.fromkeys(name for name in mixed if name))


def _grown(course: Course, size: int) -> Course:
    """The course's sections over and over, under other ids and titles, until it has ``size``."""
    sections: list[Section] = []
    have = 0
    for copy in itertools.count():
        for section in course.sections():
            if have >= size:
                return _with_sections(course, sections)
            sections.append(
                section.model_copy(
                    update={
                        "id": f"{section.id}-{copy}",
                        "title": f"{section.title}{COPY}{copy})",
                        "items": (),
                    }
                )
            )
            have += len(passages(_with_sections(course, [section])))
    raise AssertionError("count() doesn't end")


def _with_sections(course: Course, sections: Sequence[Section]) -> Course:
    unit = course.units[0].model_copy(update={"sections": tuple(sections)})
    return course.model_copy(update={"id": "measured", "units": (unit,)})


class _Grown:
    """Stands in for embedding copies: the original's vector, moved a little."""

    def __init__(self, real: Embedder, known: dict[str, Vectors]) -> None:
        self._real = real
        self._known = known
        self.id = f"{real.id}+copies"
        self.batch = 1_000
        self.calibrated = real.calibrated
        self.languages = real.languages

    def embed(self, texts: Sequence[str]) -> Vectors:
        return np.array([self._moved(text) for text in texts], dtype=np.float32)

    def query(self, text: str) -> Vectors:
        return self._real.query(text)

    def _moved(self, text: str) -> Vectors:
        original = self._known[_COPY.sub("", text)]
        random = np.random.default_rng(zlib.crc32(text.encode()))
        moved = original + random.normal(scale=0.02, size=original.shape)
        unit: Vectors = (moved / np.linalg.norm(moved)).astype(np.float32)
        return unit


class _OneCourse:
    """A library of one course that stands in no file."""

    def __init__(self, course: Course, folder: Path) -> None:
        self.course = course
        self._folder = folder

    def list(self) -> list[Any]:
        return []

    def get(self, course_id: str) -> Course:
        return self.course

    def fingerprint(self, course_id: str) -> str:
        return "measured"

    def folder(self, course_id: str) -> Path:
        return self._folder
