"""Finds the formulas in Markdown and writes them as Unicode; code and prices stay untouched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.mathtext.formula import to_unicode

_LINE_BREAK = r"\n(?![ \t>]*\n)"  # maths may go on in the next line, never beyond a blank one
# Content never holds its own opening mark: an unclosed one is given up at the next.
_DOLLARS = rf"(?:\\.|[^\\$\n]|\$(?!\$)|{_LINE_BREAK})+?"
_BRACKETS = rf"(?:\\[^()\[\]]|[^\\\n]|{_LINE_BREAK})+?"
_PIECE = re.compile(
    rf"""
      ^[ \t>]*(?P<ticks>`{{3,}}|~{{3,}})[^\n]*(?:\n.*?)??       # a fenced block of code
      (?:^[ \t>]*(?P=ticks)[`~]*[ \t]*$|\Z)
    | (?<!`)(?P<run>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=run)(?!`)    # a code span
    | (?P<dollar>\\\$)                                              # a written dollar sign
    | ^(?P<lead>[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?)             # a formula on its own line
      (?:\$\$(?P<own>{_DOLLARS})\$\$|\\\[(?P<own_bracketed>{_BRACKETS})\\\])
      [ \t]*(?P<tail>[.,;:!?]?)[ \t]*$
    | \$\$(?P<double>{_DOLLARS})\$\$
    | \\\[(?P<square>{_BRACKETS})\\\]
    | \\\((?P<round>{_BRACKETS})\\\)
    | (?<![\w$])\$(?P<single>(?![\s$])(?:\\.|[^$\\\n]|{_LINE_BREAK})+?)(?<!\s)\$(?![\d$])
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
_PROSE = re.compile(r"^[^\\^_{}=]*?\b[^\W\d_]{2,}[,;]?\s+[^\W\d_]{2,}\b")
"""Two words in a row: "$5 for this and 3$" is about money."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in Markdown."""

    latex: str
    """Without its marks."""
    display: bool = False
    """It stands on a line of its own."""
    lead: str = ""
    """What stands before a displayed formula on its line: a list marker, a quote mark."""
    tail: str = ""
    """The punctuation mark behind it."""


def in_text(markdown: str) -> str:
    """Markdown to be read as it is: formulas become Unicode, displayed ones indented lines."""

    def displayed(lines: list[str], first: str, rest: str) -> str:
        indent = "" if first.strip(" \t>") else "    "  # a list item is indented already
        return first + indent + f"\n{rest}{indent}".join(lines)

    return _written(markdown, inline=lambda formula: formula, displayed=displayed)


def in_markdown(markdown: str) -> str:
    """Markdown for a renderer: formulas are escaped, displayed ones become ``math`` fences."""

    def displayed(lines: list[str], first: str, rest: str) -> str:
        return "\n".join([f"{first}```math", *(rest + line for line in lines), f"{rest}```"])

    return _written(markdown, inline=_escaped, displayed=displayed)


def _written(
    markdown: str,
    *,
    inline: Callable[[str], str],
    displayed: Callable[[list[str], str, str], str],
) -> str:
    out = []
    for piece in pieces(markdown):
        if isinstance(piece, str):
            out.append(piece)
        elif not piece.display:
            out.append(inline(to_unicode(piece.latex)))
        else:
            lines = [line.rstrip() for line in to_unicode(piece.latex, display=True).splitlines()]
            lines = [line for line in lines if line] or [piece.latex.strip()]
            lines[-1] += piece.tail
            rest = re.sub(r"[^\s>]", " ", piece.lead)  # a list marker stands on the first line only
            out.append(displayed(lines, piece.lead, rest))
    return "".join(out)


def pieces(markdown: str) -> Iterator[str | Formula]:
    """The text cut into formulas and everything else, in order, nothing left out."""
    end = 0
    for place, formula in formulas(markdown):
        yield markdown[end : place.start]
        yield formula
        end = place.stop
    yield markdown[end:]


def formulas(markdown: str) -> Iterator[tuple[slice, Formula]]:
    """Where each formula stands, marks included, and what it is; in order."""
    for match in _PIECE.finditer(markdown):
        formula = _formula(match)
        if formula is not None:
            yield slice(*match.span()), formula


def _formula(match: re.Match[str]) -> Formula | None:
    if match["dollar"]:
        return Formula(match["dollar"])
    own = match["own"] or match["own_bracketed"]
    latex = own or match["double"] or match["square"] or match["round"] or match["single"]
    if latex is None or not latex.strip() or _PROSE.match(latex) or not _balanced(latex):
        return None
    if own is None:
        return Formula(latex)
    return Formula(latex, display=True, lead=match["lead"], tail=match["tail"])


def _balanced(latex: str) -> bool:
    depth = 0
    for brace in re.findall(r"\\.|[{}]", latex, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(brace, 0)
        if depth < 0:
            return False
    return depth == 0


def _escaped(text: str) -> str:
    """Unicode maths as Markdown text: its ``*`` and ``_`` are not emphasis."""
    return re.sub(r"([\\`*_\[\]<>|~#])", r"\\\1", text)
