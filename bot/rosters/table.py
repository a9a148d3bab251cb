"""A CSV file as spreadsheets and schools write it, a row at a time."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence

_SAMPLE = 4_096
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LONGEST_CELL = 10_000


class NotATable(Exception):
    """It is no text at all. Not for a person."""


def rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Each row that isn't empty, with its line number; cells without spaces around them.

    UTF-8 and UTF-16 with or without a byte order mark, else Windows-1252 (of which Latin-1's
    letters are a part); separated by commas, semicolons or tabs, as the first line has them.

    Raises:
        NotATable: it is something else.
    """
    encoding = _encoding(data)
    head = data[:_SAMPLE].decode(encoding, "ignore").partition("\n")[0]
    separator = max(",;\t", key=head.count)
    text = io.TextIOWrapper(io.BytesIO(data), encoding, errors="replace", newline="")
    reader = csv.reader((line.replace("\0", "") for line in text), delimiter=separator, strict=True)
    begun = 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:  # a cell without end: a quote that isn't closed
            raise NotATable(begun) from error
        if row is None:
            return
        cells = [cell.strip() for cell in row]
        if any(len(cell) > _LONGEST_CELL for cell in cells):
            raise NotATable(begun)
        if any(cells):
            yield begun, cells
        begun = reader.line_num + 1


def _encoding(data: bytes) -> str:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    start = data[:_SAMPLE]
    if start.count(0) > len(start) / 4:  # every other byte of Latin letters in UTF-16
        return "utf-16-be" if start[0] == 0 else "utf-16-le"
    odd = sum(byte < 32 and byte not in (9, 10, 13) for byte in start)
    if odd > len(start) / 50 or start.startswith(b"%PDF"):
        raise NotATable(1)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


class Columns:
    """The cells of a row by the names in the first one."""

    def __init__(self, head: Sequence[str], known: dict[str, tuple[str, ...]]) -> None:
        """
        Args:
            known: names that each column may have, plain and in lower case.
        """
        names = [plain(cell) for cell in head]
        self._places = {
            column: next(names.index(name) for name in called if name in names)
            for column, called in known.items()
            if any(name in names for name in called)
        }
        self.width = len(head)

    def __contains__(self, column: str) -> bool:
        return column in self._places

    def of(self, row: Sequence[str], column: str) -> str:
        """Empty when there is no such column, or the row is short."""
        place = self._places.get(column)
        return row[place] if place is not None and place < len(row) else ""


def plain(name: str) -> str:
    """A column's name without case, accents, spaces and punctuation."""
    from knowledge.text import fold

    return "".join(char for char in fold(name) if char.isalnum())
