"""Our own Markdown format as a source, so that a teacher's folder is ingested like any other."""

from __future__ import annotations

import codecs
import hashlib
from functools import partial
from pathlib import Path

from knowledge.course import Section
from knowledge.ingest.source import Outline, SectionSource, UnitSource
from knowledge.markdown.course_toml import MANIFEST, read_course_toml
from knowledge.markdown.files import Unreadable, read_bytes
from knowledge.markdown.reader import read_section_file
from knowledge.markdown.section import section_id
from knowledge.problems import Problem

_VERSION = "markdown 1"


class MarkdownReader:
    """A folder with course.toml, course.toml itself, or a single section file."""

    name = "Studylamp Markdown"

    def recognises(self, path: Path) -> bool:
        return path.name == MANIFEST or (path / MANIFEST).is_file() or _is_section(path)

    def outline(self, path: Path) -> Outline:
        if _is_section(path):
            return _of_one_section(path)
        folder = path if path.is_dir() else path.parent
        toml = read_course_toml(folder)
        units = tuple(
            UnitSource(
                id=unit.id,
                title=unit.title,
                number=unit.number,
                sections=tuple(_source(folder, file) for file in unit.files),
            )
            for unit in toml.units
        )
        return Outline(units=units, problems=toml.problems, **toml.head)


def _is_section(path: Path) -> bool:
    """A Markdown file with TOML front matter: any other is a document."""
    try:
        with path.open("rb") as file:
            start = file.read(1_000).removeprefix(codecs.BOM_UTF8).lstrip()
    except OSError:
        return False
    return path.suffix.casefold() in (".md", ".markdown") and start.startswith(b"+++")


def _of_one_section(path: Path) -> Outline:
    source = _source(path.parent, path.name)
    section, _ = source.load()
    title = section.title if section else source.id
    return Outline(source.id, title, (UnitSource(source.id, title, (source,)),))


def _source(folder: Path, file: str) -> SectionSource:
    try:
        data = read_bytes(folder, file)
    except Unreadable as error:
        data = str(error).encode()
    return SectionSource(
        id=section_id(data, file),
        fingerprint=hashlib.sha256(f"{_VERSION}\n{file}\n".encode() + data).hexdigest(),
        load=partial(_load, folder, file),
    )


def _load(folder: Path, file: str) -> tuple[Section | None, list[Problem]]:
    read = read_section_file(folder, file)
    return read.section, read.problems


READER = MarkdownReader()
