"""DOCX → document: headings by style, lists, tables, formulas, notes.

python-docx opens the package and knows its styles; the body is walked as XML, because content
controls, tracked changes, text boxes and formulas are not in python-docx's paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.ingest.blocks import Block, listing, table
from knowledge.ingest.documents.document import Document
from knowledge.ingest.documents.docx_runs import Runs, W
from knowledge.ingest.documents.docx_styles import Styles
from knowledge.ingest.documents.inlines import markdown
from knowledge.ingest.language import tag
from knowledge.ingest.safely import check_office_file
from knowledge.problems import SourceError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MAX_DEPTH = 40
_WRAPPERS = frozenset(("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
_MAX_HEADING = 160


def read(path: Path) -> Document:
    """Raises `SourceError` when the package can't be opened or holds no text."""
    import docx

    check_office_file(path)
    try:
        opened = docx.Document(str(path))
        walk = _Walk(opened)
        blocks = walk.body()
    except Exception as error:  # python-docx raises KeyError, XMLSyntaxError and more on bad parts
        raise SourceError(
            f"{path.name} is damaged ({type(error).__name__}): open it in Word or LibreOffice and "
            "save it again.",
            why="damaged",
        ) from None
    if not any(block.text for block in blocks):
        raise SourceError(f"{path.name} holds no text.", why="empty")
    core = opened.core_properties
    return Document(
        title=core.title or walk.title,
        blocks=tuple(_with_bold_headings(blocks)),
        language=tag(core.language),
        author=core.author or "",
    )


class _Walk:
    def __init__(self, opened: Any) -> None:
        self._body: Element = opened.element.body
        self._styles = Styles(opened)
        self._runs = Runs(opened.part)
        self.title = ""

    def body(self) -> list[Block]:
        return list(_gathered(self._children(self._body, 0)))

    def _children(self, parent: Element, depth: int) -> Iterator[Block | _Entry | _Code]:
        if depth > _MAX_DEPTH:
            return
        for child in parent:
            name = _local(child)
            if name == "p":
                yield from self._paragraph(child, depth)
            elif name == "tbl":
                yield from table([self._cells(row, depth) for row in _rows(child)])
            elif name in _WRAPPERS:
                yield from self._children(child, depth + 1)

    def _paragraph(self, element: Element, depth: int) -> Iterator[Block | _Entry | _Code]:
        style = self._styles.of(element)
        runs = list(self._runs.of(element))
        text = markdown(runs)
        boxes = list(_boxes(element))
        if style.is_contents or (not text and not boxes):
            return
        number, entry = self._styles.number(element, style)
        if style.is_title:
            self.title = self.title or "".join(run.text for run in runs).strip()
        elif style.is_code:
            yield _Code("".join(run.text for run in runs))
        elif style.level:
            bare = " ".join(text.replace("**", "").split())
            yield Block(f"{number} {bare}".strip(), style.level)
        elif entry:
            yield _Entry(entry.level, number if number[:1].isdigit() else "-", text)
        elif style.is_quote:
            yield Block("\n".join(f"> {line}" for line in text.split("\n")))
        elif text:
            yield Block(text)
        for box in boxes:
            yield from self._children(box, depth + 1)

    def _cells(self, row: Element, depth: int) -> list[str]:
        cells: list[str] = []
        for cell in _inside(row, "tc", depth):
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            continued = merged is not None and merged.get(f"{W}val") != "restart"
            blocks = [] if continued or depth > _MAX_DEPTH else self._children(cell, depth + 1)
            cells.append(" ".join(_plain(block) for block in blocks))
            width = span.get(f"{W}val", "1") if span is not None else "1"
            cells += [""] * (min(int(width), 60) - 1 if width.isdecimal() else 0)
        return cells


class _Entry:
    """A list entry that still has to find its list."""

    def __init__(self, level: int, mark: str, text: str) -> None:
        self.level, self.mark, self.text = level, mark, text


class _Code:
    """A line of a listing."""

    def __init__(self, text: str) -> None:
        self.text = text


def _gathered(pieces: Iterator[Block | _Entry | _Code]) -> Iterator[Block]:
    """Neighbouring list entries become one list, neighbouring code lines one listing."""
    entries: list[_Entry] = []
    code: list[str] = []
    for piece in pieces:
        if entries and not isinstance(piece, _Entry):
            yield listing([(entry.level, entry.mark, entry.text) for entry in entries])
            entries = []
        if code and not isinstance(piece, _Code):
            yield Block("\n".join(["```", *code, "```"]))
            code = []
        if isinstance(piece, _Entry):
            entries.append(piece)
        elif isinstance(piece, _Code):
            code.append(piece.text)
        else:
            yield piece
    if entries:
        yield listing([(entry.level, entry.mark, entry.text) for entry in entries])
    if code:
        yield Block("\n".join(["```", *code, "```"]))


def _with_bold_headings(blocks: list[Block]) -> list[Block]:
    """Without any heading style, short bold paragraphs are what the author means by headings."""
    if any(block.level for block in blocks):
        return blocks
    bold = re.compile(r"^\*\*([^*\n]+)\*\*[.:]?$")
    found = []
    for index, block in enumerate(blocks):
        match = bold.match(block.text) if len(block.text) <= _MAX_HEADING else None
        last = index + 1 == len(blocks)
        found.append(Block(match[1].rstrip(".:"), 1) if match and not last else block)
    return found


def _plain(piece: Block | _Entry | _Code) -> str:
    if isinstance(piece, _Entry):
        return f"{piece.mark} {piece.text}" if piece.mark != "-" else f"• {piece.text}"
    if piece.text.startswith("|"):  # a table within a cell
        cells = (line.strip("| ") for line in piece.text.split("\n") if "---" not in line)
        return "; ".join(cell.replace(" | ", ", ") for cell in cells)
    return piece.text


def _rows(element: Element) -> Iterator[Element]:
    return _inside(element, "tr", 0)


def _inside(parent: Element, wanted: str, depth: int) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those inside content controls."""
    for child in parent:
        name = _local(child)
        if name == wanted:
            yield child
        elif name in _WRAPPERS and depth < _MAX_DEPTH:
            yield from _inside(child, wanted, depth + 1)


def _boxes(element: Element) -> Iterator[Element]:
    """Text boxes of a paragraph, not those within other boxes; shapes are stored twice, once for
    old programs."""
    for child in element:
        name = _local(child)
        if name == "txbxContent":
            yield child
        elif name != "Fallback":
            yield from _boxes(child)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
