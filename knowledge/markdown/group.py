"""A section's parts, sorted by what they are and whose they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from knowledge.course import ITEM_KINDS
from knowledge.markdown.fields import Report
from knowledge.markdown.parts import OF_AN_ITEM, UNKNOWN, UNKNOWN_ITEM, Part
from knowledge.markdown.syntax import RUNGS, TEXT


@dataclass(slots=True)
class ItemParts:
    """The parts that make up one item."""

    main: Part
    rungs: list[Part] = field(default_factory=list)
    prose: dict[str, Part] = field(default_factory=dict)


@dataclass(slots=True)
class Grouped:
    """All parts of a section."""

    text: list[str] = field(default_factory=list)
    summary: list[str] = field(default_factory=list)
    terms: list[Part] = field(default_factory=list)
    problems: list[Part] = field(default_factory=list)
    items: list[ItemParts] = field(default_factory=list)


def group(parts: Iterable[Part], report: Report) -> Grouped:
    """Sort the parts; those that belong to no item are reported."""
    found = Grouped()
    item: ItemParts | None = None
    for part in parts:
        if part.keyword == "":
            found.text.append(TEXT.remove(part.body).strip("\n"))
        elif part.keyword in ITEM_KINDS:
            item = ItemParts(part)
            found.items.append(item)
        elif part.keyword == UNKNOWN_ITEM:
            item = ItemParts(part)
        elif part.keyword in OF_AN_ITEM:
            _no_arguments(part, report)
            _add(part, item, report)
        elif part.keyword != UNKNOWN:
            item = None
            _no_arguments(part, report)
            _place(part, found)
    found.text = [text for text in found.text if text]
    return found


def _no_arguments(part: Part, report: Report) -> None:
    """Parts that are only text have neither id nor arguments; a problem has an id."""
    if part.keyword in RUNGS:
        return
    if part.arguments or (part.id and part.keyword != "problem"):
        report.error(
            part.line,
            f"`::: {part.keyword}` takes nothing behind it; write its text below this line.",
        )


def _place(part: Part, found: Grouped) -> None:
    if part.keyword == "summary":
        found.summary.append(TEXT.remove(part.body).strip("\n"))
    elif part.keyword == "terms":
        found.terms.append(part)
    else:
        found.problems.append(part)


def _add(part: Part, item: ItemParts | None, report: Report) -> None:
    if item is None:
        report.error(
            part.line, f"`::: {part.keyword}` belongs to an item: put it below the item's answers."
        )
    elif part.keyword in RUNGS:
        item.rungs.append(part)
    elif part.keyword in item.prose:
        report.error(
            part.line,
            f"This item has two `::: {part.keyword}` (the first in line "
            f"{item.prose[part.keyword].line}): join them.",
        )
    else:
        item.prose[part.keyword] = part
