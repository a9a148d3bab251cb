"""Ways of writing numbers: which mark begins the decimals, and which only groups digits.

`1,500` is fifteen hundred in an English course and one and a half in a Spanish one, or the other
way round for somebody who went to school elsewhere. So a text may have several readings; they come
in the order in which the text's language makes them likely.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

COMMA_LANGUAGES = frozenset("ca da de es eu fr id it nl no pl pt ro ru sv tr".split())
_AMBIGUOUS = re.compile(r"\d[.,]\d")


@dataclass(frozen=True, slots=True)
class Style:
    """One way of writing numbers."""

    decimal: str
    """The decimal marks."""
    group: str = ""
    """The mark between groups of three digits; a space or an apostrophe always may be one."""
    separates: bool = True
    """Inside brackets a comma is never part of a number: ``(2,5)``."""
    not_three: bool = False
    """A decimal comma is none before exactly three digits: in English that is a thousand, unless
    it begins with 0."""


_POINT: tuple[Style, ...] = (
    Style(".", ","),
    Style(".", ",", separates=False),
    Style("."),
    Style(".,", not_three=True),
)
_COMMA: tuple[Style, ...] = (
    Style(".,", "."),
    Style(".,", ".", separates=False),
    Style(".", ","),
    Style(".,", separates=False),
    Style("."),
)


def styles(text: str, language: str) -> tuple[Style, ...]:
    """The styles worth trying on a text, the likeliest first."""
    if not _AMBIGUOUS.search(text):
        return (Style("."),)
    known = _COMMA if language.partition("-")[0].lower() in COMMA_LANGUAGES else _POINT
    if text.count(",") > 1:  # a list
        known = tuple(style for style in known if not style.not_three)
    if ";" in text:  # it separates, so a comma needn't
        return tuple(sorted(known, key=lambda style: style.separates))
    return known


@lru_cache
def number_pattern(style: Style, *, bracketed: bool) -> re.Pattern[str]:
    """A number in this style, linear in its length.

    Groups: ``whole``, ``decimals``, ``repeated`` (under a bar), ``power`` of ten.
    """
    comma = not (bracketed and style.separates)
    groups = [mark for mark in (style.group, " ", "'") if mark and (mark != "," or comma)]
    grouped = "|".join(rf"[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})+(?!\d)" for mark in groups)
    marks = [r"\."]
    if "," in style.decimal and comma:
        marks.append(r",(?!\d{3}(?!\d))|(?<!\d0)(?<=0)," if style.not_three else ",")
    mark = "|".join(marks)
    return re.compile(
        rf"(?:(?P<whole>{grouped}|\d+)(?:(?:{mark})(?P<decimals>\d+|(?=\\overline)))?"
        r"|\.(?P<only>\d+|(?=\\overline\{\d)))"
        r"(?:\\overline\{(?P<repeated>\d{1,20})\})?"
        r"(?:[eE](?P<power>[-+]?\d{1,4})(?![\d.]))?",
        re.ASCII,
    )
