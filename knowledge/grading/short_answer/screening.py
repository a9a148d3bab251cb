"""What can be said about an answer before it is compared: blank, copied, foreign, a list of words.

Each is a reason not to trust a comparison, since the rest would reward the key's words wherever
they come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from knowledge.course import ShortAnswerItem
from knowledge.grading.short_answer.keys import asked, open_key, symbolic, texts_of
from knowledge.grading.short_answer.opposites import opposed
from knowledge.grading.short_answer.order import reordered
from knowledge.grading.short_answer.polarity import polarity, says_opposite
from knowledge.grading.short_answer.reading import LONGEST, Reading, read
from knowledge.text import primary, stop_words

_LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pt")
_OR = frozenset(("or", "either", "o", "u"))
_AND = frozenset(("and", "then", "y", "e"))
_ENOUGH = 6
"""Words from which a list of keywords is told from a short answer."""
_LIST = 0.15
"""Share of function words below which it is a list; sentences have about a third."""
_SENTENCES = 0.2
"""Share from which a key isn't such a list itself."""
_LONG = 60
"""Words of an answer that isn't short …"""
_LONGER = 5
"""… and is so many times as long as the key."""
_COPIED = 0.6
"""Share of the question's words in a copy of it."""


@dataclass(frozen=True, slots=True)
class Screening:
    """Which verdicts are open."""

    readable: bool = True
    """Words can mark it at all."""
    may_be_right: bool = True
    may_be_wrong: bool = True
    copied: bool = False
    """It is the question again."""


def screen(item: ShortAnswerItem, answer: str, language: str) -> Screening:
    """Look at an answer as such."""
    said = read(answer, language)
    texts, question = texts_of(item), asked(item)
    keys = [read(key, language) for key in texts]
    stances = [polarity(answer, key, question, language) for key in texts]
    return Screening(
        readable=not (
            foreign(said, language)
            or len(answer) > LONGEST
            or symbolic(answer)
            or symbolic(item.answer)
        ),
        may_be_right=not all(
            keywords(said, key) or rambling(said, key) or hedged(said, key, language)
            for key in keys
        )
        and not any(reordered(answer, key, language) for key in texts)
        and not any(stance.contradictory for stance in stances)
        and not says_opposite(stances),
        may_be_wrong=not open_key(item.answer),
        copied=copied(said, read(question, language), keys),
    )


def copied(answer: Reading, question: Reading, keys: Sequence[Reading]) -> bool:
    """The answer says the question again, and nothing of a key that isn't in it."""
    asked = question.content
    return (
        len(asked) > 2
        and answer.content <= asked
        and len(answer.content) >= _COPIED * len(asked)
        and not any(answer.content & key.content - asked or key.content <= asked for key in keys)
    )


def keywords(answer: Reading, key: Reading) -> bool:
    """A list of words without a sentence around them, though the key has sentences."""
    return len(answer.words) >= _ENOUGH and answer.plain < _LIST and key.plain >= _SENTENCES


def rambling(answer: Reading, key: Reading) -> bool:
    """So much longer than the key that its words would come up anyway."""
    return len(answer.words) > max(_LONG, _LONGER * len(key.words))


def hedged(answer: Reading, key: Reading, language: str) -> bool:
    """It leaves open what the key says: "it rises or it falls", "it rises and falls"."""
    if _OR & {*answer.words} and not _OR & {*key.words}:
        return True
    return _both_ways(answer, language) and not _both_ways(key, language)


def _both_ways(reading: Reading, language: str) -> bool:
    """Two opposites with an "and" between them, or nothing but a slash."""
    stems = [x for x, word in zip(reading.stems, reading.words, strict=True) if word not in _AND]
    return any(opposed(one, other, language) for one, other in pairwise(stems))


def foreign(answer: Reading, language: str) -> bool:
    """Its function words are another language's, or its letters are of another script."""
    letters = [char for word in answer.words for char in word if char.isalpha()]
    ascii_letters = sum(map(str.isascii, letters))
    if primary(language) in _LANGUAGES and ascii_letters < len(letters) / 2:
        return True
    own = _function_words(answer, primary(language))
    other = max(_function_words(answer, each) for each in _LANGUAGES if each != primary(language))
    return other >= 3 and other > 2 * own


def _function_words(answer: Reading, language: str) -> int:
    return sum(word in _stops(language) for word in answer.words)


@lru_cache
def _stops(language: str) -> frozenset[str]:
    return stop_words(language)
