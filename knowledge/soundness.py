"""References within a course: what leads nowhere, what goes round in a circle.

Both sections and concepts have prerequisites; an edge that can't be followed is a `BadEdge`.
`mended` gives a course whose graphs can be walked safely and whose items practise real concepts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge.course import Concept, Course, Section


@dataclass(frozen=True, slots=True)
class BadEdge:
    kind: Literal["section", "concept"]
    id: str
    """Who has the prerequisite."""
    prerequisite: str
    cycle: tuple[str, ...] = ()
    """The whole circle, first id repeated at the end; empty when the prerequisite is missing."""


def bad_edges(course: Course) -> list[BadEdge]:
    """Every prerequisite that is missing or closes a circle."""
    return [*_section_edges(course), *_concept_edges(course)]


def mended(course: Course) -> Course:
    """The same course without the prerequisites and item concepts that lead nowhere."""
    sections = {(edge.id, edge.prerequisite) for edge in _section_edges(course)}
    concepts = {(edge.id, edge.prerequisite) for edge in _concept_edges(course)}
    known = all_concepts(course)
    if not sections and not concepts and not _strangers(course, known):
        return course

    def mend(section: Section) -> Section:
        prerequisites = _kept(section.id, section.prerequisites, sections)
        own = tuple(
            concept.model_copy(
                update={"prerequisites": _kept(concept.id, concept.prerequisites, concepts)}
            )
            for concept in section.concepts
        )
        items = tuple(
            item.model_copy(update={"concepts": tuple(c for c in item.concepts if c in known)})
            for item in section.items
        )
        return section.model_copy(
            update={"prerequisites": prerequisites, "concepts": own, "items": items}
        )

    units = tuple(
        unit.model_copy(update={"sections": tuple(map(mend, unit.sections))})
        for unit in course.units
    )
    return course.model_copy(update={"units": units})


def _strangers(course: Course, known: Mapping[str, Concept]) -> bool:
    return any(concept not in known for _, item in course.items() for concept in item.concepts)


def all_concepts(course: Course) -> dict[str, Concept]:
    """Every concept of a course by id; of two with one id the first counts."""
    found: dict[str, Concept] = {}
    for section in course.sections():
        for concept in section.own_concepts:
            found.setdefault(concept.id, concept)
    return found


def _kept(owner: str, prerequisites: Sequence[str], bad: set[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(entry for entry in prerequisites if (owner, entry) not in bad)


def _section_edges(course: Course) -> Iterator[BadEdge]:
    graph = {section.id: section.prerequisites for section in course.sections()}
    return _edges("section", graph)


def _concept_edges(course: Course) -> Iterator[BadEdge]:
    # A concept may be declared in several sections: its prerequisites are all of them.
    graph: dict[str, tuple[str, ...]] = {}
    for section in course.sections():
        for concept in section.own_concepts:
            graph[concept.id] = (*graph.get(concept.id, ()), *concept.prerequisites)
    return _edges("concept", graph)


def _edges(
    kind: Literal["section", "concept"], graph: Mapping[str, Sequence[str]]
) -> Iterator[BadEdge]:
    """Depth-first in reading order; an edge back onto the path closes a circle."""
    done: set[str] = set()
    for start in graph:
        if start in done:
            continue
        path = [start]
        left = [iter(dict.fromkeys(graph[start]))]
        while path:
            entry = next(left[-1], None)
            if entry is None:
                done.add(path.pop())
                left.pop()
            elif entry not in graph:
                yield BadEdge(kind, path[-1], entry)
            elif entry in path:
                yield BadEdge(kind, path[-1], entry, (*path[path.index(entry) :], entry))
            elif entry not in done:
                path.append(entry)
                left.append(iter(dict.fromkeys(graph[entry])))
