"""A text as it is compared: its words, what they stem from, its letters, its clauses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA, Prefix

from knowledge.grading.short_answer.opposites import opposed
from knowledge.text import fold, primary, raw_words, stem, stop_words

LONGEST = 4_000
"""Characters of a text that are looked at."""
MOST_CLAUSES = 16
_CONTRACTED = (
    (re.compile(r"\b(?:can['’]t|cannot)\b", re.I), "can not"),
    (re.compile(r"\bwon['’]t\b", re.I), "will not"),
    (re.compile(r"n['’]t\b", re.I), " not"),
)
_NUMBERS = {
    "en": "zero - two three four five six seven eight nine ten eleven twelve",
    "es": "cero - dos tres cuatro cinco seis siete ocho nueve diez once doce",
}
"""Written as digits in what is compared; without "one", which is seldom a number."""
_STOP = re.compile(r"(?<=[.;:!?])\s+|\n+|,\s+")
_JOINTS = {
    "en": "and but so because since while when which whereas then or if",
    "es": "y e pero porque pues cuando mientras entonces o u si sino ya",
}


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A text's words. Two readings can be compared when they are of one language."""

    words: tuple[str, ...]
    """Folded, in order."""
    stems: tuple[str, ...]
    """Of the words, in the same order."""
    content: frozenset[str]
    """Stems of the words that carry meaning."""
    trigrams: frozenset[str]
    """Runs of three letters, ends of words included: they survive misspelling and inflection."""

    @property
    def plain(self) -> float:
        """Share of function words; a sentence has some, a list of keywords hasn't."""
        return 1 - sum(each in self.content for each in self.stems) / max(1, len(self.stems))


@lru_cache(maxsize=2048)
def read(text: str, language: str) -> Reading:
    """The first `LONGEST` characters of a text."""
    text = text[:LONGEST]
    if primary(language) == "en":
        for pattern, full in _CONTRACTED:
            text = pattern.sub(full, text)
    words = [fold(word) for word in raw_words(text)]
    digits = _digits(primary(language))
    stems = [digits.get(word) or stem(word, language) for word in words]
    stops = stop_words(language)
    padded = f" {' '.join(words)} "
    return Reading(
        words=tuple(words),
        stems=tuple(stems),
        content=frozenset(s for w, s in zip(words, stems, strict=True) if w not in stops),
        trigrams=frozenset(padded[place : place + 3] for place in range(len(padded) - 2)),
    )


@lru_cache
def _digits(language: str) -> dict[str, str]:
    return {word: str(value) for value, word in enumerate(_NUMBERS.get(language, "").split())}


@lru_cache(maxsize=4096)
def clauses(text: str, language: str) -> tuple[str, ...]:
    """The text's clauses, by punctuation and conjunctions, at most `MOST_CLAUSES`.

    A clause of fewer than two content words belongs to the one before it (the first: behind it).
    """
    parts = _STOP.split(text[:LONGEST])
    if primary(language) in _JOINTS:
        parts = [piece for part in parts for piece in _joints(primary(language)).split(part)]
    found: list[str] = []
    for part in parts:
        said = part.strip(" ,.;:!?")
        if not said:
            continue
        short = len(read(said, language).content) < 2 or (
            len(found) == 1 and len(read(found[0], language).content) < 2
        )
        if found and short:
            found[-1] += f" {said}"
        else:
            found.append(said)
    return tuple(found[:MOST_CLAUSES])


@lru_cache
def _joints(language: str) -> re.Pattern[str]:
    words = "|".join(_JOINTS[language].split())
    return re.compile(rf"\s+(?=(?:{words})\s)", re.IGNORECASE)


def among(word: str, words: frozenset[str], language: str) -> bool:
    """Whether a stem is one of the others, give or take a slip of spelling."""
    return word in words or any(_slip(word, other, language) for other in words)


@lru_cache(maxsize=65_536)
def _slip(word: str, other: str, language: str) -> bool:
    """One slip in 5 letters, two in 8; never in the first letter, never another meaning."""
    shorter = min(len(word), len(other))
    if shorter < 5 or word[0] != other[0]:
        return False
    allowed = 2 if shorter >= 8 else 1
    near = OSA.distance(word, other, score_cutoff=allowed) <= allowed
    return near and not opposed(word, other, language)


def kin(word: str, words: frozenset[str], language: str) -> bool:
    """`among`, or a relative of one: ``vibrating`` of ``vibration``, ``gravity`` of ``gravitate``.

    Good enough to tell what an answer is about, not to tell ``neuron`` from ``neurosis``.
    """
    return among(word, words, language) or any(_family(word, other, language) for other in words)


@lru_cache(maxsize=65_536)
def _family(word: str, other: str, language: str) -> bool:
    """The same first four letters and three in five."""
    alike = Prefix.similarity(word, other)
    longer = max(len(word), len(other))
    return alike >= 4 and alike >= 0.6 * longer and not opposed(word, other, language)
