"""Have things changed places? "Plants make sugar from light" and "light from sugar" share words.

Two words have changed places about a third when they stand on either side of it in both texts, the
other way round. Clauses that change their order don't do that, nor does "a and b" for "b and a",
nor the passive, which turns the places round and keeps the meaning.
"""

from __future__ import annotations

from itertools import pairwise

from knowledge.grading.short_answer.reading import Reading, clauses, read
from knowledge.text import primary

_JOINING = {
    "en": frozenset("and or".split()),
    "es": frozenset("y e o u".split()),
}
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
    """Any word that both have once can be one of the three; what is beside "and" is no middle."""
    if len(answer.content & key.content) < _MOSTLY * max(len(answer.content), len(key.content)):
        return False
    if bool(_AGENT & {*answer.words}) != bool(_AGENT & {*key.words}):
        return False
    wanted = _once(key)
    said = {stem: place for stem, place in _once(answer).items() if stem in wanted}
    places = [(stem, said[stem]) for stem in wanted if stem in said]
    listed = _listed(key, language)
    return any(
        stem not in listed
        and max((other for _, other in places[:rank]), default=place) > place
        and min((other for _, other in places[rank + 1 :]), default=place) < place
        for rank, (stem, place) in enumerate(places)
    )


def _once(reading: Reading) -> dict[str, int]:
    """Where each content word stands that is there once, in order."""
    found: dict[str, int] = {}
    twice = set()
    for place, stem in enumerate(reading.stems):
        if stem in found:
            twice.add(stem)
        elif stem in reading.content:
            found[stem] = place
    return {stem: place for stem, place in found.items() if stem not in twice}


def _listed(reading: Reading, language: str) -> frozenset[str]:
    """Stems right beside a word that joins a list."""
    joining = _JOINING.get(primary(language), frozenset())
    pairs = list(pairwise(zip(reading.words, reading.stems, strict=True)))
    behind = {stem for (word, _), (_, stem) in pairs if word in joining}
    before = {stem for (_, stem), (word, _) in pairs if word in joining}
    return frozenset(behind | before)
