"""Block elements → Markdown blocks: sections, lists, figures, notes, examples, equations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from knowledge.ingest import lines
from knowledge.ingest.mathml import to_latex
from knowledge.ingest.openstax.inline import Inline, Place, picture_text
from knowledge.ingest.openstax.listing import marker
from knowledge.ingest.openstax.tables import table_blocks
from knowledge.ingest.openstax.tree import (
    BLOCKS,
    Element,
    child,
    children,
    holds_exercises,
    inside,
    is_skipped,
    is_summary,
    marks,
    name,
    named,
)

_UNTOLD = frozenset("title label caption metadata glossary iframe commentary".split())


class Blocks:
    """Renders block elements of one module."""

    def __init__(self, place: Place) -> None:
        self.inline = Inline(place)
        self._words = place.words
        self._place = place

    def markdown(self, elements: Iterable[Element], level: int = 2) -> str:
        """The elements one after the other; headings of their sections start at ``level``."""
        blocks = [block for element in elements for block in self.block(element, level)]
        return "\n\n".join(block for block in blocks if block.strip())

    def reading(self, content: Element) -> str:
        """A module's reading text: everything but exercises, summaries and references."""
        return re.sub(r"\n{3,}", "\n\n", "\n\n".join(filter(None, self.inside(content, 2))))

    def inside(self, element: Element, level: int) -> Iterator[str]:
        """An element's content as blocks; loose text and inline elements form paragraphs."""
        line = lines.text(element.text or "")
        for inner in element:
            if self._is_block(inner):
                yield from self._paragraphs(line)
                yield from self.block(inner, level)
                line = ""
            elif name(inner) not in _UNTOLD:
                line = self.inline.append(line, inner)
            line += lines.text(inner.tail or "")
        yield from self._paragraphs(line)

    def _is_block(self, element: Element) -> bool:
        tag = name(element)
        if tag == "media":
            return name(element.getparent()) not in ("para", "item", "entry", "emphasis", "link")
        if element.get("display") == "inline":
            return False
        if tag == "code":
            return element.get("display") == "block" or "\n" in "".join(element.itertext()).strip()
        if tag == "quote":
            return element.get("display") == "block" or child(element, "para") is not None
        return tag in BLOCKS

    def _paragraphs(self, line: str) -> Iterator[str]:
        for part in re.split(r"\n{2,}", line):
            tidy = self.inline.tidy(part)
            if re.search(r"\w|[^\s.,;:*]", tidy):
                yield lines.line_start(tidy)

    def block(self, element: Element, level: int) -> Iterator[str]:
        """One element as blocks."""
        tag = name(element)
        if tag in _UNTOLD or is_skipped(element) or is_summary(element):
            return
        if tag in ("section", "note") and holds_exercises(element):
            return
        handler = _HANDLERS.get(tag)
        if handler:
            yield from handler(self, element, level)
        else:
            yield from self.inside(element, level)

    # ---- one handler an element --------------------------------------------------------------

    def _section(self, element: Element, level: int) -> Iterator[str]:
        title = self._title(element)
        inner = [block for block in self.inside(element, level + bool(title)) if block.strip()]
        if title and inner:
            yield f"{'#' * min(level, 4)} {title}"
        yield from inner

    def _para(self, element: Element, level: int) -> Iterator[str]:
        title = self._title(element)
        if title:
            yield f"**{title}**"
        yield from self.inside(element, level)

    def _note(self, element: Element, level: int) -> Iterator[str]:
        """A note keeps its name as a bold line; what follows it is ordinary text."""
        label, title = self._label(element), self._title(element)
        if not label and not title and self._place.language == "en":
            label = _class_name(element)
        lead = ": ".join(filter(None, [label, title]))
        inner = [block for block in self.inside(element, level) if block.strip()]
        if lead and inner:
            yield f"**{lead}**"
        yield from inner

    def _example(self, element: Element, level: int) -> Iterator[str]:
        printed = self._place.labels.label(self._place.module, element.get("id") or "")
        title = self._title(element)
        inner = [block for block in self.inside(element, level) if block.strip()]
        if inner:
            yield f"**{': '.join(filter(None, [printed or self._words.example, title]))}**"
        yield from inner

    def _exercise(self, element: Element, level: int) -> Iterator[str]:
        """Exercises are items, not reading matter; those in examples are worked out in the text."""
        if inside(element, "example"):
            yield from self.inside(element, level)

    def _solution(self, element: Element, level: int) -> Iterator[str]:
        inner = [block for block in self.inside(element, level) if block.strip()]
        if inner:
            yield f"**{self._words.solution}**"
        yield from inner

    def _list(self, element: Element, level: int) -> Iterator[str]:
        """Numbers and bullets are Markdown lists; lettered entries are paragraphs ``a. …``."""
        title = self._title(element)
        if title:
            yield f"**{title}**"
        listed: list[str] = []
        items = [item for item in children(element) if name(item) == "item"]
        for position, item in enumerate(items):
            mark, is_list = marker(element, position)
            blocks = [block for block in self.inside(item, level) if block.strip()]
            if not blocks:
                if not is_list and not self._place.pictures:
                    yield mark  # of a solution that is a picture
                continue
            label = self._label(item)
            if label:
                blocks[0] = f"**{label}** {blocks[0]}"
            if is_list:
                listed.append(_item(mark, blocks))
            elif blocks[0].startswith(("|", "$$", "```")):
                yield from [mark, *blocks]
            else:
                yield from [f"{mark} {blocks[0]}".strip(), *blocks[1:]]
        if listed:
            yield ("\n\n" if any("\n\n" in entry for entry in listed) else "\n").join(listed)

    def _figure(self, element: Element, level: int) -> Iterator[str]:
        """Number, caption and text alternative: the picture itself is not carried."""
        if not self._place.pictures:
            return
        printed = self._place.labels.label(self._place.module, element.get("id") or "")
        if name(element) == "subfigure" or not re.search(r"\d", printed):
            printed = ""
        caption = child(element, "caption")
        said = self.inline.line(caption) if caption is not None else ""
        title = self._title(element)
        line = " ".join(
            filter(None, [f"**{printed}**" if printed else "", f"{title}." if title else "", said])
        )
        if line:
            yield line
        for inner in children(element):
            if name(inner) not in _UNTOLD:
                yield from self.block(inner, level)

    def _media(self, element: Element, level: int) -> Iterator[str]:
        if next(named(element, "iframe"), None) is not None:
            yield self.inline.tidy(self.inline.append("", element))
            return
        alt = picture_text(element)
        if alt and self._place.pictures:
            yield f"*{self._words.picture}: {lines.text(alt).replace('*', '')}*"

    def _table(self, element: Element, level: int) -> Iterator[str]:
        printed = self._place.labels.label(self._place.module, element.get("id") or "")
        caption = child(element, "caption")
        said = [self._title(element), self.inline.line(caption) if caption is not None else ""]
        lead, *grid = table_blocks(element, self.inline)
        if re.search(r"\d", printed) or any([lead, *said]):
            number = f"**{printed}**" if re.search(r"\d", printed) else ""
            yield " ".join(filter(None, [number, *said, lead]))
        yield from grid

    def _equation(self, element: Element, level: int) -> Iterator[str]:
        title = self._title(element)
        if title:
            yield f"**{title}**"
        for formula in named(element, "math"):
            latex = to_latex(formula)
            if latex:
                yield lines.display(latex)
        if next(named(element, "math"), None) is None:
            yield from self.inside(element, level)

    def _quote(self, element: Element, level: int) -> Iterator[str]:
        blocks = [block for block in self.inside(element, level) if block.strip()]
        if blocks:
            yield "> " + "\n\n".join(blocks).replace("\n", "\n> ")

    def _code(self, element: Element, level: int) -> Iterator[str]:
        text = "".join(element.itertext()).strip("\n")
        fence = "`" * max(3, 1 + max(map(len, re.findall(r"`{3,}", text)), default=0))
        if text.strip():
            yield f"{fence}{element.get('lang') or ''}\n{text}\n{fence}"

    def _title(self, element: Element) -> str:
        title = child(element, "title")
        return "" if title is None else self.inline.line(title).replace("\n", " ").replace("**", "")

    def _label(self, element: Element) -> str:
        label = child(element, "label")
        return "" if label is None else self.inline.line(label).replace("**", "")


def _item(mark: str, blocks: list[str]) -> str:
    """A list item; its further lines are indented below the first."""
    text = "\n\n".join(blocks)
    return f"{mark} " + text.replace("\n", "\n" + " " * (len(mark) + 1)).replace(
        "\n" + " " * (len(mark) + 1) + "\n", "\n\n"
    )


def _class_name(note: Element) -> str:
    """``psychology link-to-learning`` → ``Link to Learning``: what OpenStax's styles print."""
    compound = next((word for word in reversed(marks(note).split()) if "-" in word), "")
    small = ("to", "the", "of", "in", "and", "a", "for", "do", "you")
    words = [word if word in small else word.capitalize() for word in compound.split("-")]
    return " ".join(words)[:1].upper() + " ".join(words)[1:]


_HANDLERS: dict[str, Callable[[Blocks, Element, int], Iterator[str]]] = {
    "section": Blocks._section,
    "para": Blocks._para,
    "note": Blocks._note,
    "example": Blocks._example,
    "exercise": Blocks._exercise,
    "solution": Blocks._solution,
    "list": Blocks._list,
    "figure": Blocks._figure,
    "subfigure": Blocks._figure,
    "media": Blocks._media,
    "table": Blocks._table,
    "equation": Blocks._equation,
    "quote": Blocks._quote,
    "code": Blocks._code,
}
