"""Numbers in words, English and Spanish: ``forty-two``, ``veintiún mil``, ``two thirds``."""

from __future__ import annotations

import re
from fractions import Fraction

from knowledge.text import fold

_UNITS = {word: number for number, words in enumerate((
    "zero cero", "one uno un una", "two dos", "three tres", "four cuatro", "five cinco", "six seis",
    "seven siete", "eight ocho", "nine nueve", "ten diez", "eleven once", "twelve doce",
    "thirteen trece", "fourteen catorce", "fifteen quince", "sixteen dieciseis",
    "seventeen diecisiete", "eighteen dieciocho", "nineteen diecinueve", "twenty veinte",
    "veintiuno veintiun veintiuna", "veintidos", "veintitres", "veinticuatro", "veinticinco",
    "veintiseis", "veintisiete", "veintiocho", "veintinueve",
)) for word in words.split()}  # fmt: skip
_TENS = {word: 10 * tens for tens, words in enumerate((
    "thirty treinta", "forty cuarenta", "fifty cincuenta", "sixty sesenta", "seventy setenta",
    "eighty ochenta", "ninety noventa",
), 3) for word in words.split()} | {"twenty": 20}  # fmt: skip
_HUNDREDS = {word: 100 * hundreds for hundreds, words in enumerate((
    "cien ciento", "doscientos doscientas", "trescientos trescientas",
    "cuatrocientos cuatrocientas", "quinientos quinientas", "seiscientos seiscientas",
    "setecientos setecientas",
    "ochocientos ochocientas", "novecientos novecientas",
), 1) for word in words.split()}  # fmt: skip
_LARGE = {"thousand": 1_000, "mil": 1_000, "million": 10**6, "millon": 10**6, "millones": 10**6,
          "billion": 10**9}  # fmt: skip
_PARTS = {word: number for number, words in (
    (2, "half halves medio media medios mitad"), (3, "third thirds tercio tercios"),
    (4, "quarter quarters fourth fourths cuarto cuartos"), (5, "fifth fifths quinto quintos"),
    (6, "sixth sixths sexto sextos"), (7, "seventh sevenths septimo septimos"),
    (8, "eighth eighths octavo octavos"), (9, "ninth ninths noveno novenos"),
    (10, "tenth tenths decimo decimos"), (100, "hundredth hundredths centesimo centesimos"),
) for word in words.split()}  # fmt: skip
_POINT = frozenset({"point", "coma", "punto"})
_MINUS = frozenset({"minus", "negative", "menos"})
_GLUE = frozenset({"and", "y", "a", "un", "una", "la"})
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset({*_UNITS, *_TENS, *_HUNDREDS, *_LARGE, "hundred"})
_BEGINS = _SMALL | _MINUS | _PARTS.keys()
_KNOWN = _SMALL | _PARTS.keys() | _POINT | _MINUS | _GLUE
_MOST_WORDS = 14


def in_digits(text: str) -> str:
    """The text with numbers in words written as digits, where it holds no digit yet.

    ``three cm`` → ``3 cm``; ``minus two thirds`` → ``-2/3``. Other texts come back as they are.
    """
    if any(char.isdigit() for char in text):
        return text
    words = list(_WORD.finditer(text))[:_MOST_WORDS]
    folded = [fold(word[0]) for word in words]
    start = next((at for at in range(len(words)) if _begins(folded[at:])), None)
    if start is None:
        return text
    end = start + 1
    while end < len(words) and folded[end] in _KNOWN and _joined(text, words[end - 1], words[end]):
        end += 1
    while end > start:  # "one and a half a" is a number and something else
        value = number(folded[start:end])
        if value is not None:
            return f"{text[: words[start].start()]}{value}{text[words[end - 1].end() :]}"
        end -= 1
    return text


def _begins(words: list[str]) -> bool:
    if words[0] in ("a", "un", "una"):
        return len(words) > 1 and words[1] in _PARTS
    return words[0] in _BEGINS


def _joined(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    """Nothing but a space or a hyphen between two words: "one, two" are two numbers."""
    return text[one.end() : other.start()] in (" ", "-")


def number(words: list[str]) -> str | None:
    """The number that folded words say, in digits (``2/3``, ``-4``, ``3.5``); None for none."""
    if words and words[0] in _MINUS:
        inside = number(words[1:])
        return f"-{inside}" if inside else None
    if words and words[-1] in _PARTS:
        return _fraction(words)
    point = next((at for at, word in enumerate(words) if word in _POINT), None)
    if point is None:
        value = _whole(words)
        return None if value is None else str(value)
    whole = _whole(words[:point])
    digits = [_UNITS.get(word, 10) for word in words[point + 1 :]]
    if whole is None or not digits or max(digits) > 9:
        return None
    return f"{whole}.{''.join(map(str, digits))}"


def _fraction(words: list[str]) -> str | None:
    """``two thirds``, ``half``, ``one and a half``."""
    before = [word for word in words[:-1] if word not in ("a", "la")]
    below = _PARTS[words[-1]]
    cut = next((at for at, word in enumerate(before) if word in ("and", "y")), None)
    if cut is not None:
        whole, top = _whole(before[:cut]), _whole(before[cut + 1 :] or ["one"])
    else:
        whole, top = 0, _whole(before or ["one"])
    if whole is None or top is None:
        return None
    value = whole + Fraction(top, below)
    return f"{value.numerator}/{value.denominator}" if value.denominator > 1 else str(value)


def _whole(words: list[str]) -> int | None:
    total = part = 0
    spoken = [word for word in words if word not in ("and", "y", "a")]
    if not spoken:
        return None
    for word in spoken:
        if word in _UNITS:
            if part % 10 or (_UNITS[word] > 9 and part % 100):  # "five six"
                return None
            part += _UNITS[word]
        elif word in _TENS:
            part += _TENS[word]
        elif word in _HUNDREDS:
            part += _HUNDREDS[word]
        elif word == "hundred":
            part = max(part, 1) * 100
        elif word in _LARGE:
            total += max(part, 1) * _LARGE[word]
            part = 0
        else:
            return None
    return total + part
