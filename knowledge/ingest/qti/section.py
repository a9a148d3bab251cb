"""The items of one section of a test → a section of a course."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from knowledge.course import Item, Section
from knowledge.ingest.markup import name
from knowledge.ingest.qti.contents import unknown
from knowledge.ingest.qti.item import items
from knowledge.ingest.qti.xml import QtiError
from knowledge.ingest.safely import parse_xml
from knowledge.problems import Problem, SourceError

_NOT_ITEMS = frozenset(("assessmentTest", "assessmentSection", "manifest"))


@dataclass(frozen=True, slots=True)
class ItemFile:
    """One item's file as it was read."""

    name: str
    data: bytes
    id: str


def load(
    section_id: str, title: str, files: Sequence[ItemFile]
) -> tuple[Section | None, list[Problem]]:
    """The section of what can be asked, and a problem for each item that can't."""
    found: list[Item] = []
    problems: list[Problem] = []
    for file in files:
        try:
            found += _items(file)
        except (SourceError, QtiError) as error:
            problems.append(Problem(f"Left out: {error}", file=file.name))
        except ValidationError as error:
            reason = error.errors()[0]["msg"].removeprefix("Value error, ")
            reason = reason.replace("String should have at least 1 character", "a text is empty")
            problems.append(Problem(f"Left out: {reason}.", file=file.name))
    if not found:
        return None, problems
    return Section(id=section_id, title=title, items=tuple(found)), problems


def _items(file: ItemFile) -> list[Item]:
    root = parse_xml(file.data, file.name)
    if name(root) in _NOT_ITEMS:
        return []
    if name(root) != "assessmentItem":
        raise SourceError(unknown(root, file.name))
    return items(root, file.id)
