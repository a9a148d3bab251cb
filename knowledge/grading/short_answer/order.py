"""Have things changed places? "Plants make sugar from light" and "light from sugar" share words.

Two words have changed places about a third when they stand on either side of it in both texts, the
other way round. Clauses that change their order don't do that, nor does "a and b" for "b and a",
nor the passive, which turns the places round and keeps the meaning.
"""

from __future__ import annotations

from knowledge.grading.short_answer.keys import ARTICLES
from knowledge.grading.short_answer.reading import Reading, clauses, read
from knowledge.text import primary

_JOINING = {
    "en": frozenset("and or".split()),
    "es": frozenset("y e o u".split()),
}
_PREPOSITIONS = {
    "en": frozenset("to into from in on of with for than before after".split()),
    "es": frozenset("a al en de del con para desde hasta que antes despues".split()),
}
"""Middles beside the words that carry meaning: "light into sugar"."""
_AGENT = frozenset(("by", "por"))
"""Behind a passive; places stay as they are where only one of two texts is in it."""
_MOSTLY = 0.7
"""Share of either text's words in common. In other texts, other orders are other wordings."""


def reordered(answer: str, key: str, language: str) -> bool:
    """Whether two of the key's words have changed places about a third one in the answer.

    Looked for in the whole texts and in their clauses.
    """
    said = [read(text, language) for text in (answer, *clauses(answer, language))]
    wanted = [read(text, language) for text in (key, *clauses(key, language))]
    return any(_changed(x, y, language) for x in said for y in wanted)


def _changed(answer: Reading, key: Reading, language: str) -> bool:
    """Looks at words that both have once."""
    if len(answer.content & key.content) < _MOSTLY * max(len(answer.content), len(key.content)):
        return False
    if bool(_AGENT & {*answer.words}) != bool(_AGENT & {*key.words}):
        return False
    middles = _PREPOSITIONS.get(primary(language), frozenset())
    wanted, said = _once(key, middles), _once(answer, middles)
    shared = [stem for stem in wanted if stem in said]
    ends = [stem for stem in shared if stem in key.content]
    for middle in shared:
        left = [end for end in ends if wanted[end] < wanted[middle] and said[end] > said[middle]]
        right = [end for end in ends if wanted[end] > wanted[middle] and said[end] < said[middle]]
        if left and right and not _listed(key, wanted[left[0]], wanted[right[-1]], language):
            return True
    return False


def _once(reading: Reading, middles: frozenset[str]) -> dict[str, int]:
    """Where each word stands that carries meaning or may be a middle, and is there once."""
    found: dict[str, int] = {}
    twice = set()
    for place, (word, stem) in enumerate(zip(reading.words, reading.stems, strict=True)):
        if stem in found:
            twice.add(stem)
        elif stem in reading.content or word in middles:
            found[stem] = place
    return {stem: place for stem, place in found.items() if stem not in twice}


def _listed(reading: Reading, start: int, end: int, language: str) -> bool:
    """Whether from one place to another there is a list: an "and", and no other function word."""
    joining = _JOINING.get(primary(language), frozenset())
    between = [
        word
        for word, stem in zip(reading.words[start:end], reading.stems[start:end], strict=True)
        if stem not in reading.content and word not in ARTICLES
    ]
    return bool(between) and joining.issuperset(between)
