"""Everything that is wrong with a course folder, at once, each with file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from knowledge.course import Course, NumericItem, Section
from knowledge.markdown.course_toml import MANIFEST, markdown_files
from knowledge.markdown.reader import CourseFiles, read_course, read_section_file
from knowledge.markdown.syntax import suggestion
from knowledge.problems import Problem, SourceError
from knowledge.soundness import BadEdge, all_concepts, bad_edges

Place = Callable[[Section, str], tuple[str, int | None]]
"""(section, what) to (file, line).

What is a front matter field, ``concept:ID``, ``item:ID`` or, for the section itself, empty.
"""


def check_folder(folder: Path) -> tuple[CourseFiles | None, list[Problem]]:
    """Read a course folder and check it as a whole.

    The course is None when course.toml is of no use; the section files are looked at even then.
    """
    folder = folder.absolute()
    try:
        read = read_course(folder)
    except SourceError as error:
        problems = [Problem(str(error).removeprefix(f"{folder}/"))]
        if (folder / MANIFEST).is_file():
            for file in markdown_files(folder):
                if not _is_aside(file):
                    problems += read_section_file(folder, file).problems
        return None, problems
    return read, _sorted(
        [*read.problems, *_unlisted(folder, read), *check_course(read.course, _places(read))]
    )


def check_course(course: Course, place: Place | None = None) -> list[Problem]:
    """What can only be seen in the whole course, wherever it came from."""
    place = place or (lambda _section, _what: ("", None))
    return [
        *_prerequisites(course, place),
        *_same_ids(course, place),
        *_unknown_concepts(course, place),
        *_empty(course, place),
        *_numbers(course, place),
    ]


def _places(read: CourseFiles) -> Place:
    files = {id(entry.section): entry for entry in read.sections}

    def place(section: Section, what: str) -> tuple[str, int | None]:
        entry = files[id(section)]
        return entry.file, entry.lines.get(what) or entry.lines.get("", 1)

    return place


def _sorted(problems: list[Problem]) -> list[Problem]:
    """By file, course.toml first, then by line."""
    return sorted(problems, key=lambda found: (found.file != MANIFEST, found.file, found.line or 0))


def _prerequisites(course: Course, place: Place) -> Iterator[Problem]:
    sections = {section.id: section for section in course.sections()}
    homes = {concept.id: section for section in sections.values() for concept in section.concepts}
    for edge in bad_edges(course):
        if edge.kind == "section":
            file, line = place(sections[edge.id], "prerequisites")
            known = list(sections)
        else:
            file, line = place(homes[edge.id], f"concept:{edge.id}")
            known = list(all_concepts(course))
        yield Problem(_explain(edge, known), file, line)


def _explain(edge: BadEdge, known: list[str]) -> str:
    if edge.cycle:
        circle = " → ".join(edge.cycle)
        return (
            f"The prerequisites of {edge.kind} {edge.id!r} go round in a circle: {circle}. "
            f"Take one of these steps out; until then {edge.prerequisite!r} is not asked for here."
        )
    return (
        f"The prerequisite {edge.prerequisite!r} of {edge.kind} {edge.id!r} is no {edge.kind} of "
        f"this course.{suggestion(edge.prerequisite, known)}"
    )


def _same_ids(course: Course, place: Place) -> Iterator[Problem]:
    items: dict[str, Section] = {}
    concepts: dict[str, Section] = {}
    titles: dict[str, str] = {}
    for section in course.sections():
        for item in section.items:
            first = items.setdefault(item.id, section)
            if first is not section:
                yield Problem(
                    f"The item id {item.id!r} is also used in section {first.id!r}: give one of "
                    "them another, so that they are not taken for each other.",
                    *place(section, f"item:{item.id}"),
                    severity="warning",
                )
        for concept in section.concepts:
            first = concepts.setdefault(concept.id, section)
            title = titles.setdefault(concept.id, concept.title)
            if title != concept.title:
                yield Problem(
                    f"The concept {concept.id!r} is {title!r} in section {first.id!r} and "
                    f"{concept.title!r} here: use one title, or another id.",
                    *place(section, f"concept:{concept.id}"),
                    severity="warning",
                )


def _unknown_concepts(course: Course, place: Place) -> Iterator[Problem]:
    known = all_concepts(course)
    for section, item in course.items():
        for concept in item.concepts:
            if concept not in known:
                yield Problem(
                    f"Item {item.id!r} practises {concept!r}, which is no concept of this course. "
                    f"Declare it under [[concepts]] in a section.{suggestion(concept, known)}",
                    *place(section, f"item:{item.id}"),
                )


def _empty(course: Course, place: Place) -> Iterator[Problem]:
    if not any(unit.sections for unit in course.units):
        yield Problem("This course has no section that can be used.", MANIFEST)
    for section in course.sections():
        if not (section.text or section.items or section.terms or section.summary):
            yield Problem(
                f"Section {section.id!r} is empty: nobody can learn from it yet.",
                *place(section, ""),
                severity="warning",
            )


def _numbers(course: Course, place: Place) -> Iterator[Problem]:
    for section, item in course.items():
        if isinstance(item, NumericItem) and not any(char.isdigit() for char in item.answer):
            yield Problem(
                f"The answer {item.answer!r} of item {item.id!r} has no digits: write the number, "
                "or make it a `short_answer` or `algebra` item.",
                *place(section, f"item:{item.id}"),
                severity="warning",
            )


def _unlisted(folder: Path, read: CourseFiles) -> Iterator[Problem]:
    listed = {entry.file for entry in read.sections}
    for file in markdown_files(folder):
        if file not in listed and not _is_aside(file):
            yield Problem(
                f"This file is in no unit of {MANIFEST}, so nobody sees it: list it under "
                "`sections`, or put `_` before its name.",
                file,
                severity="warning",
            )


def _is_aside(file: str) -> bool:
    """Files every repository has that are no sections."""
    names = ("readme", "license", "licence", "contributing", "changelog", "attribution")
    return "/" not in file and Path(file).stem.casefold() in names
