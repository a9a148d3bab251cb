"""An option told by its letter, number or place: ``it's b``, ``option 2``, ``all but B``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.guard.forms.pointers import FILLER, NOT, THING, WRONG, pointers
from bot.guard.leak import Found
from bot.guard.text.reading import Span
from bot.guard.text.view import View

_SHORT = 4
"""Words of a sentence that says little but a letter."""
_NEAR = 60
"""Characters around a letter in which it is pointed to."""
_CHAT = frozenset(
    "yes yeah yep no hm hmm so ok okay well and definitely obviously clearly surely probably"
    " maybe it is its it's the la el option answer choice i'd i'll i say think guess would y si"
    " es".split()
)
_NO_OPTION = re.compile(
    r"\$\$?[^$\n]{1,200}\$\$?"
    r"|(?<![\w'(\[\"])[aeioy](?![\w'.:;)\]\"!?]|\s*(?:$|\n|,)| (?:is|are|isn't|es|and|y) )"
)
"""Formulas, and ``a`` as an article."""
_LONE_CAPITAL = re.compile(r"(?<![A-Za-z\\])[A-Z](?![A-Za-z])(?![^$]*[-+*/^=<>])")
_NUMBERED = re.compile(rf"\b(?:{THING}|number|key|solution|solucion)\W|#\d")
_MENTION = re.compile(rf"\b{THING}\b")
_NEGATED = re.compile(rf"(?:\b{NOT}|n't)\W+(?:\w+\W+){{0,2}}$")
_WHAT = re.compile(r"\b(?:what|which|que|cual)\s*$")
_CHOOSING = re.compile(r"[^.!\n]{0,60}?\bor\b[^.!\n]{0,60}\?|^[^.!\n]{0,30}\b(?:or|o)\s")


class LetterKey:
    """The letters of the right options of ``count``."""

    def __init__(self, right: frozenset[int], count: int) -> None:
        self._right = right
        self._count = count
        self._letters = "".join(chr(97 + index) for index in range(count))
        self._wanted = {self._letters[index] for index in right if index < count}

    def find(self, view: View) -> Found | None:
        text = _pointing(view.reading.text, view.low)
        return self._told(text) or self._pointed_at(text) or self._in_few_words(view, text)

    def _told(self, text: str) -> Found | None:
        for index in sorted(self._right):
            patterns = pointers(index, self._count)
            hits = (*patterns.any.finditer(text), *_NUMBERED.finditer(text))
            for start, end in _around(hit.span() for hit in hits):
                for match in patterns.tells.finditer(text, start, end):
                    if not _negated(text, match.start()) and not _is_choosing(text, match.span()):
                        return Found("option", match.span())
                excepted = patterns.excepted.search(text, start, end)
                if excepted:
                    return Found("elimination", excepted.span())
        return None

    def _pointed_at(self, text: str) -> Found | None:
        """``look at option C again`` with no other option beside it."""
        if not _MENTION.search(text):
            return None
        named = {
            index: match
            for index in range(self._count)
            if (match := pointers(index, self._count).names.search(text))
        }
        if len(named) == 1 and set(named) <= self._right:
            (match,) = named.values()
            if not _negated(text, match.start()):
                return Found("option", match.span())
        return None

    def _in_few_words(self, view: View, text: str) -> Found | None:
        """``definitely B!``, ``a and c``."""
        for start, end in view.prose.sentences:
            said = re.findall(r"[\w']+", text[start:end]) if end - start < 60 else []
            numbers = [int(word) - 1 for word in said if word.isdecimal()]
            if len(numbers) > 1 and set(numbers) == self._right and len(said) <= _SHORT:
                return Found("option", (start, end))
            letters = {word for word in said if len(word) == 1 and word in self._letters}
            if not letters or len(said) > _SHORT or letters != self._wanted:
                continue
            chatty = all(word in _CHAT or word in letters for word in said)
            each = view.reading.text[start:end].split()
            shouted = any(letter.upper() in each for letter in letters) and each[0] != "A"
            denied = _NEGATED.search(text[start:end].partition(min(letters))[0])
            if (chatty or shouted) and not denied:
                return Found("option", (start, end))
        return None

    def mentioned(self, view: View) -> set[int]:
        """Options named by their letter, or pointed to in any other way."""
        text = _pointing(view.reading.text, view.low)
        letters = re.findall(rf"(?<![\w'])[{self._letters}](?![\w'])", text)
        every = range(self._count)
        told = {at for at in every if LetterKey(frozenset({at}), self._count).find(view)}
        return told | {ord(letter) - ord("a") for letter in letters}

    def ruled_out(self, view: View) -> Iterator[tuple[int, Span]]:
        """Options that the text says are not it."""
        text = _pointing(view.reading.text, view.low)
        one = rf"(?:{THING}\s+)?[(]?[{self._letters}](?![\w'])[)]?"
        joint = r"\s*(?:,\s*(?:or|and|nor|ni|o|y)|,|/|;|or|and|nor|&|o|y|e|ni)\s*(?:not\s+)?"
        listed = rf"({one}(?:{joint}{one}){{0,25}})"
        denied = re.finditer(rf"\b{NOT}\W+(?:{FILLER}\s+)*{listed}", text)
        called_wrong = re.finditer(rf"(?<![\w']){listed}\s+{WRONG}\b", text)
        for match in (*denied, *called_wrong):
            for letter in re.finditer(rf"(?<![\w'])[{self._letters}](?![\w'])", match[1]):
                yield ord(letter[0]) - 97, match.span()


def _pointing(text: str, low: str) -> str:
    """Lower case without what only looks like an option's letter."""
    pieces, at = [], 0
    for match in _NO_OPTION.finditer(low):
        start, end = match.span()
        if _LONE_CAPITAL.search(text[start:end]):
            continue
        pieces += [low[at:start], "~" * (end - start)]
        at = end
    return "".join([*pieces, low[at:]])


def _around(hits: Iterable[Span]) -> list[Span]:
    """The surroundings of all hits, each character once: patterns are slow on a whole text."""
    found: list[Span] = []
    for start, end in sorted(hits):
        near = (max(0, start - _NEAR), end + _NEAR)
        if found and near[0] <= found[-1][1]:
            near = (found.pop()[0], near[1])
        found.append(near)
    return found


def _negated(text: str, at: int) -> bool:
    return bool(_NEGATED.search(text[max(0, at - 30) : at]))


def _is_choosing(text: str, span: Span) -> bool:
    """``Is it A or B?`` and ``What is b?`` leave it to the reader."""
    return bool(_CHOOSING.match(text, span[1]) or _WHAT.search(text, max(0, span[0] - 8), span[0]))
