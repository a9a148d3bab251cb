"""HTML (and the HTML inside of XML) → Markdown blocks, by one walk over the tree.

Serves web pages, Moodle's ``[html]`` texts and QTI's item bodies. Elements are recognised by
local name, so namespaced XHTML and MathML work as well as plain HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from knowledge.ingest import plain
from knowledge.ingest.blocks import Block, join, listing, table

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Inline = Callable[["Element"], str | None]
"""Gives the Markdown of an element it knows (a blank, say), None for all others. It is asked more
than once about an element, so it has to be a pure function."""

_MAX_DEPTH = 150
_DROPPED = frozenset(
    "script style nav footer aside noscript template svg iframe button select input object "
    "head link meta audio video canvas dialog rt rp".split()
)
_BLOCKS = frozenset(
    "address article blockquote body center dd details div dl dt fieldset figcaption figure form "
    "h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody td tfoot th "
    "thead tr ul itemBody prompt rubricBlock modalFeedback feedbackBlock".split()
)
_FENCE = re.compile(r"`{3,}")
_FILE_NAME = re.compile(r"^\S+\.(png|jpe?g|gif|svg|webp|bmp|tiff?)$", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\f\r]+")


def name(element: Element) -> str:
    """An element's local name; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def from_html(html: str, inline: Inline | None = None) -> str:
    """Markdown of an HTML fragment."""
    if not html.strip():
        return ""
    from lxml import html as parser

    try:
        root = parser.fragment_fromstring(plain.without_controls(html), create_parent="div")
    except (ValueError, AssertionError, parser.etree.ParserError):
        return plain.to_markdown(html)
    return join(blocks(root, inline))


def from_element(element: Element, inline: Inline | None = None) -> str:
    """Markdown of an element's content."""
    return join(blocks(element, inline))


def blocks(root: Element, inline: Inline | None = None) -> list[Block]:
    """The element's content as blocks in reading order."""
    return list(_Walk(inline or (lambda _: None)).content(root, 0))


def inline_text(element: Element, inline: Inline | None = None) -> str:
    """The element's content on one line, without block structure."""
    return _Walk(inline or (lambda _: None)).line(element, 0)


class _Walk:
    def __init__(self, special: Inline) -> None:
        self._special = special

    # ---- blocks ------------------------------------------------------------------------------

    def content(self, parent: Element, depth: int) -> Iterator[Block]:
        """Children as blocks; text and inline elements between blocks form paragraphs."""
        if depth > _MAX_DEPTH:
            yield from _paragraph(plain.to_markdown("".join(parent.itertext())))
            return
        loose = _text(parent.text)
        for child in parent:
            if self._is_block(child):
                yield from _paragraph(loose)
                yield from self._block(child, depth + 1)
                loose = ""
            else:
                loose += self._inline(child, depth + 1)
            loose += _text(child.tail)
        yield from _paragraph(loose)

    def _is_block(self, element: Element) -> bool:
        if name(element) in _BLOCKS:
            return self._special(element) is None
        if name(element) in _DROPPED or self._special(element) is not None:
            return False
        # <a>, <span> and elements we don't know may wrap blocks
        return any(name(inner) in _BLOCKS for inner in element)

    def _block(self, element: Element, depth: int) -> Iterator[Block]:
        if _hidden(element):
            return
        tag = name(element)
        if tag in _DROPPED:
            return
        if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            title = self.line(element, depth)
            if title:
                yield Block(title, int(tag[1]))
        elif tag == "pre":
            yield from _listing(element)
        elif tag in ("ul", "ol"):
            entries = list(self._entries(element, 0, depth))
            if entries:
                yield listing(entries)
        elif tag == "dl":
            yield from self._definitions(element, depth)
        elif tag == "table":
            yield from self._table(element, depth)
        elif tag == "blockquote":
            quoted = join(list(self.content(element, depth)))
            if quoted:
                yield Block("\n".join(f"> {line}".rstrip() for line in quoted.split("\n")))
        else:
            yield from self.content(element, depth)

    def _entries(self, element: Element, level: int, depth: int) -> Iterator[tuple[int, str, str]]:
        mark = "1." if name(element) == "ol" else "-"
        number = 0
        for child in element:
            tag = name(child)
            if tag in ("ul", "ol") and depth < _MAX_DEPTH:
                yield from self._entries(child, level + 1, depth + 1)
            if tag != "li" or _hidden(child):
                continue
            number += 1
            nested = [inner for inner in child if name(inner) in ("ul", "ol")]
            own = [block for block in self._without(child, nested, depth) if block.text]
            text = "\n\n".join(block.text for block in own)
            if text:
                yield level, f"{number}." if mark == "1." else mark, text
            if depth < _MAX_DEPTH:
                for inner in nested:
                    yield from self._entries(inner, level + 1 if text else level, depth + 2)

    def _without(self, parent: Element, skipped: list[Element], depth: int) -> Iterator[Block]:
        """Like `content`, but some children are left out (they are read on their own)."""
        special = self._special
        inner = _Walk(lambda element: "" if element in skipped else special(element))
        yield from inner.content(parent, depth + 1)

    def _definitions(self, element: Element, depth: int) -> Iterator[Block]:
        term = ""
        children = (inner for child in element for inner in ([child], child)[name(child) == "div"])
        for child in children:
            tag = name(child)
            if tag == "dt":
                term = self.line(child, depth)
            elif tag == "dd":
                text = join(list(self.content(child, depth)))
                yield Block(f"**{term}**: {text}" if term else text)
                term = ""

    def _table(self, element: Element, depth: int) -> Iterator[Block]:
        rows: list[list[str]] = []
        heading = False
        for part in element:
            if name(part) == "caption":
                yield from _paragraph(self.line(part, depth))
        for row in _rows(element):
            cells = [cell for cell in row if name(cell) in ("td", "th")]
            if not rows:
                heading = bool(cells) and all(name(cell) == "th" for cell in cells)
                heading = heading or name(row.getparent()) == "thead"
            rows.append([])
            for cell in cells:
                rows[-1] += [self.line(cell, depth), *[""] * (_span(cell) - 1)]
        yield from table(rows, heading=heading or len(rows) > 2)

    # ---- inline ------------------------------------------------------------------------------

    def line(self, element: Element, depth: int) -> str:
        """All of an element on one line."""
        return " ".join(self._children(element, depth).split())

    def _children(self, element: Element, depth: int) -> str:
        if depth > _MAX_DEPTH:
            return plain.to_markdown("".join(element.itertext()))
        parts = [_text(element.text)]
        for child in element:
            apart = " " if name(child) in _BLOCKS else ""
            parts += [apart, self._inline(child, depth + 1), apart, _text(child.tail)]
        return "".join(parts)

    def _inline(self, element: Element, depth: int) -> str:
        special = self._special(element)
        if special is not None:
            return special
        tag = name(element)
        leaf = _LEAVES.get(tag)
        if leaf:
            return leaf(element)
        if not tag or tag in _DROPPED or _hidden(element):
            return ""
        inner = self._children(element, depth)
        dress = _DRESSES.get(tag)
        return dress(inner, element) if dress else inner


def _paragraph(text: str) -> list[Block]:
    lines = [" ".join(line.split()) for line in text.split("\n")]
    kept = "  \n".join(line for line in lines if line)
    return [Block(kept)] if kept else []


def _text(text: str | None) -> str:
    # a line break in HTML is a space; only <br> makes a new line
    return plain.to_markdown(_SPACE.sub(" ", text)) if text else ""


def _around(text: str, mark: str) -> str:
    bare = text.strip()
    if not bare or bare.startswith(mark) or "\n" in bare:
        return text
    before = text[: len(text) - len(text.lstrip())]
    after = text[len(text.rstrip()) :]
    return f"{before}{mark}{bare}{mark}{after}"


def _link(text: str, target: str) -> str:
    label = " ".join(text.split())
    if not label or not re.match(r"https?://[^\s()<>]+$", target):
        return text
    return label if label == target else f"[{label}]({target})"


def _picture(element: Element) -> str:
    alt = " ".join((element.get("alt") or "").split())
    classes = element.get("class") or ""
    if "mwe-math" in classes:  # Wikipedia: the same formula stands beside it as MathML
        return ""
    if "latex" in classes or "tex" in classes.split():
        return plain.inline_math(alt.strip("$"))
    return f"*[{plain.escape(alt)}]*" if alt and not _FILE_NAME.match(alt) else ""


def _code(element: Element) -> str:
    text = " ".join("".join(element.itertext()).split())
    return f"`` {text} ``" if "`" in text else f"`{text}`" if text else ""


def _listing(element: Element) -> list[Block]:
    text = "".join(element.itertext()).strip("\n")
    longest = max((len(run) for run in _FENCE.findall(text)), default=2)
    fence = "`" * (longest + 1)
    return [Block(f"{fence}\n{text}\n{fence}")] if text.strip() else []


def _math(element: Element) -> str:
    for inner in element.iter():
        if name(inner) == "annotation" and "tex" in (inner.get("encoding") or "").lower():
            latex = _bare_latex(inner.text or "")
            break
    else:
        from knowledge.ingest.mathml import to_latex

        latex = to_latex(element) or _bare_latex(element.get("alttext") or "")
    if element.get("display") == "block":
        return f"\n{plain.display_math(latex)}\n"
    return plain.inline_math(latex)


def _bare_latex(text: str) -> str:
    stripped = text.strip()
    wrapped = re.fullmatch(r"\{\\displaystyle (.*)\}", stripped, re.DOTALL)
    return (wrapped[1] if wrapped else stripped).strip("$ ")


def _tex_script(element: Element) -> str:
    is_tex = "math/tex" in (element.get("type") or "")
    return plain.inline_math(element.text or "") if is_tex else ""


def _raised(text: str, element: Element) -> str:
    return "" if element.get("class") == "reference" else plain.raised(text)


_LEAVES: dict[str, Callable[[Element], str]] = {
    "math": _math,
    "script": _tex_script,
    "br": lambda _: "\n",
    "img": _picture,
    **dict.fromkeys(("code", "kbd", "samp", "tt"), _code),
}
"""Inline elements that are read as a whole."""
_DRESSES: dict[str, Callable[[str, Element], str]] = {
    **dict.fromkeys(("b", "strong"), lambda text, _: _around(text, "**")),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), lambda text, _: _around(text, "*")),
    "sup": _raised,
    "sub": lambda text, _: plain.lowered(text),
    "a": lambda text, element: _link(text, element.get("href") or ""),
}
"""Inline elements that put something around their content."""


def _hidden(element: Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or "display:none" in style
    )


def _rows(element: Element) -> Iterator[Element]:
    """Rows of this table, not of one nested in it."""
    for part in element:
        if name(part) == "tr":
            yield part
        elif name(part) in ("thead", "tbody", "tfoot"):
            yield from (row for row in part if name(row) == "tr")


def _span(cell: Element) -> int:
    span = cell.get("colspan") or "1"
    return min(int(span), 40) if span.isdecimal() and int(span) else 1
