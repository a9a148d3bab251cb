"""Our own Markdown format as a source, so that a teacher's folder is ingested like any other."""

from __future__ import annotations

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
    """A folder with course.toml, or course.toml itself."""

    name = "Studylamp Markdown"

    def recognises(self, path: Path) -> bool:
        return path.name == MANIFEST or (path / MANIFEST).is_file()

    def outline(self, path: Path) -> Outline:
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
