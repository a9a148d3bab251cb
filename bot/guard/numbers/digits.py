"""Numbers in digits (and Roman numerals)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from bot.guard.text.reading import Span
from knowledge.grading.number_words.words import SCALES
from knowledge.text import primary

_LONGEST = 40
"""Characters beyond which a number is none that anybody looks for."""
_DECIMAL_POINT = frozenset("en he hi ja ko ms ta th zh".split())
"""Languages whose comma only groups digits; elsewhere ``1,000`` may be 1."""

_FIGURE = r"\d+(?:[.,']\d+|(?: |\{,\})\d{3}(?!\d))*|[.,]\d+"
_POWER_OF_TEN = (
    r"\s*(?:[x×*·]|\\times|\\cdot)\s*10\s*(?:\^|\*\*)\s*[{(]?\s*(?P<power>[-+]?\d{1,2})\s*[)}]?"
)
_TOP_BOTTOM = (
    r"\\[dt]?frac\s*\{{\s*(?P<{0}top>[-+]?\d{{1,15}})\s*\}}\s*\{{\s*(?P<{0}bottom>\d{{1,15}})\s*\}}"
)
_NUMBER = re.compile(
    rf"{_TOP_BOTTOM.format('')}"
    r"|(?<!\w)(?:0b(?P<binary>[01]{1,40})|0x(?P<hex>[0-9a-f]{1,12}))(?!\w)"
    rf"|(?<![\w.])(?P<figure>{_FIGURE})(?:"
    rf"e(?P<exponent>[-+]?\d{{1,2}})(?!\w)|{_POWER_OF_TEN}"
    rf"|(?P<scale>\s?(?:{'|'.join(sorted(SCALES, key=len, reverse=True))})|[km])\b(?!\s?/)"
    r"|\s*/\s*(?P<over>\d{1,15})(?![\d/]|\.\d)"
    rf"|(?:\s+|\s*(?:and|y|e|et)\s+)(?:(?P<part>\d{{1,6}})\s*/\s*(?P<whole>\d{{1,6}})(?![\d/]))"
    rf"|\s?{_TOP_BOTTOM.format('mixed')}|)"
)
_ROMAN = re.compile(
    r"(?<![\w'])(?=[IVXLC]{2,8}(?![\w']))(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})(?!\w)"
)
_ROMAN_WORTH = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Number:
    """One number where it stands."""

    values: tuple[Fraction, ...]
    """Every value it may be read as."""
    span: Span
    form: Literal["digits", "word", "one", "roman"] = "digits"
    """``one``: a word for 1 that is a pronoun or an article as well."""


def written(low: str, language: str) -> Iterator[Number]:
    """Numbers in digits, without sign and percent sign."""
    comma_decimals = primary(language) not in _DECIMAL_POINT
    for match in _NUMBER.finditer(low):
        if match.end() - match.start() > _LONGEST:
            continue
        values = tuple(dict.fromkeys(_values(match, comma_decimals)))
        if values:
            yield Number(values, match.span())
        yield from _parts(match)


def _values(match: re.Match[str], comma_decimals: bool) -> Iterator[Fraction]:
    if match["top"]:
        yield from _ratio(match["top"], match["bottom"])
    elif match["binary"]:
        yield Fraction(int(match["binary"], 2))
    elif match["hex"]:
        yield Fraction(int(match["hex"], 16))
    else:
        for value in figure(match["figure"], comma_decimals):
            yield from _completed(value, match)


def _completed(value: Fraction, match: re.Match[str]) -> Iterator[Fraction]:
    """A figure with what stands behind it: an exponent, a scale, a denominator, a fraction."""
    if match["exponent"] or match["power"]:
        yield value * Fraction(10) ** int(match["exponent"] or match["power"])
    elif match["scale"] in ("k", "m"):  # thousand and million, or kilometres and metres
        yield from (value, value * (1000 if match["scale"] == "k" else 10**6))
    elif match["scale"]:
        yield value * SCALES[match["scale"].strip()]
    elif match["over"]:
        yield from (value * part for part in _ratio("1", match["over"]))
    elif (match["part"] or match["mixedtop"]) and value.denominator == 1:
        top, bottom = match["part"] or match["mixedtop"], match["whole"] or match["mixedbottom"]
        yield from (value + part for part in _ratio(top, bottom))
    else:
        yield value


def _parts(match: re.Match[str]) -> Iterator[Number]:
    """``3,5`` is also 3 and 5; in ``5 1/2`` (a list?) the half stands alone, too."""
    text = match["figure"] or ""
    if "," in text and not re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
        for part in re.finditer(r"\d+(?:\.\d+)?", text):
            at = match.start("figure") + part.start()
            yield Number((Fraction(part[0]),), (at, at + len(part[0])))
    if match["part"]:
        yield Number(
            tuple(_ratio(match["part"], match["whole"])), (match.start("part"), match.end())
        )
        yield Number(tuple(figure(text, False)), match.span("figure"))


def figure(text: str, comma_decimals: bool = False) -> Iterator[Fraction]:
    """What ``1.000,5``, ``1,000.5``, ``1 000`` or ``.5`` may be; nothing when it is no number."""
    if text.isdigit():
        yield Fraction(int(text))
        return
    bare = re.sub(r"\{,\}|[' ]", ",", text)
    marks = [char for char in bare if char in ".,"]
    whole, _, decimals = bare.rpartition(marks[-1])
    grouping = set(marks[:-1])
    grouped = re.fullmatch(r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+", bare)
    if grouped:
        yield Fraction(int(re.sub(r"[.,]", "", bare)))
    if marks[-1] not in grouping and len(grouping) < 2:
        separates = marks[-1] == "." or not grouped or comma_decimals
        if separates and (not grouping or re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", whole)):
            yield Fraction(int(re.sub(r"[.,]", "", whole) or "0")) + Fraction(
                int(decimals), 10 ** len(decimals)
            )


def _ratio(top: str, bottom: str) -> Iterator[Fraction]:
    if int(bottom):
        yield Fraction(int(top), int(bottom))


def romans(text: str) -> Iterator[Number]:
    """Roman numerals from II to C, in capitals."""
    for match in _ROMAN.finditer(text):
        each = [_ROMAN_WORTH[char] for char in match[0]]
        pairs = zip(each, [*each[1:], 0], strict=True)
        total = sum(-one if one < following else one for one, following in pairs)
        yield Number((Fraction(total),), match.span(), "roman")
