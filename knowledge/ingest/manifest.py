"""What an ingested course was made from, kept beside it, so that only changes are read again."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.problems import Problem

FILE = ".ingest.json"


class StoredProblem(BaseModel):
    """`Problem` as data."""

    model_config = ConfigDict(frozen=True)
    message: str
    file: str = ""
    line: int | None = None
    severity: Literal["error", "warning"] = "error"

    @classmethod
    def of(cls, problem: Problem) -> StoredProblem:
        return cls(
            message=problem.message,
            file=problem.file,
            line=problem.line,
            severity=problem.severity,
        )

    def problem(self) -> Problem:
        return Problem(self.message, self.file, self.line, self.severity)


class Entry(BaseModel):
    """One section."""

    model_config = ConfigDict(frozen=True)
    fingerprint: str
    """Of the source it was read from."""
    file: str
    """Relative to the course's folder."""
    written: str
    """`digest` of the file as the ingest wrote it; it differs once somebody edits the file."""
    problems: tuple[StoredProblem, ...] = ()
    """What was wrong with the source; named again as long as it has not changed."""


class UnitEntry(BaseModel):
    model_config = ConfigDict(frozen=True)
    id: str
    title: str
    number: str = ""
    sections: tuple[str, ...]


class Manifest(BaseModel):
    """The last ingest of a course."""

    model_config = ConfigDict(frozen=True)
    version: Literal[1] = 1
    format: str
    source: str
    """Absolute path, or several joined by line ends."""
    toml: str
    """`digest` of course.toml as the ingest wrote it."""
    units: tuple[UnitEntry, ...] = ()
    sections: dict[str, Entry] = {}

    def save(self, folder: Path) -> None:
        (folder / FILE).write_text(self.model_dump_json(indent=1), encoding="utf-8")


def load(folder: Path) -> Manifest | None:
    """None when there is none or it is damaged; everything is then read again."""
    try:
        return Manifest.model_validate_json((folder / FILE).read_bytes())
    except (OSError, ValidationError):
        return None


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
