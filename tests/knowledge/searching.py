"""A small course, an embedder one can compute by hand, and ways to wait for the index."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.course import Course, Section, Term, Unit
from knowledge.embed import EmbeddingError, Vectors
from knowledge.text import raw_words
from tests.fakes import FakeLibrary


class BagOfWords:
    """Each word is a direction; as strict as the real ones: unit vectors, never for nothing."""

    calibrated = False
    languages: frozenset[str] = frozenset()
    batch = 4

    def __init__(self, id: str = "bag", dimensions: int = 64) -> None:
        self.id = id
        self.dimensions = dimensions
        self.embedded: list[str] = []
        self.broken = False

    def embed(self, texts: Sequence[str]) -> Vectors:
        assert len(texts) > 0
        self.embedded.extend(texts)
        return np.array([self._vector(text) for text in texts], dtype=np.float32)

    def query(self, text: str) -> Vectors:
        return self._vector(text)

    def _vector(self, text: str) -> Vectors:
        if self.broken:
            raise EmbeddingError("the embedder is broken in this test")
        vector = np.full(self.dimensions, 0.01, dtype=np.float32)
        for word in raw_words(text.casefold()):
            vector[zlib.crc32(word.encode()) % self.dimensions] += 1
        return (vector / np.linalg.norm(vector)).astype(np.float32)


class Shelf(FakeLibrary):
    """Courses that may change, each with a folder where shipped vectors would be."""

    def __init__(self, folder: Path, *courses: Course) -> None:
        super().__init__(*courses)
        self._folder = folder

    def folder(self, course_id: str) -> Path:
        self.get(course_id)
        return self._folder / course_id

    def replace(self, course: Course) -> None:
        self._courses[course.id] = course


def section(id: str, title: str, text: str, **fields: object) -> Section:
    return Section.model_validate({"id": id, "title": title, "text": text, **fields})


def course(*sections: Section, id: str = "small", language: str = "en") -> Course:
    unit = Unit(id="unit", title="Unit", sections=sections)
    return Course(id=id, title="Small", language=language, units=(unit,))


def small_course() -> Course:
    """Five short sections about different things."""
    return course(
        section(
            "tides",
            "Tides",
            "The moon pulls at the oceans. Water rises twice a day on every coast.\n\n"
            "Spring tides come with a full or a new moon.",
            summary="Tides follow the moon.",
            terms=(Term(name="spring tide", definition="the highest tide of a month"),),
        ),
        section("bread", "Baking Bread", "Yeast makes the dough rise. An oven bakes it."),
        section("bees", "Bees", "A hive has one queen. Worker bees dance to show the way."),
        section("glass", "Glass", "Sand melts in a furnace at 1700 °C and cools to glass."),
        section("chess", "Chess", "Two players move pieces. A king in check has to escape."),
    )
