"""CALS tables → Markdown tables."""

from __future__ import annotations

import re

from knowledge.ingest.openstax.inline import Inline
from knowledge.ingest.openstax.tree import Element, child, children, name

_WIDEST = 60
"""Columns; a spanning cell is never laid out over more."""


def table_blocks(table: Element, inline: Inline) -> list[str]:
    """What stands in a row of its own above the header (or nothing), then each group's table."""
    lead: list[str] = []
    grids = []
    for group in [inner for inner in children(table) if name(inner) == "tgroup"] or [table]:
        head = _grid(child(group, "thead"), group, inline)
        body = _grid(child(group, "tbody"), group, inline) + _grid(
            child(group, "tfoot"), group, inline
        )
        while head and len(head) + len(body) > 1 and _filled(head[0]) == 1 and len(head[0]) > 1:
            lead.append("".join(head.pop(0)).strip())
        grids.append(_markdown(head, body))
    return [" ".join(f"**{line}**" for line in lead), *filter(None, grids)]


def _filled(row: list[str]) -> int:
    return sum(bool(cell) for cell in row)


def _grid(part: Element | None, group: Element, inline: Inline) -> list[list[str]]:
    """Rows of equal width: a cell over several rows is repeated, over several columns it is not."""
    if part is None:
        return []
    columns = {spec.get("colname"): position
               for position, spec in enumerate(_specs(group))}  # fmt: skip
    held: dict[int, tuple[int, str]] = {}
    rows = []
    for row in children(part):
        cells: dict[int, str] = {}
        for column, (left, text) in list(held.items()):
            cells[column] = text
            held[column] = (left - 1, text)
            if left <= 1:
                del held[column]
        column = 0
        for entry in children(row):
            if name(entry) != "entry":
                continue
            while column in cells:
                column += 1
            start = columns.get(entry.get("namest") or entry.get("colname"), column)
            start = start if start not in cells else column
            end = columns.get(entry.get("nameend"), start)
            text = _cell(entry, inline)
            cells[start] = text
            more = entry.get("morerows") or ""
            if more.isdigit() and int(more):
                held[start] = (min(int(more), 200), text)
            for spanned in range(start + 1, min(end, _WIDEST) + 1):
                cells.setdefault(spanned, "")
            column = max(end, start) + 1
        width = max(cells, default=-1) + 1
        rows.append([cells.get(position, "") for position in range(width)])
    return [row for row in rows if any(row)]


def _specs(group: Element) -> list[Element]:
    return [spec for spec in children(group) if name(spec) == "colspec"]


def _cell(entry: Element, inline: Inline) -> str:
    """One line; paragraphs and list entries in it are set apart by semicolons."""
    parts = [inline.line(inner) for inner in entry.iter() if name(inner) in ("para", "item")]
    text = "; ".join(part for part in parts if part) if parts else inline.line(entry)
    text = text.replace("$$", "$")
    math = re.sub(r"\$[^$]*\$", lambda found: found[0].replace("|", r"\vert "), text)
    math = math.replace(r"\vert $", r"\vert$")
    return re.sub(r"(?<!\\)\|", r"\|", " ".join(math.split()))


def _markdown(head: list[list[str]], body: list[list[str]]) -> str:
    rows = head + body
    if not rows:
        return ""
    width = max(len(row) for row in rows)
    rows = [row + [""] * (width - len(row)) for row in rows]
    if width == 1:
        return "\n\n".join(row[0] for row in rows)
    if not head and not all(_is_number(cell) for cell in rows[0] if cell):
        head = rows[:1]
    top = _merged(rows[: len(head)]) if head else [""] * width
    lines = [top, ["---"] * width, *rows[len(head) :]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _merged(head: list[list[str]]) -> list[str]:
    """Markdown has one header row: several are read from top to bottom."""
    merged = []
    for cells in zip(*head, strict=True):
        unique = list(dict.fromkeys(cell for cell in cells if cell))
        merged.append(" – ".join(unique))
    return merged


def _is_number(cell: str) -> bool:
    return bool(re.fullmatch(r"[\s$\\%\d.,–−+-]*\d[\s$\\%\d.,–−+-]*", cell))
