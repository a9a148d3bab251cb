"""Presentation MathML (and the little content MathML that books use) → LaTeX.

Total: whatever the tree, the answer is LaTeX with balanced braces; elements that are not known
give their content.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from knowledge.ingest.mathml import layout, scripts
from knowledge.ingest.mathml.tables import environment
from knowledge.ingest.mathml.tokens import (
    Piece,
    identifier,
    join,
    number,
    operator,
    symbols,
    words,
)
from knowledge.ingest.mathml.tree import Element, Render, children, name

_SILENT = frozenset("annotation annotation-xml mphantom mprescripts malignmark maligngroup".split())
_INFIX = {"plus": "+", "minus": "−", "times": "⋅", "eq": "=", "neq": "≠", "lt": "<", "gt": ">",
          "leq": "≤", "geq": "≥", "approx": "≈", "and": "∧", "or": "∨", "in": "∈"}  # fmt: skip


def to_latex(element: Element | None) -> str:
    """LaTeX of a ``<math>`` element (or any part of one), without dollars; may be empty."""
    latex = "" if element is None else join(_pieces(element))
    return re.sub(r"^(?:\\,|\s)+|(?:\\,|(?<!\\)\s)+$", "", latex).strip()


def _pieces(element: Element) -> list[Piece]:
    """The element as pieces; rows within rows are laid flat, so that ``3 . 0`` meets as 3.0."""
    tag = name(element)
    if tag in _LEAVES:
        return _bold(element, _LEAVES[tag]("".join(element.itertext())))
    if tag in _SHAPES:
        return [_SHAPES[tag](element, to_latex)]
    if tag in ("msqrt", "menclose"):
        return [layout.enclosed(element, join(_flat(element)))]
    if tag in ("apply", "reln"):
        return list(_apply(element))
    if tag in _SILENT:
        return []
    return _bold(element, list(_flat(element)))


def _flat(element: Element) -> Iterator[Piece]:
    """Children one after the other; text that stands loose between them is text."""
    if element.text and element.text.strip():
        yield from words(element.text)
    inner = children(element)
    if name(element) in ("semantics", "maction"):  # the rest are other views of the same
        inner = inner[:1]
    position = 0
    while position < len(inner):
        fences = layout.bare_fences(inner, position)
        if fences:
            pair, table, position = fences
            yield Piece(environment(layout.rows(table, to_latex), layout.FENCED_TABLES[pair]))
            continue
        child = inner[position]
        yield from _pieces(child)
        if child.tail and child.tail.strip():
            yield from words(child.tail)
        position += 1


def _bold(element: Element, pieces: list[Piece]) -> list[Piece]:
    """Bold is kept: it tells vectors from numbers. Italic and upright letters are LaTeX's own."""
    if "bold" in (element.get("mathvariant") or element.get("fontweight") or ""):
        inner = join(pieces)
        if re.fullmatch(r"[A-Za-z]{1,3}", inner):
            return [Piece(rf"\mathbf{{{inner}}}")]
    return pieces


def _apply(element: Element) -> Iterator[Piece]:
    """``<apply><op/>a b</apply>`` and the older ``<reln>``."""
    if not children(element):
        return
    head, *rest = children(element)
    operator_name, operands = name(head), [_pieces(child) for child in rest]
    if operator_name == "divide" and len(operands) == 2:
        yield Piece(rf"\frac{{{join(operands[0])}}}{{{join(operands[1])}}}")
    elif operator_name == "power" and len(operands) == 2:
        yield Piece(f"{{{join(operands[0])}}}^{{{join(operands[1])}}}")
    elif operator_name == "root" and operands:
        yield Piece(rf"\sqrt{{{join(operands[-1])}}}")
    elif operator_name in _INFIX:
        mark = symbols(_INFIX[operator_name])
        for position, operand in enumerate(operands):
            yield from mark if position or len(operands) == 1 else ()
            yield from operand
    else:
        yield from _pieces(head)
        for operand in operands:
            yield from operand


_LEAVES: dict[str, Callable[[str], list[Piece]]] = {
    "mi": identifier,
    "ci": identifier,
    "csymbol": identifier,
    "mn": number,
    "cn": number,
    "mo": operator,
    "mtext": words,
    "ms": words,
}
_SHAPES: dict[str, Callable[[Element, Render], Piece]] = {
    "msub": scripts.sub,
    "msup": scripts.sup,
    "msubsup": scripts.subsup,
    "mmultiscripts": scripts.multiscripts,
    "mover": scripts.over,
    "munder": scripts.under,
    "munderover": scripts.under_over,
    "mfrac": layout.fraction,
    "mroot": layout.root,
    "mfenced": layout.fenced,
    "mtable": layout.table,
    "mspace": layout.space,
}
