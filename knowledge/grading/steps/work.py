"""Pasted work → statements: one a line, or with arrows or "so" between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.grading.maths.characters import NAMES
from knowledge.grading.maths.grammar import Unreadable, readings
from knowledge.grading.maths.nodes import Node
from knowledge.grading.quantities import quantity
from knowledge.grading.units import is_unit
from knowledge.text import fold

LONGEST = 4_000
"""Characters that are looked at."""
MOST = 30
"""Statements that are looked at."""
_LINE = 300
_BETWEEN = re.compile(
    r"\s*(?:\n|;|→|⇒|⟹|⟶|∴|->|\s=>\s|\\(?:to|Rightarrow|rightarrow|implies|Longrightarrow)(?![a-z])"
    r"|\\\\|[.,]\s+(?=(?:so|then|therefore|thus|hence|entonces|luego|por lo tanto)\b)"
    r"|(?<=[\w)])[.]\s+(?=\S))\s*"
)
_LEAD = re.compile(
    r"(?:(?:step|paso)\s*\d*\s*[:.)]|\d{1,2}\s*[.)]\s+|[-*•]\s+|(?:so|and|then|therefore|thus|hence|"
    r"first|next|now|finally|i (?:get|got)|we (?:get|got)|entonces|luego|asi que|por lo tanto|"
    r"primero|despues|ahora|me da)\b[,:]?)\s*",
    re.IGNORECASE,
)
_OF = re.compile(r"(?<=[\d%])\s+(?:of|de)\s+(?=[\d(])", re.IGNORECASE)
"""``25% of 40``."""
_NOTE = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
_WORD = re.compile(r"(?<![\\A-Za-z])[^\W\d_]{3,}")
_WORDS_BEFORE = re.compile(r"(?:[^\W\d_]{2,}['’]?[^\W\d_]*[\s,:]+)+")
_WORDS_BEHIND = re.compile(r"(?:[\s,:]+[^\W\d_]{2,}['’]?[^\W\d_]*)+[.!]?$")


@dataclass(frozen=True, slots=True)
class Statement:
    """A piece of the work; no readings where it is no maths."""

    text: str
    readings: tuple[Node, ...] = ()
    goes_on: bool = False
    """It began with an equals sign, so it goes on from what stands before."""


def statements(work: str, language: str) -> list[Statement]:
    """At most `MOST` of them."""
    parts = [part.strip() for part in _BETWEEN.split(work[:LONGEST].replace("$", " "))]
    return [_statement(part[:_LINE], language) for part in parts if part][:MOST]


def _statement(text: str, language: str) -> Statement:
    said = text
    while found := _LEAD.match(said):
        said = said[found.end() :]
    goes_on = bool(re.match(r"[=≈]", said))
    said = _OF.sub(" * ", said.lstrip("=≈ "))
    for maths in dict.fromkeys(_candidates(said, language)):
        try:
            return Statement(text, readings(maths, language=language), goes_on)
        except Unreadable:
            continue
    return Statement(text)


def _candidates(text: str, language: str) -> Iterator[str]:
    """Without its unit, the whole, without a note behind it, without words around it."""
    yield from _without_unit(text, language)
    yield text
    if (note := _NOTE.search(text)) and _is_words(note[1]):
        yield text[: note.start()]
    if ":" in text:
        yield text.rpartition(":")[2].strip()
    yield _WORDS_BEHIND.sub("", _WORDS_BEFORE.sub("", text, count=1), count=1).strip()


def _without_unit(text: str, language: str) -> Iterator[str]:
    """``150/2 = 75 km/h``: no letter before the equals sign, so these are no unknowns."""
    left, sign, right = text.rpartition("=")
    if not sign or re.search(r"[^\W\d_]", left):
        return
    try:
        last = quantity(right, language)
    except Unreadable:
        return
    if last.unit and is_unit(last.unit):
        yield f"{left}= {last.number}"


def _is_words(text: str) -> bool:
    return any(fold(word) not in NAMES for word in _WORD.findall(text))
