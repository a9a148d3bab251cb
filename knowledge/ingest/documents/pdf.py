"""PDF → document: headings from bookmarks and print size, paragraphs from lines.

There is no structure in most PDFs, only print. What is larger than the body text (or bold and on
its own) is a heading; lines are joined to paragraphs by distance, indent and punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.ingest import plain
from knowledge.ingest.documents.document import Document
from knowledge.ingest.documents.pdf_lines import (
    body_size,
    without_contents,
    without_running_heads,
)
from knowledge.ingest.documents.pdf_paragraphs import paragraphs
from knowledge.ingest.documents.pdf_process import Bookmark, Extract, Line, Page, extract
from knowledge.ingest.safely import MB
from knowledge.problems import Problem, SourceError

MAX_BYTES = 300 * MB
_NUMBERED = re.compile(
    r"^(chapter|unit|lesson|part|kapitel|chapitre|cap[ií]tulo|\d+(\.\d+)*\.?\s)", re.I
)
_LEADERS = re.compile(r"(\.\s?){5,}\s*[\divxlc]*$")
_BAD_TITLE = re.compile(
    r"^(\(?(untitled|anonymous|unspecified|unknown)\)?$|microsoft (word|powerpoint)"
    r"|.*\.(docx?|pptx?|tex|dvi|indd|pdf|odt)$)",
    re.IGNORECASE,
)
_TEXT_A_PAGE = 25
"""Fewer characters than this on a page are a page number, not its text."""


@dataclass(frozen=True, slots=True)
class _Heading:
    title: str
    level: int
    lines: int
    """How many lines of print it takes; 0 when it is not printed (a bookmark only)."""


def read(path: Path) -> Document:
    """Raises `SourceError` for a PDF without text, with a password, or without a sound page."""
    if path.stat().st_size > MAX_BYTES:
        raise SourceError(
            f"{path.name} is larger than {MAX_BYTES // MB} MB. Split it.", why="too_large"
        )
    found = extract(path)
    problems = _problems(found, path.name)
    kept = without_contents(without_running_heads(found.pages))
    headings = _headings(found, kept)
    blocks = paragraphs(
        [(page.label, lines) for page, lines in zip(found.pages, kept, strict=True)], headings
    )
    if not any(block.text for block in blocks):
        raise SourceError(f"{path.name} holds no text that can be read.", why="empty")
    title = " ".join(found.title.split())
    return Document(
        title="" if _BAD_TITLE.match(title) else title,
        blocks=tuple(blocks),
        language=found.language or None,
        author=" ".join(found.author.split()),
        place_mark="p. ",
        problems=tuple(problems),
    )


# ---- what could not be read -----------------------------------------------------------------


def _problems(found: Extract, name: str) -> list[Problem]:
    sound = [page for page in found.pages if not page.broken]
    if not sound:
        reason = found.pages[0].broken if found.pages else "it has no pages"
        raise SourceError(
            f"{name} has no page that can be read: {reason}. Save it again.", why="damaged"
        )
    written = [page for page in sound if _characters(page) >= _TEXT_A_PAGE]
    if not written and not any(_characters(page) for page in sound if not page.has_picture):
        raise SourceError(
            f"{name} has no text, only pictures (a scan?). Run text recognition on it first, for "
            "instance with `ocrmypdf`, and ingest the result.",
            why="scan",
        )
    problems = []
    if found.cut_off:
        problems.append(
            Problem(
                f"The file is cut off or damaged: whole are {_span(sound)}, everything else is "
                "lost. Save or download it again.",
                file=name,
            )
        )
    for reason in dict.fromkeys(page.broken for page in found.pages if page.broken):
        named = _span([page for page in found.pages if page.broken == reason])
        problems.append(Problem(f"Left out {named}: {reason}.", file=name))
    scanned = [page for page in sound if page.has_picture and _characters(page) < _TEXT_A_PAGE]
    if scanned:
        message = f"No text on {_span(scanned)}, only pictures: run text recognition (OCR) on them."
        problems.append(Problem(message, file=name, severity="warning"))
    if found.too_long:
        message = (
            f"Of {found.too_long} pages only the first {len(found.pages)} were read. Split it."
        )
        problems.append(Problem(message, file=name))
    return problems


def _characters(page: Page) -> int:
    return sum(len(line.text) for line in page.lines)


def _span(pages: Sequence[Page]) -> str:
    labels = [page.label for page in pages]
    shown = ", ".join(labels[:12]) + (f" and {len(labels) - 12} more" if len(labels) > 12 else "")
    return f"p. {shown}"


# ---- headings -------------------------------------------------------------------------------


def _headings(found: Extract, pages: Sequence[Sequence[Line]]) -> dict[tuple[int, int], _Heading]:
    """By page and line index. Bookmarks decide; print adds what is below their levels."""
    headings = _from_bookmarks(found.bookmarks, pages)
    deepest = max((heading.level for heading in headings.values()), default=0)
    covered = {
        (page, line + offset)
        for (page, line), heading in headings.items()
        for offset in range(heading.lines)
    }
    for place, heading in _from_print(pages, body_size(found.pages)).items():
        if place not in covered:
            level = min(deepest + heading.level, 9)
            headings.setdefault(place, _Heading(heading.title, level, heading.lines))
    return headings


def _from_bookmarks(
    bookmarks: Sequence[Bookmark], pages: Sequence[Sequence[Line]]
) -> dict[tuple[int, int], _Heading]:
    headings: dict[tuple[int, int], _Heading] = {}
    for bookmark in bookmarks:
        title = " ".join(bookmark.title.split())
        if bookmark.page >= len(pages) or not title:
            continue
        start, count = _find(title, pages[bookmark.page])
        if (bookmark.page, start) not in headings:
            place = (bookmark.page, start)
            headings[place] = _Heading(plain.to_markdown(title), bookmark.level, count)
    return headings


def _find(title: str, lines: Sequence[Line]) -> tuple[int, int]:
    """Where the title is printed: index and number of lines; ``(0, 0)`` when it is not."""
    wanted = _letters(title)
    for start in range(len(lines)):
        printed = ""
        for count in range(1, min(4, len(lines) - start) + 1):
            printed += _letters(lines[start + count - 1].text)
            if wanted and printed.endswith(wanted) and len(printed) - len(wanted) <= 12:
                return start, count
            if len(printed) > len(wanted) + 12:
                break
    return 0, 0


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _from_print(pages: Sequence[Sequence[Line]], body: float) -> dict[tuple[int, int], _Heading]:
    found: list[tuple[tuple[int, int], str, float, int]] = []
    for number, lines in enumerate(pages):
        index = 0
        while index < len(lines):
            size = _heading_size(lines, index, body)
            end = index + 1
            if size:
                while end < min(len(lines), index + 3) and _continues(lines, end, body):
                    end += 1
                title = " ".join(line.text for line in lines[index:end])
                found.append(((number, index), title, size, end - index))
            index = end
    sizes = sorted({size for _, _, size, _ in found}, reverse=True)
    return {
        place: _Heading(plain.to_markdown(title), sizes.index(size) + 1, count)
        for place, title, size, count in found
    }


def _heading_size(lines: Sequence[Line], index: int, body: float) -> float:
    """The heading's size (bold body print counts as the body's); 0.0 when it is not one."""
    line = lines[index]
    text = line.text
    letters = sum(char.isalpha() for char in text)
    if len(text) > 120 or letters < 3 or letters < len(text) / 2 or _LEADERS.search(text[-80:]):
        return 0.0
    if text[0].islower() or text.endswith((",", ";")) or _has_neighbours(lines, index):
        return 0.0
    if line.size >= 1.12 * body:
        return line.size
    apart = index == 0 or _gap(lines, index) > 1.3 * body or lines[index - 1].size != line.size
    alone = not text.endswith((".", ":")) and len(text) <= 80
    if line.bold and line.size >= 0.95 * body and alone and (apart or _NUMBERED.match(text)):
        return body
    return 0.0


def _continues(lines: Sequence[Line], index: int, body: float) -> bool:
    before, line = lines[index - 1], lines[index]
    same = line.size == before.size and line.bold == before.bold
    close = 0 < before.y - line.y < 1.45 * line.size
    larger = line.size >= 1.12 * body
    return same and close and larger and not _NUMBERED.match(line.text)


def _has_neighbours(lines: Sequence[Line], index: int) -> bool:
    """True in a table: print before or after it stands at the same height."""
    near = lines[max(index - 2, 0) : index + 3]
    return any(other is not lines[index] and abs(other.y - lines[index].y) < 3 for other in near)


def _gap(lines: Sequence[Line], index: int) -> float:
    return abs(lines[index - 1].y - lines[index].y)
