"""Key terms of a document: what stands under a heading like "Key terms" or "Glossary"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.ingest import plain
from knowledge.ingest.blocks import Block

_NAMES = (
    "key terms|key words|keywords|key concepts|glossary|vocabulary|terms|terms and definitions"
    "|definitions|términos clave|palabras clave|conceptos clave|vocabulario|glosario|definiciones"
    "|glossar|begriffe|wichtige begriffe|schlüsselbegriffe|fachbegriffe|definitionen"
    "|mots[- ]clés|termes clés|vocabulaire|glossaire|définitions|termini chiave|parole chiave"
    "|glossario|definizioni|termos[- ]chave|palavras[- ]chave|glossário|vocabulário|definições"
    "|begrippen|begrippenlijst|woordenlijst"
)
_HEADING = re.compile(rf"(?:^|: )(?:[\d.]+ )?(?:{_NAMES}):?(?: \((?:p\.|slide) [^)]*\))?$", re.I)
_MARKED = re.compile(r"^\*\*(?P<name>[^*]{1,80}?)\s*:?\*\*\s*[:–—-]?\s*(?P<text>\S.*)$", re.DOTALL)
_TYPED = re.compile(r"^(?P<name>[^.:;!?\n]{1,60}?)\s*(?::|\s[–—-])\s+(?P<text>\S.*)$", re.DOTALL)
_ENTRY = re.compile(r"^(?:[-*•]|\d+[.)])\s+")
_MOST_WORDS = 8


def is_heading(title: str) -> bool:
    """Whether what stands under it are key terms."""
    return bool(_HEADING.search(plain.unmarked(title).strip()))


def taken_out(title: str, blocks: Sequence[Block]) -> tuple[list[Block], dict[str, str]]:
    """The blocks without the definitions in them, and the definitions by their term.

    `title` is that of the section. Whatever is not a definition stays where it is.
    """
    kept: list[Block] = []
    terms: dict[str, str] = {}
    inside = own = is_heading(title)
    for block in blocks:
        if block.level:
            inside = own or is_heading(block.text)
            kept.append(block)
            continue
        found = list(_definitions(block.text)) if inside else []
        for name, text in found:
            terms.setdefault(name, text)
        if not found:
            kept.append(block)
    return _without_bare_headings(kept), terms


def _definitions(text: str) -> Iterator[tuple[str, str]]:
    """All of a block's definitions; none when a part of it is something else."""
    pieces = list(_table_rows(text)) if text.startswith("|") else _pieces(text)
    found = [_MARKED.match(piece) or _TYPED.match(piece) for piece in pieces]
    matches = [match for match in found if match and len(match["name"].split()) <= _MOST_WORDS]
    if len(matches) == len(pieces):
        for match in matches:
            yield plain.unmarked(match["name"]).strip(), match["text"].strip()


def _pieces(text: str) -> list[str]:
    """A list's entries, or the one paragraph."""
    lines = text.split("\n")
    if all(_ENTRY.match(line) for line in lines):
        return [_ENTRY.sub("", line) for line in lines]
    return [text]


def _table_rows(text: str) -> Iterator[str]:
    for row in text.split("\n")[2:]:  # after the heading row and its line
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", row.strip().strip("|"))]
        yield f"**{cells[0].strip('*')}**: {cells[1]}" if len(cells) == 2 and all(cells) else ""


def _without_bare_headings(blocks: Sequence[Block]) -> list[Block]:
    """Without "Key terms" over nothing."""
    following = [block.level for block in blocks[1:]] + [1]
    return [
        block
        for block, after in zip(blocks, following, strict=False)
        if not (block.level and is_heading(block.text) and after)
    ]
