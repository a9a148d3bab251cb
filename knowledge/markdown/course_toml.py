"""course.toml: the course's own data, and its section files in order."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args

from knowledge.course import HelpRule
from knowledge.markdown.fields import (
    SLUG,
    Fields,
    Report,
    TooManyProblems,
    key_lines,
    not_an_id,
    parse_toml,
    table_lines,
)
from knowledge.markdown.files import Unreadable, normal, read_text
from knowledge.markdown.syntax import blank, suggestion
from knowledge.problems import Problem, SourceError

MANIFEST = "course.toml"
MAX_FILES = 20_000


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

    head: dict[str, Any]
    """id, title, language, description, license, attribution, url, help, ends."""
    units: tuple[ListedUnit, ...]
    problems: tuple[Problem, ...]
    lines: dict[str, int]
    """Line of each head field, and of each listed file as ``file:PATH``."""


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
    try:
        head, units = _contents(table, text, folder, report, lines)
    except TooManyProblems:
        raise SourceError("\n".join(f"{folder}/{line}" for line in report.problems)) from None
    return CourseToml(head, tuple(units), tuple(report.problems), lines)


def _contents(
    table: dict[str, Any], text: str, folder: Path, report: Report, lines: dict[str, int]
) -> tuple[dict[str, str], list[ListedUnit]]:
    fields = Fields(table, report, lines)
    head = _head(fields, folder, report)
    places = table_lines(text, 1, "units")
    entries = fields.tables("units")
    fields.done()
    if not entries:
        report.error(1, _NO_UNITS)
    finder = _Finder(folder, text, report, lines)
    units = []
    for number, entry in enumerate(entries):
        place = places[number] if number < len(places) else {"": lines.get("units", 1)}
        fields = Fields(entry, report, place, where="unit")
        units.append(_unit(fields, f"unit-{number + 1}", finder))
    return head, units


_HEAD = ("id", "title", "language", "description", "license", "attribution", "url", "help", "ends")
_HELP = get_args(HelpRule)
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
_NO_UNITS = (
    "This course has no units. Add for each unit, in order:\n"
    '[[units]]\nid = "unit-1"\ntitle = "…"\nsections = ["first-section.md"]'
)


def _head(fields: Fields, folder: Path, report: Report) -> dict[str, Any]:
    """The course's own fields, each one usable.

    Raises:
        SourceError: neither course.toml nor the folder's name gives an id.
    """
    fallback = folder.resolve().name
    head: dict[str, Any] = {"id": fields.id("id", fallback) or fallback}
    if not SLUG.fullmatch(head["id"]):
        raise SourceError(f"{folder / MANIFEST}: {not_an_id('id', head['id'])}")
    head |= {name: fields.text(name) for name in _HEAD if name not in head}
    if blank(head["title"]):
        report.error(fields.line("title"), 'This course has no title: add `title = "…"`.')
        head["title"] = head["id"]
    if not LANGUAGE.fullmatch(head["language"] or "en"):
        report.error(
            fields.line("language"),
            f"{head['language']!r} is not a language code: write `en`, `es`, `pt-BR`…",
        )
        head["language"] = ""
    head["language"] = head["language"] or "en"
    if head["help"] not in _HELP:
        allowed = ", ".join(f"`{name}`" for name in _HELP if name)
        report.error(fields.line("help"), f"`help` can be {allowed}; not {head['help']!r}.")
        head["help"] = ""
    head["ends"] = _ends(head["ends"], fields, report)
    return head


def _ends(written: str, fields: Fields, report: Report) -> date | None:
    """The course's last day."""
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        said = f'`ends` is the last day, as year-month-day: `ends = "2027-06-18"`; not {written!r}.'
        report.error(fields.line("ends"), said)
        return None


def _unit(fields: Fields, fallback: str, finder: _Finder) -> ListedUnit:
    name = fields.id("id", fallback) or fallback
    title = fields.text("title")
    number = fields.text("number")
    files = tuple(finder.find(entry, fields) for entry in fields.texts("sections"))
    fields.done(misplaced=_HEAD)
    return ListedUnit(
        name, name if blank(title) else title, number, tuple(file for file in files if file)
    )


class _Finder:
    """Finds the file of each entry under ``sections``: a path, or a section's id."""

    def __init__(self, folder: Path, text: str, report: Report, lines: dict[str, int]) -> None:
        self._report = report
        self._lines = lines
        self._rows = text.split("\n")
        self._row = 0
        self._exact = dict.fromkeys(markdown_files(folder))
        self._files = {file.casefold(): file for file in self._exact}
        self._by_stem: dict[str, list[str]] = {}
        for file in self._exact:
            self._by_stem.setdefault(Path(file).stem.casefold(), []).append(file)
        self._taken: set[str] = set()

    def find(self, entry: str, fields: Fields) -> str | None:
        line = self._line_of(entry) or fields.line("sections")
        path = normal(entry)
        name = path.casefold()
        same = self._by_stem.get(name, [])
        file = path if path in self._exact else None
        file = file or self._files.get(name) or self._files.get(f"{name}.md")
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
            f"course.toml.{suggestion(normal(entry), self._exact)}"
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
    return (file for file, _ in markdown_entries(folder))


def markdown_entries(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """`markdown_files` with what the folder says of each.

    Every question has the library look whether a course changed, so this makes no Path objects.
    """
    found = 0
    below = [("", os.fspath(folder))]
    while below:
        parent, path = below.pop()
        folders = []
        for entry in _entries(path):
            if entry.name.startswith((".", "_")):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append((f"{parent}{entry.name}/", entry.path))
            elif entry.name.casefold().endswith((".md", ".markdown")) and not entry.is_dir():
                found += 1
                if found > MAX_FILES:
                    raise SourceError(
                        f"{folder} holds more than {MAX_FILES:,} Markdown files: "
                        "is it a course folder?"
                    )
                yield f"{parent}{entry.name}", entry
        below += reversed(folders)


def _entries(path: str) -> list[os.DirEntry[str]]:
    """What is in a folder, by name; nothing when it can't be read."""
    try:
        with os.scandir(path) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []
