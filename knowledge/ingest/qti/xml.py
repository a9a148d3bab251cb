"""Finding one's way in QTI's XML: elements by local name, whatever the version's namespace."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from knowledge.ingest.markup import name

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


class QtiError(ValueError):
    """An item that can't be used; its text says why."""


def children(element: Element, *names: str) -> Iterator[Element]:
    """Child elements of these local names, in order."""
    return (child for child in element if name(child) in names)


def child(element: Element, *names: str) -> Element | None:
    """The first child of one of these names."""
    return next(children(element, *names), None)


def inside(element: Element, *names: str) -> Iterator[Element]:
    """Elements of these names anywhere below, in document order."""
    return (inner for inner in element.iter() if inner is not element and name(inner) in names)


def text(element: Element | None) -> str:
    """All text of an element on one line; empty for None."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""
