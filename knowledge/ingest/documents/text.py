"""Plain text and single Markdown files → document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from knowledge.ingest import plain
from knowledge.ingest.blocks import Block
from knowledge.ingest.documents.document import Document
from knowledge.ingest.language import tag
from knowledge.ingest.safely import read_text
from knowledge.problems import SourceError

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n(?:---|\.\.\.)\n", re.DOTALL)
_FIELD = re.compile(r"^(title|lang|language|author)\s*:\s*(.+?)\s*$", re.IGNORECASE | re.MULTILINE)
_UNDERLINE = re.compile(r"^(=|-|~|\*|_|#){3,}$")
_CHAPTER = re.compile(
    r"^(chapter|unit|part|lesson|section|module|week|kapitel|lektion|chapitre|cap[ií]tulo|unidad"
    r"|lecci[oó]n|tema|parte|capitolo)\s+([\divxlc]+)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(\d+(?:\.\d+)*)\.?\s+[^\W\d_]")
_RULE = re.compile(r"^\W{5,}$")


def read_markdown(path: Path) -> Document:
    """A Markdown file that is not one of our own courses: its headings are its structure."""
    text, problems = read_text(path)
    front = _FRONT_MATTER.match(text)
    fields = (
        {key.lower(): value.strip("\"'") for key, value in _FIELD.findall(front[1])}
        if front
        else {}
    )
    body = plain.without_controls(text[front.end() :] if front else text)
    blocks = list(_markdown_blocks(body))
    if not any(block.text for block in blocks):
        raise SourceError(f"{path.name} holds no text.", why="empty")
    return Document(
        title=fields.get("title", ""),
        blocks=tuple(blocks),
        language=tag(fields.get("lang") or fields.get("language")),
        author=fields.get("author", ""),
        problems=tuple(problems),
    )


def _markdown_blocks(text: str) -> Iterator[Block]:
    from markdown_it import MarkdownIt

    lines = text.split("\n")
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    for index, token in enumerate(tokens):
        if token.level or token.map is None:
            continue
        if token.type == "heading_open":
            yield Block(" ".join(tokens[index + 1].content.split()), int(token.tag[1]))
        else:
            yield Block("\n".join(lines[token.map[0] : token.map[1]]).strip("\n"))


def read_text_file(path: Path) -> Document:
    """Plain text: paragraphs between blank lines; headings by underline, number or capitals."""
    text, problems = read_text(path)
    paragraphs = [
        [line.rstrip() for line in paragraph.split("\n") if line.strip()]
        for paragraph in re.split(r"\n[ \t]*\n", plain.without_controls(text).expandtabs(4))
    ]
    blocks = [block for lines in paragraphs if lines for block in _paragraph(lines)]
    if not blocks:
        raise SourceError(f"{path.name} holds no text.", why="empty")
    return Document(title="", blocks=tuple(blocks), problems=tuple(problems))


def _paragraph(lines: list[str]) -> list[Block]:
    first = lines[0].strip()
    if len(lines) > 1 and _UNDERLINE.match(lines[1].strip()) and len(first) <= 120:
        level = 1 if lines[1].strip()[0] in "=#*" else 2
        rest = _paragraph(lines[2:]) if lines[2:] else []
        return [Block(plain.to_markdown(first), level), *rest]
    level = _heading_level(first) if len(lines) == 1 else 0
    if level:
        return [Block(plain.to_markdown(first), level)]
    kept = [line for line in lines if not _RULE.match(line.strip())]
    if len(kept) > 1 and all(line.startswith("    ") for line in kept):  # a listing
        return [Block("\n".join(["```", *(line[4:] for line in kept), "```"]))]
    text = "\n".join(line.strip() for line in kept)
    return [Block(plain.to_markdown(text))] if text else []


def _heading_level(line: str) -> int:
    """0 when a line that stands alone is just a short paragraph."""
    letters = [char for char in line if char.isalpha()]
    if not letters or len(line) > 100 or line.endswith((".", ",", ";", "?", "!")):
        return 0
    chapter = _CHAPTER.match(line)
    if chapter:
        return 1
    number = _NUMBERED.match(line)
    if number and len(line) <= 80:
        return 1 + number[1].count(".")
    capitals = len(letters) >= 3 and all(char.isupper() for char in letters)
    return 1 if capitals and len(line) <= 80 else 0
