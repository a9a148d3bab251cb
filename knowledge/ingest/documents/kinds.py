"""Which format a file is in: by its first bytes, then by its name."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from knowledge.problems import SourceError

EXTENSIONS = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".pptx": "pptx",
    ".pptm": "pptx",
    ".ppsx": "pptx",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
}
_ADVICE = {
    ".doc": "save it as DOCX",
    ".ppt": "save it as PPTX",
    ".odt": "save it as DOCX",
    ".odp": "save it as PPTX",
    ".rtf": "save it as DOCX",
    ".pages": "export it as DOCX or PDF",
    ".key": "export it as PPTX or PDF",
    ".epub": "convert it to HTML",
    ".tex": "ingest the PDF that is made from it",
    ".zip": "unpack it and ingest the folder",
}
"""Formats of teachers' files that are known, but not read."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"^\s*(<\?xml[^>]*>\s*)?(<!--((?!-->).)*-->\s*)*(<!doctype html|<html)", re.I | re.DOTALL
)
_KNOWN_BUT_NOT_READ = (
    (b"{\\rtf", "is in Rich Text Format: save it as DOCX"),
    (b"%!PS", "is PostScript: convert it to PDF"),
    (b"\x89PNG", "is a picture: its text can't be read"),
    (b"\xff\xd8\xff", "is a picture: its text can't be read"),
    (b"GIF8", "is a picture: its text can't be read"),
)


def is_ours(path: Path) -> bool:
    """Whether `kind_of` has something to say about a file: a format, or what to do instead."""
    named = path.suffix.lower() in EXTENSIONS or path.suffix.lower() in _ADVICE
    try:
        return named or _by_content(path) is not None
    except (OSError, SourceError):
        return named


def kind_of(path: Path) -> str:
    """The format to read a file as. Raises `SourceError` when it is none that is read."""
    found = _by_content(path)
    if found:
        return found
    named = EXTENSIONS.get(path.suffix.lower())
    if not path.stat().st_size:
        raise SourceError(f"{path.name} is empty.", why="empty")
    if named in ("html", "markdown", "text"):
        return named
    if named == "pdf":
        raise SourceError(
            f"{path.name} is not a PDF, whatever its name says. Save it again.", why="damaged"
        )
    if named:
        raise SourceError(
            f"{path.name} is damaged or not a {named.upper()} file, whatever its name says. "
            "Save or download it again.",
            why="damaged",
        )
    advice = _ADVICE.get(path.suffix.lower())
    if advice:
        raise SourceError(
            f"{path.name} is in a format that is not read: {advice}.", why="unread_format"
        )
    raise SourceError(
        f"{path.name} is in a format that is not read. PDF, DOCX, PPTX, HTML, Markdown and plain "
        "text are: save it as one of these.",
        why="unread_format",
    )


def _by_content(path: Path) -> str | None:
    with path.open("rb") as file:
        head = file.read(2048)
    if head.startswith(_OLD_OFFICE):
        raise SourceError(
            f"{path.name} is protected by a password or saved by an old Office: save it as DOCX or "
            "PPTX, without a password.",
            why="locked",
        )
    for magic, reason in _KNOWN_BUT_NOT_READ:
        if head.startswith(magic):
            raise SourceError(f"{path.name} {reason}.", why="unread_format")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _by_members(path)
    if _HTML.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "html"
    return None


def _by_members(path: Path) -> str | None:
    try:
        with zipfile.ZipFile(path) as package:
            names = package.NameToInfo
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    if "word/document.xml" in names or any(name.startswith("word/document") for name in names):
        return "docx"
    return "pptx" if "ppt/presentation.xml" in names else None
