"""A course folder: ``course.toml`` puts Markdown files, one a section, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from knowledge.course import Course, Unit
from knowledge.markdown.fields import Fields, Report, key_lines, parse_toml, table_lines
from knowledge.markdown.files import MAX_COURSE, Unreadable, normal, read_text
from knowledge.markdown.section import SectionFile, read_section
from knowledge.markdown.syntax import suggestion
from knowledge.problems import Problem, SourceError

MANIFEST = "course.toml"


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """A unit as course.toml lists it."""

    id: str
    title: str
    number: str
    files: tuple[str, ...]
    """Section files relative to the course's folder; each exists."""


@dataclass(frozen=True, slots=True)
class CourseToml:
    """What course.toml says; nothing else has been read yet."""

    head: dict[str, str]
    """id, title, language, description, license, attribution, url."""
    units: tuple[ListedUnit, ...]
    problems: tuple[Problem, ...]
    lines: dict[str, int]
    """Line of each head field, and of each listed file as ``file:PATH``."""


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
    units = []
    size = 0
    for unit in toml.units:
        sections = []
        for file in unit.files:
            size += _size(folder / file)
            if size > MAX_COURSE:
                raise SourceError(
                    f"This course is larger than {MAX_COURSE // 1_000_000} MB. Split it in two."
                )
            section = read_section_file(folder, file)
            found.sections.append(section)
            if section.section:
                sections.append(section.section)
        units.append(Unit(id=unit.id, title=unit.title, number=unit.number, sections=sections))
    found.course = Course(**toml.head, units=units)
    return found


def read_section_file(folder: Path, file: str) -> SectionFile:
    """Read one section of a course folder; never raises for bad content."""
    try:
        return read_section(read_text(folder, file), file)
    except Unreadable as error:
        return SectionFile(None, file, [Problem(str(error), file, error.line)])


def read_course_toml(folder: Path) -> CourseToml:
    """Read course.toml alone.

    Raises:
        SourceError: it is missing, not TOML, or has no usable id.
    """
    try:
        text = read_text(folder, MANIFEST)
    except Unreadable as error:
        raise SourceError(f"{folder / MANIFEST}: {error}") from None
    report = Report(MANIFEST)
    table = parse_toml(text, 1, report)
    if table is None:
        raise SourceError(f"{folder}/{report.problems[0]}")
    lines = key_lines(text, 1)
    fields = Fields(table, report, lines)
    head = _head(fields, folder)
    places = table_lines(text, 1, "units")
    entries = fields.tables("units")
    fields.done()
    if not entries:
        report.error(1, _NO_UNITS)
    finder = _Finder(folder, text, report, lines)
    units = []
    for number, entry in enumerate(entries):
        place = places[number] if number < len(places) else {"": lines.get("units", 1)}
        unit = _unit(Fields(entry, report, place, where="unit"), finder)
        if unit:
            units.append(unit)
    try:
        Course(**head, units=())
    except ValidationError as error:
        report.invalid(None, "This course", error)
        raise SourceError("\n".join(f"{folder}/{line}" for line in report.problems)) from None
    return CourseToml(head, tuple(units), tuple(report.problems), lines)


_NO_UNITS = (
    "This course has no units. Add for each unit, in order:\n"
    '[[units]]\nid = "unit-1"\ntitle = "…"\nsections = ["first-section.md"]'
)


def _head(fields: Fields, folder: Path) -> dict[str, str]:
    head: dict[str, str] = {
        name: fields.text(name)
        for name in ("id", "title", "description", "license", "attribution", "url")
    }
    head["id"] = head["id"] or folder.resolve().name
    head["title"] = head["title"] or head["id"]
    head["language"] = fields.text("language", "en")
    return head


def _unit(fields: Fields, finder: _Finder) -> ListedUnit | None:
    name = fields.id("id", "")
    title = fields.text("title")
    number = fields.text("number")
    files = tuple(finder.find(entry, fields) for entry in fields.texts("sections"))
    fields.done()
    if not name:
        return None
    return ListedUnit(name, title or name, number, tuple(file for file in files if file))


class _Finder:
    """Finds the file of each entry under ``sections``: a path, or a section's id."""

    def __init__(self, folder: Path, text: str, report: Report, lines: dict[str, int]) -> None:
        self._report = report
        self._lines = lines
        self._rows = text.split("\n")
        self._row = 0
        self._files = {file.casefold(): file for file in markdown_files(folder)}
        self._by_stem: dict[str, list[str]] = {}
        for file in self._files.values():
            self._by_stem.setdefault(Path(file).stem.casefold(), []).append(file)
        self._taken: set[str] = set()

    def find(self, entry: str, fields: Fields) -> str | None:
        line = self._line_of(entry) or fields.line("sections")
        name = normal(entry).casefold()
        same = self._by_stem.get(name, [])
        file = self._files.get(name) or self._files.get(f"{name}.md")
        if file is None and len(same) == 1:
            file = same[0]
        if file is None:
            self._report.error(line, self._missing(entry, same))
        elif file in self._taken:
            self._report.error(line, f"{entry!r} is listed twice; the second one is left out.")
            return None
        else:
            self._taken.add(file)
            self._lines[f"file:{file}"] = line or 1
        return file

    def _missing(self, entry: str, same: list[str]) -> str:
        if same:
            return f"{entry!r} could be any of {', '.join(sorted(same))}: write which."
        return (
            f"There is no section file {entry!r} in this folder; write its path relative to "
            f"course.toml.{suggestion(normal(entry), self._files)}"
        )

    def _line_of(self, entry: str) -> int | None:
        """The next line that holds the entry in quotes."""
        for number in range(self._row, len(self._rows)):
            if f'"{entry}"' in self._rows[number] or f"'{entry}'" in self._rows[number]:
                self._row = number
                return number + 1
        return None


def markdown_files(folder: Path) -> Iterator[str]:
    """All Markdown files below a folder as relative POSIX paths; hidden ones are passed over."""
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        hidden = any(part.startswith((".", "_")) for part in relative.parts)
        if path.suffix.casefold() in (".md", ".markdown") and not hidden and path.is_file():
            yield relative.as_posix()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
