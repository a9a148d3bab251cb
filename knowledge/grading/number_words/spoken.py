"""Numbers in words: ``twenty-one``, ``two thirds``, ``zero point five``, ``dos mil``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from knowledge.grading.number_words.words import (
    ALSO_WORDS,
    BARE_SCALES,
    HALVES,
    ONES,
    PARTS,
    POINTS,
    SCALES,
    first_words,
    phrases,
)
from knowledge.text import primary

_TOKEN = re.compile(r"[^\W\d_]+|[^\w\s-]")
_MULTIPLES = {**SCALES, "dozen": 12, "docena": 12, "docenas": 12}
_FOREIGN_IS = tuple([word] for word in "est es ist e sera =".split())
_MOST_WORDS = 7
"""Of a number below 1000: ``a hundred and twenty one``, ``neuf cent quatre vingt dix neuf``."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A number in a text, without its sign."""

    value: Fraction
    start: int
    end: int
    """Where it stands in the text."""
    pronoun: bool = False
    """Perhaps no number at all: ``one``, ``un``, ``uno`` by itself."""


@dataclass(frozen=True, slots=True)
class _Said:
    value: Fraction
    last: int
    """Index behind its last word."""


def spoken(folded: str, language: str = "en") -> Iterator[Spoken]:
    """Numbers in words in any of six languages.

    Args:
        folded: the text, folded (`knowledge.text.fold`); positions are in it.
        language: what the text is in; number words of other languages that mean something else in
            it don't count.
    """
    spans = [match.span() for match in _TOKEN.finditer(folded)]
    words = [folded[start:end] for start, end in spans]
    begins = first_words() | HALVES | BARE_SCALES | {"a"}
    doubtful = ALSO_WORDS.get(primary(language), frozenset())
    at = 0
    while at < len(words):
        said = _number(words, at) if words[at] in begins else None
        if said and words[at] in doubtful and words[at - 1 : at] not in _FOREIGN_IS:
            said = None
        if said is None:
            at += 1
            continue
        pronoun = said.last == at + 1 and words[at] in ONES
        yield Spoken(said.value, spans[at][0], spans[said.last - 1][1], pronoun)
        at = said.last


def _number(words: list[str], at: int) -> _Said | None:
    """The longest number that begins here."""
    if words[at] in HALVES:
        after = at + 2 if words[at + 1 : at + 2] == ["a"] else at + 1
        dozen = words[after : after + 1] in (["dozen"], ["docena"])
        return _Said(Fraction(6), after + 1) if dozen else _Said(Fraction(1, 2), at + 1)
    whole = _whole(words, at)
    return whole and (_with_decimals(words, whole) or _with_part(words, whole) or whole)


def _with_decimals(words: list[str], whole: _Said) -> _Said | None:
    if words[whole.last : whole.last + 1] and words[whole.last] in POINTS:
        digits = ""
        for word in words[whole.last + 1 : whole.last + 9]:
            digit = phrases().get(word, 10)
            if digit > 9:
                break
            digits += str(digit)
        if digits:
            decimals = Fraction(int(digits), 10 ** len(digits))
            return _Said(whole.value + decimals, whole.last + 1 + len(digits))
    return None


def _with_part(words: list[str], whole: _Said) -> _Said | None:
    """``two thirds``; ``two and a half``."""
    after = words[whole.last : whole.last + 3]
    part = _part(after[:1])
    if part:
        return _Said(whole.value * part, whole.last + 1)
    if after[:1] and after[0] in ("and", "y", "e", "et"):
        skipped = 2 if after[1:2] and after[1] in ONES else 1
        part = _part(after[skipped : skipped + 1])
        if part:
            return _Said(whole.value + part, whole.last + skipped + 1)
    return None


def _part(word: list[str]) -> Fraction | None:
    if not word:
        return None
    if word[0] in HALVES or word[0] in ("halves", "medios"):
        return Fraction(1, 2)
    parts = PARTS.get(word[0]) or PARTS.get(word[0].removesuffix("s"))
    return Fraction(1, parts) if parts else None


def _whole(words: list[str], at: int) -> _Said | None:
    """``two thousand three hundred and one``, ``dos mil``, ``a dozen``."""
    total, last, limit = 0, at, None
    while last < len(words) and (found := _below_thousand(words, last)):
        value, end = found
        scale = _MULTIPLES.get(words[end]) if end < len(words) else None
        if limit is not None and (scale or 1) * value >= limit:
            break
        total, last, limit = total + value * (scale or 1), end + bool(scale), scale
        if scale is None:
            break
    return _Said(Fraction(total), last) if last > at else None


def _below_thousand(words: list[str], at: int) -> tuple[int, int] | None:
    """A value and the index behind its words; ``mil`` and ``a dozen`` come after an unsaid 1."""
    if words[at] in BARE_SCALES:
        return 1, at
    if words[at] in first_words():
        for last in range(min(at + _MOST_WORDS, len(words)), at, -1):
            value = phrases().get(" ".join(words[at:last]))
            if value is not None:
                return value, last
    multiple = words[at] == "a" and words[at + 1 : at + 2]
    return (1, at + 1) if multiple and multiple[0] in _MULTIPLES else None
