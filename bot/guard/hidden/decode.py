"""What is written so that a reader has to decode it: base64, character codes, Morse, letters apart.

Gives what comes out as texts of their own, with the place of what was decoded. Ciphers that turn a
word into another one (backwards, shifted letters) are found from the answer's side
(`bot.guard.hidden.disguise`): reading every text in every cipher would find answers in anything.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.guard.text.reading import Span

_MOST = 40
"""Decoded pieces of one text that are looked at."""


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    """What comes out."""
    span: Span
    """Of what was decoded."""
    how: str


def decoded(text: str) -> Iterator[Decoded]:
    """Everything in a text in plain characters that decodes to something readable."""
    found = 0
    words = set(re.split(r"[\s,-]+", text.lower()))
    for how, pattern, decode in _CODES:
        if how == _SPELLING and words.isdisjoint(_NAMES):
            continue  # the one pattern that is slow to find nothing
        for match in pattern.finditer(text):
            said = decode(match[0])
            if said and _is_readable(said):
                yield Decoded(said, match.span(), how)
                found += 1
            if found > _MOST:
                return


def _is_readable(text: str) -> bool:
    return text.isprintable() and any(char.isalnum() for char in text)


def _base64(token: str) -> str:
    try:
        padded = token.rstrip("=") + "=" * (-len(token.rstrip("=")) % 4)
        return base64.b64decode(padded, validate=True).decode("utf-8").strip()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return ""


def _hex(run: str) -> str:
    digits = re.sub(r"0x|\\x|\\u00|U\+00|[^0-9a-fA-F]", "", run)
    try:
        return bytes.fromhex(digits).decode("utf-8").strip()
    except (UnicodeDecodeError, ValueError):
        return ""


def _binary(run: str) -> str:
    codes = [int(code, 2) for code in run.split()]
    return "".join(map(chr, codes)) if all(32 <= code < 127 for code in codes) else ""


def _base_two(digits: str) -> str:
    return str(int(digits, 2))


def _codes(run: str) -> str:
    numbers = [int(number) for number in re.findall(r"\d+", run)]
    if all(32 <= number < 127 for number in numbers):
        return "".join(map(chr, numbers))
    if all(1 <= number <= 26 for number in numbers):
        return "".join(chr(96 + number) for number in numbers)
    return ""


def _morse(run: str) -> str:
    codes = run.split()
    if not ("." in run and "-" in run and len(run) > 2):
        return ""  # the end of a sentence, a rule, an ellipsis
    return "".join(MORSE[code] for code in codes) if all(code in MORSE for code in codes) else ""


def _apart(run: str) -> str:
    return re.sub(r"[\W_]", "", run)


def _called(run: str) -> str:
    return "".join(word[0] for word in run.lower().split())


MORSE = dict(
    zip(
        ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...-"
        " .-- -..- -.-- --.. ----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----.".split(),
        "abcdefghijklmnopqrstuvwxyz0123456789",
        strict=True,
    )
)
_SPELLING = "spelling alphabet"
_NAMES = (
    "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike"
    " november oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu"
).split()
_NAME = f"(?:{'|'.join(_NAMES)}|x-ray)"
_BYTE = r"(?:0x|\\x|\\u00|U\+00)"
_BASE64 = (
    r"(?<![\w+/=])(?:[A-Za-z0-9+/]{2,2000}={1,2}"
    r"|(?=[a-z0-9+/]*[A-Z])(?=[A-Z0-9+/]*[a-z])[A-Za-z0-9+/]{8,2000})(?![\w+/=])"
)
_HEX = (
    rf"{_BYTE}[0-9a-fA-F]{{2}}(?:[\s,]*{_BYTE}?[0-9a-fA-F]{{2}})*(?!\w)"
    r"|(?<!\w)(?=[0-9A-Fa-f ]{0,40}[a-fA-F])[0-9a-fA-F]{2}(?:[ :]?[0-9a-fA-F]{2}){2,}(?!\w)"
    r"|(?<=hex )[0-9a-fA-F]{2}(?: ?[0-9a-fA-F]{2})*|(?<=ascii )[0-9a-fA-F]{2}(?!\w)"
)
_BASE_TWO = (
    r"(?<!\w)[01]{3,16}(?= in binary)|(?<=binary )[01]{3,16}(?!\w)|(?<=binary: )[01]{3,16}(?!\w)"
)
_LETTERS_APART = r"(?<![^\W_])[^\W\d_](?:[\s\-._*|,/·+~•]{1,3}[^\W\d_](?![^\W_])){2,}"
_CODES: tuple[tuple[str, re.Pattern[str], Callable[[str], str]], ...] = (
    ("base64", re.compile(_BASE64), _base64),
    ("hex", re.compile(_HEX), _hex),
    ("binary", re.compile(r"(?<!\w)[01]{7,8}(?:\s+[01]{7,8})*(?!\w)"), _binary),
    ("base two", re.compile(_BASE_TWO), _base_two),
    ("character codes", re.compile(r"(?<![\w.])\d{1,3}(?:[ ,-]+\d{1,3}){2,}(?![\w.])"), _codes),
    ("morse", re.compile(r"(?<![\w.-])[.-]{1,5}(?: +[.-]{1,5})*(?![\w.-])"), _morse),
    ("letters apart", re.compile(_LETTERS_APART), _apart),
    (_SPELLING, re.compile(rf"\b{_NAME}(?:[\s,-]+{_NAME})+\b", re.IGNORECASE), _called),
)
