"""How one construct of a formula reads in Unicode: scripts, fractions, accents."""

from __future__ import annotations

import re
import unicodedata

from bot.mathtext.layout import Atom, symbol
from bot.mathtext.symbols import LINES, NOT, SCRIPTS


def character(char: str) -> Atom:
    """Anything that is not a command: a letter, a digit, a sign, a space."""
    if char.isspace() or char == "~":
        return Atom(" ", "space")
    return symbol("−" if char == "-" else char)


_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
"""Unicode's small letters are hard to read as a word: SS_(within), not SSwᵢₜₕᵢₙ."""


def script(mark: str, text: str) -> str:
    """A superscript (``^``) or subscript (``_``); in parentheses where Unicode has none."""
    if text in ("∘", "°") and mark == "^":
        return "°"
    if text and set(text) <= {"′"}:
        return text
    chars = [SCRIPTS.get(mark + char) for char in text]
    if all(chars) and not _LONG_WORD.fullmatch(text):
        return "".join(char for char in chars if char)
    return f"{mark}{text}" if is_single(text) else f"{mark}({text})"


def is_single(text: str) -> bool:
    """True for one letter (with its marks and scripts) or one number."""
    return bool(re.fullmatch(r"\d+([.,]\d+)*|\S[\u0300-\u036f\u20d0-\u20ff′]*", text))


_PRODUCT = re.compile(r"[−-]?[\w.,\u0300-\u036f\u20d0-\u20ff′°%⁰-ₜ]+")
_WORD = re.compile(r"[^\W\d_]{3,}")


def fraction(upper: str, lower: str) -> Atom:
    """On one line, with as few parentheses as leave it unambiguous."""
    above = upper if _PRODUCT.fullmatch(upper) or _is_wrapped(upper) else f"({upper})"
    simple = is_single(lower) or _WORD.fullmatch(lower) or _is_power(lower) or _is_wrapped(lower)
    below = lower if simple else f"({lower})"
    return Atom(f"{above}/{below}", "fraction", f"({above}/{below})")


def _is_power(text: str) -> bool:
    return bool(re.fullmatch(r"Δ\w|(\w|\d+)[⁰¹²³⁴-⁹ⁿ₀-₉]+", text))


def _is_wrapped(text: str) -> bool:
    return bool(re.fullmatch(r"\w?\([^()]*\)|\|[^|]*\||√\([^()]*\)|√\w+", text))


def accented(text: str, mark: str) -> str:
    """With a combining mark: on every letter for a line, on the one letter otherwise."""
    if mark in LINES:
        return "".join(char + mark for char in text)
    if mark == NOT:
        return unicodedata.normalize("NFC", text + mark)  # so that ∉ is spaced like ∈
    return text + mark if is_single(text) else f"({text}){mark}"
