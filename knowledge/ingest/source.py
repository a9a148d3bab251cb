"""What a reader hands to the ingest pipeline.

A reader looks at a path and answers with an `Outline`: the course's own data and one
`SectionSource` a section, in order. Nothing is parsed in full until `SectionSource.load` is
called, so the pipeline can skip what has not changed and go on where it was interrupted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from knowledge.course import HelpRule, Section
from knowledge.problems import Problem


@dataclass(frozen=True, slots=True)
class SectionSource:
    """One section still to be read."""

    id: str
    fingerprint: str
    """Hash of everything the section is made from (and of the reader's own version)."""
    load: Callable[[], tuple[Section | None, list[Problem]]]
    """Reads it; None when nothing of it can be used. Never raises for bad content."""

    def read(self) -> tuple[Section | None, list[Problem]]:
        """`load`, from a reader that may break: that costs its section only."""
        try:
            return self.load()
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            return None, [Problem(f"Section {self.id!r} can't be read ({reason}).")]


@dataclass(frozen=True, slots=True)
class UnitSource:
    id: str
    title: str
    sections: tuple[SectionSource, ...]
    number: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """A source, recognised and put in order."""

    id: str
    """The course id the source itself suggests; `ingest --course` overrides it."""
    title: str
    units: tuple[UnitSource, ...]
    language: str = "en"
    description: str = ""
    license: str = ""
    attribution: str = ""
    url: str = ""
    help: HelpRule = ""
    ends: date | None = None
    problems: tuple[Problem, ...] = field(default=())
    """What was already found wrong while putting it in order."""


class Reader(Protocol):
    """One format. Stateless."""

    name: str
    """Shown to people: "OpenStax CNXML", "Moodle GIFT"."""

    def recognises(self, path: Path) -> bool:
        """Cheap look at names and first bytes; never raises."""

    def outline(self, path: Path) -> Outline:
        """Puts the source in order. Raises `SourceError` when nothing of it can be used."""
