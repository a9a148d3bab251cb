"""Formulas in a text: in LaTeX, plain or Unicode, and with ``plus`` and ``squared`` in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.guard.text.reading import Span
from knowledge.grading.maths.grammar import Unreadable, readings
from knowledge.grading.maths.nodes import Node

MOST = 80
"""Different formulas in one text that are looked at; no hint has as many."""
_LONGEST = 200

_SPELLED = (
    ("plus|mas", "+"), ("minus|menos", "-"), ("times|multiplied by|por|multiplicado por", "*"),
    ("over|divided by|entre|dividido (?:por|entre)", "/"),
    ("squared|al cuadrado", "^2"), ("cubed|al cubo", "^3"),
    ("equals|is equal to|es igual a|igual a", "="),
    ("is (?:greater|more) than|es mayor que", ">"), ("is (?:less|smaller) than|es menor que", "<"),
    ("is (?:greater than or equal to|at least)", ">="),
    ("is (?:less than or equal to|at most)", "<="),
)  # fmt: skip
_SPELLED_SIGNS = [
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), sign) for words, sign in _SPELLED
]
_IN_WORDS = "|".join(words for words, _ in reversed(_SPELLED))
_COMMANDS = (
    "frac|dfrac|tfrac|sqrt|cdot|times|div|leq?|geq?|lt|gt|neq?|pm|infty|cup|cap|pi|quad|mid"
    "|geqslant|leqslant|text|mathrm"
)
_DIGITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty"
).split()
_NO_NAME = (
    "am|an|as|at|be|by|do|go|he|if|in|is|it|me|my|no|of|ok|on|or|so|to|up|us|we|de|el|en|es|la"
    "|lo|se|si|su|tu|un|ya"
)
_DIGIT_WORDS = re.compile(rf"\b(?:{'|'.join(_DIGITS)})\b", re.IGNORECASE)
_ATOM = (
    rf"\d+(?:[.,]\d+)*|\b(?:{'|'.join(_DIGITS)})\b"
    rf"|(?<![A-Za-z\\'])(?!(?:{_NO_NAME})(?![A-Za-z]))[A-Za-z]{{1,2}}(?![A-Za-z'])"
    rf"|\\(?:{_COMMANDS})(?![A-Za-z])|[(){{}}\[\]|∞√π]"
)
_SIGN = r"[-+*/^=<>≤≥≠×·÷,_!%°±∪∩]"
_RUN = re.compile(
    rf"(?:{_ATOM}|{_SIGN})(?:[ \t]*(?:{_ATOM}|{_SIGN})|\s(?:{_IN_WORDS})\b){{0,80}}", re.IGNORECASE
)
_IN_DOLLARS = re.compile(r"\$\$?([^$]{1,400})\$\$?")
_BRACKETS = frozenset("()[]{}")
_COMMA = re.compile(r"[()\[\]{},]")
_RELATION = re.compile(r"[()\[\]{}]|(?:[=<>≤≥≠]|\\(?:leq?|geq?|lt|gt|neq?)(?![A-Za-z]))+")
_TELLING = re.compile(
    r"[A-Za-z]\w{0,8}\s?[-+*/^=<>(]|[-+*/^=<>)]\s?[A-Za-z\\(]|\d\s?[A-Za-z(]|\\(?:frac|sqrt|infty)"
    r"|√|∞|\)\s?\(|\d\s?[-+*/^×·÷]"
)
_ANY = re.compile(rf"[\d$\\=+*/^<>√×÷]|\b(?:{_IN_WORDS})\b", re.IGNORECASE)
_LONE_LETTER = re.compile(r"^[A-Za-z]\s+(?=[\w(\\])|(?<=[\w)}])\s+[A-Za-z]$")


@dataclass(frozen=True, slots=True)
class Formula:
    text: str
    span: Span
    letters: frozenset[str]
    """Its variables' letters, as far as a look at the characters tells."""


def formulas(text: str) -> list[Formula]:
    """Everything in a text that may be a formula, each once, with the sides of equations.

    ``text`` is in plain characters (`bot.guard.text.reading`). At most `MOST` + 1.
    """
    found: dict[str, Formula] = {}
    if not _ANY.search(text):
        return []
    for start, end in _runs(text):
        for piece in _pieces(text, start, end):
            if piece.text not in found:
                found[piece.text] = piece
            if len(found) > MOST:
                return list(found.values())
    return list(found.values())


def _runs(text: str) -> Iterator[Span]:
    at = 0
    for match in _IN_DOLLARS.finditer(text):
        yield from _plain_runs(text, at, match.start())
        yield match.span(1)
        yield from _plain_runs(text, *match.span(1))
        at = match.end()
    yield from _plain_runs(text, at, len(text))


def _plain_runs(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _RUN.finditer(text, start, end):
        if match.end() - match.start() > 1 and _TELLING.search(spelled_out(match[0])):
            yield match.span()


def _pieces(text: str, start: int, end: int) -> Iterator[Formula]:
    for first, last in [(start, end), *_split(text, start, end, _COMMA)]:
        yield from _formula(text, first, last)
        sides = _split(text, first, last, _RELATION)
        if len(sides) > 1:
            for one in sides:
                yield from _formula(text, *one)


def _split(text: str, start: int, end: int, mark: re.Pattern[str]) -> list[Span]:
    """Parts between marks that stand in no bracket."""
    cuts, depth = [start], 0
    for found in mark.finditer(text, start, end):
        if found[0] in _BRACKETS:
            depth += 1 if found[0] in "([{" else -1
        elif depth <= 0:
            cuts += [found.start(), found.end()]
    cuts.append(end)
    return list(zip(cuts[::2], cuts[1::2], strict=True))


def _formula(text: str, start: int, end: int) -> Iterator[Formula]:
    said = text[start:end]
    lone = _LONE_LETTER.search(said)  # the article in "a 4x + 12"
    for each in [said, _LONE_LETTER.sub("", said)] if lone else [said]:
        trimmed = _balanced(each.strip(" \t.,;:"))
        if trimmed and len(trimmed) <= _LONGEST:
            at = text.find(trimmed, start, end)
            yield Formula(trimmed, (at, at + len(trimmed)), letters(trimmed))


def _balanced(text: str) -> str:
    """Without a bracket at an end that belongs to the sentence. ``[2, 5)`` is balanced."""
    if text.startswith("{") and text.endswith("}"):
        return text[1:-1].strip()
    opened = text.count("(") + text.count("[")
    closed = text.count(")") + text.count("]")
    if closed > opened and text.endswith(")"):
        return text[:-1].rstrip()
    if opened > closed and text.startswith("("):
        return text[1:].lstrip()
    return text


def letters(text: str) -> frozenset[str]:
    """The letters of a formula's variables."""
    bare = re.sub(r"\\[A-Za-z]+|\bsqrt\b", " ", spelled_out(text))
    return frozenset(char for char in bare if char.isalpha())


def spelled_out(text: str) -> str:
    """``x plus two`` → ``x + 2``."""
    for words, sign in _SPELLED_SIGNS:
        text = words.sub(sign, text)
    return _DIGIT_WORDS.sub(lambda word: str(_DIGITS.index(word[0].lower())), text)


@lru_cache(maxsize=4096)
def parsed(text: str, language: str = "en") -> tuple[Node, ...]:
    """Every plausible reading of a formula; none when it is no maths."""
    try:
        return readings(spelled_out(text), language=language)
    except Unreadable:
        return ()
