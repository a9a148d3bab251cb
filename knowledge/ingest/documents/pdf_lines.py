"""Lines of a PDF page with position, size and weight, and what to drop of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from knowledge.ingest import plain

if TYPE_CHECKING:
    from knowledge.ingest.documents.pdf_process import Line, Page

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    | {"\uf0b7": "•", "\uf0a7": "▪", "\u00ad": "-", "\u2010": "-"}  # Word's bullets, soft hyphens
)
_CONTENTS = re.compile(
    r"^(table of )?contents$|^inhalt(sverzeichnis)?$|^[ií]ndice( general)?$|^sommaire$|^sommario$"
    r"|^table des mati[eè]res$|^tabla de contenidos?$|^contenidos?$|^sum[aá]rio$"
    r"|^inhoud(sopgave)?$",
    re.IGNORECASE,
)
_PAGE_REFERENCE = re.compile(r"\d[\s.]*$|(\.\s?){5,}")
_BOLD = re.compile(r"bold|black|heavy|semibold|cmbx|sfbx|-bd|demi", re.IGNORECASE)
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_SCRIPT = re.compile(r"^[0-9+\-−n]{1,4}$")
_Piece = tuple[str, float, float, float, bool]
"""Text, x, y, size, bold."""
_WIDTH = 0.5
"""Of a character, in parts of its size: fonts' own widths are not known here."""
_APART = 2.0
"""Sizes of empty space between two cells."""
_EDGE = 3
"""How many lines at the top and at the bottom of a page may be running heads."""


def lines_of(page: Any) -> Iterator[Line]:
    """A pypdf page's lines in reading order."""
    from pypdf import mult

    line = _LineBuilder()
    finished: list[Line] = []

    def visit(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        matrix = mult(tm, cm)
        scale = (matrix[2] ** 2 + matrix[3] ** 2) ** 0.5
        bold = bool(_BOLD.search(str((font or {}).get("/BaseFont", ""))))
        for number, piece in enumerate(text.split("\n")):
            if number:
                finished.extend(line.finish())
            if piece:
                line.add(piece, matrix[4], matrix[5], abs(size * scale), bold)

    page.extract_text(visitor_text=visit)
    yield from finished
    yield from line.finish()


class _LineBuilder:
    """Collects the pieces of one line; small raised or lowered digits become ``x²``, ``H₂O``."""

    def __init__(self) -> None:
        self._pieces: list[_Piece] = []

    def add(self, text: str, x: float, y: float, size: float, bold: bool) -> None:
        self._pieces.append((text, x, y, size, bold))

    def finish(self) -> list[Line]:
        """The line, or several where its pieces stand far apart (the cells of a table)."""
        pieces, self._pieces = self._pieces, []
        return [line for cell in _cells(pieces) for line in _joined(cell)]


def _cells(pieces: list[_Piece]) -> list[list[_Piece]]:
    cells: list[list[_Piece]] = [[]]
    end = 0.0
    for piece in pieces:
        text, x, _, size, _ = piece
        if cells[-1] and end and x - end > _APART * size and text.strip():
            cells.append([])
        cells[-1].append(piece)
        if text.strip():
            end = x + len(text) * size * _WIDTH
    return cells


def _joined(pieces: list[_Piece]) -> list[Line]:
    from knowledge.ingest.documents.pdf_process import Line

    solid = [piece for piece in pieces if piece[0].strip()]
    if not solid:
        return []
    _, x, y, size, bold = max(solid, key=lambda piece: len(piece[0].strip()))
    text = "".join(_scripted(piece, y, size) for piece in pieces)
    cleaned = " ".join(plain.without_controls(text.translate(_LIGATURES)).split())
    start = solid[0][1] or x
    return [Line(cleaned, start, y, round(size, 1), bold)] if cleaned else []


def _scripted(piece: _Piece, base: float, size: float) -> str:
    text, _, y, own, _ = piece
    shift = y - base
    if not y or own > 0.8 * size or not _SCRIPT.match(text.strip()) or abs(shift) > 0.7 * size:
        return text
    if shift > 0.15 * size:
        return plain.raised(text)
    return plain.lowered(text) if shift < -0.05 * size else text


def body_size(pages: Sequence[Page]) -> float:
    """The size most characters are set in."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def without_running_heads(pages: Sequence[Page]) -> list[list[Line]]:
    """Each page's lines without headers, footers and page numbers.

    A line near the edge is one when the same words (numbers aside) stand there on several pages,
    or when the outermost lines of most pages carry the page's number. Large print has to stand on
    most pages, at the top with the same numbers: lessons begin at the same height too, "Lesson 1",
    "Lesson 2", but not in the last line.
    """
    small = 1.2 * body_size(pages)
    dropped = _repeated(pages, small) | _numbered(pages, small)
    kept = [[line for line in page.lines if id(line) not in dropped] for page in pages]
    # the same one line on every page is all there is, not a header
    return kept if any(kept) else [list(page.lines) for page in pages]


def _repeated(pages: Sequence[Page], small: float) -> set[int]:
    """Ids of lines near an edge that stand there on several pages."""
    seen: Counter[str] = Counter()
    keys: dict[int, str] = {}
    few, most = max(3, len(pages) // 20), max(3, 0.6 * len(pages))
    needed: dict[int, float] = {}
    for page in pages:
        lowest = min((line.y for line in page.lines), default=0.0)
        for line in _edges(page.lines):
            large = line.size >= small
            keys[id(line)] = _key(line, numbers=large and line.y > lowest)
            needed[id(line)] = most if large else few
        seen.update({keys[id(line)] for line in _edges(page.lines)})
    return {line for line, key in keys.items() if seen[key] >= needed[line]}


def _numbered(pages: Sequence[Page], small: float) -> set[int]:
    """Ids of top and bottom lines with the page's number, if most pages have one."""
    found = []
    for page in pages:
        outermost = [line for line in _outermost(page) if line.size < small]
        heights = {round(line.y) for line in outermost if _carries(line, page.label)}
        found.append({id(line) for line in outermost if round(line.y) in heights})
    if sum(map(bool, found)) < max(2, len(pages) // 2):
        return set()
    return set().union(*found)


def without_contents(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Without a printed table of contents: it repeats every heading and says nothing."""
    kept = []
    inside = False
    for lines in pages:
        references = [bool(_PAGE_REFERENCE.search(line.text[-80:])) for line in lines]
        inside = inside and sum(references) > 0.6 * len(lines)
        remaining = []
        for index, line in enumerate(lines):
            inside = inside or bool(_CONTENTS.match(line.text))
            # an entry may take two lines of which only the second ends with its page
            inside = inside and (any(references[index : index + 3]) or index + 1 == len(lines))
            if not inside:
                remaining.append(line)
        kept.append(remaining)
    return kept


def _edges(lines: Sequence[Line]) -> list[Line]:
    by_height = sorted(lines, key=lambda line: line.y)
    return by_height[:_EDGE] + by_height[max(_EDGE, len(by_height) - _EDGE) :]


def _outermost(page: Page) -> list[Line]:
    heights = [line.y for line in page.lines]
    return [line for line in page.lines if not min(heights) + 1 < line.y < max(heights) - 1]


def _carries(line: Line, label: str) -> bool:
    tokens = [token.strip(".-–—|()[]") for token in line.text.split()]
    return label in (tokens[0], tokens[-1])


def _key(line: Line, *, numbers: bool) -> str:
    # 4 pt: the same header is not placed to the last point on left and right pages
    text = line.text if numbers else _DIGITS.sub("#", line.text)
    return f"{text.casefold()}@{round(line.y / 4)}"
