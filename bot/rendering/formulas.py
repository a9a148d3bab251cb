"""Formulas for platforms that can't typeset them.

In a line a formula becomes Unicode (bot/mathtext); one on a line of its own a picture with its
LaTeX as the text alternative. What can't be drawn stays as text.
"""

from __future__ import annotations

from functools import lru_cache

from bot.mathtext import Formula, formulas, in_markdown
from bot.messages import Picture, Text

MOST_PICTURES = 4
"""In one text; further formulas are written out: a row of pictures is slow to send and to read."""


def with_pictures(markdown: str) -> list[Text | Picture]:
    """A text as pieces that any platform can show: its displayed formulas as pictures.

    May take a second: run it in a thread. Markdown in, Markdown out; a formula in a list item or
    in a quotation stays in the text.
    """
    parts: list[Text | Picture] = []
    end = drawn = 0
    for place, formula in formulas(markdown):
        png = _drawn(formula) if drawn < MOST_PICTURES else None
        if png is not None:
            parts += [*_text(markdown[end : place.start]), Picture(png=png, alt=_alt(formula))]
            end, drawn = place.stop, drawn + 1
    return parts + _text(markdown[end:])


def readable(markdown: str) -> str:
    """All formulas as Unicode, escaped for Markdown; displayed ones in blocks of their own."""
    # Platforms would show the name of the fence's language, or colour what it doesn't mean.
    return in_markdown(markdown).replace("```math\n", "```\n")


def _text(markdown: str) -> list[Text | Picture]:
    return [Text(markdown=readable(markdown.strip("\n")))] if markdown.strip() else []


def _alt(formula: Formula) -> str:
    return " ".join(formula.latex.split())


def _drawn(formula: Formula) -> bytes | None:
    return _picture(formula.latex) if formula.display and not formula.lead else None


@lru_cache(maxsize=128)
def _picture(latex: str) -> bytes | None:
    from bot.pictures.formula import draw  # takes a second

    return draw(latex)
