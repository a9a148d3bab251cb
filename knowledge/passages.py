"""Cuts a course into passages along its own structure: what is ranked, quoted and cited.

A passage never crosses a heading. Paragraphs stay whole and are packed up to about
`TARGET_WORDS`; tables, code and display equations are never broken, whatever their length.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

from markdown_it import MarkdownIt

from knowledge.course import Course, Section, Unit

if TYPE_CHECKING:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

TARGET_WORDS = 140
"""A passage is closed when the next block would take it past this (MiniLM reads 256 tokens)."""
LONGEST_BLOCK = 240
"""Words; a longer paragraph or list is split between items or sentences."""
SHORTEST = 30
"""Words; a shorter rest joins the passage before it under the same heading."""

_NEWLINES = re.compile(r"\r\n?")  # as Markdown counts lines; not str.splitlines, which finds more

Kind = Literal["text", "term", "summary"]
KINDS: tuple[Kind, ...] = ("text", "term", "summary")


@dataclass(frozen=True, slots=True)
class Passage:
    """A few paragraphs of one section, small enough to quote."""

    id: str
    """``course/section#n``, n counted from 0 within the section."""
    course_id: str
    section_id: str
    section_label: str
    """Number and title, as cited."""
    unit_title: str
    heading: str
    """Headings within the section above the text, joined by `` › ``; may be empty."""
    text: str
    """Markdown, as the course has it; headings are not repeated in it."""
    kind: Kind
    url: str
    language: str
    hash: str
    """Of all that is indexed; the same words in the same place have the same hash."""

    @property
    def context(self) -> str:
        """What the text stands under: indexed with it, not shown as part of it."""
        return ". ".join(part for part in (self.section_label, self.heading) if part)

    @property
    def indexed(self) -> str:
        """What an embedder reads."""
        return f"{self.context}\n{self.text}"

    @property
    def section(self) -> str:
        """``course/section``: what a hit is counted for."""
        return f"{self.course_id}/{self.section_id}"


def passages(course: Course) -> list[Passage]:
    """All passages of a course in reading order: each section's text, summary, then its terms."""
    return [
        passage
        for unit in course.units
        for section in unit.sections
        for passage in _section_passages(course, unit, section)
    ]


def _section_passages(course: Course, unit: Unit, section: Section) -> Iterator[Passage]:
    pieces: list[tuple[Kind, str, str]] = [
        *(("text", heading, text) for heading, text in cut(section.text)),
        *(("summary", heading, text) for heading, text in cut(section.summary)),
        *(("term", "", f"**{term.name}**: {term.definition}") for term in section.terms),
    ]
    for number, (kind, heading, text) in enumerate(pieces):
        indexed = "\n".join((kind, section.label, heading, text))
        yield Passage(
            id=f"{course.id}/{section.id}#{number}",
            course_id=course.id,
            section_id=section.id,
            section_label=section.label,
            unit_title=unit.title,
            heading=heading,
            text=text,
            kind=kind,
            url=section.url,
            language=course.language,
            hash=hashlib.sha256(indexed.encode()).hexdigest()[:32],
        )


def cut(markdown: str) -> list[tuple[str, str]]:
    """Markdown as ``(heading path, text)`` pieces in order; every block is in exactly one."""
    pieces: list[tuple[str, str]] = []
    path: dict[int, str] = {}
    blocks: list[str] = []

    def close() -> None:
        heading = " › ".join(path[level] for level in sorted(path))
        pieces.extend((heading, text) for text in _pack(blocks))
        blocks.clear()

    for level, text in _blocks(markdown):
        if level:
            close()
            path = {above: title for above, title in path.items() if above < level}
            path[level] = text
        else:
            blocks.append(text)
    close()
    return pieces


def _blocks(markdown: str) -> Iterator[tuple[int, str]]:
    """``(heading level, title)`` and ``(0, block)`` in order."""
    markdown = _NEWLINES.sub("\n", markdown)
    lines = markdown.split("\n")
    open_equation: list[str] = []
    for title, level, start, end in _spans(markdown):
        if title is not None:
            if open_equation:  # never closed: a heading ends it
                yield 0, "\n\n".join(open_equation)
                open_equation.clear()
            yield level, title
        block = "\n".join(lines[start:end]).strip("\n")
        if not block:
            continue
        # A display equation with a blank line inside is several blocks to Markdown, one to us.
        open_equation.append(block)
        joined = "\n\n".join(open_equation)
        if joined.count("$$") % 2 == 0:
            open_equation.clear()
            yield 0, joined
    if open_equation:
        yield 0, "\n\n".join(open_equation)


def _spans(markdown: str) -> Iterator[tuple[str | None, int, int, int]]:
    """Each top-level block: a heading's title and level, and the lines of text from - to.

    What the parser swallows without a token (link definitions) belongs to the block before it.
    """
    tokens = _parser().parse(markdown)
    found: list[tuple[str | None, int, int]] = [(None, 0, 0)]
    starts = [0]
    for token, following in zip_longest(tokens, tokens[1:]):
        if token.level or not token.map or token.nesting < 0:
            continue
        first, after = token.map
        starts.append(first)
        if token.type == "heading_open" and following:
            found.append((following.content, int(token.tag[1]), after))
        else:
            found.append((None, 0, first))
    ends = [*starts[1:], markdown.count("\n") + 1]
    for (title, level, start), end in zip(found, ends, strict=True):
        yield title, level, start, end


@cache
def _parser() -> MarkdownIt:
    """Blocks only: what is inside a paragraph doesn't matter here."""
    return MarkdownIt("commonmark").enable("table").disable("inline")


def _pack(blocks: Iterable[str]) -> list[str]:
    packed: list[str] = []
    words = 0
    for block in (part for whole in blocks for part in _bounded(whole)):
        size = len(block.split())
        if packed and (words + size <= TARGET_WORDS or size < SHORTEST or words < SHORTEST):
            packed[-1] += "\n\n" + block
            words += size
        else:
            packed.append(block)
            words = size
    return packed


def _bounded(block: str) -> list[str]:
    """The block, in parts if it is a paragraph or list that is too long for one passage."""
    unbroken = block.lstrip().startswith(("|", "```", "~~~", "$$", "<"))
    if unbroken or len(block.split()) <= LONGEST_BLOCK:
        return [block]
    return _splitter().split_text(block)


@cache
def _splitter() -> RecursiveCharacterTextSplitter:
    from langchain_text_splitters import RecursiveCharacterTextSplitter  # 0.35 s, rarely needed

    return RecursiveCharacterTextSplitter(
        separators=["\n", r"(?<=[.!?…。])\s+", " ", ""],
        is_separator_regex=True,
        keep_separator=True,
        chunk_size=TARGET_WORDS,
        chunk_overlap=0,
        length_function=lambda text: len(text.split()),
    )
