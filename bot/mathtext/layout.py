"""Puts the pieces of a formula side by side: spacing on one line, boxes on several."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.mathtext.symbols import BINARY, LARGE, OPENING, RELATIONS

Kind = Literal["plain", "relation", "binary", "word", "space", "fraction", "root"]


@dataclass(frozen=True, slots=True)
class Atom:
    """One piece of a formula."""

    text: str
    """How it reads on one line."""
    kind: Kind = "plain"
    closed: str = ""
    """How it reads when something is glued to it (``(1/2)x``); empty: as `text`."""
    lines: tuple[str, ...] = ()
    """How it is drawn when it may take several lines; empty: as `text`."""

    def followed_by(self, script: str) -> Atom:
        """With a script or a prime at its upper or lower right."""
        first, *rest = self.lines or ("",)
        lines = (first + script, *rest) if self.lines else ()
        kind: Kind = "word" if self.kind == "word" else "plain"
        return replace(
            self, text=(self.closed or self.text) + script, closed="", lines=lines, kind=kind
        )


def symbol(char: str) -> Atom:
    """A single character or table entry as the kind of piece it is."""
    if char in RELATIONS:
        return Atom(char, "relation")
    if char in BINARY:
        return Atom(char, "binary")
    if char in LARGE:
        return Atom(char, "word")
    return Atom(char, "space" if char == " " else "plain")


def one_line(atoms: Sequence[Atom], *, tight: bool = False) -> str:
    """The pieces as one line; ``tight`` leaves out the space around operators (for scripts)."""
    out = ""
    for index, atom in enumerate(atoms):
        following = _following(atoms[index + 1 :])
        if atom.kind == "binary" and _is_sign(out):
            out += atom.text
        elif not (atom.kind == "space" and out[-1:] in BINARY):  # a sign stays with its number
            out = _append(out, atom, following, tight)
    return re.sub(r" {2,}", " ", out).strip()


def _following(rest: Sequence[Atom]) -> str:
    """What the next piece begins with. A space before a lone letter means nothing, as in TeX."""
    if len(rest) > 1 and rest[0].kind == "space" and len(rest[1].text) == 1:
        return rest[1].text if rest[1].text.isalpha() else " "
    return rest[0].text[:1] if rest else ""


def _is_sign(out: str) -> bool:
    """True when a plus or minus that comes next has nothing on its left to be added to."""
    before = out.rstrip()[-1:]
    if before == "|":  # the first of a pair opens, the second closes
        return out.count("|") % 2 == 1
    return not before or before in OPENING + ",;/^" or before in RELATIONS | BINARY


def _append(out: str, atom: Atom, following: str, tight: bool) -> str:
    glued_after = following.isalnum() or (following != "" and following in "([√")
    if atom.kind == "space":
        return out if tight or not out or out.endswith(" ") else out + " "
    if atom.kind in ("relation", "binary") and not tight:
        return f"{out.rstrip()} {atom.text} ".lstrip(" ")
    if atom.kind == "word":
        before = " " if _ends_a_factor(out.rstrip()) else ""
        after = " " if following.isalnum() or following == "√" else ""
        return out + before + atom.text + after
    if atom.kind == "fraction":
        if out[-1:].isdigit() and re.fullmatch(r"\d+/\d+", atom.text) and not glued_after:
            return f"{out} {atom.text}"  # a mixed number: 3 1/2
        glued_after = glued_after or _ends_a_factor(out) or out[-1:] in ("/", "^")
    return out + (atom.closed if atom.closed and glued_after else atom.text)


def _ends_a_factor(out: str) -> bool:
    """True when what is glued on would read as multiplied."""
    return out[-1:].isalnum() or out[-1:] in (")", "]")


# ---- several lines ---------------------------------------------------------------------------


def several_lines(atoms: Sequence[Atom]) -> str:
    """The pieces side by side, taller ones centred on the line."""
    boxes: list[tuple[str, ...]] = []
    run: list[Atom] = []
    for atom in atoms:
        if atom.lines:
            boxes += [(one_line(run),), atom.lines]
            run = []
        else:
            run.append(atom)
    boxes = [box for box in [*boxes, (one_line(run),)] if box != ("",)]
    height = max((len(box) for box in boxes), default=0)
    columns = [_centred(box, height) for box in boxes]
    return "\n".join(" ".join(cells).rstrip() for cells in zip(*columns, strict=True))


def _centred(box: tuple[str, ...], height: int) -> list[str]:
    above = (height - len(box)) // 2
    wide = max(map(width, box))
    rows = [""] * above + list(box) + [""] * (height - len(box) - above)
    return [row + " " * (wide - width(row)) for row in rows]


def width(text: str) -> int:
    """Columns a terminal uses; combining marks take none."""
    return sum(not unicodedata.combining(char) for char in text)


_BRACKETS = {  # name -> (one line), (top, middle, bottom) on the left and on the right
    "matrix": ("", "", "   ", "   "),
    "smallmatrix": ("", "", "   ", "   "),
    "array": ("", "", "   ", "   "),
    "bmatrix": ("[", "]", "⎡⎢⎣", "⎤⎥⎦"),
    "pmatrix": ("(", ")", "⎛⎜⎝", "⎞⎟⎠"),
    "vmatrix": ("|", "|", "│││", "│││"),
    "Bmatrix": ("{", "}", "⎧⎨⎩", "⎫⎬⎭"),
    "cases": ("{", "}", "⎧⎨⎩", "   "),
}
_COLUMNS = {"aligned", "align", "align*", "split", "gathered", "gather", "gather*", "eqnarray"}
ENVIRONMENTS = _BRACKETS.keys() | _COLUMNS


def table(name: str, rows: Sequence[Sequence[str]]) -> Atom:
    """An environment with rows and cells: a matrix, cases, aligned equations."""
    count = max((len(row) for row in rows), default=0)
    padded = [[*row, *[""] * (count - len(row))] for row in rows]
    widths = [max(width(row[column]) for row in padded) for column in range(count)]
    gap = " " if name in _COLUMNS else "  "
    lines = [
        gap.join(
            " " * (space - width(cell)) + cell
            if name in _COLUMNS and column % 2 == 0
            else cell + " " * (space - width(cell))
            for column, (cell, space) in enumerate(zip(row, widths, strict=True))
        )
        for row in padded
    ]
    joined = "; ".join(" ".join(cell for cell in row if cell) for row in rows)
    left, right, tall_left, tall_right = _BRACKETS.get(name, ("", "", "   ", "   "))
    if len(lines) > 1:
        lines = [
            f"{_piece(tall_left, row, len(lines))} {line} {_piece(tall_right, row, len(lines))}"
            for row, line in enumerate(lines)
        ]
    else:
        lines = [f"{left}{line}{right}" for line in lines]
    if not any(bracket.strip() for bracket in (tall_left, tall_right)):
        lines = [line.strip() if count == 1 else line[2:].rstrip() for line in lines]
    return Atom(f"{left}{joined}{right}", lines=tuple(lines))


def _piece(bracket: str, row: int, height: int) -> str:
    """The part of a tall bracket that stands in this row."""
    if row in (0, height - 1):
        return bracket[0] if row == 0 else bracket[2]
    if bracket[1] in "⎨⎬" and row != height // 2:
        return "⎪"
    return bracket[1]
