"""One file as a supplement to a course: its sections, and its items where they belong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from knowledge.course import Concept, Course, Item, Section, Unit
from knowledge.ingest import recognise
from knowledge.ingest.documents.document import title_of
from knowledge.ingest.source import SectionSource
from knowledge.ingest.watching import PAGES
from knowledge.problems import Problem, SourceError
from knowledge.supplement import Supplement, prefix_of
from knowledge.text import fold

MOST_SECTIONS = 400
_PLACE = re.compile(r" \(((?:p\.|slide) [^)]*)\)$")
_LONGEST_ID = 100

What = Literal["pages", "sections"]
Progress = Callable[[What, int, int], None]
"""(what is read, how many of them so far, how many there are)."""


@dataclass(frozen=True, slots=True)
class Read:
    """What one file gives."""

    supplement: Supplement
    problems: tuple[Problem, ...]


def supplement_of(
    path: Path,
    course: Course,
    *,
    into: str = "",
    progress: Progress = lambda what, done, total: None,
) -> Read:
    """Read a file, called as its owner calls it, as a part of the course.

    Args:
        into: id of the course's section that its items belong to; else a section of the file whose
            title is the number or the title of one of the course gives its items to that one.

    Raises:
        SourceError: nothing of it can be used.
    """
    watching = PAGES.set(lambda done, total: progress("pages", done, total))
    try:
        outline = recognise(path).outline(path)
    finally:
        PAGES.reset(watching)
    sources = [source for unit in outline.units for source in unit.sections]
    if len(sources) > MOST_SECTIONS:
        raise SourceError(
            f"{path.name} has {len(sources)} sections; up to {MOST_SECTIONS} are taken from one "
            "file. Split it, for instance one file a chapter.",
            why="too_large",
        )
    problems = list(outline.problems)
    sections = list(_sections(sources, path.name, problems, progress))
    if not sections:
        reasons = " ".join(problem.message for problem in problems[:3])
        raise SourceError(f"Nothing of {path.name} can be used. {reasons}".strip())
    same = fold(outline.title) == fold(title_of(path))
    title = path.name if same else f"{outline.title} ({path.name})"
    unit = Unit(id=prefix_of(path.name), title=title, sections=tuple(sections))
    return Read(
        Supplement(file=path.name, unit=unit, into=_places(unit, course, into)), tuple(problems)
    )


def _sections(
    sources: list[SectionSource], name: str, problems: list[Problem], progress: Progress
) -> Iterator[Section]:
    ids: set[str] = set()
    for done, source in enumerate(sources):
        progress("sections", done, len(sources))
        section, found = source.read()
        problems += found
        if section is not None and source.id not in ids:
            ids.add(source.id)
            yield _named(section.model_copy(update={"id": source.id}), name)
    progress("sections", len(sources), len(sources))


def _named(section: Section, name: str) -> Section:
    """With ids and a title that say which file it is from, and a concept that needn't."""
    place = _PLACE.search(section.title)
    title = section.title[: place.start()] if place else section.title
    label = f"{section.number} {title}".strip()
    within = f" ({name}, {place[1]})" if place else f" ({name})"
    if fold(label) == fold(title_of(Path(name))):  # the file's name says it already
        label, within = name, f" ({place[1]})" if place else ""
    prefix = prefix_of(name)

    def own(id_: str) -> str:
        return f"{prefix}-{id_}"[:_LONGEST_ID]

    declared = {concept.id for concept in section.concepts}

    def known(concepts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(own(each) if each in declared else each for each in concepts)

    concepts = tuple(
        concept.model_copy(
            update={"id": own(concept.id), "prerequisites": known(concept.prerequisites)}
        )
        for concept in section.concepts
    )
    return section.model_copy(
        update={
            "id": own(section.id),
            "number": "",
            "title": f"{label}{within}",
            "concepts": concepts or (Concept(id=own(section.id), title=title),),
            "items": tuple(_item(item, own, known) for item in section.items),
        }
    )


def _item(
    item: Item,
    own: Callable[[str], str],
    known: Callable[[tuple[str, ...]], tuple[str, ...]],
) -> Item:
    return item.model_copy(
        update={
            "id": own(item.id),
            "part_of": own(item.part_of) if item.part_of else None,
            "concepts": known(item.concepts),
        }
    )


def _places(unit: Unit, course: Course, into: str) -> dict[str, str]:
    """Where the items of the file's sections belong."""
    names: dict[str, str] = {}
    for section in course.sections():
        if not section.id.startswith(unit.id):  # what an earlier version of the file gave
            for name in (section.number, section.title, section.label, _bare(section)):
                names.setdefault(fold(name), section.id)
    places = {}
    for section in unit.sections:
        target = into or names.get(fold(_bare(section)), "")
        if section.items and target:
            places[section.id] = target
    return places


def _bare(section: Section) -> str:
    """The title without the file that it is from."""
    return section.title.rpartition(" (")[0] or section.title
