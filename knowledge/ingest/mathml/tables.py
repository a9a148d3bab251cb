"""Rows of LaTeX cells → the environment they are set in."""

from __future__ import annotations

import re
from collections.abc import Sequence

_RELATION = re.compile(r"\s*(=|<|>|\\(?:le|ge|ne|approx|sim|equiv|propto|Rightarrow|to)\b)")


def environment(rows: Sequence[Sequence[str]], kind: str = "") -> str:
    """``kind`` is an environment's name; without one, aligned equations or a plain matrix.

    One cell alone needs no environment.
    """
    filled = [list(row) for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return ""
    if not kind and len(filled) == 1 and len(filled[0]) == 1:
        return filled[0][0]
    if not kind and _is_derivation(filled):
        kind, filled = "aligned", [[_aligned(row)] for row in filled]
    lines = r" \\ ".join(" & ".join(cell.strip() for cell in row) for row in filled)
    kind = kind or "matrix"
    return rf"\begin{{{kind}}}{lines}\end{{{kind}}}"


def _is_derivation(rows: Sequence[Sequence[str]]) -> bool:
    """One column of text, or rows most of which hold a relation, as ``a | = | b``."""
    if max(len(row) for row in rows) == 1:
        return True
    related = [row for row in rows if any(_RELATION.match(cell) for cell in row[:3])]
    return len(related) * 2 >= len(rows)


def _aligned(row: Sequence[str]) -> str:
    """The row with one ``&``, before its first relation."""
    line = " ".join(cell.strip() for cell in row if cell.strip())
    mark = _first_relation(line)
    return line if mark is None else f"{line[:mark].rstrip()} &{line[mark:]}".strip()


def _first_relation(line: str) -> int | None:
    """Where the first relation outside of braces stands; inside an environment there is none."""
    depth = 0
    for position, char in enumerate(line):
        escaped = position > 0 and line[position - 1] == "\\"
        depth += (char == "{" and not escaped) - (char == "}" and not escaped)
        if depth == 0 and line.startswith(r"\begin", position):
            return None
        if depth == 0 and (char == "=" or (char in "<>\\" and _RELATION.match(line, position))):
            return position
    return None
