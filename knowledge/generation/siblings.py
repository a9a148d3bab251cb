"""Which other key terms may stand beside a term as wrong options.

A sibling is near (of the same section or chapter), of the same kind, worth considering for somebody
who is not sure, and surely not right as well.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from itertools import takewhile

from knowledge.generation.languages import Language
from knowledge.generation.terms import TermFact
from knowledge.generation.words import overlap, stems, within

_NEGATIVE_PREFIXES = ("un", "in", "im", "ir", "il", "non", "dis", "anti", "a", "no")
_OPPOSED_PREFIXES = tuple(
    tuple(pair.split("/"))
    for pair in (
        "inter/intra hyper/hypo endo/exo mono/poly macro/micro patri/matri antero/retro pre/post "
        "over/under up/down upper/lower homo/hetero intr/extr ex/im ex/in e/im bi/mono multi/uni "
        "sub/super ab/ad cat/an cata/ana di/con"
    ).split()
)
"""Greek and Latin ones, the same in English and Spanish."""
_SHORTEST_BASE = 3
_START = 8
"""Words of a description that say what the term is a kind of."""
_ALIKE = 0.5
"""Share of the shorter description's stems from which it could be read as the other one."""
_SHARED = 2
"""Stems two descriptions share when the terms belong to one matter."""
_MOST = 10
"""Wrong options to choose from."""
_A_SORT, _OTHER_SORT = 3, 0.5
"""Terms of a chapter that are said to be of one sort (points, objects) for learners to know that
they are, and what `confusable` a term of another sort loses. A name may say it, too: ``refracting
telescope``."""
_LEAST = 0.7
"""`confusable` from which a wrong option is worth reading."""
_MANY, _STRONG = 3, 1.1
"""Where there are fewer wrong options, each has to be that `confusable`."""


def fits_too(fact: TermFact, other: TermFact, language: Language) -> bool:
    """Whether somebody could defend ``other`` where ``fact`` is the answer.

    Synonyms, wider and narrower terms, and descriptions that say the same.
    """
    one, two = fact.name_stems, other.name_stems
    if one <= two or two <= one:
        return True
    if told_apart(fact.named[0], other.named[0], language):
        return fact.words == other.words
    if any(within(name, fact.words) or within(name, fact.aside) for name in other.named):
        return True
    if any(within(name, other.words[:_START]) for name in fact.named):
        return True
    if other.head in stems(" ".join(fact.words[:_START]), language.code) - other.description_stems:
        return True  # autism is described as a disorder, and so it is a psychological disorder
    return says_the_same(fact.words, other.words, language)


def says_the_same(one: Sequence[str], other: Sequence[str], language: Language) -> bool:
    """Whether one of two descriptions could be read as the other.

    ``things that are alike tend to be grouped`` and ``things that are close tend to be grouped``
    are compared by what is between the words they begin and end with.
    """
    code = language.code
    # What is common to both only makes them more alike, so most pairs are ruled out by this.
    if overlap(stems(" ".join(one), code), stems(" ".join(other), code)) < _ALIKE:
        return False
    left, right = (stems(" ".join(words), code) for words in _without_what_is_common(one, other))
    alike = not left or not right or overlap(left, right) >= _ALIKE
    return alike and not told_apart(one, other, language)


def _without_what_is_common(
    one: Sequence[str], other: Sequence[str]
) -> tuple[Sequence[str], Sequence[str]]:
    """Both without the words they begin with alike, and those they end with alike."""
    start = _same_words(one, other)
    one, other = one[start:], other[start:]
    end = _same_words(one[::-1], other[::-1])
    return one[: len(one) - end], other[: len(other) - end]


def _same_words(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = zip(one, other, strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))


def told_apart(one: Sequence[str], other: Sequence[str], language: Language) -> bool:
    """Whether two texts that are otherwise alike differ in a word and its opposite, or in a no."""
    only, there = set(one) - set(other), set(other) - set(one)
    denied = [any(map(language.negations.fullmatch, words)) for words in (only, there)]
    ends: dict[str, list[str]] = {}
    for word in there:
        ends.setdefault(word[-_SHORTEST_BASE:], []).append(word)
    return denied[0] != denied[1] or any(
        language.opposites.get(word) in there
        or any(_opposed(word, rival) for rival in ends.get(word[-_SHORTEST_BASE:], ()))
        for word in only
    )


def _opposed(one: str, other: str) -> bool:
    """``formal`` and ``informal``, ``anterograde`` and ``retrograde``."""
    if any(one == f"{no}{other}" or other == f"{no}{one}" for no in _NEGATIVE_PREFIXES):
        return min(len(one), len(other)) >= _SHORTEST_BASE
    for left, right in _OPPOSED_PREFIXES:
        for first, second in ((one, other), (other, one)):
            base = first.removeprefix(left)
            if len(base) >= _SHORTEST_BASE and first != base and second == f"{right}{base}":
                return True
    return False


Places = Mapping[str, tuple[int, int]]
"""Heading and paragraph of the section where each of its terms (by name) is introduced."""


def ranked_siblings(
    fact: TermFact,
    near: Sequence[TermFact],
    *,
    common: Container[str],
    places: Places,
    language: Language,
) -> list[TermFact]:
    """Fitting wrong options for a term, the most confusable ones first.

    Args:
        near: the chapter's terms.
        common: stems that the course uses everywhere.
    """
    scores = {id(other): confusable(fact, other, places) for other in near}
    sorts = Counter(other.genus for other in near)
    for other in near:
        told = other.genus == other.head or sorts[other.genus] >= _A_SORT
        if told and other.genus != fact.genus:
            scores[id(other)] -= _OTHER_SORT
    fitting = [
        other
        for other in near
        if other.shape == fact.shape
        and other.kind == fact.kind
        and scores[id(other)] >= _LEAST
        and _worth_considering(fact, other, common)
        and not fits_too(fact, other, language)
        and not fits_too(other, fact, language)
    ]
    kept: list[TermFact] = []
    for other in sorted(fitting, key=lambda other: -scores[id(other)]):
        if len(kept) < _MOST and not any(_same(other, taken, language) for taken in kept):
            kept.append(other)
    if len(kept) < _MANY:
        return [other for other in kept if scores[id(other)] >= _STRONG]
    return kept


def drawn(
    ranked: Sequence[TermFact],
    rng: random.Random,
    *,
    most: int = 3,
    pool: int = 5,
    covers: Callable[[TermFact], bool] = lambda other: True,
) -> list[TermFact]:
    """The most confusable one and some of the next, not always the same.

    Args:
        covers: whether a wrong option has the words that would else give the right one away; the
            first that does is among those drawn.
    """
    first = next((other for other in ranked if covers(other)), None)
    if first is None:
        return []
    rest = [other for other in ranked[:pool] if other is not first]
    return [first, *rng.sample(rest, min(most - 1, len(rest)))]


def confusable(fact: TermFact, other: TermFact, places: Places) -> float:
    """How easily the two are taken for one another.

    Things of one sort, shared words in names and descriptions, and how near each other the text
    introduces them.
    """
    name = overlap(fact.name_stems, other.name_stems)
    said = overlap(fact.description_stems, other.description_stems)
    score = 2.0 * name + 2.0 * said + (0.75 if fact.genus == other.genus else 0.0)
    if fact.section == other.section:
        score += 0.5
        one, two = places.get(fact.name), places.get(other.name)
        if one and two:
            score += 0.5 * (one[0] == two[0]) + 1.0 / (1 + abs(one[1] - two[1]))
    return score


def _worth_considering(fact: TermFact, other: TermFact, common: Container[str]) -> bool:
    """A name that says what sort of thing it is (``drive theory``) can be ruled out by that.

    Unless the matter is the same, or the name tells nothing (``ventricle``).
    """
    said = fact.description_stems & other.description_stems
    return (
        other.head not in common
        or other.head in fact.name_stems | fact.description_stems
        or len(said) >= _SHARED
    )


def _same(one: TermFact, other: TermFact, language: Language) -> bool:
    return one.name_stems == other.name_stems or says_the_same(one.words, other.words, language)
