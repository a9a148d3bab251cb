"""Cutting a document into sections of a sensible size, along its own headings.

A section is read in one go: about 300 to 1,500 words. A heading with more under it is opened up,
and so is one whose own headings are of that size; a smaller one stays whole, short neighbours are
put together, and long text without headings is cut between paragraphs into equal parts.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from knowledge.ingest import plain
from knowledge.ingest.blocks import Block, join
from knowledge.ingest.documents.document import Document, words

LONGEST = 1_500
"""Words; a section with more is cut."""
_PART = 900
"""Words of one part when there is no heading to cut at."""
_SHORT = 120
_FINE = 300
"""When half of the headings have fewer words than this, they are too fine for sections."""
_TITLE_PAGE = 40
_HEADING_WORDS = 30
"""A "heading" with more words is a paragraph that somebody gave that style."""
_MERGED = 600
"""Short neighbours are put together up to this many words."""
_MAX_TITLE = 120
_NOT_PROSE = ("|", "```", "$$")
_SENTENCE = re.compile(r"(?<=[.!?…。])\s+|\n")
_NUMBER = re.compile(r"^(\d{1,3}(?:\.\d{1,3})+|\d{1,3})[.:)]?\s+(?=\S)")


@dataclass(slots=True)
class Part:
    """One section to be: its title and its text."""

    title: str
    blocks: list[Block]
    number: str = ""

    @property
    def words(self) -> int:
        return sum(words(block.text) for block in self.blocks)


@dataclass(slots=True)
class Chapter:
    title: str
    parts: list[Part]
    number: str = ""


@dataclass(slots=True)
class _Node:
    """A heading with what stands under it."""

    title: str
    level: int
    own: list[Block] = field(default_factory=list)
    children: list[_Node] = field(default_factory=list)
    words: int = 0
    """Of everything under it."""
    place: str = ""


def chapters(document: Document, title: str) -> tuple[str, list[Chapter]]:
    """The document's title and its chapters, each with one section at least.

    A document becomes one chapter unless a top-level heading of it makes several sections: then
    each top-level heading is a chapter. `title` is used when it states none.
    """
    root = _tree(document.blocks)
    name = document.title or plain.unmarked(root.title) or title
    root.title = root.title or name
    found: list[Chapter] = []
    several = len(root.children) > 1 and any(len(_cut(child)) > 1 for child in root.children)
    if not several:
        found.append(Chapter(name, _cut(root)))
    else:
        if sum(words(block.text) for block in root.own) < _TITLE_PAGE:
            root.children[0].own[:0] = root.own
        else:
            found.append(Chapter(name, _equal(name, _one_by_one(root.own))))
        for child in _without_title_pages(root.children):
            number, own_title = numbered(plain.unmarked(child.title))
            found.append(Chapter(own_title, _cut(child), number))
    _tell_apart(found)
    for chapter in found:
        chapter.parts = _finished(chapter.parts, document.place_mark)
    return name, [chapter for chapter in found if chapter.parts]


def _tell_apart(found: Sequence[Chapter]) -> None:
    """Sections that are called the same in several chapters name their chapter."""
    seen = Counter(part.title for chapter in found for part in chapter.parts)
    for chapter in found:
        for part in chapter.parts:
            if seen[part.title] > 1 and len(found) > 1 and part.title != chapter.title:
                part.title = f"{chapter.title}: {part.title}"


def numbered(title: str) -> tuple[str, str]:
    """``6.3 Operant Conditioning`` → its number and the rest; years and amounts are no numbers."""
    match = _NUMBER.match(title)
    rest = title[match.end() :] if match else ""
    if not match or not rest[:1].isupper():
        return "", title
    return match[1], rest


def text_of(blocks: Sequence[Block]) -> str:
    """A section's Markdown, headings from ``##`` on."""
    levels = sorted({block.level for block in blocks if block.level})
    return join(
        [
            Block(block.text, 2 + levels.index(block.level)) if block.level else block
            for block in blocks
        ]
    )


# ---- the tree of headings -------------------------------------------------------------------


def _tree(blocks: Sequence[Block]) -> _Node:
    """The headings as a tree whose root is the document, under the title that is printed in it."""
    root = _Node("", 0)
    path = [root]
    for block in blocks:
        if block.level and words(block.text) <= _HEADING_WORDS:
            while path[-1].level >= block.level:
                path.pop()
            node = _Node(block.text, block.level, place=block.place)
            path[-1].children.append(node)
            path.append(node)
        elif block.text:
            path[-1].own.append(Block(block.text, place=block.place))
            count = words(block.text)
            for node in path:
                node.words += count
    first, *others = root.children or [root]
    alone = bool(others) and not root.own and not first.words
    if alone and first.level <= min(other.level for other in others):
        root.title = first.title  # printed over everything, as large as the chapters
    _drop_empty(root)
    if len(root.children) == 1 and not root.own and not root.title:
        root = root.children[0]
    _open_subtitle(root)
    return root


def _drop_empty(node: _Node) -> None:
    node.children = [child for child in node.children if child.words]
    for child in node.children:
        _drop_empty(child)


def _open_subtitle(root: _Node) -> None:
    """A lone heading right under the title is a subtitle or the author, not a chapter."""
    if len(root.children) == 1 and not root.own and root.children[0].children:
        (subtitle,) = root.children
        root.own = [Block(subtitle.title, place=subtitle.place), *subtitle.own]
        root.children = subtitle.children


def _without_title_pages(nodes: Sequence[_Node]) -> list[_Node]:
    """A heading over a few words only (a title page, a dedication) goes to the one after it."""
    kept: list[_Node] = []
    waiting: list[Block] = []
    for node in nodes:
        if node.words < _TITLE_PAGE and node is not nodes[-1]:
            waiting += [Block(node.title, place=node.place), *_flat(node)]
            continue
        node.own = waiting + node.own
        waiting = []
        kept.append(node)
    return kept


def _flat(node: _Node) -> list[Block]:
    """Everything under a heading, its own title not included."""
    blocks = list(node.own)
    for child in node.children:
        blocks.append(Block(child.title, child.level, child.place))
        blocks += _flat(child)
    return blocks


# ---- cutting --------------------------------------------------------------------------------


def _cut(node: _Node) -> list[Part]:
    sizes = sorted(child.words for child in node.children)
    fine = not sizes or (sizes[-1] <= LONGEST and sizes[len(sizes) // 2] < _FINE)
    if node.words <= LONGEST and (fine or len(sizes) == 1):
        return [Part(node.title, _flat(node))] if node.words else []
    if not sizes:
        return _equal(node.title, _one_by_one(node.own))
    if fine:
        wholes = [[Block(c.title, c.level, c.place), *_flat(c)] for c in node.children]
        return _equal(node.title, [*_one_by_one(node.own), *wholes])
    parts = _equal(node.title, _one_by_one(node.own))
    for child in node.children:
        parts += _cut(child)
    return _merged(parts)


def _equal(title: str, pieces: Sequence[Sequence[Block]]) -> list[Part]:
    """Pieces that are not to be cut, in one part or several equal ones."""
    sizes = [sum(words(block.text) for block in piece) for piece in pieces]
    total = sum(sizes)
    if not total:
        return []
    count = 1 if total <= LONGEST else math.ceil(total / _PART)
    parts: list[list[Block]] = [[]]
    filled = 0
    for piece, size in zip(pieces, sizes, strict=True):
        if filled + size / 2 >= total * len(parts) / count and parts[-1] and len(parts) < count:
            parts.append([])
        parts[-1] += piece
        filled += size
    if len(parts) == 1:
        return [Part(title, parts[0])]
    tops = {id(piece[0]) for piece in pieces if piece[0].level}
    return [
        Part(_named(title, n, len(parts), [b.text for b in part if id(b) in tops], part), part)
        for n, part in enumerate(parts, start=1)
    ]


def _named(title: str, number: int, count: int, headings: list[str], part: list[Block]) -> str:
    """``Title: First Heading – Last Heading``, or ``Title (2/3)`` of text without headings."""
    if not part[0].level:
        return f"{title} ({number}/{count})"
    first, last = headings[0], headings[-1]
    return f"{title}: {first}" if first == last else f"{title}: {first} – {last}"


def _one_by_one(blocks: Sequence[Block]) -> list[list[Block]]:
    """Each block a piece; a paragraph that is too long for a section is cut between sentences."""
    pieces: list[list[Block]] = []
    for block in blocks:
        if words(block.text) <= _PART or block.text.startswith(_NOT_PROSE):
            pieces.append([block])
            continue
        sentences = [portion for line in _SENTENCE.split(block.text) for portion in _portions(line)]
        text = ""
        for sentence in sentences:
            if text and words(text) + words(sentence) > _PART // 3:
                pieces.append([Block(text, place=block.place)])
                text = ""
            text = f"{text} {sentence}" if text else sentence
        pieces.append([Block(text, place=block.place)])
    return pieces


def _portions(text: str) -> Iterator[str]:
    """A "sentence" of thousands of words (a word list, no punctuation at all) in portions."""
    tokens = text.split()
    for start in range(0, len(tokens), _PART // 3):
        yield " ".join(tokens[start : start + _PART // 3])


def _merged(parts: Sequence[Part]) -> list[Part]:
    """Neighbours put together when one of them is too short to stand alone."""
    groups: list[list[Part]] = []
    sizes: list[int] = []
    for part in parts:
        size = part.words
        short = bool(groups) and (size < _SHORT or sizes[-1] < _SHORT)
        if short and sizes[-1] + size <= max(_MERGED, sizes[-1], size + _SHORT):
            groups[-1].append(part)
            sizes[-1] += size
        else:
            groups.append([part])
            sizes.append(size)
    return [_together(group) for group in groups]


def _together(group: Sequence[Part]) -> Part:
    """One part with the titles as headings; named after the one that is most of it, if one is."""
    if len(group) == 1:
        return group[0]
    largest = max(group, key=lambda part: part.words)
    mostly = largest.words > 0.6 * sum(part.words for part in group)
    title = largest.title if mostly else f"{group[0].title} – {group[-1].title}"
    top = min((b.level for part in group for b in part.blocks if b.level), default=9) - 1
    blocks: list[Block] = []
    for part in group:
        if not (mostly and part is group[0] is largest):
            blocks.append(Block(part.title, max(top, 1), part.blocks[0].place))
        blocks += part.blocks
    return Part(title, blocks)


def _finished(parts: Sequence[Part], place_mark: str) -> list[Part]:
    """With the number taken out of the title, and the pages put in."""
    finished = []
    for part in parts:
        number, title = numbered(plain.unmarked(part.title))
        blocks = part.blocks
        if len(title) > _MAX_TITLE:
            blocks = [Block(part.title, place=blocks[0].place), *blocks]
            title = title[:_MAX_TITLE].rpartition(" ")[0] + "…"
        places = [block.place for block in part.blocks if block.place] if place_mark else []
        if places:
            span = places[0] if places[0] == places[-1] else f"{places[0]}–{places[-1]}"
            title = f"{title} ({place_mark}{span})"
        finished.append(Part(title, blocks, number))
    return finished
