"""Opening files that somebody else made: bounded in size, without entities, in any encoding.

Everything here raises `SourceError` with a text that says what is wrong and what to do.
"""

from __future__ import annotations

import codecs
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.problems import Problem, SourceError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MB = 1_000_000
MAX_TEXT = 20 * MB
"""Of a text, HTML or XML file: some 30 books' worth of words."""
MAX_ARCHIVE = 300 * MB
"""Of a DOCX, PPTX or QTI package as it lies on disk."""
MAX_UNPACKED = 600 * MB
MAX_MARKUP = 60 * MB
"""Of all XML in a package, unpacked: it is what grows in memory."""
MAX_RATIO = 100
MAX_MEMBERS = 20_000
_SMALL = MB


def read_bytes(path: Path, limit: int = MAX_TEXT) -> bytes:
    """The file's content; refused when it is longer than `limit`, in bytes, or empty."""
    size = path.stat().st_size
    if size > limit:
        raise SourceError(
            f"{path.name} has {size // MB} MB; more than {limit // MB} MB is not read as one "
            "file. Split it, for instance one file a chapter.",
            why="too_large",
        )
    if not size:
        raise SourceError(f"{path.name} is empty.", why="empty")
    return path.read_bytes()


# ---- text -----------------------------------------------------------------------------------

_BOMS = (  # UTF-32 first: its little-endian mark begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_text(path: Path) -> tuple[str, list[Problem]]:
    """A text file's content with ``\\n`` line ends, and a warning when its encoding was guessed."""
    return decode(read_bytes(path), path.name)


def decode(data: bytes, name: str) -> tuple[str, list[Problem]]:
    """Bytes as text: by byte order mark, else UTF-8, else Windows-1252 with a warning."""
    encoding = next((known for bom, known in _BOMS if data.startswith(bom)), None)
    encoding = encoding or _utf16_without_mark(data[:4000])
    if encoding:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            raise SourceError(
                f"{name} says it is {encoding.upper()} text and is not. Save it as UTF-8."
            ) from None
        _refuse_binary(text[:100_000].encode("utf-8", "replace"), name)
        return _lines(text), []
    _refuse_binary(data[:100_000], name)
    try:
        return _lines(data.decode("utf-8")), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        warning = Problem(
            "This file is not UTF-8; it was read as Windows-1252. If letters look wrong, save it "
            "as UTF-8.",
            file=name,
            line=line,
            severity="warning",
        )
        return _lines(data.decode("cp1252", errors="replace")), [warning]


def _refuse_binary(sample: bytes, name: str) -> None:
    """Text has next to no control characters."""
    if len(_BINARY.findall(sample)) > len(sample) // 1000:
        raise SourceError(f"{name} is not a text file: it holds binary data.", why="unread_format")


def _utf16_without_mark(sample: bytes) -> str | None:
    """Western text in UTF-16 has a zero in every other byte."""
    if len(sample) < 4:
        return None
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        every_other = sample[offset::2]
        others = sample[1 - offset :: 2]
        if every_other.count(0) > 0.7 * len(every_other) and others.count(0) <= 0.1 * len(others):
            return encoding
    return None


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


# ---- XML ------------------------------------------------------------------------------------


def parse_xml(data: bytes, name: str) -> Element:
    """The root element. Entities are refused, nothing outside of the data is opened."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "entit" in str(error).lower() and b"<!ENTITY" in data:
            raise _entities(name) from None
        line = getattr(error, "lineno", None)
        place = f" (line {line})" if line else ""
        raise SourceError(f"{name} is not well-formed XML{place}: {_short(error)}.") from None
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:
        raise _entities(name)
    return root


def _entities(name: str) -> SourceError:
    return SourceError(
        f"{name} declares XML entities, which can be used to attack the program that reads it; "
        "it was not read. Export it again without a DOCTYPE."
    )


def _short(error: Exception) -> str:
    return re.sub(r", line \d+, column \d+.*", "", str(error)).rstrip(".")


# ---- ZIP ------------------------------------------------------------------------------------


@contextmanager
def open_package(path: Path) -> Iterator[zipfile.ZipFile]:
    """A DOCX, PPTX or QTI package, checked for bombs before anything is unpacked."""
    if path.stat().st_size > MAX_ARCHIVE:
        raise SourceError(
            f"{path.name} has {path.stat().st_size // MB} MB; more than {MAX_ARCHIVE // MB} MB is "
            "not read. Remove pictures and videos, or split it.",
            why="too_large",
        )
    try:
        with zipfile.ZipFile(path) as package:
            _check(package, path.name)
            yield package
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError) as error:
        if isinstance(error, RuntimeError) and "password" in str(error):
            text = f"{path.name} is protected by a password: save it without one."
            raise SourceError(text, why="locked") from None
        text = f"{path.name} is damaged or was not copied whole: save or download it again."
        raise SourceError(text, why="damaged") from None


def check_office_file(path: Path) -> None:
    """What has to be true of a DOCX or PPTX before a library opens it.

    Office never writes a DOCTYPE, and entities can only be declared in one.
    """
    with open_package(path) as package:
        for member in package.infolist():
            if not member.filename.endswith((".xml", ".rels")):
                continue
            with package.open(member) as part:
                head = part.read(4_000).replace(b"\x00", b"")  # UTF-16 as well
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise _entities(f"{path.name} ({member.filename})")


def _check(package: zipfile.ZipFile, name: str) -> None:
    members = package.infolist()
    total = sum(member.file_size for member in members)
    markup = sum(
        member.file_size for member in members if member.filename.endswith((".xml", ".rels"))
    )
    swollen = any(
        member.file_size > _SMALL and member.file_size > MAX_RATIO * max(member.compress_size, 1)
        for member in members
    )
    if len(members) > MAX_MEMBERS or total > MAX_UNPACKED or markup > MAX_MARKUP or swollen:
        raise SourceError(
            f"{name} would unpack to {max(total // MB, 1)} MB in {len(members)} files, far more "
            "than a document needs; it was not opened. If it is yours, split it or save it anew.",
            why="bomb",
        )
