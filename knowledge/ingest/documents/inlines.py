"""Runs of formatted text, as Word and PowerPoint have them, → one piece of inline Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from knowledge.ingest import plain


@dataclass(frozen=True, slots=True)
class Style:
    bold: bool = False
    italic: bool = False
    code: bool = False
    raised: bool = False
    lowered: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style, or a finished piece of Markdown (a formula)."""

    text: str
    style: Style = Style()
    finished: bool = False


def markdown(runs: Iterable[Run]) -> str:
    """Neighbours of one style are joined first: Word splits words at random."""
    pieces = []
    for (style, finished), group in groupby(runs, key=lambda run: (run.style, run.finished)):
        text = "".join(run.text for run in group)
        pieces.append(text if finished else _styled(text, style))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "  \n".join(line for line in lines if line)


def _styled(text: str, style: Style) -> str:
    bare = text.strip()
    if not bare:
        return text
    before = text[: len(text) - len(text.lstrip())]
    after = text[len(text.rstrip()) :]
    if style.code and "`" not in bare and "\n" not in bare:
        return f"{before}`{bare}`{after}"
    if style.raised or style.lowered:
        shifted = plain.raised(bare) if style.raised else plain.lowered(bare)
        return f"{before}{shifted}{after}"
    inner = plain.to_markdown(bare)
    mark = "*" * (2 * style.bold + style.italic)
    if mark and "\n" not in inner and any(char.isalnum() for char in bare):
        inner = f"{mark}{inner}{mark}"
    if style.link.startswith(("http://", "https://")) and not set(style.link) & set(" ()<>"):
        inner = f"[{inner}]({style.link})"
    return f"{before}{inner}{after}"
