"""Files of a course folder, read with suspicion: size, encoding, links that lead outside."""

from __future__ import annotations

import codecs
import stat
from pathlib import Path, PurePosixPath

MAX_FILE = 10_000_000
"""Bytes of one section file or course.toml."""
MAX_COURSE = 300_000_000
"""Bytes of a whole course."""


class Unreadable(Exception):
    """Why a file can't be used and what to do about it; ``line`` where it shows."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def read_text(root: Path, file: str) -> str:
    r"""A text file below ``root``, line ends as ``\n``.

    Raises:
        Unreadable: as `read_bytes`, or it is not UTF-8.
    """
    return decode(read_bytes(root, file))


def read_bytes(root: Path, file: str) -> bytes:
    """A file below ``root``.

    Raises:
        Unreadable: it is missing, too large, not a regular file, or outside ``root``.
    """
    path = inside(root, file)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("This is not a regular file.")
        if status.st_size > MAX_FILE:
            raise Unreadable(
                f"This file has {status.st_size / 1e6:.0f} MB; at most {MAX_FILE / 1e6:.0f} MB are "
                "read. Split it into sections."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise Unreadable("There is no such file.") from None
    except OSError as error:
        raise Unreadable(f"This file can't be read: {error.strerror or error}.") from error


def inside(root: Path, file: str) -> Path:
    """The path of ``file`` below ``root``, links followed.

    Raises:
        Unreadable: it leads outside.
    """
    if "\0" in file:
        raise Unreadable("A file name can't hold a NUL character.")
    try:
        base = root.resolve()
        path = (base / file).resolve()
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links
        raise Unreadable(f"This file can't be reached: {error}.") from error
    if not path.is_relative_to(base):
        raise Unreadable("This leads outside the course's folder and is not read.")
    return path


def decode(data: bytes) -> str:
    """UTF-8 with or without a byte order mark; otherwise names the encoding it seems to be in."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Unreadable("This file is in UTF-16: save it as UTF-8.", 1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = 1 + data.count(b"\n", 0, error.start)
        if b"\0" in data:
            raise Unreadable("This is not a text file.") from None
        raise Unreadable(
            "This file is not in UTF-8 (it looks like Latin-1 or Windows-1252; byte "
            f"0x{data[error.start]:02x} here): save it as UTF-8.",
            line,
        ) from None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def normal(name: str) -> str:
    """A file name as a teacher may write it (``Kapitel\\1.md``) as a relative POSIX path."""
    return str(PurePosixPath(name.strip().replace("\\", "/")))
