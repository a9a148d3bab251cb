"""Is it the same word, misspelt? Never so when it is another word that means something here.

Damerau's four slips (a letter too many, too few, wrong, or two swapped; Damerau 1964) are forgiven,
one in a word of five letters and two in one of ten. Not forgiven is what makes another word: the
first letter, another term of the course, and the beginnings and endings that tell terms apart
(hyper- and hypo-, -ane and -ene).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

from knowledge.text import fold

_ARTICLES = re.compile(r"^(?:the|an?|el|la|los|las|una?|unos|unas)\s+")
_WORDS = re.compile(r"[^\W_]+(?:['’+-][^\W_]+)*\+?")
_SIGNS = re.compile(r"[^\w\s.,;:!?¿¡$\\{}\"'’“”«»()*-]|(?<![^\W_])-|-(?![^\W_])|(?<=\s)\*(?=\s)")
"""A hyphen within a word is none, nor is an asterisk that only emphasises."""
_BEGINNINGS = tuple(
    frozenset(parts.split())
    for parts in ("hyper hypo", "intra inter extra intro", "endo exo ecto", "ante anti",
                  "pre pro per", "micro macro", "super supra", "antero retro")
)  # fmt: skip
_ENDINGS = tuple(
    frozenset(parts.split())
    for parts in ("ane ene yne ano eno ino", "ide ite ate uro ito ato", "ose ase osa asa",
                  "ic ous ico oso", "ism ist ismo ista", "er ee")
)  # fmt: skip


def words_of(text: str) -> tuple[str, ...]:
    """The words, folded, without an article in front."""
    return tuple(_WORDS.findall(_ARTICLES.sub("", fold(text).strip())))


def same_words(said: str, key: str) -> bool:
    """The same but for case, accents, articles and punctuation; signs of maths count."""
    one = words_of(said)
    return bool(one) and one == words_of(key) and _SIGNS.findall(said) == _SIGNS.findall(key)


def misspelt(said: str, key: str, vocabulary: Collection[str] = ()) -> bool:
    """``said`` is ``key`` with a slip in it, and no other term of the course.

    Args:
        vocabulary: terms (or all words) of the course; the key's own words don't matter.
    """
    given, wanted = words_of(said), words_of(key)
    if len(given) != len(wanted):
        given, wanted = ("".join(given),), ("".join(wanted),)
    if not given or given == wanted:
        return False
    if not all(map(_slipped, given, wanted)):
        return False
    return not _is_another(given, wanted, vocabulary)


def _slipped(said: str, key: str) -> bool:
    if said == key:
        return True
    if said[:1] != key[:1] or any(char.isdigit() for char in said + key):
        return False
    allowed = 2 if len(key) >= 10 else 1 if len(key) >= 5 else 0
    return OSA.distance(said, key, score_cutoff=allowed) <= allowed and not _contrasts(said, key)


def _contrasts(said: str, key: str) -> bool:
    """They differ just where terms are told apart."""
    begun = (
        said.startswith(one) and key.startswith(other) and said[len(one) :] == key[len(other) :]
        for one, other in _different(_BEGINNINGS)
    )
    ended = (
        said.endswith(one) and key.endswith(other) and said[: -len(one)] == key[: -len(other)]
        for one, other in _different(_ENDINGS)
    )
    return any(begun) or any(ended)


def _different(groups: tuple[frozenset[str], ...]) -> Iterator[tuple[str, str]]:
    return (pair for group in groups for pair in itertools.permutations(group, 2))


def _is_another(
    given: tuple[str, ...], wanted: tuple[str, ...], vocabulary: Collection[str]
) -> bool:
    """It is a term of the course, or as near to one as to the key."""
    said, key = " ".join(given), " ".join(wanted)
    nearest = OSA.distance(said, key)
    others = (term for term in _folded(frozenset(vocabulary)) if term != key)
    if any(OSA.distance(said, term, score_cutoff=nearest) <= nearest for term in others):
        return True
    single = _folded_words(frozenset(vocabulary))
    return any(one != other and one in single for one, other in zip(given, wanted, strict=True))


@lru_cache(maxsize=8)
def _folded(vocabulary: frozenset[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(words_of(term)) for term in vocabulary))


@lru_cache(maxsize=8)
def _folded_words(vocabulary: frozenset[str]) -> frozenset[str]:
    return frozenset(word for term in _folded(vocabulary) for word in term.split())
