"""What is computed once a course and kept while the course stands."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from bot.answering.definitions import term_index
from bot.answering.exercise import Exercises
from knowledge.concepts import ConceptGraph
from knowledge.course import Course

T = TypeVar("T")

_MOST = 8


class _Prepared(Generic[T]):
    """Makes a thing once a course. Thread-safe.

    Courses are frozen and the library hands out the same object until the course changes, so
    identity is the key; keeping the course keeps its ``id`` from being used again.
    """

    def __init__(self, make: Callable[[Course], T]) -> None:
        self._make = make
        self._lock = Lock()
        self._kept: OrderedDict[int, tuple[Course, T]] = OrderedDict()

    def __call__(self, course: Course) -> T:
        with self._lock:
            if id(course) not in self._kept:
                self._kept[id(course)] = (course, self._make(course))
                while len(self._kept) > _MOST:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(id(course))
            return self._kept[id(course)][1]


exercises_of = _Prepared(Exercises)
"""The course's exercises, prepared for matching."""
graph_of = _Prepared(ConceptGraph)
"""The course's concepts."""
terms_of = _Prepared(term_index)
"""The course's key terms, for finding the ones that a question asks about."""
