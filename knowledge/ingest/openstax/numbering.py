"""The numbers OpenStax prints, and what a link without words says: ``Figure 6.3``.

Figures, tables, examples and equations are counted through a chapter; those in exercises come
after all others, because the printed book moves exercises to the chapter's end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from knowledge.ingest.openstax.tree import (
    Element,
    child,
    inside,
    is_setting,
    marks,
    name,
    text_of,
)
from knowledge.ingest.openstax.words import Words

_COUNTED = ("figure", "table", "example", "equation")


@dataclass(slots=True)
class Labels:
    """What to call each element and each module of a book."""

    elements: dict[tuple[str, str], str] = field(default_factory=dict)
    """By module id and element id."""
    modules: dict[str, str] = field(default_factory=dict)
    """Number and title by module id."""
    repeated: frozenset[str] = frozenset()
    """Ids of exercises that stand in more than one module."""

    def label(self, module: str, element: str) -> str:
        """``Figure 6.3``, or the section's name; empty when it is not in this book."""
        if element:
            return self.elements.get((module, element), "")
        return self.modules.get(module, "")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A module's tree with what its numbers start from."""

    module: str
    prefix: str
    """``6.`` in chapter 6, ``A`` in appendix A; empty outside of both."""
    root: Element


def count(chapter: Iterable[Numbered], words: Words, labels: Labels) -> None:
    """Adds the labels of one chapter's elements, in printed order."""
    shown = {"figure": words.figure, "table": words.table, "example": words.example,
             "equation": words.equation, "try": words.try_it}  # fmt: skip
    counters: Counter[str] = Counter()
    late: list[tuple[Numbered, str, Element]] = []

    def take(module: Numbered, kind: str, element: Element) -> None:
        counters[kind] += 1
        identity = element.get("id")
        if identity:
            number = f" {module.prefix}{counters[kind]}" if module.prefix else ""
            labels.elements[module.module, identity] = shown[kind] + number

    for module in chapter:
        for kind, element in _numbered(module.root):
            if kind != "example" and is_setting(element):
                late.append((module, kind, element))
            else:
                take(module, kind, element)
        _name_others(module, words, labels)
    for module, kind, element in late:
        take(module, kind, element)


def _numbered(root: Element) -> Iterator[tuple[str, Element]]:
    for element in root.iter():
        tag = name(element)
        if tag == "note" and "try" in marks(element).split():
            yield "try", element
        if tag not in _COUNTED or "unn" in marks(element):  # unnumbered, and misspelt
            continue
        if tag == "figure" and inside(element, "figure"):
            continue
        yield tag, element


def _name_others(module: Numbered, words: Words, labels: Labels) -> None:
    """Links may also lead to titles, notes, lists and exercises: they are called by their title."""
    for element in module.root.iter():
        identity = element.get("id") if name(element) else None
        if not identity or (module.module, identity) in labels.elements:
            continue
        own = element if name(element) == "title" else child(element, "title")
        title = text_of(own if own is not None else child(element, "label"))
        if name(element) == "exercise":
            title = title or words.exercise
        elif name(element) == "media":
            title = title or words.figure
        if title:
            labels.elements[module.module, identity] = title
