"""An answer in words, written with digits."""

from __future__ import annotations

import re

from knowledge.grading.number_words.spoken import Spoken, spoken
from knowledge.grading.number_words.words import POINTS
from knowledge.text import fold

_LONGEST = 200
_MINUS = re.compile(r"(?:minus|negative|menos|moins|meno)\s+$")
_SIGNED = re.compile(r"\s*(?:minus|negative|menos|moins|meno)\s+(?=[\d.])")


def in_digits(text: str, language: str = "en") -> str:
    """The text with its first number in words written as digits, if it holds no digit yet.

    ``three cm`` → ``3 cm``; ``minus two thirds`` → ``-2/3``; ``minus 3`` → ``-3``. Other texts
    come back as they are, as do those where "one" may be a pronoun.
    """
    folded = fold(text)
    if signed := _SIGNED.match(folded):
        return f"-{text[signed.end() :]}"
    if any(map(str.isdigit, text)) or len(text) > _LONGEST or len(folded) != len(text):
        return text
    number = next((each for each in spoken(folded, language) if _counts(each, folded)), None)
    if number is None:
        return text
    minus = _MINUS.search(folded[: number.start])
    start = minus.start() if minus else number.start
    return f"{text[:start]}{'-' if minus else ''}{_written(number, folded)}{text[number.end :]}"


def _counts(number: Spoken, text: str) -> bool:
    around = text[: number.start] + text[number.end :]
    return not number.pronoun or len(around.split()) <= 1


def _written(number: Spoken, text: str) -> str:
    """A decimal stays one: ``zero point five`` isn't 1/2."""
    value = number.value
    if value.denominator == 1:
        return str(value.numerator)
    if POINTS.intersection(text[number.start : number.end].split()):
        return str(float(value))
    return f"{value.numerator}/{value.denominator}"
