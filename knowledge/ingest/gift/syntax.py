r"""Moodle GIFT as text: questions one after the other, escapes, formats.

Escaped control characters (``\=``) become private-use characters while the text is taken apart, so
that only real ones are seen; `unescape` turns them back. So does Moodle's own importer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.ingest import markup, plain

CONTROLS = ":#={}~"
_BASE = 0xE000
_ESCAPED = re.compile(r"\\([:#={}~\\n])")
_PLACEHOLDER = re.compile(r"[\ue000-\ue0ff]")
_PRIVATE_USE = re.compile(r"[\ue000-\uf8ff]")
_FORMAT = re.compile(r"^\s*\[(html|markdown|plain|moodle)\]", re.IGNORECASE)
_HAS_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]{2,12});")
_INLINE_DISPLAY = re.compile(r"(?<=[^\s])[ \t]*\$\$([^$\n]+)\$\$|\$\$([^$\n]+)\$\$(?=[ \t]*[^\s])")
_ID_NUMBER = re.compile(r"\[id:((?:[^\]\\]|\\.)+)\]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A category line or a question, escapes still in place of their characters."""

    text: str
    line: int
    """1-based line it begins in."""
    category: bool = False
    id: str = ""
    """From ``[id:…]`` in the comment above it."""


def entries(text: str) -> Iterator[Entry]:
    """Questions are separated by blank lines; within braces a blank line does not count."""
    lines = [*_PRIVATE_USE.sub("", text).split("\n"), ""]
    goes_on = _closed_later(lines)
    held: list[str] = []
    start = 0
    depth = 0
    comment = ""
    for number, line in enumerate(lines, start=1):
        bare = line.strip()
        if bare.startswith("//"):
            comment += line
            continue
        if bare and not bare.startswith("$CATEGORY:"):
            start = start if held else number
            held.append(line)
            depth += _depth(line)
        elif held and not bare and depth > 0 and goes_on[number]:
            held.append("")
        else:
            if held:
                yield from _entry(held, start, comment)
                held, depth, comment = [], 0, ""
            if bare:
                yield Entry(escape_marks(bare.removeprefix("$CATEGORY:").strip()), number, True)
    yield from _entry(held, start, comment)


def _depth(line: str) -> int:
    marked = escape_marks(line)
    return marked.count("{") - marked.count("}")


def _closed_later(lines: list[str]) -> list[bool]:
    """For each line: is a brace closed in it or after it before another question begins?"""
    found = [False]
    for line in reversed(lines):
        marks = re.search(r"[{}]", escape_marks(line))
        if line.strip().startswith(("::", "$CATEGORY:")):
            found.append(False)
        else:
            found.append(marks[0] == "}" if marks else found[-1])
    return found[::-1]


def _entry(held: list[str], line: int, comment: str) -> Iterator[Entry]:
    text = escape_marks("\n".join(held)).strip()
    found = _ID_NUMBER.search(comment)
    if text:
        yield Entry(text, line, id=found[1] if found else "")


def escape_marks(text: str) -> str:
    """``\\=`` → one private-use character; a backslash before anything else is just that."""
    return _ESCAPED.sub(lambda match: chr(_BASE + ord(match[1])), text)


def unescape(text: str) -> str:
    """The characters that were meant; ``\\n`` is a line break."""

    def meant(match: re.Match[str]) -> str:
        char = chr(ord(match[0]) - _BASE)
        return "\n" if char == "n" else char

    return _PLACEHOLDER.sub(meant, text)


def markdown(text: str, default: str = "moodle") -> str:
    """The Markdown of a text in its format (``[html]`` and so on, else the question's)."""
    found = _FORMAT.match(text)
    form = found[1].lower() if found else default
    bare = unescape(text[found.end() :] if found else text).strip()
    if form == "markdown":
        return plain.without_controls(bare)
    if form == "html" or (form == "moodle" and _HAS_HTML.search(bare)):
        bare = bare if form == "html" else bare.replace("\n", "<br>")
        return _inline_math(markup.from_html(bare))
    return _inline_math(plain.to_markdown(bare))


def format_of(text: str) -> str:
    """The format a question's text states: what its answers are in, if they state none."""
    found = _FORMAT.match(text)
    return found[1].lower() if found else "moodle"


def _inline_math(text: str) -> str:
    """Moodle sets ``$$…$$`` within a line of text, and so do the people who write it."""
    return _INLINE_DISPLAY.sub(_spaced, text)


def _spaced(match: re.Match[str]) -> str:
    before = " " if match[1] is not None and match[0][:1].isspace() else ""
    return f"{before}${(match[1] or match[2]).strip()}$"
