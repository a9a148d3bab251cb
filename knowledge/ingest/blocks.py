"""Pieces of Markdown in reading order: what every document reader produces first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_ROWS_A_TABLE = 60


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, or one paragraph, list, table, formula or listing."""

    text: str
    """Markdown; of a heading, the bare title on one line."""
    level: int = 0
    """1 to 9 for a heading, 0 for everything else."""
    place: str = ""
    """Where it stands, as a citation names it: ``12`` of ``p. 12``; empty when there is none."""


def table(rows: Sequence[Sequence[str]], *, heading: bool = True) -> list[Block]:
    """Markdown tables of cells that hold inline Markdown.

    A long one becomes several that repeat the heading row, so that passages of it stay readable.
    """
    lines = [[_cell(cell) for cell in row] for row in rows]
    lines = [row for row in lines if any(row)]
    if not lines:
        return []
    width = max(len(row) for row in lines)
    lines = [row + [""] * (width - len(row)) for row in lines]
    if width == 1:
        return [Block("\n\n".join(row[0] for row in lines))]
    if len(lines) == 1:  # layout rather than a table
        return [Block("\n\n".join(cell for cell in lines[0] if cell))]
    top = lines.pop(0) if heading else [""] * width
    return [
        Block("\n".join(map(_row, [top, ["---"] * width, *lines[start : start + _ROWS_A_TABLE]])))
        for start in range(0, len(lines), _ROWS_A_TABLE)
    ]


def listing(entries: Sequence[tuple[int, str, str]]) -> Block:
    """A list of ``(depth, mark, text)``; the mark is ``-`` or ``1.``."""
    lines: list[str] = []
    indents = [0]
    marks: list[str] = []
    for wanted, mark, text in entries:
        depth = min(wanted, len(indents) - 1, 8)
        if len(marks) > depth and (marks[depth] == "-") != (mark == "-"):
            lines.append("")  # another list, not one more line of the last entry
        marks[depth:] = [mark]
        indent = indents[depth]
        indents[depth + 1 :] = [indent + len(mark) + 1]
        pad = " " * indent
        first, *rest = text.split("\n")
        lines.append(f"{pad}{mark} {first}")
        lines += [f"{pad}{' ' * (len(mark) + 1)}{line}".rstrip() for line in rest]
    return Block("\n".join(lines))


def join(blocks: Sequence[Block]) -> str:
    """The blocks as one Markdown text; headings start at ``##``."""
    return "\n\n".join(
        f"{'#' * min(max(block.level, 2), 6)} {block.text}" if block.level else block.text
        for block in blocks
        if block.text
    )


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
