"""One CNXML module → one `Section`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import ValidationError

from knowledge.course import Section, Term
from knowledge.ingest.openstax.blocks import Blocks
from knowledge.ingest.openstax.exercises import Exercises
from knowledge.ingest.openstax.inline import Place
from knowledge.ingest.openstax.tree import (
    Element,
    child,
    children,
    inside,
    is_summary,
    marks,
    name,
    named,
    text_of,
)
from knowledge.problems import Problem

_OBJECTIVES = ("learning objectives", "learning outcomes", "objetivos de aprendizaje")
_ABBREVIATED = re.compile(r"(.+?)\s+\(([A-Z][A-Za-z0-9&-]{1,7})\)")


def read_module(
    root: Element, place: Place, *, file: str, title: str, number: str, url: str
) -> tuple[Section | None, list[Problem]]:
    """The section; None with a problem when the module holds nothing that can be read."""
    content = child(root, "content")
    if content is None:
        return None, [Problem("This module was left out: it has no <content>.", file)]
    blocks = Blocks(place)
    exercises = Exercises(blocks, place, file)
    try:
        section = Section(
            id=place.module,
            title=title,
            number=number,
            url=url,
            objectives=tuple(dict.fromkeys(_objectives(root, blocks))),
            text=blocks.reading(content),
            summary=_summary(content, blocks),
            terms=tuple(_terms(root, blocks)),
            items=exercises.items(content),
        )
    except ValidationError as error:
        reason = error.errors()[0]["msg"].removeprefix("Value error, ")
        return None, [Problem(f"This module was left out: {reason}.", file)]
    return section, exercises.problems


def _objectives(root: Element, blocks: Blocks) -> Iterator[str]:
    """Entries of the abstract's list, or of a section or note “Learning Objectives”."""
    sources = [found for found in root.iter() if name(found) == "abstract"]
    sources += [found for found in named(root, "section", "note") if _is_objectives(found)]
    for source in sources:
        items = [item for item in named(source, "item") if not inside(item, "item")]
        for item in items:
            first = re.split(r"\n\n|\n- ", "\n\n".join(blocks.inside(item, 2)))[0]
            if first.strip():
                yield first.strip()
        if items:
            return


def _is_objectives(element: Element) -> bool:
    title = text_of(child(element, "title")).casefold()
    return "objectives" in marks(element) or title in _OBJECTIVES


def _summary(content: Element, blocks: Blocks) -> str:
    parts = [inner for section in named(content, "section") if is_summary(section)
             for inner in children(section) if name(inner) not in ("title", "label")]  # fmt: skip
    return blocks.markdown(part for part in parts if name(part) != "exercise")


def _terms(root: Element, blocks: Blocks) -> Iterator[Term]:
    """The glossary, each term once."""
    seen: set[str] = set()
    for definition in named(root, "definition"):
        term, meanings = child(definition, "term"), named(definition, "meaning")
        said = " ".join(filter(None, (blocks.inline.line(meaning) for meaning in meanings)))
        title = blocks.inline.line(term).replace("*", "").strip(" :") if term is not None else ""
        if not title or not said or title.casefold() in seen:
            continue
        seen.add(title.casefold())
        short = _ABBREVIATED.fullmatch(title)
        if short:
            yield Term(name=short[1], definition=said, accepted=(short[2],))
        else:
            yield Term(name=title, definition=said)
