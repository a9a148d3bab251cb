"""Recognises an OpenStax book and puts it in order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.ingest.ids import slug
from knowledge.ingest.source import Outline
from knowledge.problems import Problem, SourceError

if TYPE_CHECKING:
    from knowledge.ingest.openstax.collection import Book

_HEAD = 4000
_COLLECTION = b"cnx.rice.edu/collxml"


class OpenStaxReader:
    """A book's folder (``collections/`` and ``modules/``), or one collection of it."""

    name = "OpenStax CNXML"

    def recognises(self, path: Path) -> bool:
        try:
            return bool(_collections(path))
        except OSError:
            return False

    def outline(self, path: Path) -> Outline:
        """The book in order; of several collections the one with most modules."""
        from knowledge.ingest.openstax.collection import read_book
        from knowledge.ingest.openstax.sources import units

        collections = _collections(path)
        if not collections:
            raise SourceError(f"{path.name} holds no OpenStax collection (collections/*.xml).")
        chosen = max(collections, key=lambda file: (_size(file), -len(file.name), file.name))
        root = path if path.is_dir() else _root(chosen)
        book = read_book(chosen, root)
        if len(collections) > 1:
            book.problems.insert(0, _several(book, chosen, collections, root))
        book.problems += _strays(collections, root)
        identity = (
            path.resolve().name if path.is_dir() else book.slug or chosen.name.partition(".")[0]
        )
        return Outline(
            id=slug(identity, "openstax"),
            title=book.title,
            units=units(book),
            language=book.language,
            license=book.license,
            attribution=_attribution(book),
            url=book.url,
            problems=tuple(book.problems),
        )


def _collections(path: Path) -> list[Path]:
    """The collections a path stands for; the files are looked at, not their names."""
    if path.is_file():
        return [path] if path.suffix == ".xml" and _is_collection(path) else []
    if not path.is_dir():
        return []
    folders = (path / "collections", path)
    found = (sorted(folder.glob("*.xml")) for folder in folders if folder.is_dir())
    return next((good for files in found if (good := list(filter(_is_collection, files)))), [])


def _is_collection(path: Path) -> bool:
    with path.open("rb") as file:
        return _COLLECTION in file.read(_HEAD)


def _root(collection: Path) -> Path:
    """The book's folder that a collection lies in."""
    folder = collection.parent
    return folder.parent if folder.name == "collections" else folder


def _size(collection: Path) -> int:
    return collection.read_bytes().count(b"document=")


def _several(book: Book, chosen: Path, collections: list[Path], root: Path) -> Problem:
    others = " or ".join(f"`{file.relative_to(root)}`" for file in collections if file != chosen)
    return Problem(
        f"This folder holds {len(collections)} books; “{book.title}” was taken. For another one, "
        f"give its collection instead of the folder: {others}.",
        chosen.relative_to(root).as_posix(),
        severity="warning",
    )


def _strays(collections: list[Path], root: Path) -> Iterator[Problem]:
    """Modules in the folder that no collection of it names."""
    modules = root / "modules"
    if not modules.is_dir():
        return
    named = b"".join(file.read_bytes() for file in sorted({*collections, *_collections(root)}))
    there = sorted(file.parent.name for file in modules.glob("*/index.cnxml"))
    strays = [module for module in there if f'"{module}"'.encode() not in named]
    if strays:
        yield Problem(
            f"{len(strays)} modules are in no collection and were not read: {', '.join(strays)}.",
            "modules",
            severity="warning",
        )


def _attribution(book: Book) -> str:
    """What CC BY and OpenStax ask for: who, which book, which licence, where it is free."""
    first = next((module for chapter in book.chapters if chapter.number
                  for module in chapter.modules), None)  # fmt: skip
    free = f" Access for free at {book.page(first)}." if first and book.slug else ""
    licence = f", {book.license}" if book.license else ""
    link = f"[{book.title}]({book.url})" if book.url else book.title
    return f"{link} by OpenStax, Rice University{licence}.{free}"
