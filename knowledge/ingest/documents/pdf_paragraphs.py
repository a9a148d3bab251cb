"""Lines of print → paragraphs and lists, across columns and pages, with words made whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from knowledge.ingest import plain
from knowledge.ingest.blocks import Block, table
from knowledge.ingest.documents.pdf_tables import is_label, row_at, table_at

if TYPE_CHECKING:
    from knowledge.ingest.documents.pdf_process import Line

_BULLET = re.compile(r"^[•▪▫◦●○■□‣⁃∙·➢✓➤\uf0b7\uf0a7]\s*|^[–*o-]\s+(?=\S)")
_NUMBER = re.compile(r"^\(?(\d{1,2}|[a-z])[.)]\s+(?=\S)")
_LEADERS = re.compile(r"(\.\s?){5,}\s*[\divxlc]*$")
_ENDS = re.compile(r"[.!?:;…。！？][\"'”’»)\]]*$")
_HYPHEN = re.compile(r"(\w+)[-\u00ad\u2010]$")
_WORD = re.compile(r"\w+(?:-\w+)*")


class Heading(Protocol):
    """What is known about a heading: see `pdf._Heading`."""

    @property
    def title(self) -> str: ...
    @property
    def level(self) -> int: ...
    @property
    def lines(self) -> int: ...


@dataclass(frozen=True, slots=True)
class _Text:
    """A paragraph as printed, not yet Markdown."""

    text: str
    place: str


def paragraphs(
    pages: Sequence[tuple[str, Sequence[Line]]], headings: Mapping[tuple[int, int], Heading]
) -> list[Block]:
    """Blocks of the pages' lines (label and lines of each page), headings put in their places."""
    joiner = _Joiner(pages)
    pieces: list[_Text | Block] = []
    for number, (label, lines) in enumerate(pages):
        own = {line: heading for (page, line), heading in headings.items() if page == number}
        leading = _leading(lines)
        index = 0
        while index < len(lines) or index in own:
            heading = own.pop(index, None)
            if heading is not None:
                pieces += [*joiner.finish(), Block(heading.title, heading.level, label)]
                index += heading.lines
                continue
            stop = min((place for place in own if place > index), default=len(lines))
            rows, taken = table_at(lines[:stop], index)
            if rows:
                pieces += [*joiner.finish(), *_table(rows, label)]
                index += taken
                continue
            row = _labelled(row_at(lines[:stop], index))
            if not _LEADERS.search(row[-1].text[-80:]):
                pieces += joiner.add(_one_line(row), label, leading)
            index += len(row)
    return _lists([*pieces, *joiner.finish()])


def _table(rows: Sequence[Sequence[str]], label: str) -> list[Block]:
    cells = [[plain.to_markdown(cell) for cell in row] for row in rows]
    return [Block(block.text, place=label) for block in table(cells)]


def _labelled(row: list[Line]) -> list[Line]:
    """A list entry's number with its text; of any other row only the first line."""
    return row if len(row) == 2 and is_label(row[0]) else row[:1]


def _one_line(row: Sequence[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    label, text = row
    mark = f"{label.text}." if label.text.isdigit() else label.text
    return replace(text, text=f"{mark} {text.text}", x=label.x)


def _leading(lines: Sequence[Line]) -> float:
    """The commonest distance between lines of this page, in points."""
    gaps = Counter(round(2 * (a.y - b.y)) / 2 for a, b in pairwise(lines) if 0 < a.y - b.y < 60)
    return gaps.most_common(1)[0][0] if gaps else 0.0


class _Joiner:
    """Puts lines together until a paragraph ends."""

    def __init__(self, pages: Sequence[tuple[str, Sequence[Line]]]) -> None:
        self._known: Counter[str] = Counter(
            word.casefold()
            for _, lines in pages
            for line in lines
            for word in _WORD.findall(line.text)
        )
        self._text = ""
        self._label = ""
        self._last: Line | None = None

    def add(self, line: Line, label: str, leading: float) -> list[_Text]:
        done = self.finish() if self._last and self._breaks(self._last, line, leading) else []
        self._text = self._joined(line.text) if self._text else line.text
        self._label = self._label or label
        self._last = line
        return done

    def finish(self) -> list[_Text]:
        text, label = self._text, self._label
        self._text, self._label, self._last = "", "", None
        return [_Text(text, label)] if text else []

    def _breaks(self, last: Line, line: Line, leading: float) -> bool:
        if _BULLET.match(line.text) or _NUMBER.match(line.text):
            return True
        if abs(line.size - last.size) > 1.2:
            return True
        ended = bool(_ENDS.search(last.text))
        down = last.y - line.y
        if abs(down) < 2 and line.x > last.x:  # side by side
            return False
        if down <= 0 or down > 12 * max(leading, line.size):  # next column or page
            return ended or not (line.text[0].islower() or _HYPHEN.search(last.text))
        if down > 1.35 * max(leading, line.size):
            return True
        hanging = _BULLET.match(self._text) or _NUMBER.match(self._text)
        return ended and not hanging and line.x > last.x + 0.6 * line.size

    def _joined(self, more: str) -> str:
        cut = _HYPHEN.search(self._text)
        if not cut or not more[0].isalpha():
            return f"{self._text} {more}"
        rest = _WORD.match(more)
        after = rest[0] if rest else ""
        hyphenated = self._known[f"{cut[1]}-{after}".casefold()]
        whole = self._known[f"{cut[1]}{after}".casefold()]
        if more[0].isupper() or hyphenated > whole:
            return self._text + more
        return self._text[: cut.end(1)] + more


def _lists(pieces: Sequence[_Text | Block]) -> list[Block]:
    """Markdown of the paragraphs; neighbouring list entries become one list."""
    return list(_grouped([_entry(piece) for piece in _without_crumbs(pieces)]))


def _without_crumbs(pieces: Sequence[_Text | Block]) -> list[_Text | Block]:
    """Labels of a drawing or parts of a formula, a word or two each, on one line."""
    merged: list[_Text | Block] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if last and _is_crumb(last) and _is_crumb(piece) and last.place == piece.place:
            merged[-1] = _Text(f"{last.text} {piece.text}", last.place)
        else:
            merged.append(piece)
    return merged


def _is_crumb(piece: _Text | Block) -> bool:
    text = piece.text
    if isinstance(piece, Block) or len(text) >= 120:
        return False
    if _BULLET.match(text) or _NUMBER.match(text) or _ENDS.search(text):
        return False
    # merged crumbs grow, so what counts is how long their pieces are
    return len(text) < 16 or max(map(len, text.split())) < 9


def _grouped(blocks: Sequence[tuple[Block, bool]]) -> Iterator[Block]:
    entries: list[Block] = []
    for block, listed in blocks:
        if not listed and entries:
            yield Block("\n".join(entry.text for entry in entries), place=entries[0].place)
            entries = []
        if listed:
            entries.append(block)
        else:
            yield block
    if entries:
        yield Block("\n".join(entry.text for entry in entries), place=entries[0].place)


def _entry(piece: _Text | Block) -> tuple[Block, bool]:
    """Its Markdown, and whether it is an entry of a list."""
    if isinstance(piece, Block):
        return piece, False
    bullet = _BULLET.match(piece.text)
    if bullet:
        text = plain.to_markdown(piece.text[bullet.end() :])
        # a mark alone is a proof's end or a drawing's part
        return Block(f"- {text}" if text else "", place=piece.place), bool(text)
    number = _NUMBER.match(piece.text)
    if number and number[1].isdigit():
        text = plain.to_markdown(piece.text[number.end() :])
        return Block(f"{number[1]}. {text}", place=piece.place), True
    return Block(plain.to_markdown(piece.text), place=piece.place), False
