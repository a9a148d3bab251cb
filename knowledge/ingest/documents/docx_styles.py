"""What a Word paragraph is: heading level, list entry with its number, title, quote, code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knowledge.ingest.documents.docx_runs import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_HEADING = re.compile(r"^heading (\d)$", re.IGNORECASE)
_MAX_BASES = 12
_NUMBERED = frozenset(("decimal", "decimalZero"))


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    level: int = 0
    """1 to 9 for a heading."""
    is_title: bool = False
    is_quote: bool = False
    is_code: bool = False
    is_contents: bool = False
    numbering: tuple[str, int] | None = None
    """The style's own list id and level."""


@dataclass(frozen=True, slots=True)
class ListEntry:
    level: int
    """0 for the outermost list."""


class Styles:
    """Looks styles and numbering up in one document, and counts its lists."""

    def __init__(self, opened: Any) -> None:
        self._elements: dict[str, Element] = {
            style.get(f"{W}styleId", ""): style for style in opened.styles.element.iter(f"{W}style")
        }
        self._known: dict[str, ParagraphStyle] = {}
        self._formats = _formats(opened)
        self._counters: dict[tuple[str, int], int] = {}

    def of(self, paragraph: Element) -> ParagraphStyle:
        """The style of a paragraph, with what the paragraph itself overrides."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return ParagraphStyle()
        reference = properties.find(f"{W}pStyle")
        style = self._named(reference.get(f"{W}val", "")) if reference is not None else None
        own = _outline_level(properties)
        if own and not (style and style.level):
            return ParagraphStyle(level=own, numbering=style.numbering if style else None)
        return style or ParagraphStyle()

    def number(self, paragraph: Element, style: ParagraphStyle) -> tuple[str, ListEntry | None]:
        """The number Word prints before the paragraph (empty for a bullet), and its list entry."""
        found = _numbering(paragraph.find(f"{W}pPr")) or style.numbering
        if found is None or found[0] == "0":
            return "", None
        list_id, level = found
        for key in [key for key in self._counters if key[0] == list_id and key[1] > level]:
            del self._counters[key]
        kind, pattern, start = self._formats.get((list_id, level), ("bullet", "", 1))
        count = self._counters[found] = self._counters.get(found, start - 1) + 1
        if kind not in _NUMBERED:
            return "", ListEntry(level)
        if not style.level:
            return f"{count}.", ListEntry(level)
        label = re.sub(
            r"%(\d)",
            lambda match: str(self._counters.get((list_id, int(match[1]) - 1), 1)),
            pattern,
        )
        return label.strip(), ListEntry(level)

    def _named(self, style_id: str) -> ParagraphStyle:
        if style_id not in self._known:
            self._known[style_id] = self._resolve(style_id)
        return self._known[style_id]

    def _resolve(self, style_id: str) -> ParagraphStyle:
        """A style with what it inherits from the styles it is based on."""
        level = 0
        numbering: tuple[str, int] | None = None
        names: list[str] = []
        for _ in range(_MAX_BASES):
            element = self._elements.get(style_id)
            if element is None:
                break
            name = element.find(f"{W}name")
            names.append((name.get(f"{W}val", "") if name is not None else "").lower())
            heading = _HEADING.match(names[-1])
            properties = element.find(f"{W}pPr")
            own = int(heading[1]) if heading else _outline_level(properties)
            level = level or own
            numbering = numbering or _numbering(properties)
            base = element.find(f"{W}basedOn")
            style_id = base.get(f"{W}val", "") if base is not None else ""
        first = names[0] if names else ""
        return ParagraphStyle(
            level=level,
            is_title=first == "title",
            is_quote="quote" in first or first == "block text",
            is_code=any("code" in name or "preformatted" in name for name in names),
            is_contents=bool(re.match(r"toc( heading|\s*\d)|table of figures|index \d", first)),
            numbering=numbering,
        )


def _outline_level(properties: Element | None) -> int:
    found = properties.find(f"{W}outlineLvl") if properties is not None else None
    value = found.get(f"{W}val", "9") if found is not None else "9"
    return int(value) + 1 if value.isdecimal() and int(value) < 9 else 0


def _numbering(properties: Element | None) -> tuple[str, int] | None:
    found = properties.find(f"{W}numPr") if properties is not None else None
    list_id = found.find(f"{W}numId") if found is not None else None
    if found is None or list_id is None:
        return None
    level = found.find(f"{W}ilvl")
    value = level.get(f"{W}val", "0") if level is not None else "0"
    return list_id.get(f"{W}val", "0"), min(int(value), 8) if value.isdecimal() else 0


def _formats(opened: Any) -> dict[tuple[str, int], tuple[str, str, int]]:
    """By list id and level: kind of number, pattern (``%1.%2``), first number."""
    try:
        root = opened.part.numbering_part.element
    except (KeyError, NotImplementedError):  # a document without lists
        return {}
    abstract = {
        element.get(f"{W}abstractNumId", ""): element for element in root.iter(f"{W}abstractNum")
    }
    formats = {}
    for number in root.iter(f"{W}num"):
        reference = number.find(f"{W}abstractNumId")
        definition = abstract.get(reference.get(f"{W}val", "") if reference is not None else "")
        for level in definition.iter(f"{W}lvl") if definition is not None else ():
            depth = level.get(f"{W}ilvl", "0")
            values = [_value(level, name) for name in ("numFmt", "lvlText", "start")]
            start = int(values[2]) if values[2].isdecimal() else 1
            if depth.isdecimal():
                key = (number.get(f"{W}numId", ""), int(depth))
                formats[key] = (values[0] or "bullet", values[1], start)
    return formats


def _value(element: Element, name: str) -> str:
    found = element.find(W + name)
    return found.get(f"{W}val", "") if found is not None else ""
