"""A course folder, read whole: Markdown files, one a section, in course.toml's order."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from knowledge.course import Course, Unit
from knowledge.markdown.course_toml import CourseToml, read_course_toml
from knowledge.markdown.files import MAX_COURSE, Unreadable, read_text
from knowledge.markdown.section import SectionFile, read_section
from knowledge.problems import Problem, SourceError


@dataclass(slots=True)
class CourseFiles:
    """A course with where everything stands, for `check`."""

    course: Course
    toml: CourseToml
    sections: list[SectionFile] = field(default_factory=list)

    @property
    def problems(self) -> list[Problem]:
        return [
            *self.toml.problems,
            *(problem for section in self.sections for problem in section.problems),
        ]


def read_course(folder: Path) -> CourseFiles:
    """Read a whole course; whatever is sound is kept.

    Raises:
        SourceError: there is no usable course.toml.
    """
    toml = read_course_toml(folder)
    found = CourseFiles(Course(**toml.head, units=()), toml)
    _check_size(folder, [file for unit in toml.units for file in unit.files])
    seen: dict[str, str] = {}
    units = []
    for unit in toml.units:
        found.sections.extend(read_section_file(folder, file) for file in unit.files)
        own = found.sections[len(found.sections) - len(unit.files) :]
        sections = tuple(entry.section for entry in own if _first_of_its_id(entry, seen))
        units.append(Unit(id=unit.id, title=unit.title, number=unit.number, sections=sections))
    found.course = Course(**toml.head, units=tuple(units))
    return found


def _first_of_its_id(entry: SectionFile, seen: dict[str, str]) -> bool:
    """Reports a section whose id another one already has."""
    if entry.section is None:
        return False
    first = seen.setdefault(entry.section.id, entry.file)
    if first != entry.file:
        message = (
            f"Two sections have the id {entry.section.id!r}; the first is {first}. "
            "This one is left out until it has its own id."
        )
        entry.problems.append(Problem(message, entry.file, entry.lines.get("id", 1)))
    return first == entry.file


def _check_size(folder: Path, files: list[str]) -> None:
    if sum(_size(folder / file) for file in files) > MAX_COURSE:
        raise SourceError(
            f"{folder}: this course is larger than {MAX_COURSE // 1_000_000} MB. Split it in two."
        )


def read_section_file(folder: Path, file: str) -> SectionFile:
    """Read one section of a course folder; never raises for bad content."""
    try:
        return read_section(read_text(folder, file), file)
    except Unreadable as error:
        return SectionFile(None, file, [Problem(str(error), file, error.line)])


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
