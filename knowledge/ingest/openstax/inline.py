"""The content of a paragraph → one line of Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from knowledge.ingest import lines
from knowledge.ingest.mathml import to_latex
from knowledge.ingest.openstax.numbering import Labels
from knowledge.ingest.openstax.tree import Element, child, children, name, text_of
from knowledge.ingest.openstax.words import Words

_ITALIC = frozenset(["italics", "italic", "itelics", "oblique", "underline"])
_PLAIN = frozenset(["normal", "smallcaps"])
_DROPPED = frozenset("title label caption iframe object param longdesc commentary".split())


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element stands: what links, labels and words depend on."""

    module: str
    language: str
    words: Words
    labels: Labels
    pictures: bool = True
    """Whether pictures are told by their text alternatives."""


class Inline:
    """Renders inline elements of one module."""

    def __init__(self, place: Place) -> None:
        self.place = place

    def line(self, element: Element) -> str:
        """All of an element's content on one line, tidy."""
        return self.tidy(self.content(element))

    def tidy(self, line: str) -> str:
        return lines.tidy(line, self.place.language)

    def content(self, element: Element) -> str:
        """The element's content, not yet tidied."""
        line = lines.text(element.text or "")
        for inner in element:
            line = self.append(line, inner) + lines.text(inner.tail or "")
        return line

    def append(self, line: str, element: Element) -> str:
        """``line`` with an inline element after it (scripts change what stands before them)."""
        tag = name(element)
        if tag == "sup":
            return lines.raised(line, self.content(element))
        if tag == "sub":
            return lines.lowered(line, self.content(element))
        if tag == "newline":
            return line.rstrip() + ("  \n" if element.get("count", "1") == "1" else "\n\n")
        if tag == "math" and element.get("display") != "block":
            return lines.formula(line, to_latex(element))
        handler = _HANDLERS.get(tag)
        if handler:
            return line + handler(self, element)
        if tag in _DROPPED or not tag:
            return line
        return line + self.content(element)

    def _emphasis(self, element: Element) -> str:
        effect = (element.get("effect") or "bold").lower()
        content = self.content(element)
        if effect in _PLAIN:
            return content
        return lines.emphasised(content, "*" if effect in _ITALIC else "**")

    def _term(self, element: Element) -> str:
        content = self.content(element)
        if "no-emphasis" in (element.get("class") or ""):
            return content
        return lines.emphasised(content, "**")

    def _cited(self, element: Element) -> str:
        return lines.emphasised(self.content(element), "*")

    def _code(self, element: Element) -> str:
        text = text_of(element)
        return f"`` {text} ``" if "`" in text else f"`{text}`" if text else ""

    def _quote(self, element: Element) -> str:
        content = self.content(element).strip()
        return content if content[:1] in '“"«„' else f"“{content}”"

    def _footnote(self, element: Element) -> str:
        note = self.line(element)
        return f" ({note.rstrip('.')})" if note else ""

    def _math(self, element: Element) -> str:
        return f"\n\n{lines.display(to_latex(element))}\n\n"

    def _space(self, element: Element) -> str:
        return " "

    def _list(self, element: Element) -> str:
        """A list that runs on in the line."""
        parts = [self.line(item) for item in children(element) if name(item) == "item"]
        separator = (element.get("item-sep") or "").strip()
        separator = separator or ("," if element.get("display") == "inline" else ";")
        return f" {f'{separator} '.join(part for part in parts if part)}"

    def _media(self, element: Element) -> str:
        """A picture in the line is told by its text alternative; a simulation is linked."""
        frame = next((inner for inner in element.iter() if name(inner) == "iframe"), None)
        alt = picture_text(element) if self.place.pictures else ""
        if frame is not None and (frame.get("src") or "").startswith("http"):
            return f"[{lines.text(alt) or frame.get('src')}]({frame.get('src')})"
        return f" ({self.place.words.picture}: {lines.text(alt)})" if alt else ""

    def _link(self, element: Element) -> str:
        shown = self.content(element)
        url = element.get("url") or ""
        if re.match(r"https?://|mailto:", url):
            address = url.strip().replace("(", "%28").replace(")", "%29").replace(" ", "%20")
            bare = " ".join(shown.replace("*", "").split()) or re.sub(r"^https?://", "", url)
            return f"[{bare}]({address})"
        if shown.strip():
            return shown
        module = element.get("document") or self.place.module
        return lines.text(self.place.labels.label(module, element.get("target-id") or ""))


_HANDLERS: dict[str, Callable[[Inline, Element], str]] = {
    "emphasis": Inline._emphasis,
    "term": Inline._term,
    "foreign": Inline._cited,
    "cite": Inline._cited,
    "cite-title": Inline._cited,
    "code": Inline._code,
    "quote": Inline._quote,
    "footnote": Inline._footnote,
    "math": Inline._math,
    "space": Inline._space,
    "list": Inline._list,
    "media": Inline._media,
    "image": Inline._media,
    "link": Inline._link,
}


def picture_text(media: Element) -> str:
    """A picture's text alternative, where there is a real one."""
    alt = " ".join((media.get("alt") or "").split())
    if not alt:
        alt = text_of(child(media, "text"))
    file_name = re.fullmatch(r"\S+\.(png|jpe?g|gif|svg)|\S*_\S*", alt, re.IGNORECASE)
    return alt if re.search(r"\w{2}", alt) and not file_name else ""
