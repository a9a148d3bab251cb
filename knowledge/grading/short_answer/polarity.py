"""Does an answer say the same as a key, or the opposite?

Told by their closest clauses. Two clauses that share most of their words say the same, unless
exactly one of them is turned round: by a negation ("it does not decrease"), by the opposite of a
word ("it increases"), or by two things that have changed places ("the Moon is bigger than the
Sun"). With other numbers, two clauses never say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.grading.short_answer.clauses import compared
from knowledge.grading.short_answer.reading import clauses, read

MOSTLY = 0.6
"""Share of words in common, both ways, from which two clauses are about the same …"""
TURNED = 0.8
"""… and from which the one that is turned round says the opposite, whatever else there is."""

Pairs = list[tuple[str, str, float]]
"""A clause of the answer, one of the key, their share of words in common."""


@dataclass(frozen=True, slots=True)
class Polarity:
    """How an answer stands to a key, by their closest clauses. Shares from 0 to 1."""

    agreement: float = 0.0
    """Words in common, both ways, of the closest clauses, if they say the same; else 0."""
    opposition: float = 0.0
    """The same, if they say the opposite."""
    contradictory: bool = False
    """One clause of the answer says what a clause of the key does, another the opposite."""


def polarity(answer: str, key: str, question: str, language: str) -> Polarity:
    """Compare the answer, whole and by clauses, with the key, whole and by clauses."""
    said = dict.fromkeys((answer, *clauses(answer, language)))
    wanted = dict.fromkeys((key, *clauses(key, language)))
    asked = read(question, language).content
    pairs = [
        (x, y, *compared(read(x, language), read(y, language), asked, language))
        for x in said
        for y in wanted
    ]
    agreeing = [(x, y, shared) for x, y, shared, turned in pairs if not turned]
    opposing = [(x, y, shared) for x, y, shared, turned in pairs if turned]
    agreement, opposition = _closest(agreeing, language), _closest(opposing, language)
    if agreement >= opposition:
        both = any(_takes_back(agreeing, opposing, answer))
        return Polarity(agreement=agreement[0], contradictory=both)
    return Polarity(opposition=opposition[0])


def says_opposite(stances: Iterable[Polarity]) -> bool:
    """Whether an answer says the opposite of one key, and none of the others as closely."""
    stances = tuple(stances)
    opposition = max((stance.opposition for stance in stances), default=0.0)
    return opposition >= TURNED and all(stance.agreement < opposition for stance in stances)


def _closest(pairs: Pairs, language: str) -> tuple[float, int]:
    """The closest pair's share of words, and how many words that is about.

    In "plants don't use light and make sugar", what is behind the "and" is the key's, too; but so
    is the whole but for its "not".
    """
    return max(((shared, len(read(y, language).words)) for _, y, shared in pairs), default=(0.0, 0))


def _takes_back(agreeing: Pairs, opposing: Pairs, answer: str) -> Iterator[bool]:
    for x, y, shared in opposing:
        if x == answer or shared < MOSTLY:
            continue
        elsewhere = max((s for a, _, s in agreeing if a == x), default=0.0)
        asserted = max((s for a, b, s in agreeing if b == y and a not in (x, answer)), default=0.0)
        yield elsewhere < shared and asserted >= MOSTLY
