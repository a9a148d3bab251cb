"""Recognises an OATutor file and puts its lessons in order."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from knowledge.course import Concept, Item, Section
from knowledge.ingest.ids import Ids, slug
from knowledge.ingest.oatutor.items import Items
from knowledge.ingest.oatutor.prose import lesson_text
from knowledge.ingest.oatutor.records import ProblemRecord
from knowledge.ingest.safely import MB, read_bytes
from knowledge.ingest.source import Outline, SectionSource, UnitSource
from knowledge.problems import Problem, SourceError

VERSION = "1"
"""Part of every fingerprint: raised when the same source gives another section."""
_LIMIT = 200 * MB
_LESSON = re.compile(r"\s*(?P<number>\d+(?:\.\d+)*)?[.:]?\s*(?P<title>.*)")
_LINK = re.compile(r"(https?://\S+?)/?\s*(?:<(.*)>)?")
_ATTRIBUTION = (
    "Problems, hints and skills by [OATutor](https://github.com/CAHLR/OATutor-Content) (CAHLR, "
    "University of California, Berkeley)"
)


@dataclass(slots=True)
class _Lesson:
    number: str
    title: str
    problems: list[tuple[int, ProblemRecord, str]] = field(default_factory=list)
    """Line number, problem, and the line itself."""

    @property
    def order(self) -> tuple[int, ...]:
        """6.3 comes before 6.10; lessons without a number stand at the end."""
        return tuple(map(int, self.number.split("."))) if self.number else (10**9,)

    @property
    def chapter(self) -> str:
        return self.number.partition(".")[0]


class OATutorReader:
    """One course of OATutor-Content: a JSON problem a line."""

    name = "OATutor JSON"

    def recognises(self, path: Path) -> bool:
        if path.suffix not in (".jsonl", ".json", ".ndjson") or not path.is_file():
            return False
        try:
            with path.open("rb") as file:
                first = next((line for line in file if line.strip()), b"")
        except OSError:
            return False
        return b'"steps"' in first and b'"lesson"' in first

    def outline(self, path: Path) -> Outline:
        """Lessons by their numbers; the part before the dot is the chapter."""
        problems: list[Problem] = []
        records = list(_records(path, problems))
        if not records:
            raise SourceError(f"{path.name} holds no OATutor problem that can be read.")
        lessons = sorted(_lessons(records), key=lambda lesson: lesson.order)
        course = Counter(record.courseName for _, record, _ in records).most_common(1)[0][0]
        title = re.sub(r"^OpenStax:\s*", "", course).strip() or path.stem
        link, book = _source_of(records)
        licence = next((text for _, record, _ in records if (text := _licence(record.license))), "")
        return Outline(
            id=slug(title, "oatutor"),
            title=title,
            units=tuple(_units(lessons, path.name)),
            license=licence,
            attribution=f"{_ATTRIBUTION}{f', {licence}' if licence else ''}."
            + (f" They follow [{book}]({link})." if book else ""),
            url=link,
            problems=tuple(problems),
        )


def _records(path: Path, problems: list[Problem]) -> Iterator[tuple[int, ProblemRecord, str]]:
    """The problems with their lines; what can't be read is reported, problems that repeat too."""
    seen: set[str] = set()
    text = read_bytes(path, _LIMIT).decode("utf-8-sig", errors="replace")
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = ProblemRecord.model_validate(json.loads(line))
        except (ValueError, RecursionError) as error:
            problems.append(
                Problem(f"This problem was left out: {_why(error)}.", path.name, number)
            )
            continue
        if record.id in seen:
            problems.append(
                Problem(
                    f"Problem {record.id} stands here again; the first counts.", path.name, number
                )
            )
            continue
        seen.add(record.id)
        yield number, record, line


def _why(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        return f"{place or 'the line'}: {first['msg'].lower()}"
    if isinstance(error, json.JSONDecodeError):
        return f"it is not valid JSON ({error.msg}, column {error.colno})"
    return "it is nested too deeply"


def _lessons(records: Sequence[tuple[int, ProblemRecord, str]]) -> Iterator[_Lesson]:
    found: dict[str, _Lesson] = {}
    for number, record, line in records:
        name = " ".join(record.lesson.split()) or "Problems"
        parsed = _LESSON.fullmatch(name)
        assert parsed  # the pattern takes everything
        lesson = found.setdefault(name, _Lesson(parsed["number"] or "", parsed["title"] or name))
        lesson.problems.append((number, record, line))
    for lesson in found.values():
        lesson.problems.sort(key=lambda entry: _natural(entry[1].id))
        yield lesson


def _natural(identity: str) -> tuple[str, int]:
    """exa2 before exa10."""
    digits = re.search(r"\d*$", identity)
    tail = digits[0] if digits else ""
    return identity.removesuffix(tail), int(tail or 0)


def _units(lessons: Sequence[_Lesson], file: str) -> Iterator[UnitSource]:
    """Chapters; each lesson has the one before it as its prerequisite, as in the book."""
    concepts = _concepts(lessons)
    ids = Ids()
    chapters: dict[str, list[SectionSource]] = {}
    titles: dict[str, str] = {}
    before = ""
    for lesson in lessons:
        identity = ids.take(
            lesson.number or slug(lesson.title), slug(f"{lesson.number} {lesson.title}")
        )
        load = _Load(lesson, identity, before, file, concepts)
        chapters.setdefault(lesson.chapter, []).append(
            SectionSource(identity, load.fingerprint, load)
        )
        titles.setdefault(lesson.chapter, _chapter_title(lesson))
        before = identity
    for chapter, sections in chapters.items():
        unit = f"chapter-{chapter}" if chapter else "more"
        yield UnitSource(unit, titles[chapter], tuple(sections), chapter)


def _chapter_title(lesson: _Lesson) -> str:
    """The files don't name chapters; one that is a single lesson has its name."""
    if not lesson.chapter:
        return "More"
    return f"Chapter {lesson.chapter}" if "." in lesson.number else lesson.title


def _concepts(lessons: Sequence[_Lesson]) -> dict[str, Concept]:
    """A concept for every skill, by its name.

    OATutor says nothing of how skills build on one another. What it has is the order in which the
    book takes them up: within a lesson, a skill that comes up first is the easier one (“multiply a
    polynomial by a monomial”, then “… by a binomial”). So a skill's prerequisite is the one that
    came up just before it in the lesson that introduces it. All edges go back in that order:
    there can be no circle.
    """
    ids = Ids()
    found: dict[str, Concept] = {}
    for lesson in lessons:
        before: tuple[str, ...] = ()
        for name in _skills(lesson):
            if name not in found:
                found[name] = Concept(
                    id=ids.take(slug(name, "skill")), title=_humanised(name), prerequisites=before
                )
            before = (found[name].id,)
    return found


def _skills(lesson: _Lesson) -> list[str]:
    """Skills of a lesson in the order they come up."""
    return list(
        dict.fromkeys(
            name
            for _, problem, _ in lesson.problems
            for step in problem.steps
            for name in step.skill_names
        )
    )


def _humanised(skill: str) -> str:
    """``multiply_a_polynomial_by_a_monomial`` → ``Multiply a polynomial by a monomial``."""
    words = skill.replace("___", " − ").replace("**", "^").replace("_", " ")
    words = " ".join(words.split())
    return words[:1].upper() + words[1:]


def _source_of(records: Sequence[tuple[int, ProblemRecord, str]]) -> tuple[str, str]:
    """Address and title of the book that most problems follow."""
    common = Counter(record.oer for _, record, _ in records if record.oer).most_common(1)
    link = _LINK.fullmatch(common[0][0].strip()) if common else None
    return (link[1], link[2] or "") if link else ("", "")


def _licence(text: str) -> str:
    """``CC BY 4.0`` of ``https://… <CC BY 4.0>``."""
    named = re.search(r"<(.*)>", text)
    return named[1].strip() if named else ""


@dataclass(frozen=True, slots=True)
class _Load:
    """Makes one lesson's section when it is called."""

    lesson: _Lesson
    id: str
    before: str
    file: str
    concepts: Mapping[str, Concept]

    @property
    def fingerprint(self) -> str:
        digest = hashlib.sha256(
            f"{VERSION}\0{self.id}\0{self.lesson.title}\0{self.before}".encode()
        )
        for _, _, line in self.lesson.problems:
            digest.update(line.encode())
        for concept in self._own():
            digest.update(concept.model_dump_json().encode())
        return digest.hexdigest()[:32]

    def _own(self) -> tuple[Concept, ...]:
        return tuple(self.concepts[name] for name in _skills(self.lesson))

    def __call__(self) -> tuple[Section | None, list[Problem]]:
        maker = Items(self.file, {name: concept.id for name, concept in self.concepts.items()})
        items: list[Item] = []
        for number, problem, _ in self.lesson.problems:
            items += maker.of(problem, number)
        if not items:
            return None, maker.problems
        own = self._own()
        section = Section(
            id=self.id,
            title=self.lesson.title,
            number=self.lesson.number,
            prerequisites=(self.before,) if self.before else (),
            concepts=own,
            text=lesson_text(self.lesson.title, own, items),
            items=tuple(items),
        )
        return section, maker.problems
