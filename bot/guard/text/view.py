"""One reading of a text with what the checks look at, worked out once and only if asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.guard.numbers.digits import Number
from bot.guard.numbers.find import numbers
from bot.guard.text.formulas import Formula, formulas
from bot.guard.text.prose import Prose
from bot.guard.text.reading import Reading, Span
from knowledge.text import fold, stem, stop_words

_MOST_NUMBERS = 300
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


@dataclass(frozen=True, slots=True)
class Word:
    """A word that carries meaning."""

    stem: str
    span: Span


@dataclass(frozen=True, slots=True)
class Sentence:
    span: Span
    words: tuple[Word, ...]
    """Its words that carry meaning."""
    stems: frozenset[str]
    asks: bool
    """It leaves something to the reader; a question that only wants a nod doesn't."""


class View:
    """A reading in one language."""

    def __init__(self, reading: Reading, language: str) -> None:
        self.reading = reading
        self.language = language

    @property
    def low(self) -> str:
        return self.reading.low

    @cached_property
    def prose(self) -> Prose:
        return Prose(self.low)

    @cached_property
    def numbers(self) -> list[Number]:
        return numbers(self.reading.text, self.language, most=_MOST_NUMBERS + 1)

    @property
    def is_crowded(self) -> bool:
        """More numbers than any hint has."""
        return len(self.numbers) > _MOST_NUMBERS

    @cached_property
    def formulas(self) -> list[Formula]:
        return formulas(self.reading.text)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return tuple(words(self.low, self.language))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        found, at = [], 0
        for start, end in self.prose.sentences:
            first = at
            while at < len(self.words) and self.words[at].span[0] < end:
                at += 1
            own = self.words[first:at]
            stems = frozenset(word.stem for word in own)
            found.append(Sentence((start, end), own, stems, self.prose.asks((start, end))))
        return tuple(found)


def words(low: str, language: str) -> list[Word]:
    """The words that carry meaning, stemmed, in order. ``low``: plain lower-case characters."""
    found = ((match[0], match.span()) for match in _WORD.finditer(low))
    stemmed = ((stem_of(word.removesuffix("'s"), language), span) for word, span in found)
    return [Word(each, span) for each, span in stemmed if each]


@lru_cache(maxsize=20_000)
def stem_of(word: str, language: str) -> str:
    """Empty for a function word."""
    return "" if fold(word) in stop_words(language) else stem(word, language)
