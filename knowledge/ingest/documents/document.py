"""What each document format is read into before it is cut into sections."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from knowledge.ingest.blocks import Block
from knowledge.problems import Problem

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Document:
    """One file's content in reading order."""

    title: str
    """As the document states it, plain text; empty when it does not."""
    blocks: tuple[Block, ...]
    language: str | None = None
    """As the document states it."""
    author: str = ""
    place_mark: str = ""
    """What a place number means: ``p. `` or ``slide ``; empty when the format has no places."""
    problems: tuple[Problem, ...] = ()


def words(text: str) -> int:
    """Number of words."""
    return sum(1 for _ in _WORD.finditer(text))


def title_of(path: Path) -> str:
    """A readable title from a file name: ``02_cell-division.pdf`` → ``02 cell division``."""
    name = re.sub(r"[_\s]+|(?<=[^\d\s])-(?=\w)|(?<=\d)-(?=[^\d\s])", " ", path.stem).strip()
    return name[:1].upper() + name[1:] if name else "Document"
