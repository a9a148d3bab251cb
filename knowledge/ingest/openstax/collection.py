"""A collection: which modules a book has, in which order and under which numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from knowledge.ingest.ids import Ids, slug
from knowledge.ingest.openstax.tree import Element, child, children, name, named, text_of
from knowledge.ingest.openstax.words import words_for
from knowledge.ingest.safely import parse_xml, read_bytes
from knowledge.problems import Problem, SourceError

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_INTRODUCTIONS = frozenset(
    ["introduction", "introducción", "introduccion", "wprowadzenie", "introdução"]
)
_LICENSE = re.compile(r"creativecommons\.org/licenses/([a-z-]+)/(\d\.\d)")
_LINE = re.compile(r" \(line (\d+)\)")


@dataclass(frozen=True, slots=True)
class Module:
    """One module of the book, parsed so far as its place needs."""

    id: str
    path: Path
    file: str
    """`path` relative to the book's folder."""
    data: bytes
    root: Element | None
    """None when it could not be parsed; `problem` says why."""
    title: str
    number: str
    """``6.3``; empty for prefaces and introductions."""
    page: str
    """The last part of its address on openstax.org."""
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    id: str
    title: str
    number: str
    prefix: str
    """What its figures' numbers start with."""
    modules: tuple[Module, ...]


@dataclass(slots=True)
class Book:
    """A collection with its modules."""

    title: str
    slug: str
    language: str
    license: str
    chapters: list[Chapter] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"https://openstax.org/details/books/{quote(self.slug)}" if self.slug else ""

    def page(self, module: Module) -> str:
        """The module's page: ``…/books/psychology-2e/pages/6-3-operant-conditioning``."""
        if not self.slug or not module.page:
            return ""
        return f"https://openstax.org/books/{quote(self.slug)}/pages/{module.page}"


def read_book(collection: Path, root: Path) -> Book:
    """The book; `SourceError` when the collection can't be read or names no module at all."""
    file = _relative(collection, root)
    tree = parse_xml(read_bytes(collection), file)
    if name(tree) != "collection":
        raise SourceError(f"{file} is not an OpenStax collection: it has no <collection>.")
    metadata = {name(entry): entry for entry in _metadata(tree)}
    license_url = metadata["license"].get("url") or "" if "license" in metadata else ""
    book = Book(
        title=text_of(metadata.get("title")) or collection.name.partition(".")[0],
        slug=text_of(metadata.get("slug")),
        language=_language(text_of(metadata.get("language")) or _xml_lang(tree)),
        license=license_name(license_url) or text_of(metadata.get("license")),
    )
    _Placing(book, collection, root).place(tree)
    if not book.chapters:
        raise SourceError(
            f"{file} names no module that is there. Are modules/ and collections/ of one book?"
        )
    return book


def license_name(url: str) -> str:
    """``CC BY 4.0`` of a Creative Commons address."""
    found = _LICENSE.search(url)
    return f"CC {found[1].upper()} {found[2]}" if found else ""


def _metadata(tree: Element) -> Iterator[Element]:
    metadata = child(tree, "metadata")
    if metadata is not None:
        yield from children(metadata)


def _xml_lang(tree: Element) -> str:
    return tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "en"


def _language(code: str) -> str:
    primary, *rest = code.replace("_", "-").split("-")
    return "-".join([primary.lower(), *rest]) if re.fullmatch(r"[A-Za-z]{2,3}", primary) else "en"


def _relative(path: Path, root: Path) -> str:
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.name


class _Placing:
    """Walks a collection once and gives every module its place."""

    def __init__(self, book: Book, collection: Path, root: Path) -> None:
        self._book, self._root = book, root
        self._file = _relative(collection, root)
        self._folders = (collection.parent.parent / "modules", collection.parent / "modules",
                         collection.parent)  # fmt: skip
        self._ids = Ids()
        self._seen: set[str] = set()
        self._chapters = 0
        self._appendices = 0

    def place(self, tree: Element) -> None:
        content = child(tree, "content")
        if content is not None:
            self._level(content, self._book.title)

    def _level(self, content: Element, title: str) -> None:
        """The book itself, or a unit: chapters, and modules that stand between them."""
        loose: list[Element] = []
        for entry in children(content):
            if name(entry) == "module":
                loose.append(entry)
                continue
            if name(entry) != "subcollection":
                continue
            self._loose(loose, title)
            loose = []
            self._subcollection(entry)
        self._loose(loose, title)

    def _subcollection(self, entry: Element) -> None:
        title = text_of(child(entry, "title")) or self._book.title
        content = child(entry, "content")
        if content is None:
            return
        if any(name(inner) == "subcollection" for inner in children(content)):
            self._level(content, title)
            return
        references = [inner for inner in children(content) if name(inner) == "module"]
        read = [module for module in map(self._read, references) if module]
        if read and all(found.kind == "appendix" for found in read):
            self._appendix(title, read)
        elif read:
            self._chapter(title, read)

    def _chapter(self, title: str, read: list[_Read]) -> None:
        self._chapters += 1
        chapter, count = self._chapters, 0
        modules = []
        for position, found in enumerate(read):
            introduction = found.kind == "introduction" or (
                position == 0 and found.title.casefold() in _INTRODUCTIONS
            )
            if introduction:
                bare = found.title.casefold() in _INTRODUCTIONS
                shown = f"{found.title}: {title}" if bare else found.title
                modules.append(found.module(shown, "", f"{chapter}-{page_slug(found.title)}"))
                continue
            count += 1
            page = f"{chapter}-{count}-{page_slug(found.title)}"
            modules.append(found.module(found.title, f"{chapter}.{count}", page))
        self._add(f"chapter-{chapter}", title, str(chapter), f"{chapter}.", modules)

    def _loose(self, references: list[Element], title: str) -> None:
        """Prefaces, introductions of units, and appendices, which are lettered."""
        read = [module for module in map(self._read, references) if module]
        appendices = [found for found in read if found.kind == "appendix"]
        others = [found for found in read if found.kind != "appendix"]
        if others:
            named_so = others[0].title if len(others) == 1 else title
            modules = [found.module(found.title, "", page_slug(found.title)) for found in others]
            self._add(slug(named_so, "front"), named_so, "", "", modules)
        if appendices:
            self._appendix(words_for(self._book.language).appendices, appendices)

    def _appendix(self, title: str, read: list[_Read]) -> None:
        """Appendices share a unit; each is a chapter of its own for its figures' numbers."""
        modules = []
        for found in read:
            letter = chr(ord("A") + self._appendices % 26)
            self._appendices += 1
            modules.append(
                found.module(found.title, letter, f"{letter.lower()}-{page_slug(found.title)}")
            )
        self._add(slug(title, "appendices"), title, "", "", modules)

    def _add(self, id: str, title: str, number: str, prefix: str, modules: list[Module]) -> None:
        unit = self._ids.take(id)
        self._book.chapters.append(Chapter(unit, title, number, prefix, tuple(modules)))

    def _read(self, reference: Element) -> _Read | None:
        identity = (reference.get("document") or "").strip()
        line = reference.sourceline
        if not _ID.fullmatch(identity):
            self._problem(f"The module id {identity!r} can't be used.", line)
            return None
        if identity in self._seen:
            self._problem(
                f"Module {identity} stands in this collection twice; the first place counts.", line
            )
            return None
        self._seen.add(identity)
        path = self._find(identity)
        if path is None:
            self._problem(
                f"Module {identity} is not there: modules/{identity}/index.cnxml is missing.", line
            )
            return None
        return _parse(identity, path, _relative(path, self._root))

    def _find(self, identity: str) -> Path | None:
        candidates = (folder / identity / "index.cnxml" for folder in self._folders)
        return next((path for path in candidates if path.is_file()), None)

    def _problem(self, message: str, line: int | None) -> None:
        self._book.problems.append(Problem(message, self._file, line))


@dataclass(frozen=True, slots=True)
class _Read:
    """A module before it has a number."""

    id: str
    path: Path
    file: str
    data: bytes
    root: Element | None
    problem: Problem | None
    title: str
    kind: str

    def module(self, title: str, number: str, page: str) -> Module:
        return Module(
            self.id, self.path, self.file, self.data, self.root, title, number, page, self.problem
        )


def _parse(identity: str, path: Path, file: str) -> _Read:
    data = b""
    try:
        data = read_bytes(path)
        root = parse_xml(data, file)
        if name(root) != "document":
            raise SourceError(f"{file} is not CNXML: its root is <{name(root)}>, not <document>.")
    except (SourceError, OSError) as error:
        return _Read(identity, path, file, data, None, _broken(error, file), identity, "")
    title = next((found for found in map(text_of, named(root, "title")) if found), identity)
    return _Read(identity, path, file, data, root, None, title, _kind(root, identity))


def _kind(root: Element, identity: str) -> str:
    content = child(root, "content")
    classes = f"{root.get('class') or ''} {'' if content is None else content.get('class') or ''}"
    return next((kind for kind in ("introduction", "preface", "appendix") if kind in classes), "")


def _broken(error: Exception, file: str) -> Problem:
    """The error with its line in the place where lines belong."""
    if isinstance(error, OSError):
        return Problem(f"This module was left out: it can't be opened ({error.strerror}).", file)
    message = str(error)
    line = _LINE.search(message)
    message = _LINE.sub("", message).removeprefix(f"{file} ").strip()
    told = f"This module was left out: it {message}" if message[:1].islower() else message
    return Problem(told, file, int(line[1]) if line else None)


def page_slug(title: str) -> str:
    """A title as openstax.org writes it in an address."""
    decomposed = unicodedata.normalize("NFKD", re.sub(r"['’‘´`®™]", "", title))
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-")
