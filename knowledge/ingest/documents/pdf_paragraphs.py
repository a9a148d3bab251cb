"""Lines of print → paragraphs and lists, across columns and pages, with words made whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from knowledge.ingest import plain
from knowledge.ingest.blocks import Block

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


def paragraphs(
    pages: Sequence[tuple[str, Sequence[Line]]], headings: Mapping[tuple[int, int], Heading]
) -> list[Block]:
    """Blocks of the pages' lines (label and lines of each page), headings put in their places."""
    joiner = _Joiner(pages)
    blocks: list[Block] = []
    for number, (label, lines) in enumerate(pages):
        index = 0
        leading = _leading(lines)
        while index < max(len(lines), 1):
            heading = headings.get((number, index))
            if heading is not None:
                blocks += joiner.finish()
                blocks.append(Block(heading.title, heading.level, label))
                index += heading.lines
                if heading.lines:
                    continue
            if index < len(lines) and not _LEADERS.search(lines[index].text[-80:]):
                blocks += joiner.add(lines[index], label, leading)
            index += 1
    return _lists(blocks + joiner.finish())


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

    def add(self, line: Line, label: str, leading: float) -> list[Block]:
        done = self.finish() if self._last and self._breaks(self._last, line, leading) else []
        self._text = self._joined(line.text) if self._text else line.text
        self._label = self._label or label
        self._last = line
        return done

    def finish(self) -> list[Block]:
        text, label = self._text, self._label
        self._text, self._label, self._last = "", "", None
        return [Block(text, place=label)] if text else []

    def _breaks(self, last: Line, line: Line, leading: float) -> bool:
        if _BULLET.match(line.text) or _NUMBER.match(line.text):
            return True
        if abs(line.size - last.size) > 1.2:
            return True
        ended = bool(_ENDS.search(last.text))
        down = last.y - line.y
        if abs(down) < 2 and line.x > last.x:  # the next cell of a row
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


def _lists(blocks: Sequence[Block]) -> list[Block]:
    """Markdown of the paragraphs; neighbouring list entries become one list."""
    return list(_grouped([_entry(block) for block in _without_crumbs(blocks)]))


def _without_crumbs(blocks: Sequence[Block]) -> list[Block]:
    """Labels of a drawing or parts of a formula, a word or two each, on one line."""
    merged: list[Block] = []
    for block in blocks:
        last = merged[-1] if merged else None
        if last and _is_crumb(last) and _is_crumb(block) and last.place == block.place:
            merged[-1] = Block(f"{last.text} {block.text}", place=last.place)
        else:
            merged.append(block)
    return merged


def _is_crumb(block: Block) -> bool:
    text = block.text
    listed = _BULLET.match(text) or _NUMBER.match(text)
    # merged crumbs grow, so what counts is how long their pieces are on average
    return (
        not block.level
        and not listed
        and not _ENDS.search(text)
        and len(text) < 120
        and (len(text) < 16 or max(map(len, text.split())) < 9)
    )


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


def _entry(block: Block) -> tuple[Block, bool]:
    if block.level:
        return block, False
    bullet = _BULLET.match(block.text)
    if bullet:
        text = plain.to_markdown(block.text[bullet.end() :])
        return Block(f"- {text}", place=block.place), bool(text)
    number = _NUMBER.match(block.text)
    if number and number[1].isdigit():
        text = plain.to_markdown(block.text[number.end() :])
        return Block(f"{number[1]}. {text}", place=block.place), True
    return Block(plain.to_markdown(block.text), place=block.place), False
