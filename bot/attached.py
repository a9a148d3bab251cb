"""The words in the files that come with a message: an attempt as text, code, PDF or document."""

from __future__ import annotations

import asyncio
import codecs
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.hygiene import LONGEST
from bot.i18n import N_
from bot.messages import Attachment
from knowledge.problems import SourceError

_PATIENCE = 20.0
"""Seconds for all files of a message."""
_DOCUMENTS = {".pdf", ".docx", ".docm", ".pptx", ".pptm", ".ppsx", ".html", ".htm", ".xhtml"}
_MATERIAL = {
    *_DOCUMENTS, ".md", ".markdown", ".txt", ".text", ".gift", ".zip", ".xml",
    ".doc", ".ppt", ".odt", ".odp", ".rtf", ".pages", ".key", ".epub",
}  # fmt: skip
"""Also what a course can't take: whoever sends it hears what to do instead."""
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}

_PICTURE = N_(
    "I can't see pictures, so I don't know what is on “{name}”. Type the part you're stuck on."
)
_UNREADABLE = N_(
    "I can't find any text in “{name}”. I read text, code, PDF, Word, PowerPoint and HTML; "
    "or paste the part you're stuck on."
)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Attached:
    """What could be read, and what couldn't."""

    text: str = ""
    unread: tuple[tuple[str, str], ...] = ()
    """A source text of the catalogue with the ``name`` that goes into it."""


async def read(files: Sequence[Attachment]) -> Attached:
    """The words of the files, in order. Raises nothing.

    Documents are read in a thread (PDFs in a process of their own) and given up after some time.
    """
    texts: list[str] = []
    unread: list[tuple[str, str]] = []
    try:
        async with asyncio.timeout(_PATIENCE):
            for file in files:
                text = "" if _is_picture(file) else await asyncio.to_thread(_words, file)
                if text:
                    texts.append(text)
                else:
                    unread.append((_PICTURE if _is_picture(file) else _UNREADABLE, file.name))
    except TimeoutError:
        done = len(texts) + len(unread)
        unread += [(_UNREADABLE, file.name) for file in files[done:]]
    return Attached("\n\n".join(texts), tuple(unread))


def is_material(file: Attachment) -> bool:
    """Whether a teacher may mean it for a course; code and pictures are for talking about."""
    return not _is_picture(file) and Path(file.name).suffix.lower() in _MATERIAL


def _is_picture(file: Attachment) -> bool:
    return file.media_type.startswith(("image/", "audio/", "video/"))


def _words(file: Attachment) -> str:
    """Empty for what holds none."""
    suffix = Path(file.name).suffix.lower()
    if suffix in _DOCUMENTS or file.data.startswith((b"%PDF", b"PK\x03\x04")):
        return _of_document(file.data, suffix)
    return _of_text(file.data)


def _of_text(data: bytes) -> str:
    encoding = next((name for bom, name in _BOMS.items() if data.startswith(bom)), "utf-8")
    # A little more than is read at all: what is too long is refused with its length.
    text = data[: 40 * LONGEST].decode(encoding, "replace").strip()
    odd = sum(not (char.isprintable() or char in "\n\r\t\f") for char in text)
    return "" if "\0" in text or odd + text.count("\ufffd") > len(text) / 20 else text


def _of_document(data: bytes, suffix: str) -> str:
    from knowledge.ingest.documents.reader import text_of

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file{suffix if suffix[1:].isalnum() else ''}"
        path.write_bytes(data)
        try:
            return text_of(path)
        except SourceError as error:
            log.info("attachment not read", exc_info=error)
            return ""
