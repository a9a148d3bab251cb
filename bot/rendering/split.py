"""Long Markdown in pieces that fit into a platform's messages.

Cuts come between blocks, then between list items, then at sentences, then at words: never within
a block of code, a formula, a code span or a link. What can't be cut becomes a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.mathtext import formulas
from bot.messages import File, Text

_MARKDOWN = MarkdownIt("commonmark").enable("table")
_WHOLE = {"fence", "code_block", "table_open", "html_block"}
_LISTS = {"bullet_list_open", "ordered_list_open"}
_SUFFIXES = {
    "python": "py",
    "javascript": "js",
    "typescript": "ts",
    "bash": "sh",
    "markdown": "md",
    "latex": "tex",
    "ruby": "rb",
    "rust": "rs",
    "kotlin": "kt",
    "haskell": "hs",
}
_UNCUT = re.compile(r"\[[^\]\n]*\]\([^)\s]*\)|<[^>\s]{1,500}>|(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
"""A link, an address, a code span: read as one."""


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    """Its lines and the blank ones after it."""
    whole: bool
    """It makes no sense in pieces."""
    language: str = ""


@dataclass(frozen=True, slots=True)
class _Part:
    """A message or a file, and the Markdown that it was made from."""

    part: Text | File
    source: str


def split(markdown: str, limit: int, *, most: int = 8) -> list[Text | File]:
    """The text in pieces of at most ``limit`` characters, in order.

    Args:
        most: that many texts at the most; what comes after them becomes one file.
    """
    if len(markdown) <= limit:
        return [Text(markdown=markdown)] if markdown.strip() else []
    parts: list[_Part] = []
    room = ""
    for piece in _pieces(markdown, limit):
        if not isinstance(piece, _Part):
            if len((room + piece).rstrip()) > limit:
                parts += _text(room)
                room = ""
            room += piece
        else:
            parts += [*_text(room), piece]
            room = ""
    return _few(parts + _text(room), most)


def _few(parts: list[_Part], most: int) -> list[Text | File]:
    """So many texts, and all that comes after them, as it was, in one file."""
    texts = [place for place, each in enumerate(parts) if isinstance(each.part, Text)]
    cut = texts[most - 1] + 1 if len(texts) > most else len(parts)
    rest = "\n\n".join(each.source for each in parts[cut:])
    kept = [each.part for each in parts[:cut]]
    return [*kept, _file("answer.md", rest)] if rest else kept


def _text(markdown: str) -> list[_Part]:
    # Spaces in front may mean code; blank lines mean nothing.
    text = markdown.strip("\n").rstrip()
    return [_Part(Text(markdown=text), text)] if text else []


def _pieces(markdown: str, limit: int) -> Iterator[str | _Part]:
    """Pieces that may be put together again as long as they fit."""
    for block in _blocks(markdown):
        if len(block.text.rstrip()) <= limit:
            yield block.text
        elif block.whole:
            yield _Part(_block_file(block), block.text.strip("\n"))
        else:
            yield from _sentences(block.text, limit)


def _blocks(markdown: str) -> Iterator[_Block]:
    """Top-level blocks; of a list, its items."""
    lines = markdown.splitlines(keepends=True)
    starts = list(_starts(_MARKDOWN.parse(markdown)))
    ends = [start for start, _ in starts[1:]] + [len(lines)]
    if not starts or starts[0][0] > 0:
        first = starts[0][0] if starts else len(lines)
        yield _Block("".join(lines[:first]), whole=False)
    for (start, token), end in zip(starts, ends, strict=True):
        text = "".join(lines[start:end])
        language = token.info.split()[0] if token.type == "fence" and token.info.strip() else ""
        yield _Block(text, token.type in _WHOLE, language)


def _starts(tokens: list[Token]) -> Iterator[tuple[int, Token]]:
    """The first line of each block, in order, each line once."""
    last = -1
    for token in tokens:
        top = token.level == 0 and token.type not in _LISTS
        item = token.level == 1 and token.type == "list_item_open"
        if (top or item) and token.map and token.map[0] > last:
            last = token.map[0]
            yield last, token


def _sentences(text: str, limit: int) -> Iterator[str | _Part]:
    """A paragraph or list item in pieces that fit."""
    room = ""
    for atom in _atoms(text):
        if len(atom) > limit:
            if room:
                yield room
                room = ""
            yield _Part(_file("part.md", atom), atom)
        elif len(room + atom) <= limit:
            room += atom
        else:
            whole, rest = _at_sentence(room, limit)
            yield whole
            room = rest + atom
            if len(room) > limit:
                yield rest
                room = atom
    if room:
        yield room


def _at_sentence(text: str, limit: int) -> tuple[str, str]:
    """Cut after the last sentence, if that leaves a piece worth sending."""
    ends = [match.end() for match in re.finditer(r"[.!?…。]['\"”»)]*\s+|\n", text)]
    good = [end for end in ends if end >= limit // 2]
    return (text[: good[-1]], text[good[-1] :]) if good else (text, "")


def _atoms(text: str) -> Iterator[str]:
    """Words with the space after them; formulas, links and code spans in one."""
    fixed = [(place.start, place.stop) for place, _ in formulas(text)]
    fixed += [match.span() for match in _UNCUT.finditer(text)]
    start = 0
    for space in re.finditer(r"\s+", text):
        cut = space.end()
        if any(first < cut < last for first, last in fixed):
            continue
        yield text[start:cut]
        start = cut
    if start < len(text):
        yield text[start:]


def _block_file(block: _Block) -> File:
    lines = block.text.strip("\n").splitlines()
    if not re.match(r"\s*(```|~~~)", lines[0]):
        return _file("table.md" if "|" in lines[0] else "part.txt", "\n".join(lines))
    closed = len(lines) > 1 and re.fullmatch(r"\s*(`{3,}|~{3,})\s*", lines[-1])
    name = re.sub(r"\W", "", block.language.lower())[:10]
    suffix = _SUFFIXES.get(name, name) or "txt"
    return _file(f"code.{suffix}", "\n".join(lines[1 : -1 if closed else None]))


def _file(name: str, text: str) -> File:
    kind = "text/markdown" if name.endswith(".md") else "text/plain"
    return File(name=name, media_type=kind, data=(text.strip("\n") + "\n").encode())
