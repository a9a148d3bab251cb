"""Other formats into courses: `recognise` finds the reader, `pipeline.ingest` does the rest."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from knowledge.ingest.source import Reader
from knowledge.problems import SourceError

READERS = (
    ("Studylamp Markdown (course.toml)", "knowledge.ingest.markdown"),
    ("OpenStax CNXML", "knowledge.ingest.openstax"),
    ("OATutor JSON", "knowledge.ingest.oatutor"),
    ("QTI 2.1", "knowledge.ingest.qti"),
    ("Moodle GIFT", "knowledge.ingest.gift"),
    ("PDF, DOCX, PPTX, HTML, Markdown and plain text", "knowledge.ingest.documents"),
)
"""What each reader reads, for people, and its module, in the order they are asked.

A module exposes its reader as ``READER``; it is imported when a path is to be recognised.
"""


def recognise(path: Path) -> Reader:
    """The reader of a path's format.

    Raises:
        SourceError: there is nothing, or nothing known; names the formats that are known.
    """
    try:
        if not path.exists():
            raise SourceError(f"There is no file or folder {path}.")
        for _, module in READERS:
            reader = reader_of(module)
            if reader and reader.recognises(path):
                return reader
    except OSError as error:
        raise SourceError(f"{path} can't be read: {error.strerror or error}.") from error
    known = "; ".join(name for name, _ in READERS)
    raise SourceError(
        f"The format of {path} is not known. Known are: {known}. See docs/courses.md."
    )


def reader_of(module: str) -> Reader | None:
    """The reader a module exposes; None when it has none."""
    if find_spec(module) is None:
        return None
    reader: Reader | None = getattr(import_module(module), "READER", None)
    return reader
