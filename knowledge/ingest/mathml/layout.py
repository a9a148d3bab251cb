"""Fractions, roots, fences, tables, boxes and spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.ingest.mathml.tables import environment
from knowledge.ingest.mathml.tokens import CLOSING, OPENING, Piece, clean, join, symbols, words
from knowledge.ingest.mathml.tree import Element, Render, bare, children, name, nth, only

FENCED_TABLES = {("(", ")"): "pmatrix", ("[", "]"): "bmatrix", ("|", "|"): "vmatrix",
                 ("{", ""): "cases"}  # fmt: skip
_TALL = re.compile(r"\\(frac|binom|begin|sum|prod|int|overset|underset|overbrace)\b")
_ENCLOSURES = (
    ("radical", "sqrt"), ("updiagonalstrike", "cancel"), ("downdiagonalstrike", "cancel"),
    ("horizontalstrike", "cancel"), ("box", "boxed"), ("roundedbox", "boxed"),
    ("top", "overline"), ("bottom", "underline"),
)  # fmt: skip


def fraction(element: Element, render: Render) -> Piece:
    above, below = render(nth(element, 0)), render(nth(element, 1))
    if _without_line(element):
        return Piece(rf"\begin{{matrix}}{above} \\ {below}\end{{matrix}}")
    if element.get("bevelled") == "true":
        return Piece(f"{_grouped(above)}/{_grouped(below)}")
    return Piece(rf"\frac{{{above}}}{{{below}}}")


def _without_line(element: Element) -> bool:
    return bool(re.fullmatch(r"0+(\.0+)?[a-z%]*", (element.get("linethickness") or "").strip()))


def _grouped(latex: str) -> str:
    return f"({latex})" if " " in latex else latex


def root(element: Element, render: Render) -> Piece:
    return Piece(rf"\sqrt[{render(nth(element, 1))}]{{{render(nth(element, 0))}}}")


def fenced(element: Element, render: Render) -> Piece:
    opening = clean(element.get("open", "(")).strip()
    closing = clean(element.get("close", ")")).strip()
    inner = children(element)
    single = only(inner[0]) if len(inner) == 1 else None
    if single is not None and name(single) == "mtable" and (opening, closing) in FENCED_TABLES:
        return Piece(environment(rows(single, render), FENCED_TABLES[opening, closing]))
    if single is not None and name(single) == "mfrac" and _without_line(single):
        above, below = render(nth(single, 0)), render(nth(single, 1))
        return Piece(rf"\binom{{{above}}}{{{below}}}")
    parts = [render(child) for child in inner] or [join(words(element.text or ""))]
    return Piece(_fence(opening, _separated(element, parts), closing))


def _separated(element: Element, parts: Sequence[str]) -> str:
    """The parts with the fence's separators between them; the last one given is repeated."""
    marks = clean(element.get("separators", ",")).replace(" ", "")
    line = "".join(parts[:1])
    for position, part in enumerate(parts[1:]):
        mark = marks[min(position, len(marks) - 1)] if marks else " "
        line += f"{mark} {part}" if mark in ",;" else f"{join(symbols(mark))} {part}"
    return line


def _fence(opening: str, inner: str, closing: str) -> str:
    left = OPENING.get(opening) or join(symbols(opening))
    right = CLOSING.get(closing) or join(symbols(closing))
    if _TALL.search(inner) and len(opening) <= 1 and len(closing) <= 1:
        return rf"\left{left or '.'} {inner} \right{right or '.'}"
    named = left[-1:].isalpha()  # \langle x \rangle
    return f"{left} {inner} {right}" if named else f"{left}{inner}{right}"


def bare_fences(row: Sequence[Element], start: int) -> tuple[tuple[str, str], Element, int] | None:
    """``( mtable )`` or ``{ mtable`` written with bare operators: fences, table, what is next."""
    opening = bare(row[start]) if name(row[start]) == "mo" else ""
    if opening not in ("(", "[", "|", "{") or start + 1 >= len(row):
        return None
    table = only(row[start + 1])
    if name(table) != "mtable":
        return None
    closing = bare(row[start + 2]) if start + 2 < len(row) else ""
    if closing and (opening, closing) in FENCED_TABLES:
        return (opening, closing), table, start + 3
    if opening == "{" and closing != "}":
        return (opening, ""), table, start + 2
    return None


def table(element: Element, render: Render) -> Piece:
    return Piece(environment(rows(element, render)))


def rows(element: Element, render: Render) -> list[list[str]]:
    found = []
    for row in children(element):
        cells = children(row) if name(row) in ("mtr", "mlabeledtr") else [row]
        if name(row) == "mlabeledtr":  # the first cell is the equation's number
            cells = cells[1:]
        found.append([render(cell) for cell in cells])
    return found


def enclosed(element: Element, inner: str) -> Piece:
    """A box, a strike or a line around what is already LaTeX."""
    if name(element) == "msqrt":
        return Piece(rf"\sqrt{{{inner}}}")
    notations = (element.get("notation") or "longdiv").split()
    command = next((latex for notation, latex in _ENCLOSURES if notation in notations), "")
    return Piece(rf"\{command}{{{inner}}}" if command else inner)


def space(element: Element, _: Render) -> Piece:
    width = re.fullmatch(r"(\d*\.?\d+)(em|ex|px|pt)?", (element.get("width") or "").strip())
    if not width or not float(width[1]):
        return Piece("", "space")
    wide = width[2] == "em" and float(width[1]) >= 1
    return Piece(r"\quad " if wide else r"\,", "space")
