"""Text of a PDF's pages, read by a child process that may be stopped.

A PDF is a program for drawing pages, and a broken or hostile one can keep a reader busy for ever
or make it fill the memory. So pypdf runs in a process with a memory limit, and a page that takes
too long is given up and named, while the pages after it are still read.
"""

from __future__ import annotations

import io
import logging
import multiprocessing
import signal
import warnings
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from knowledge.ingest.watching import PAGES
from knowledge.problems import SourceError

OPEN_SECONDS = 60.0
PAGE_SECONDS = 20.0
MAX_PAGES = 5_000
_MEMORY = 2_000_000_000
_MAX_GIVEN_UP = 5
_MAX_BOOKMARKS = 5_000


@dataclass(frozen=True, slots=True)
class Line:
    """One line of print; lengths in points, `y` grows upwards."""

    text: str
    x: float
    y: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Page:
    label: str
    """As printed where the PDF tells (``xii``, ``34``), else its position."""
    lines: tuple[Line, ...]
    has_picture: bool = False
    broken: str = ""
    """Why it could not be read; empty when it could."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    title: str
    level: int
    page: int
    """0-based."""


@dataclass(slots=True)
class Extract:
    """What a PDF holds."""

    title: str = ""
    author: str = ""
    language: str = ""
    bookmarks: list[Bookmark] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    cut_off: bool = False
    """Its table of contents is lost; `pages` are those that were found whole, in file order."""
    too_long: int = 0
    """Number of all pages when only the first `MAX_PAGES` were read."""


def extract(path: Path) -> Extract:
    """Reads a PDF. Raises `SourceError` when no page of it can be had."""
    result: Extract | None = None
    pages: list[Page] = []
    given_up = 0
    total = 0
    while result is None or len(pages) < total:
        for message in _run(path, len(pages)):
            if isinstance(message, SourceError):
                raise message
            if isinstance(message, tuple):
                result, total = message
            else:
                pages.append(message)
                PAGES.get()(len(pages), total)
        if result is None:
            raise SourceError(
                f"{path.name} is damaged: it could not be opened. {_AGAIN}", why="damaged"
            )
        if len(pages) < total:
            given_up += 1
            pages.append(Page(str(len(pages) + 1), (), broken="reading it took too long"))
        if given_up > _MAX_GIVEN_UP:
            pages += [
                Page(str(number), (), broken="not tried after the pages before it")
                for number in range(len(pages) + 1, total + 1)
            ]
    result.pages = pages
    return result


_AGAIN = "Save or download it again."


def _run(path: Path, start: int) -> Iterator[Any]:
    """Messages of one child process, until it is done, dead or too slow."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(str(path), start, theirs), daemon=True)
    child.start()
    theirs.close()
    try:
        seconds = OPEN_SECONDS
        while ours.poll(seconds):
            message = ours.recv()
            if message is None:
                return
            yield message
            seconds = PAGE_SECONDS
    except EOFError:  # it died, out of memory for instance
        return
    finally:
        child.kill()
        child.join()
        ours.close()


# ---- in the child process -------------------------------------------------------------------


def _child(path: str, start: int, out: Connection) -> None:
    import pypdf  # noqa: F401  # before the memory limit, and outside of the net below

    # Ctrl-C is the parent's to answer; pypdf's warnings are reported as problems where they matter
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    try:
        reader, cut_off = _open(Path(path))
        total = len(reader.pages)
        labels = _labels(reader, total)
        out.send((_about(reader, cut_off, total), min(total, MAX_PAGES)))
        for number in range(start, min(total, MAX_PAGES)):
            out.send(_page(reader, number, labels[number]))
        out.send(None)
    except SourceError as error:
        out.send(error)
    except Exception:  # whatever a broken PDF makes pypdf raise
        text = f"{Path(path).name} is damaged: it could not be opened. {_AGAIN}"
        out.send(SourceError(text, why="damaged"))


def _open(path: Path) -> tuple[Any, bool]:
    """The reader, and whether the file had to be mended because its end is missing."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PdfReadError

    data = path.read_bytes()
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not _unlocked(reader):
            raise SourceError(
                f"{path.name} is protected by a password: save it without one.", why="locked"
            )
        if len(reader.pages):
            return reader, False
    except DependencyError as error:
        raise SourceError(
            f"{path.name} is encrypted in a way that can't be read: {error}", why="locked"
        ) from None
    except (PdfReadError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass  # mended below
    from knowledge.ingest.documents.pdf_repair import repaired

    mended = repaired(data)
    if mended is None:
        raise SourceError(
            f"{path.name} is damaged and no page of it is whole. {_AGAIN}", why="damaged"
        )
    return PdfReader(io.BytesIO(mended)), True


def _unlocked(reader: Any) -> bool:
    from pypdf import PasswordType

    return bool(reader.decrypt("") != PasswordType.NOT_DECRYPTED)


def _labels(reader: Any, total: int) -> list[str]:
    with suppress(Exception):  # an optional table, often malformed
        labels = list(reader.page_labels)
        if len(labels) == total:
            return labels
    return [str(number + 1) for number in range(total)]


def _about(reader: Any, cut_off: bool, total: int) -> Extract:
    result = Extract(cut_off=cut_off, too_long=total if total > MAX_PAGES else 0)
    with suppress(Exception):
        result.title = str(reader.metadata.title or "")
    with suppress(Exception):
        result.author = str(reader.metadata.author or "")
    with suppress(Exception):
        result.language = str(reader.root_object.get("/Lang") or "")
    with suppress(Exception):
        result.bookmarks = list(_bookmarks(reader, reader.outline, 1))[:_MAX_BOOKMARKS]
    return result


def _bookmarks(reader: Any, entries: list[Any], level: int) -> Iterator[Bookmark]:
    for entry in entries:
        if isinstance(entry, list):
            yield from _bookmarks(reader, entry, level + 1)
            continue
        with suppress(Exception):
            page = reader.get_destination_page_number(entry)
            if page is not None and page >= 0 and entry.title:
                yield Bookmark(str(entry.title), level, page)


def _page(reader: Any, number: int, label: str) -> Page:
    from knowledge.ingest.documents.pdf_lines import lines_of

    try:
        page = reader.pages[number]
        missing = _missing_font(page)
        if missing:
            return Page(label, (), broken=missing)
        return Page(label, tuple(lines_of(page)), has_picture=_has_picture(page))
    except MemoryError:
        return Page(label, (), broken="reading it took too much memory")
    except Exception:
        return Page(label, (), broken="its content is damaged")


def _missing_font(page: Any) -> str:
    """Without its fonts a page's text is only glyph numbers."""
    fonts = _resources(page, "/Font")
    lost = [key for key in fonts if _resolved(fonts, key) is None]
    return "its fonts are missing" if lost else ""


def _has_picture(page: Any) -> bool:
    with suppress(Exception):
        drawn = _resources(page, "/XObject")
        return any(drawn[key].get("/Subtype") == "/Image" for key in drawn)
    return False


def _resources(page: Any, kind: str) -> dict[str, Any]:
    return _resolved(_resolved(page, "/Resources") or {}, kind) or {}


def _resolved(holder: dict[str, Any], key: str) -> Any:
    value = dict.get(holder, key)
    return value.get_object() if value is not None else None
