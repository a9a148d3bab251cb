"""QTI 2.x items, tests and content packages as an outline."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from knowledge.ingest.documents.kinds import EXTENSIONS
from knowledge.ingest.ids import Ids, slug
from knowledge.ingest.language import detect, tag
from knowledge.ingest.qti.contents import Contents, Group, contents
from knowledge.ingest.qti.package import MANIFEST, Folder, Package, Zip
from knowledge.ingest.qti.section import ItemFile, load
from knowledge.ingest.source import Outline, SectionSource, UnitSource
from knowledge.problems import Problem, SourceError

VERSION = "1"
_ROOT = re.compile(
    rb"<(\w+:)?(assessmentItem|assessmentTest|questestinterop|qti-assessment-\w+)[\s>]"
)
_IDENTIFIER = re.compile(rb"<(?:\w+:)?assessmentItem\b[^>]*?\sidentifier\s*=\s*[\"']([^\"']+)")
_LANGUAGE = re.compile(rb"xml:lang\s*=\s*[\"']([A-Za-z-]+)")
_TAG = re.compile(r"<[^>]*>")


class QtiReader:
    """An item, a folder of items, or a package with its manifest."""

    name = "QTI 2.1"

    def recognises(self, path: Path) -> bool:
        """By the manifest of a package, or the root element of XML files."""
        try:
            if path.is_dir():
                return _names_qti(path / MANIFEST) or _mostly_items(path)
            return _is_qti(path) or bool(_manifest_in(path))
        except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError, RuntimeError):
            return False

    def outline(self, path: Path) -> Outline:
        """Raises `SourceError` when there is no QTI 2.x item in it."""
        package, start = _opened(path)
        found = contents(package, start)
        title = found.title or next((test for test, _ in found.tests if test), "") or _title(path)
        making = _Making(package, title)
        units = making.units(found)
        problems = [*found.problems, *making.problems]
        if not units:
            reasons = " ".join(problem.message for problem in problems[:3])
            raise SourceError(f"{path.name} holds no QTI 2.1 item that can be read. {reasons}")
        return Outline(
            slug(title, "items"), title, units, making.language(), problems=tuple(problems)
        )


def _opened(path: Path) -> tuple[Package, str]:
    """The package, and the file to begin with; empty to take all."""
    if path.is_dir():
        return Folder(path), MANIFEST if (path / MANIFEST).is_file() else ""
    if zipfile.is_zipfile(path):
        package = Zip(path)
        return package, _manifest_in(path)
    return Folder(path.parent), path.name


class _Making:
    """Sources of all sections, with ids that are unique in the course."""

    def __init__(self, package: Package, title: str) -> None:
        self._package = package
        self._title = title
        self._ids, self._item_ids, self._unit_ids = Ids(), Ids(), Ids()
        self._sample = ""
        self._declared = ""
        self.problems: list[Problem] = []

    def units(self, found: Contents) -> tuple[UnitSource, ...]:
        units = []
        for test, groups in found.tests:
            title = test or self._title
            sections = [source for group in groups for source in self._section(group, title)]
            if sections:
                unit_id = self._unit_ids.take(slug(title, "unit"))
                units.append(UnitSource(unit_id, title, tuple(sections)))
        return tuple(units)

    def language(self) -> str:
        return detect(self._sample, tag(self._declared) or "en")

    def _section(self, group: Group, unit: str) -> list[SectionSource]:
        """None or one: a group of which no file can be opened is none."""
        files = [file for name in group.files for file in self._file(name)]
        if not files:
            return []
        title = group.title or unit
        section_id = self._ids.take(slug(title, "section"), slug(f"{unit} {title}", "section"))
        content = hashlib.sha256("\x00".join((VERSION, title)).encode())
        for file in files:
            content.update(f"\x00{file.id}\x00".encode() + file.data)
        source = partial(load, section_id, title, files)
        return [SectionSource(section_id, content.hexdigest(), source)]

    def _file(self, name: str) -> Sequence[ItemFile]:
        try:
            data = self._package.read(name)
        except SourceError as error:
            self.problems.append(Problem(f"Left out: {error}", file=name))
            return ()
        identifier = _IDENTIFIER.search(data)
        stem = name.rpartition("/")[2].removesuffix(".xml")
        wanted = identifier[1].decode("utf-8", "replace") if identifier else stem
        declared = _LANGUAGE.search(data)
        self._declared = self._declared or (declared[1].decode() if declared else "")
        if len(self._sample) < 30_000:
            self._sample += " " + _TAG.sub(" ", data.decode("utf-8", "replace"))[:5_000]
        return (ItemFile(name, data, self._item_ids.take(slug(wanted, "item"))),)


def _is_qti(path: Path) -> bool:
    if path.suffix.lower() != ".xml" or not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(8_000)
    return bool(_ROOT.search(head.replace(b"\x00", b"")))


def _mostly_items(folder: Path) -> bool:
    """More items than other documents: a stray one doesn't make a folder of notes an item bank."""
    files = [file for file in folder.iterdir() if not file.name.startswith(".")]
    others = sum(file.suffix.lower() in EXTENSIONS for file in files)
    return sum(map(_is_qti, files)) > others


def _names_qti(manifest: Path) -> bool:
    return manifest.is_file() and b"imsqti" in manifest.read_bytes()[:2_000_000]


def _manifest_in(path: Path) -> str:
    """The name of the manifest of a QTI package; empty for any other file."""
    if not zipfile.is_zipfile(path):
        return ""
    with zipfile.ZipFile(path) as package:
        found = [name for name in package.namelist() if name.rpartition("/")[2] == MANIFEST]
        if not found:
            return ""
        with package.open(found[0]) as manifest:
            return found[0] if b"imsqti" in manifest.read(2_000_000) else ""


def _title(path: Path) -> str:
    bare = (path.name if path.is_dir() else path.stem).replace("_", " ").replace("-", " ").strip()
    return bare[:1].upper() + bare[1:] if bare else "Items"
