"""Text → tokens: signs, LaTeX commands and words, whatever way they were written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from knowledge.grading.maths.characters import (
    COMMANDS,
    FRACTIONS,
    GREEK,
    JOINTS,
    LOWERED,
    NAMES,
    RAISED,
    SIGNS,
    WORDS,
)
from knowledge.grading.maths.nodes import FUNCTIONS
from knowledge.grading.maths.styles import Style, number_pattern
from knowledge.grading.maths.unreadable import Unreadable

MAX_TOKENS = 800
_MAX_DIGITS = 60
_MAX_TEN = 400
"""Largest power of ten behind ``e``."""
_MOST_LETTERS = 3
"""A longer run of letters is a word, not a product."""

_GREEK_NAMES = frozenset(GREEK.values()) - {"pi"}
_LONGEST_NAME = max(map(len, NAMES))
_SPELLED = {"**": "^", "=<": "<=", "=>": ">=", "<>": "!=", "==": "=", "+-": "±", "+/-": "±",
            "\n": "row"}  # fmt: skip
_OPENS, _CLOSES = frozenset({"(", "[", "{set"}), frozenset({")", "]", "set}"})

_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ]+")
_LOWERED = re.compile("[₀₁₂₃₄₅₆₇₈₉]+")
_REWRITTEN = (
    (re.compile("([A-Za-z])\u0304"), r"\\bar{\1}"),
    (re.compile("([A-Za-z])\u0302"), r"\\hat{\1}"),
    (re.compile(r"\\(?:text\w*|mbox|math(?:rm|bf|it|sf)|boldsymbol|operatorname\*?|ensuremath)"
                r"\s*\{([^{}]*)\}"), r" \1 "),
    (re.compile(r"\\boxed\b"), " "),
    (re.compile(r"\\mathbb\s*(?:\{\s*R\s*\}|R)"), r" \\reals "),
    (re.compile(r"\\begin\{(?:small|[pbvB])?matrix\}"), r" \\matrixopen "),
    (re.compile(r"\\end\{(?:small|[pbvB])?matrix\}"), r" \\matrixclose "),
    (re.compile(r"\\(?:begin|end)\{(?:cases|align(?:ed)?\*?|array|gathered|split)\}"
                r"(?:\{[clr|]*\})?"), " "),
    (re.compile(r"(\\[dtc]?frac)\s*(\d)\s*(?=[\d{])"), r"\1{\2}"),
    (re.compile(r"(\\[dtc]?frac\s*\{[^{}]*\})\s*(\d)"), r"\1{\2}"),
    (re.compile(r"(?<=\d)(?:\s*[xX]\s*(?=10\s*(?:\^|\*\*))|\s+[xX]\s+(?=\d))"), "*"),
    (re.compile(r"\\(left|right)\s*\."), " "),
)  # fmt: skip
_TOKEN = re.compile(
    r"(?P<space>[ \t\r~]+)|\\(?P<command>[A-Za-z]+|.)|(?P<fraction>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒])"
    r"|(?P<letters>[A-Za-zÀ-ɏͰ-Ͽ]+)|(?P<money>[$€£])"
    r"|(?P<sign>\*\*|<=|>=|=<|=>|!=|<>|~=|==|\+/?-|[-+*/^_()\[\]{}|,;:=<>±%°!'&∪∩\n])"
)


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    """``number``, ``half`` (½), ``name``, ``function``, ``constant``, or the sign itself."""
    text: str = ""
    value: Fraction = Fraction(0)
    spaced: bool = False
    """There is a space before it."""


def lex(text: str, style: Style, *, latex: bool) -> list[Token]:
    """Raises `Unreadable` at the first thing that is no maths.

    Args:
        latex: ``{…}`` groups; in plain text it is a set.
    """
    tokens: list[Token] = []
    for token in _tokens(_prepared(text), style, latex):
        tokens.append(token)
        if len(tokens) > MAX_TOKENS:
            raise Unreadable("too_long")
    return tokens


def _prepared(text: str) -> str:
    """Typographic characters as plain ones, and LaTeX's wrappers taken off."""
    text = _RAISED.sub(lambda run: f"^({run[0].translate(RAISED)})", text)
    text = _LOWERED.sub(lambda run: f"_{{{run[0].translate(LOWERED)}}}", text)
    text = text.translate(SIGNS)
    for pattern, plain in _REWRITTEN:
        text = pattern.sub(plain, text)
    return text.strip()


def _tokens(text: str, style: Style, latex: bool) -> Iterator[Token]:
    at, depth, spaced = 0, 0, False
    while at < len(text):
        if number := number_pattern(style, bracketed=depth > 0).match(text, at):
            yield _number(number, spaced)
            at, spaced = number.end(), False
            continue
        found = _TOKEN.match(text, at)
        if not found:
            raise Unreadable("character", text[at])
        at, before = found.end(), at
        # Money's sign and "\left" leave nothing behind, a space is remembered.
        spaced = spaced or bool(found["space"])
        for token in _read(found, spaced, glued=_glued(text, before, at)):
            opens = token.kind in _OPENS or (token.kind == "{" and not latex)
            closes = token.kind in _CLOSES or (token.kind == "}" and not latex)
            depth = max(0, depth + opens - closes)
            spaced = False
            yield token


def _glued(text: str, start: int, end: int) -> bool:
    """A digit stands right before it, or it has an exponent: it can't be a word."""
    return text[start - 1 : start].isdigit() or text[end : end + 1] in ("^", "_")


def _read(found: re.Match[str], spaced: bool, *, glued: bool) -> Iterator[Token]:
    if command := found["command"]:
        kind = COMMANDS.get(command)
        if kind is None:
            yield _by_name(command, spaced)
        elif kind:
            yield _token(kind, spaced)
    elif letters := found["letters"]:
        yield from _letters(letters, spaced=spaced, glued=glued)
    elif fraction := found["fraction"]:
        top, bottom = FRACTIONS[fraction]
        yield Token("half", f"{top}/{bottom}", Fraction(top, bottom), spaced)
    elif sign := found["sign"]:
        yield Token(_SPELLED.get(sign, sign), spaced=spaced)


def _number(found: re.Match[str], spaced: bool) -> Token:
    whole = re.sub(r"\D", "", found["whole"] or "0")
    decimals = found["decimals"] or found["only"] or ""
    repeated, power = found["repeated"] or "", int(found["power"] or 0)
    if len(whole) + len(decimals) > _MAX_DIGITS or abs(power) > _MAX_TEN:
        raise Unreadable("too_big")
    value = Fraction(int(whole + decimals), 10 ** len(decimals))
    text = whole + (f".{decimals}" if decimals else "")
    if repeated:
        value += Fraction(int(repeated), (10 ** len(repeated) - 1) * 10 ** len(decimals))
        text += ("" if decimals else ".") + f"({repeated})"
    if found["power"]:
        value *= Fraction(10) ** power
        text += f"e{power}"
    return Token("number", text, value, spaced)


def _by_name(command: str, spaced: bool) -> Token:
    name = command.removeprefix("var") if command.startswith("var") else command
    if name not in NAMES:
        raise Unreadable("command", command)
    return _token(NAMES[name], spaced)


def _letters(run: str, *, spaced: bool, glued: bool) -> Iterator[Token]:
    """A run of letters: a word of maths, or variables one behind the other."""
    if run in JOINTS:
        yield _token(JOINTS[run], spaced)
        return
    if not glued and run.lower() in WORDS:
        raise Unreadable("words", run)
    at = single = 0
    while at < len(run):
        kind, length = _name_at(run, at)
        if kind:
            yield _token(kind, spaced and at == 0)
            single = 0
        else:
            single += 1
            if single > _MOST_LETTERS:
                raise Unreadable("words", run)
            yield _variable(run[at], spaced and at == 0)
        at += length


def _name_at(run: str, at: int) -> tuple[str, int]:
    """The longest word of maths here, and its length; one letter when there is none."""
    for length in range(min(_LONGEST_NAME, len(run) - at), 1, -1):
        part = run[at : at + length]
        if kind := NAMES.get(part.lower() if length == len(run) else part):
            return kind, length
    return "", 1


def _variable(letter: str, spaced: bool) -> Token:
    if letter in GREEK:
        return _token(GREEK[letter], spaced)
    if not letter.isascii():
        raise Unreadable("character", letter)
    return _token(letter, spaced) if letter in ("e", "i") else Token("name", letter, spaced=spaced)


def _token(kind: str, spaced: bool) -> Token:
    if kind in FUNCTIONS:
        return Token("function", kind, spaced=spaced)
    if kind in _GREEK_NAMES:
        return Token("name", kind, spaced=spaced)
    if kind in ("pi", "infinity", "e", "i"):
        return Token("constant", kind, spaced=spaced)
    return Token(kind, spaced=spaced)
