"""What an ingest did, for the person who started it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from knowledge.problems import Problem


@dataclass(slots=True)
class IngestReport:
    """Section ids by what became of them, in reading order, and everything that was wrong."""

    course_id: str
    title: str
    format: str
    """The reader's name."""
    folder: Path
    """Where the course now is."""
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    """No longer in the source."""
    kept: list[str] = field(default_factory=list)
    """They could not be read any more; what stood before was kept, whole or in part."""
    left_out: list[str] = field(default_factory=list)
    """They could not be read and nothing stood before."""
    resumed: int = 0
    """How many of them an interrupted ingest had already read."""
    problems: list[Problem] = field(default_factory=list)

    @property
    def loaded(self) -> int:
        """Sections that were read from the source as it is now."""
        return len(self.added) + len(self.changed) + len(self.unchanged)

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity == "error"]
