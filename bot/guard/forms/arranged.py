"""Orders and pairs: which comes when, what belongs to what."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.guard.leak import Found
from bot.guard.text.patterns import either
from bot.guard.text.reading import Span, read
from bot.guard.text.view import Sentence, View, words

_SHARE = 0.5
"""Of the words that only one entry has, at which a sentence names it."""
_THEN = r"\s*(?:,|;|-+>|→|>|-|then|luego|despues)\s*"
_IN_ORDER = re.compile(rf"\b[a-z](?:{_THEN}[a-z]\b){{2,25}}|\b\d(?:{_THEN}\d\b){{2,25}}")
_WITH = r"\s*(?:-+>?|→|:|is|goes with|with|va con)\s*"
_PAIRED = re.compile(rf"\b(?:\d{_WITH}[a-z]|[a-z]{_WITH}\d)\b")
_ORDERS = re.compile(
    rf"\b{either('then, before, after, first, next, followed by, finally, order')}\b|->|→|>|\d[.)]"
    rf"|\b{either('luego, despues, antes, primero, finalmente, orden')}\b"
)


class OrderKey:
    """Steps in the right order: told when most of them are named in that order."""

    def __init__(self, steps: Sequence[str], *, language: str) -> None:
        self._steps = [_own(step, steps, language) for step in steps]

    def find(self, view: View) -> Found | None:
        letters = _IN_ORDER.search(view.low)
        if letters and len(re.findall(r"\b\w\b", letters[0])) == len(self._steps):
            return Found("order", letters.span())
        steps = ((self._step(word.stem), word.span) for word in view.words)
        named = [(at, span) for at, span in steps if at is not None]
        order = list(dict.fromkeys(at for at, _ in named))
        enough = max(2, len(self._steps) - 1)
        if len(order) >= enough and order == sorted(order) and self._is_order(view, named):
            return Found("order", (named[0][1][0], named[-1][1][1]))
        return None

    def _step(self, stem: str) -> int | None:
        return next((at for at, own in enumerate(self._steps) if stem in own), None)

    def _is_order(self, view: View, named: list[tuple[int, Span]]) -> bool:
        between = view.low[max(0, named[0][1][0] - 20) : named[-1][1][1] + 20]
        lines = view.low.count("\n") >= len(self._steps) - 1
        listed = between.count(",") >= len(self._steps) - 2
        return lines or listed or bool(_ORDERS.search(between))


class PairKey:
    """Pairs: told when a clause names both halves of one and no other half."""

    def __init__(
        self, pairs: Sequence[tuple[str, str]], extra: Sequence[str], language: str
    ) -> None:
        lefts = [left for left, _ in pairs]
        everything = [*(right for _, right in pairs), *extra]
        self._lefts = [_own(left, lefts, language) for left in lefts]
        self._rights = [_own(right, everything, language) for right in everything]

    def find(self, view: View) -> Found | None:
        listed = list(_PAIRED.finditer(view.low))
        if len(listed) >= 2:
            return Found("pair", (listed[0].start(), listed[-1].end()))
        for sentence in view.sentences:
            lefts = _named(self._lefts, sentence)
            rights = _named(self._rights, sentence)
            # One right pair alone, or several in the same order on both sides.
            if lefts and lefts == rights and not sentence.asks:
                return Found("pair", sentence.span)
        return None


def _own(text: str, texts: Sequence[str], language: str) -> frozenset[str]:
    """The words that only this one has."""
    stems = _stems(text, language)
    others = frozenset[str]().union(*(_stems(each, language) for each in texts if each != text))
    return stems - others or stems


def _stems(text: str, language: str) -> frozenset[str]:
    return frozenset(word.stem for word in words(read(text).low, language))


def _named(own: Sequence[frozenset[str]], sentence: Sentence) -> list[int]:
    """Indices in the order in which the sentence names them."""
    found = []
    for index, stems in enumerate(own):
        if stems and len(stems & sentence.stems) >= _SHARE * len(stems):
            first = next(word.span[0] for word in sentence.words if word.stem in stems)
            found.append((first, index))
    return [index for _, index in sorted(found)]
