"""What a teacher added to a course by sending a file: sections, and items for its own sections.

Pure. The course's own folder is never touched: `with_supplements` puts the two together.
"""

from __future__ import annotations

import hashlib
import threading
import unicodedata
from collections.abc import Mapping, Sequence

from pydantic import Field

from knowledge.course import Course, Item, Model, Section, Unit
from knowledge.soundness import mended

_NOTES = "up-notes"


class Supplement(Model):
    """One file. All ids in it begin with what `prefix_of` makes of its name."""

    file: str
    """The file's name, as citations show it."""
    unit: Unit
    into: dict[str, str] = Field(default_factory=dict)
    """Own section's id -> id of the course's section that its items belong to."""


def note(name: str, unit: str, text: str) -> Supplement:
    """A teacher's words as a section of its own.

    Args:
        name: the section's title, as citations show it.
        unit: the title of the unit that all notes stand in.
    """
    section = Section(id=prefix_of(name), title=name, text=text)
    return Supplement(file=name, unit=Unit(id=_NOTES, title=unit, sections=(section,)))


def key_of(name: str) -> str:
    """What tells whether two files have the same name."""
    return unicodedata.normalize("NFC", name).casefold()


def prefix_of(name: str) -> str:
    """Begins the ids of a file's sections and items: the same for the same name, else another."""
    return f"up-{hashlib.sha256(key_of(name).encode()).hexdigest()[:10]}"


def with_supplements(course: Course, supplements: Sequence[Supplement]) -> Course:
    """The course, then a unit for each file, and one for all notes; items stand where they belong.

    What belongs to a section that the course no longer has stays in the file's own unit.
    """
    known = {section.id for section in course.sections()}
    moved: dict[str, list[Item]] = {}
    units: dict[str, Unit] = {}
    for each in supplements:
        left = []
        for section in each.unit.sections:
            target = each.into.get(section.id)
            if target in known:
                moved.setdefault(target, []).extend(section.items)
                left.append(section.model_copy(update={"items": ()}))
            else:
                left.append(section)
        own = tuple(part for part in left if part.text or part.items or part.terms)
        if own:
            before = units.get(each.unit.id)
            own = (*(before.sections if before else ()), *own)
            units[each.unit.id] = each.unit.model_copy(update={"sections": own})

    def filled(section: Section) -> Section:
        more = moved.get(section.id)
        return section.model_copy(update={"items": (*section.items, *more)}) if more else section

    standing = [
        unit.model_copy(update={"sections": tuple(map(filled, unit.sections))})
        for unit in course.units
    ]
    return mended(course.model_copy(update={"units": (*standing, *units.values())}))


class Supplies:
    """A library's supplements in memory. Safe to use from several threads."""

    def __init__(self) -> None:
        self._by_course: Mapping[str, Mapping[str, Supplement]] = {}
        self._made: dict[str, tuple[Course, tuple[str, ...], Course]] = {}
        self._lock = threading.Lock()

    def put(self, by_course: Mapping[str, Mapping[str, Supplement]]) -> None:
        """From now on these, all others are gone.

        Args:
            by_course: by the course's id and an id that another content never has, in the order
                in which they are to stand.
        """
        self._by_course = by_course

    def over(self, course: Course) -> Course:
        """The course with its supplements; made anew only after a change."""
        added = self._by_course.get(course.id)
        if not added:
            return course
        ids = tuple(added)
        with self._lock:
            made = self._made.get(course.id)
            if made is None or made[0] is not course or made[1] != ids:
                made = (course, ids, with_supplements(course, tuple(added.values())))
                self._made[course.id] = made
            return made[2]

    def mark(self, course_id: str, fingerprint: str) -> str:
        """The fingerprint of the course with its supplements."""
        added = self._by_course.get(course_id)
        if not added:
            return fingerprint
        return hashlib.sha256("\n".join((fingerprint, *added)).encode()).hexdigest()[:32]
