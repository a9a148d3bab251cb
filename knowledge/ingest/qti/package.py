"""The files of a QTI package, in a ZIP or a folder. Nothing outside of it can be named."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote

from knowledge.ingest.safely import MB, open_package, parse_xml, read_bytes
from knowledge.problems import SourceError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MANIFEST = "imsmanifest.xml"
MAX_FILE = 5 * MB


class Package(Protocol):
    """Where an item's file is read from; names are relative, with ``/``."""

    def names(self) -> list[str]:
        """All XML files."""

    def read(self, name: str) -> bytes:
        """Raises `SourceError` for a file that is not there or too large."""


class Zip:
    """A ZIP package: checked for bombs, its XML (bounded by that check) read into memory once."""

    def __init__(self, path: Path) -> None:
        with open_package(path) as package:
            members = [one for one in package.namelist() if one.lower().endswith(".xml")]
            self._files = {name: package.read(name) for name in members}

    def names(self) -> list[str]:
        return list(self._files)

    def read(self, name: str) -> bytes:
        if name not in self._files:
            raise SourceError(f"{name} is not in the package.")
        if len(self._files[name]) > MAX_FILE:
            raise SourceError(f"{name} is larger than {MAX_FILE // MB} MB.")
        return self._files[name]


class Folder:
    """A folder, or the folder of a single file."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def names(self) -> list[str]:
        found = (file for file in self._root.rglob("*.xml") if file.is_file())
        return sorted(file.relative_to(self._root).as_posix() for file in found)

    def read(self, name: str) -> bytes:
        path = (self._root / name).resolve()
        if not path.is_relative_to(self._root) or not path.is_file():
            raise SourceError(f"{name} is not in the package.")
        return read_bytes(path, MAX_FILE)


def parsed(package: Package, name: str) -> Element:
    """A file's root element. Raises `SourceError`."""
    return parse_xml(package.read(name), name)


def resolve(base: str, href: str) -> str:
    """A reference from one file of the package to another, as a name in it.

    Raises `SourceError` when it leads out of the package.
    """
    bare = unquote(href.partition("#")[0].partition("?")[0]).replace("\\", "/")
    name = posixpath.normpath(posixpath.join(posixpath.dirname(base), bare))
    if "://" in bare or name.startswith(("/", "../")) or name == ".." or ":" in name.split("/")[0]:
        raise SourceError(f"{href} leads out of the package; it was not read.")
    return name
