"""Tables of a section as rows of plain cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.generation.words import plain

_TABLE = re.compile(
    r"(?:^(?P<above>[^\n|]+)\n\n)?(?P<rows>(?:^\|.*\|[ \t]*(?:\n|\Z)){3,})", re.MULTILINE
)
_RULE = re.compile(r"\|(?:\s*:?-{3,}:?\s*\|)+")
_CELL = re.compile(r"(?<!\\)\|")
_NUMBERED = re.compile(r"^\*\*[^*]+ [\dA-Z][\w.]*\*\*\s*")


@dataclass(frozen=True, slots=True)
class Table:
    caption: str
    """Without its number; empty when there is none."""
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...]
    """The rows as they stand in the text."""


def tables(markdown: str) -> Iterator[Table]:
    """Tables with a header, in order; rows of another length than the header's are left out."""
    for found in _TABLE.finditer(markdown):
        lines = found["rows"].strip().splitlines()
        if not _RULE.fullmatch(lines[1].strip()):
            continue
        header = _cells(lines[0])
        rows = [(line, _cells(line)) for line in lines[2:]]
        whole = [(line, cells) for line, cells in rows if len(cells) == len(header)]
        yield Table(
            caption=_caption(found["above"] or ""),
            header=header,
            rows=tuple(cells for _, cells in whole),
            lines=tuple(line for line, _ in whole),
        )


def _cells(line: str) -> tuple[str, ...]:
    parts = _CELL.split(line.strip())[1:-1]
    return tuple(plain(part.replace("\\|", "|")) for part in parts)


def _caption(above: str) -> str:
    if not above.startswith("**"):
        return ""  # a sentence that leads to it, no title
    return plain(_NUMBERED.sub("", above)).rstrip(".")
