"""Where a course is ingested to: writable, one process at a time, and this course's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from knowledge.ingest import manifest as manifests
from knowledge.ingest.manifest import Manifest
from knowledge.ingest.source import Outline
from knowledge.markdown.course_toml import MANIFEST
from knowledge.problems import SourceError
from knowledge.swap import standing


@contextmanager
def writable(data_dir: Path) -> Iterator[None]:
    """Turns a full or read-only disk into a `SourceError` that says what to do."""
    try:
        yield
    except OSError as error:
        raise SourceError(
            f"The data folder {data_dir} can't be written: {error.strerror or error}. The course "
            "is as it was before. Make room or choose another folder with STUDYLAMP_DATA_DIR, then "
            "ingest again: it goes on where it stopped."
        ) from error


@contextmanager
def alone(staging: Path, name: str) -> Iterator[None]:
    """Holds a course's lock; `SourceError` when another process has it."""
    staging.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(staging / f".{name}.lock", timeout=0):
            yield
    except Timeout:
        raise SourceError(
            f"The course {name!r} is being ingested by another process. Wait until it is done."
        ) from None


def last_ingest(home: Path, outline: Outline, paths: Sequence[Path]) -> Manifest | None:
    """The last ingest of the course in ``home``; None when there is none or it is not known.

    Raises:
        SourceError: the course of this id is a different one, or not one that was ingested.
    """
    there = standing(home)
    if any(path.is_relative_to(home) for path in paths):
        raise SourceError(f"{home} is already a course of this installation: edit it there.")
    if not (there / MANIFEST).exists():
        return None
    if not (there / manifests.FILE).exists():
        raise SourceError(
            f"{there} is a course that was made by hand. Give this one another id with --course, "
            "or move that folder away."
        )
    previous = manifests.load(there)
    if previous and previous.sections and previous.source != "\n".join(map(str, paths)):
        new = {section.id for unit in outline.units for section in unit.sections}
        if not new & set(previous.sections):
            raise SourceError(
                f"There is another course {home.name!r} already, made from {previous.source}. Give "
                "this one an id of its own with --course."
            )
    return previous
