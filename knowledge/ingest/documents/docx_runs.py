"""The text of a Word paragraph: formatted runs, links, formulas, footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from knowledge.ingest import plain
from knowledge.ingest.documents.inlines import Run, Style
from knowledge.ingest.documents.omml import to_latex
from knowledge.ingest.safely import parse_xml
from knowledge.problems import SourceError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_INSIDE = frozenset(
    f"{W}{name}"
    for name in (
        "hyperlink",
        "ins",
        "moveTo",
        "smartTag",
        "sdt",
        "sdtContent",
        "fldSimple",
        "dir",
        "bdo",
    )
)
_CODE = re.compile(r"verbatim|code|teletype|preformatted", re.IGNORECASE)
_AUTOMATIC = re.compile(
    r"^(picture|image|grafik|imagen|bild)?\s*\d*$|^\S+\.(png|jpe?g|gif|emf|wmf)$", re.I
)
_MAX_DEPTH = 30


class Runs:
    """Reads paragraphs of one document part."""

    def __init__(self, part: Any) -> None:
        self._links = {key: rel.target_ref for key, rel in part.rels.items() if rel.is_external}
        self._notes = {
            f"{W}{kind}Reference": _notes(part, kind) for kind in ("footnote", "endnote")
        }

    def of(self, paragraph: Element) -> Iterator[Run]:
        """The paragraph's runs in order; deleted text and field codes are not among them."""
        yield from self._inside(paragraph, "", 0)

    def _inside(self, parent: Element, link: str, depth: int) -> Iterator[Run]:
        for child in parent:
            if child.tag == f"{W}r":
                yield from self._run(child, link, depth)
            elif child.tag == f"{_M}oMath":
                yield Run(plain.inline_math(to_latex(child)), finished=True)
            elif child.tag == f"{_M}oMathPara":
                yield Run(f"\n{plain.display_math(to_latex(child))}\n", finished=True)
            elif child.tag in _INSIDE and depth < _MAX_DEPTH:
                target = self._links.get(child.get(f"{_R}id", ""), "")
                yield from self._inside(child, target or link, depth + 1)

    def _run(self, run: Element, link: str, depth: int) -> Iterator[Run]:
        style = _style(run, link)
        if style is None:
            return
        for child in run:
            tag = child.tag
            if tag == f"{W}t":
                yield Run(child.text or "", style)
            elif tag == f"{W}tab":
                yield Run(" ", style)
            elif tag in (f"{W}br", f"{W}cr"):
                yield Run("\n" if child.get(f"{W}type") is None else " ", style)
            elif tag == f"{W}noBreakHyphen":
                yield Run("-", style)
            elif tag in self._notes:
                note = self._notes[tag].get(child.get(f"{W}id", ""), "")
                yield Run(f" ({note})" if note else "", Style(link=link))
            elif tag == f"{W}drawing":
                yield from _picture(child)
            elif tag == f"{_MC}AlternateContent" and depth < _MAX_DEPTH:
                choice = child.find(f"{_MC}Choice")
                if choice is not None:
                    yield from _picture(choice)


def _style(run: Element, link: str) -> Style | None:
    """None for hidden text."""
    properties = run.find(f"{W}rPr")
    if properties is None:
        return Style(link=link)
    if _is_on(properties, "vanish"):
        return None
    shift = properties.find(f"{W}vertAlign")
    name = properties.find(f"{W}rStyle")
    return Style(
        bold=_is_on(properties, "b"),
        italic=_is_on(properties, "i"),
        code=name is not None and bool(_CODE.search(name.get(f"{W}val", ""))),
        raised=shift is not None and shift.get(f"{W}val") == "superscript",
        lowered=shift is not None and shift.get(f"{W}val") == "subscript",
        link=link,
    )


def _is_on(properties: Element, name: str) -> bool:
    found = properties.find(W + name)
    return found is not None and found.get(f"{W}val", "1") not in ("0", "false", "off")


def _picture(element: Element) -> Iterator[Run]:
    for about in element.iter(f"{_WP}docPr"):
        alt = " ".join((about.get("descr") or "").split())
        if alt and not _AUTOMATIC.match(alt):
            yield Run(f"*[{plain.escape(alt)}]*", finished=True)


def _notes(part: Any, kind: str) -> dict[str, str]:
    """Texts of the foot- or endnotes by id."""
    for rel in part.rels.values():
        if rel.is_external or not rel.reltype.endswith(f"/{kind}s"):
            continue
        try:
            root = parse_xml(rel.target_part.blob, kind)
        except SourceError:
            return {}
        return {
            note.get(f"{W}id", ""): " ".join(
                "".join(t.text or "" for t in note.iter(f"{W}t")).split()
            )
            for note in root
            if note.get(f"{W}type") is None
        }
    return {}
