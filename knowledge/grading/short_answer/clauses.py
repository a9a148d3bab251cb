"""Two clauses side by side: how many words they share, and whether one turns the other round."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from knowledge.grading.short_answer.opposites import (
    negated,
    negation_words,
    opposed,
    opposites,
    other_numbers,
)
from knowledge.grading.short_answer.reading import Reading, among
from knowledge.text import primary

_SHORT = 3
"""Words; clauses of no more may differ in all of them: "it increases", "it decreases"."""
_PIVOTS = {
    "en": frozenset("than before after cause causes caused".split()),
    "es": frozenset("que antes despues causa causan".split()),
}
"""Words with a thing on either side that can't change places."""
_PASSIVE = frozenset(("by", "por"))

Stems = frozenset[str]


class Compared(NamedTuple):
    shared: float
    """Words in common over all words of the one that has less in common, 0 to 1."""
    turned: bool
    """They say the opposite of one another, or give other numbers."""


@lru_cache(maxsize=4096)
def compared(answer: Reading, key: Reading, asked: Stems, language: str) -> Compared:
    """Compare two clauses, given the content words of the question."""
    said, wanted = _weighty(answer, language), _weighty(key, language)
    common = said.keys() & wanted.keys()
    longer = max(len(said), len(wanted))
    if longer > _SHORT and len(common) < longer / 4:  # not worth a closer look
        return Compared(len(common) / longer, False)
    missing, extra = wanted.keys() - common, said.keys() - common
    # A word of the key in the place of its opposite: "increases, … increases".
    stressed = extra | {word for word in common if said[word] > wanted[word]}
    swaps = [(x, y) for x in missing for y in stressed if opposed(x, y, language)]
    if not wanted.keys() <= asked and not (missing & asked and extra & asked):
        # What the question says may be left out or said again, but not put in another's place.
        missing, extra = missing - asked, extra - asked
    missing |= {x for x, _ in swaps}
    extra |= {y for _, y in swaps} - common
    shared = min(
        _part(len(common), missing, frozenset(extra), {x for x, _ in swaps}, language),
        _part(len(common), extra, frozenset(missing), {y for _, y in swaps}, language),
    )
    turns = (
        negated(answer.words, language) != negated(key.words, language),
        len(swaps) % 2 == 1,
        _places_changed(answer, key, language),
    )
    other = other_numbers(frozenset(answer.stems), frozenset(key.stems))
    return Compared(shared, other or sum(turns) % 2 == 1)


def _part(common: int, own: set[str], others: Stems, swapped: set[str], language: str) -> float:
    """Share of the words of one side that the other has, slips and opposites included."""
    found = common + sum(word in swapped or among(word, others, language) for word in own)
    return found / max(1, common + len(own))


def _places_changed(answer: Reading, key: Reading, language: str) -> bool:
    one, two = _sides(answer, language), _sides(key, language)
    return bool(one and two and one[0] & two[1] and one[1] & two[0])


@lru_cache(maxsize=4096)
def _sides(reading: Reading, language: str) -> tuple[Stems, Stems] | None:
    """Content words before and after the first pivot; None without one, or in the passive."""
    pivots = _PIVOTS.get(primary(language), frozenset())
    place = next((at for at, word in enumerate(reading.words) if word in pivots), None)
    if place is None or _PASSIVE & {*reading.words[place + 1 : place + 2]}:
        return None
    before, after = set(reading.stems[:place]), set(reading.stems[place + 1 :])
    return reading.content & before - after, reading.content & after - before


@lru_cache(maxsize=4096)
def _weighty(reading: Reading, language: str) -> Counter[str]:
    """Stems that carry meaning or have an opposite ("on", "more"), negations left out."""
    pairs = opposites(language)
    negations = negation_words(language)
    return Counter(
        stem
        for word, stem in zip(reading.words, reading.stems, strict=True)
        if word not in negations and (stem in reading.content or stem in pairs)
    )
