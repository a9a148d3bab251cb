"""Looking at CNXML: local names, classes, and which parts of a module are what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from knowledge.ingest.mathml.tree import children, name

Element = Any
"""An lxml element."""

__all__ = ["Element", "children", "name"]

BLOCKS = frozenset(
    "para list figure subfigure table equation note section example exercise problem solution "
    "commentary rule statement proof definition glossary quote code div".split()
)
_SUMMARY = re.compile(r"\b(summary|section-summary|chapter-summary|key-concepts|chapter-review)\b")
_SKIPPED = re.compile(
    r"\b(references?|bibliography|works-cited|further-(reading|research)|suggested-\w+|"
    r"answer-key|key-terms|glossary|learning-objectives|chapter-objectives)\b"
)
_SKIPPED_TITLES = frozenset(
    ["references", "referencias", "bibliography", "bibliografía", "bibliografia", "referências",
     "works cited", "obras citadas", "further reading", "further research",
     "learning objectives", "learning outcomes", "objetivos de aprendizaje"]
)  # fmt: skip
_EXERCISES = re.compile(
    r"exercises?\b|\bpractice|homework|free-response|questions?\b|problems?\b|critical-thinking|"
    r"personal-application|\btest\b|multiple-choice|short-answer|fill-in|true-false|\bquiz|"
    r"understanding|matching|essay|discussion|\btry\b|\breview\b"
)


def marks(element: Element) -> str:
    """An element's class and type, which books use alike."""
    return f"{element.get('class') or ''} {element.get('type') or ''}".strip().lower()


def text_of(element: Element | None) -> str:
    """All characters in it on one line."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def child(element: Element, tag: str) -> Element | None:
    """The first child of that name."""
    return next((inner for inner in element if name(inner) == tag), None)


def inside(element: Element, *tags: str) -> bool:
    """Whether it stands somewhere within an element of one of these names."""
    return any(name(outer) in tags for outer in element.iterancestors())


def named(root: Element, *tags: str) -> Iterator[Element]:
    """All descendants of these names in document order."""
    return (element for element in root.iter() if name(element) in tags)


def is_summary(section: Element) -> bool:
    return name(section) == "section" and bool(_SUMMARY.search(marks(section)))


def is_skipped(section: Element) -> bool:
    """References, answer keys, objectives: no reading matter."""
    if name(section) not in ("section", "note"):
        return False
    title = text_of(child(section, "title")).casefold()
    return bool(_SKIPPED.search(marks(section))) or title in _SKIPPED_TITLES


def holds_exercises(element: Element) -> bool:
    """Whether the element is there for its exercises: what else is in it is their setting."""
    if name(element) not in ("section", "note"):
        return False
    exercises = [found for found in named(element, "exercise") if not inside(found, "example")]
    if name(element) == "section" and exercises and _EXERCISES.search(marks(element)):
        return True
    own = [found for found in exercises if _home(found) is element]
    if name(element) == "note":
        return bool(own)
    paragraphs = [found for found in element if name(found) == "para"]
    return len(own) >= 2 and len(paragraphs) <= len(own)


def _home(element: Element) -> Element | None:
    """The section or note that it stands in."""
    return next((outer for outer in element.iterancestors("{*}section", "{*}note")), None)


def is_setting(element: Element) -> bool:
    """Whether it stands in a place that is there for exercises."""
    return any(holds_exercises(outer) for outer in element.iterancestors("{*}section", "{*}note"))
