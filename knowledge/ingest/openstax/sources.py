"""From a book in order to sections that can be loaded one by one."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.course import Section
from knowledge.ingest.openstax.collection import Book, Chapter, Module
from knowledge.ingest.openstax.inline import Place
from knowledge.ingest.openstax.module import read_module
from knowledge.ingest.openstax.numbering import Labels, Numbered, count
from knowledge.ingest.openstax.tree import named
from knowledge.ingest.openstax.words import words_for
from knowledge.ingest.safely import parse_xml
from knowledge.ingest.source import SectionSource, UnitSource
from knowledge.problems import Problem

VERSION = "1"
"""Part of every fingerprint: raised when the same source gives another section."""


def units(book: Book) -> tuple[UnitSource, ...]:
    """The book's chapters with their sections, still to be loaded."""
    labels = _labels(book)
    return tuple(
        UnitSource(
            chapter.id,
            chapter.title,
            tuple(_source(book, module, labels) for module in chapter.modules),
            chapter.number,
        )
        for chapter in book.chapters
    )


def _labels(book: Book) -> Labels:
    """Numbers of everything that is linked to, over the whole book."""
    words = words_for(book.language)
    labels = Labels(repeated=_repeated(book))
    for chapter in book.chapters:
        for module in chapter.modules:
            labels.modules[module.id] = f"{module.number} {module.title}".strip()
        for group in _counted_together(chapter):
            count(group, words, labels)
    return labels


def _repeated(book: Book) -> frozenset[str]:
    roots = [module.root for chapter in book.chapters for module in chapter.modules]
    ids = Counter(
        element.get("id")
        for root in roots
        if root is not None
        for element in named(root, "exercise")
    )
    return frozenset(identity for identity, count in ids.items() if identity and count > 1)


def _counted_together(chapter: Chapter) -> Iterator[list[Numbered]]:
    """A chapter's modules; outside of chapters, each module for itself."""
    modules = [module for module in chapter.modules if module.root is not None]
    if chapter.prefix:
        yield [Numbered(module.id, chapter.prefix, module.root) for module in modules]
    else:
        yield from ([Numbered(module.id, module.number, module.root)] for module in modules)


def _source(book: Book, module: Module, labels: Labels) -> SectionSource:
    load = _Load(
        data=module.data,
        place=Place(module.id, book.language, words_for(book.language), labels),
        file=module.file,
        title=module.title,
        number=module.number,
        url=book.page(module),
        problem=module.problem,
    )
    return SectionSource(module.id, _fingerprint(module, load), load)


def _fingerprint(module: Module, load: _Load) -> str:
    """Of the file, of its place in the book, and of how what it links to is called there."""
    digest = hashlib.sha256(module.data)
    for part in (VERSION, load.place.language, module.title, module.number, load.url):
        digest.update(f"\0{part}".encode())
    if module.root is not None:
        labels = load.place.labels
        for element in named(module.root, "figure", "table", "example", "link", "exercise"):
            own = labels.label(module.id, element.get("id") or "")
            document = element.get("document") or module.id
            linked = labels.label(document, element.get("target-id") or "")
            repeated = element.get("id") in labels.repeated
            digest.update(f"\0{own}\0{linked}\0{repeated}".encode())
    return digest.hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class _Load:
    """Reads one module when it is called. Holds its bytes, so that the tree can be let go."""

    data: bytes
    place: Place
    file: str
    title: str
    number: str
    url: str
    problem: Problem | None

    def __call__(self) -> tuple[Section | None, list[Problem]]:
        if self.problem:
            return None, [self.problem]
        return read_module(
            parse_xml(self.data, self.file),
            self.place,
            file=self.file,
            title=self.title,
            number=self.number,
            url=self.url,
        )
