"""A course's concepts as a graph: what each is practised by, and what comes before it.

A concept's prerequisites are those it declares; one that declares none takes those of its section.
A course that declares no prerequisites at all has only its reading order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.course import Concept, Course, Item, Section, Unit


@dataclass(frozen=True, slots=True)
class Node:
    """A concept where it stands in the course."""

    concept: Concept
    section: Section
    unit: Unit
    items: tuple[tuple[Section, Item], ...]
    """All that practise it, also those of other sections, in reading order."""
    before: tuple[str, ...]
    """Ids of the concepts to master first."""

    @property
    def id(self) -> str:
        return self.concept.id

    @property
    def title(self) -> str:
        """What learners see: the section's number helps to find it where the two are the same."""
        alone = self.concept.id == self.section.id
        return self.section.label if alone else self.concept.title


class ConceptGraph:
    """The concepts of one course in reading order. Build once a course version."""

    def __init__(self, course: Course) -> None:
        self.course = course
        practised: dict[str, list[tuple[Section, Item]]] = {}
        for section, item in course.items():
            for name in section.concept_ids(item):
                practised.setdefault(name, []).append((section, item))
        sections = {section.id: section for section in course.sections()}
        self._nodes: dict[str, Node] = {}
        for unit in course.units:
            for section in unit.sections:
                for concept in section.own_concepts:
                    if concept.id not in self._nodes:  # one that comes up again is the same
                        items = tuple(practised.get(concept.id, ()))
                        before = _before(concept, section, sections)
                        self._nodes[concept.id] = Node(concept, section, unit, items, before)

    @property
    def nodes(self) -> Mapping[str, Node]:
        """Concept id -> node, in reading order."""
        return self._nodes

    @cached_property
    def places(self) -> Mapping[str, Sequence[str]]:
        """``item:ID`` or ``term:NAME`` -> ids of the sections that have it."""
        found: dict[str, list[str]] = {}
        for section in self.course.sections():
            names = [f"term:{term.name}" for term in section.terms]
            names += [f"item:{item.id}" for item in section.items]
            for name in names:
                found.setdefault(name, []).append(section.id)
        return found

    def get(self, concept: str) -> Node | None:
        return self._nodes.get(concept)

    def of_section(self, section: str) -> list[Node]:
        return [node for node in self._nodes.values() if node.section.id == section]

    def before(self, concept: str) -> list[Node]:
        """Everything that comes before a concept, directly or not, in reading order."""
        found: set[str] = set()
        open_ = [concept]
        while open_:
            node = self._nodes.get(open_.pop())
            new = [name for name in node.before if name not in found] if node else []
            found.update(new)
            open_ += new
        # A course that was never checked may go round in a circle.
        return [node for name, node in self._nodes.items() if name in found - {concept}]

    def in_sections(self, sections: Sequence[str]) -> Iterator[Node]:
        """The concepts of these sections, in reading order."""
        wanted = set(sections)
        return (node for node in self._nodes.values() if node.section.id in wanted)


def _before(concept: Concept, section: Section, sections: Mapping[str, Section]) -> tuple[str, ...]:
    if concept.prerequisites:
        return concept.prerequisites
    earlier = (sections[name] for name in section.prerequisites if name in sections)
    return tuple(before.id for one in earlier for before in one.own_concepts)
