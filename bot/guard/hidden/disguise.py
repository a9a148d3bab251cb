"""The answer's words hidden in other ones: backwards, shifted letters, ``sh4ping``, ``sh_p_ng``, an
acrostic."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.guard.leak import Found
from bot.guard.text.reading import Span, read

_SHORTEST = 4
"""Letters of a word below which a disguise is chance."""
_LONG_RUN = 15
"""Letters of what must be several words written as one."""
_GIVEN = 0.5
"""Share of a masked word's letters from which it is as good as written out."""

_TOKEN = re.compile(r"[^\W_]{4,}")
_FOR_LETTERS = str.maketrans("0134578@$!", "oieastbasi")
_MIXED = re.compile(
    r"(?<![\w$@!])[a-z013-578$@!]*[a-z][013-578$@!][a-z013-578$@!]*|(?<![\w$@!])[013-578$@!][a-z][a-z013-578$@!]*"
)
_MASKED = re.compile(
    r"(?<![^\W_])(?=[a-z*_?.•#-]{0,29}[a-z])(?=[a-z]{0,29}[*_?.•#-])[a-z*_?.•#-]{4,30}"
)
_LINE_STARTS = re.compile(r"(?:^|\n)[ \t]{0,8}[-*>\"'(]{0,4}([a-z])")


class Disguises:
    """Finds the words of an answer in disguise. Made once an item."""

    def __init__(self, literals: Sequence[str], question: str) -> None:
        asked = set(_TOKEN.findall(read(question).low))
        said = {word for literal in literals for word in _TOKEN.findall(read(literal).low)}
        single = sorted(word for word in said - asked if word.isalpha())
        self._broken = [_broken(word) for word in single if len(word) > _SHORTEST]
        whole = {flattened(literal) for literal in literals}
        said |= {word for word in whole if len(word) >= _SHORTEST and word.isalpha()}
        self._words = sorted({*single, *whole & said})
        self._turned = {form for word in self._words for form in _turned(word)} - asked - said

    def find(self, low: str) -> Found | None:
        """``low``: a text in plain lower-case characters."""
        if not self._words:
            return None
        places = (
            *self._ciphers(low),
            *self._lookalikes(low),
            *self._acrostics(low),
            *(match.span() for word in self._broken for match in word.finditer(low)),
        )
        return Found("disguise", min(places)) if places else None

    def _ciphers(self, low: str) -> Iterator[Span]:
        for match in _TOKEN.finditer(low):
            run = match[0] if len(match[0]) >= _LONG_RUN else ""
            if match[0] in self._turned or any(word in run for word in self._words if run != word):
                yield match.span()

    def _lookalikes(self, low: str) -> Iterator[Span]:
        for match in _MIXED.finditer(low):
            if match[0].rstrip("!").translate(_FOR_LETTERS) in self._words:
                yield match.span()
        for match in _MASKED.finditer(low):
            token = match[0].rstrip(".?")  # the sentence's end
            if any(_is_masked(token, word) for word in self._words):
                yield match.span()

    def _acrostics(self, low: str) -> Iterator[Span]:
        starts = list(_LINE_STARTS.finditer(low))
        initials = "".join(match[1] for match in starts)
        for word in self._words:
            at = initials.find(word)
            if at >= 0:
                yield starts[at].start(1), starts[at + len(word) - 1].end()


def _broken(word: str) -> re.Pattern[str]:
    """``sh-aping``, ``HIPPO + CAMPUS``: with something between the letters at least once."""
    letters = r"[\W_]{0,3}".join(word)
    return re.compile(rf"(?<![^\W_])(?!{word}){letters}(?![^\W_])")


def flattened(text: str) -> str:
    """Letters and digits only."""
    return re.sub(r"[\W_]", "", read(text).low)


def _turned(word: str) -> list[str]:
    """Backwards, every shift through the alphabet, and pig Latin."""
    shifted = [_shift(word, by) for by in range(1, 26)]
    return [word[::-1], *shifted, re.sub(r"^([^aeiou]*)(.*)$", r"\2\1ay", word)]


def _shift(word: str, by: int) -> str:
    return "".join(
        chr((ord(char) - 97 + by) % 26 + 97) if "a" <= char <= "z" else char for char in word
    )


def _is_masked(token: str, word: str) -> bool:
    """``sh_p_ng``: the same length, the given letters right, enough of them."""
    if len(token) != len(word) or token.isalpha():
        return False
    pairs = [(one, other) for one, other in zip(token, word, strict=True) if one.isalpha()]
    return len(pairs) >= _GIVEN * len(word) and all(one == other for one, other in pairs)
