"""Looking at a MathML tree, whichever library parsed it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from knowledge.ingest.mathml.tokens import clean

Element = Any
"""An lxml or ElementTree element; elements are told apart by local name."""
Render = Callable[["Element | None"], str]
"""LaTeX of an element; empty for None."""

TRANSPARENT = frozenset("math mrow mstyle mpadded merror mtd maction semantics none".split())


def name(element: Element) -> str:
    """An element's local name; empty for comments, processing instructions and entities."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element) -> list[Element]:
    return [child for child in element if name(child)]


def nth(element: Element, position: int) -> Element | None:
    inner = children(element)
    return inner[position] if position < len(inner) else None


def bare(element: Element | None) -> str:
    """All characters in it, without space around them."""
    return "" if element is None else clean("".join(element.itertext())).strip()


def only(element: Element) -> Element:
    """What a chain of rows with one child each comes down to."""
    while name(element) in TRANSPARENT:
        inner = children(element)
        if len(inner) != 1 or (element.text or "").strip():
            return element
        element = inner[0]
    return element
