"""What is computed once a course and kept while the course stands."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from bot.answering.exercise import Exercises
from knowledge.course import Course

_MOST = 8
_lock = Lock()
_kept: OrderedDict[int, tuple[Course, Exercises]] = OrderedDict()


def exercises_of(course: Course) -> Exercises:
    """The course's exercises, prepared for matching. Thread-safe.

    Courses are frozen and the library hands out the same object until the course changes, so
    identity is the key; keeping the course keeps its ``id`` from being used again.
    """
    with _lock:
        if id(course) not in _kept:
            _kept[id(course)] = (course, Exercises(course))
            while len(_kept) > _MOST:
                _kept.popitem(last=False)
        _kept.move_to_end(id(course))
        return _kept[id(course)][1]
