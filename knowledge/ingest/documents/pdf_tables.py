"""Tables in a PDF: cells that were printed one by one, side by side, row after row.

Only print tells: what stands at the same height is a row, rows with as many cells, or cells that
begin where those above begin, are a table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.ingest.documents.pdf_process import Line

_LABEL = re.compile(r"^(\(?(\d{1,3}|[a-z])[.)]?|[•▪▫◦●○■□‣⁃∙·➢✓➤–*-])$")
_NEAR = 8.0
"""Points that two cells of one column may begin apart."""
_CENTRED = 60.0
"""The same for centred cells, in a row that has a cell in each column."""


def row_at(lines: Sequence[Line], start: int) -> list[Line]:
    """The lines from `start` on that stand side by side, from left to right."""
    row = [lines[start]]
    for line in lines[start + 1 :]:
        last = row[-1]
        if abs(line.y - last.y) > 0.35 * max(line.size, last.size) or line.x <= last.x:
            break
        row.append(line)
    return row


def is_label(line: Line) -> bool:
    """A list entry's number or bullet, printed apart from its text."""
    return bool(_LABEL.match(line.text))


def table_at(lines: Sequence[Line], start: int) -> tuple[list[list[str]], int]:
    """The rows of a table that begins at `start` and how many lines it takes; or ``([], 0)``."""
    columns: list[float] = []
    rows: list[list[str]] = []
    index = start
    below = lines[start].y if lines else 0.0
    while index < len(lines):
        row = row_at(lines, index)
        far = below - row[0].y > 3 * row[0].size
        if not rows and (len(row) < 2 or is_label(row[0])):
            break
        if not rows:
            columns = [cell.x for cell in row]
        places = _places(row, columns)
        if far or places is None or (len(row) == 1 and places == [0]):
            break
        if len(row) == 1:  # the second line of a cell
            rows[-1][places[0]] = f"{rows[-1][places[0]]} {row[0].text}".strip()
        else:
            cells = dict(zip(places, row, strict=True))
            rows.append([cells[n].text if n in cells else "" for n in range(len(columns))])
        below = row[0].y
        index += len(row)
    return (rows, index - start) if len(rows) > 1 else ([], 0)


def _places(row: Sequence[Line], columns: Sequence[float]) -> list[int] | None:
    """The column of each cell; None when the row does not fit the columns."""
    if len(row) == len(columns):
        close = all(abs(cell.x - x) <= _CENTRED for cell, x in zip(row, columns, strict=True))
        between = all(x < cell.x for x, cell in zip(columns, row[1:], strict=False))
        return list(range(len(columns))) if close and between else None
    places = []
    for cell in row:
        near = [n for n, x in enumerate(columns) if abs(cell.x - x) <= _NEAR]
        if not near or near[0] in places:
            return None
        places.append(near[0])
    return places
