"""Sections that were read while an ingest is under way; they survive a crash."""

from __future__ import annotations

import shutil
from pathlib import Path

from pydantic import BaseModel, ValidationError

from knowledge.course import Section
from knowledge.ingest.manifest import StoredProblem
from knowledge.problems import Problem


class _Staged(BaseModel):
    fingerprint: str
    section: Section
    problems: tuple[StoredProblem, ...]


class Staging:
    """One course's staging folder: a JSON file a section, each written in one step."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, fingerprint: str, section: Section, problems: list[Problem]) -> None:
        """Raises OSError when it can't be written."""
        self._folder.mkdir(parents=True, exist_ok=True)
        staged = _Staged(
            fingerprint=fingerprint,
            section=section,
            problems=tuple(map(StoredProblem.of, problems)),
        )
        part = self._folder / "part"
        part.write_text(staged.model_dump_json(), encoding="utf-8")
        part.replace(self._file(section.id))

    def get(self, section_id: str, fingerprint: str) -> tuple[Section, list[Problem]] | None:
        """What an interrupted ingest left, if it is of the same source and whole."""
        try:
            staged = _Staged.model_validate_json(self._file(section_id).read_bytes())
        except (OSError, ValidationError):
            return None
        if staged.fingerprint != fingerprint:
            return None
        return staged.section, [stored.problem() for stored in staged.problems]

    def clear(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def _file(self, section_id: str) -> Path:
        return self._folder / f"{section_id}.json"
