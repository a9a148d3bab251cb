"""The options of an item as words, and whether a sentence has one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.guard.text.reading import read
from bot.guard.text.view import Sentence, View, words

_SHARE = 0.7
"""Of an option's words at which a sentence has it."""
_FEW = 2
"""In so few words one that only this option has is enough."""
_DENIES = re.compile(r"\b(?:not|no|never|non|sin)\b|n't\b")


@dataclass(frozen=True, slots=True)
class Option:
    stems: frozenset[str]
    """Its words that the question doesn't have, or all of them; none for an option in maths."""
    own: frozenset[str]
    """Those of them that no other option has."""
    sign: str
    """The option when it is a single sign (``<``), ready for a regular expression."""
    known: bool
    """The question has all its words."""
    denied: bool
    """``not parallel``, ``no solution``."""
    twin: bool
    """Another option differs from it in nothing but that."""

    def is_in(self, sentence: Sentence, view: View) -> bool:
        said = self.stems & sentence.stems
        if self.stems and not said:
            return False
        text = view.low[slice(*sentence.span)]
        if not self.stems:
            return bool(self.sign) and self._is_sign_in(text)
        if (self.denied or self.twin) and bool(_DENIES.search(text)) != self.denied:
            return False
        if any(stem.isdigit() for stem in self.stems - said):
            return False
        if said & self.own and len(sentence.words) <= _FEW:
            return True
        shared = len(said) >= _SHARE * len(self.stems)
        return shared and len(self.own & said) >= _SHARE * len(self.own)

    def _is_sign_in(self, text: str) -> bool:
        named = rf"\b(?:answer|sign|symbol|is|use|es)\W*[\"'(]*{self.sign}"
        return re.search(rf"^\W*{self.sign}\W*$|{named}", text) is not None


def options_of(texts: Sequence[str], question: frozenset[str], language: str) -> tuple[Option, ...]:
    """The options in order. ``question``: the stems of the question's words."""
    every = [frozenset(word.stem for word in words(read(text).low, language)) for text in texts]
    found = []
    for index, text in enumerate(texts):
        others = [stems for at, stems in enumerate(every) if at != index]
        # The question's words say nothing, and a figure alone stands for anything.
        new = every[index] - question
        stems = new if any(map(str.isalpha, new)) else every[index]
        bare = read(text).low.strip(" $\\")
        found.append(
            Option(
                stems=stems if any(len(s) > 2 and s.isalpha() for s in stems) else frozenset(),
                own=stems - frozenset[str]().union(*others),
                sign=re.escape(bare) if len(bare) == 1 and not bare.isalnum() else "",
                known=not any(map(str.isalpha, new)),
                denied=bool(_DENIES.search(bare)),
                twin=every[index] in others,
            )
        )
    return tuple(found)
