"""`Course` to a course folder; what is written reads back equal.

Deterministic: the same course gives the same bytes. `write_course` builds the folder beside its
place and swaps it in, so a crash leaves the old course or the new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from knowledge.course import Course, Section, Term, Unit
from knowledge.markdown.course_toml import MANIFEST
from knowledge.markdown.item_writer import entry, indented, item_parts, plain
from knowledge.markdown.syntax import QUESTION, TEXT, escape_separator, quoted
from knowledge.swap import build_folder


def write_course(course: Course, folder: Path) -> None:
    """Write a course into ``folder``, replacing what was there.

    Raises:
        OSError: the disk is full or read-only; what stood there before still stands.
    """
    paths = section_paths(
        [(unit.id, [entry.id for entry in unit.sections]) for unit in course.units]
    )
    with build_folder(folder) as new:
        (new / MANIFEST).write_text(course_toml(course, paths), encoding="utf-8", newline="\n")
        for unit, own in zip(course.units, paths, strict=True):
            for section, path in zip(unit.sections, own, strict=True):
                write_section(section, new / path)


def write_section(section: Section, path: Path) -> None:
    """Write one section file, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(section_text(section), encoding="utf-8", newline="\n")


def section_paths(units: Iterable[tuple[str, Sequence[str]]]) -> list[list[str]]:
    """A file for each section, ``unit/section.md``, from the ids of units and their sections.

    No two differ only in case, and no unit's folder takes the name of course.toml.
    """
    taken: set[str] = set()
    paths = []
    for unit, sections in units:
        folder = f"{unit}_" if unit.casefold() == MANIFEST else unit
        paths.append([_free_path(folder, section, taken) for section in sections])
    return paths


def _free_path(folder: str, section: str, taken: set[str]) -> str:
    path, number = f"{folder}/{section}.md", 2
    while path.casefold() in taken:
        path, number = f"{folder}/{section}-{number}.md", number + 1
    taken.add(path.casefold())
    return path


def course_toml(course: Course, paths: Sequence[Sequence[str]]) -> str:
    """course.toml; ``paths`` are the section files of each unit."""
    names = ("id", "title", "language", "description", "license", "attribution", "url", "help")
    head = ((name, getattr(course, name)) for name in names)
    rows = [f"{name} = {_toml(value)}\n" for name, value in head if value]
    if course.ends:
        rows.append(f"ends = {quoted(course.ends.isoformat())}\n")
    tables = ["".join(rows)]
    tables += [_unit_toml(unit, own) for unit, own in zip(course.units, paths, strict=True)]
    return "\n".join(tables)


def _unit_toml(unit: Unit, paths: Sequence[str]) -> str:
    rows = ["[[units]]", f"id = {quoted(unit.id)}", f"title = {quoted(unit.title)}"]
    if unit.number:
        rows.append(f"number = {quoted(unit.number)}")
    rows.append(f"sections = {_list(paths)}")
    return "\n".join(rows) + "\n"


def section_text(section: Section) -> str:
    """A section file's whole text."""
    parts = [f"+++\n{_front_matter(section)}+++"]
    if section.text:
        parts.append(TEXT.add(plain(section.text)))
    if section.terms:
        parts.append("::: terms\n\n" + "\n".join(map(_term, section.terms)))
    if section.summary:
        parts.append("::: summary\n\n" + TEXT.add(plain(section.summary)))
    stems: dict[str, str] = {}
    for item in section.items:
        parts.extend(item_parts(item, stems))
    return "\n\n".join(parts) + "\n"


def _front_matter(section: Section) -> str:
    return "".join(f"{row}\n" for row in _front_rows(section))


def _front_rows(section: Section) -> Iterator[str]:
    yield f"id = {quoted(section.id)}"
    yield f"title = {quoted(section.title)}"
    if section.number:
        yield f"number = {quoted(section.number)}"
    if section.url:
        yield f"url = {quoted(section.url)}"
    if section.objectives:
        yield f"objectives = {_list(section.objectives)}"
    if section.prerequisites:
        yield f"prerequisites = {_list(section.prerequisites)}"
    if section.was:
        yield f"was = {_list(section.was)}"
    for concept in section.concepts:
        yield f"\n[[concepts]]\nid = {quoted(concept.id)}\ntitle = {quoted(concept.title)}"
        if concept.prerequisites:
            yield f"prerequisites = {_list(concept.prerequisites)}"
        if concept.was:
            yield f"was = {_list(concept.was)}"


def _term(term: Term) -> str:
    text = f"{escape_separator(plain(term.name))} :: {plain(term.definition)}"
    content = QUESTION.add(text)
    for other in term.accepted:
        content += "\n" + entry("=", other)
    return f"- {indented(content)}"


def _list(values: Sequence[str]) -> str:
    if len(values) == 1:
        return f"[{quoted(values[0])}]"
    return "[\n" + "".join(f"  {quoted(value)},\n" for value in values) + "]" if values else "[]"


def _toml(text: str) -> str:
    """A TOML string; several lines are written as several lines."""
    if "\n" not in text:
        return quoted(text)
    body = "\n".join(quoted(line)[1:-1] for line in text.split("\n"))
    return f'"""\n{body}"""'
