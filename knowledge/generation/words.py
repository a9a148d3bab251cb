"""Texts as generating and checking look at them: plain, in stems, folded into one line."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import TypeVar

from knowledge.text import content_words, fold, raw_words

T = TypeVar("T")
_ONE_ROOT, _SHORTEST_ROOT = 6, 3
"""Letters that two stems begin with alike when they come from one root; the fewer when that is all
of one of them."""
_SHORT_ROOT, _ENDING = 5, 2
"""The same where hardly anything comes after it: ``nucle-ar`` and ``nucle-i``."""
_WITHIN, _AT_END = 5, 4
"""Letters of a part of a compound: ``thermoregul``, and of its last one: ``superforc``."""
_PREFIXES = frozenset("inter intra trans super under hyper micro macro multi extra infra".split())
_NEGATED = re.compile(r"(?:non|anti|counter|dis)(?=\w{5})")
"""No roots, the same in English and Spanish."""
_ACRONYM = re.compile(r"(?<![^\W\d_])(?:[a-z]{1,3})?(?P<letters>[A-Z]{2,6})(?=s?\b)")
_SPELT_OUT, _LONG = 4, 4
"""Letters from which a word gives its first one to an acronym, and an acronym may have one more
than there are words."""
REPEATED = re.compile(r"\b(\w+ \w+) \1\b", re.IGNORECASE)
"""Two words said twice in a row: a slip of who wrote it."""
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")
_MATHS = re.compile(r"\$\$.+?\$\$|\$(?!\s)[^$\n]+?(?<!\s)\$(?!\d)", re.DOTALL)
_EMPHASIS = re.compile(
    r"(?<!\\)(\*{1,3})(?=\S)([^*]+?)(?<=\S)\1|(?<![\w\\])(_{1,3})(?=\S)(.+?)(?<=\S)\3(?!\w)"
)
"""As CommonMark has it: stars also within a word (``*mc*²``), underscores only around words."""


def plain(text: str) -> str:
    """Without Markdown's emphasis and links, on one line. Formulas and prices stay."""
    text = _LINK.sub(r"\1", text)
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"\x00{len(kept) - 1}\x00"

    text = _MATHS.sub(keep, text)
    for _ in range(2):  # bold within italics
        text = _EMPHASIS.sub(lambda found: found[2] or found[4], text)
    text = re.sub(r"\x00(\d+)\x00", lambda found: kept[int(found[1])], text)
    return " ".join(text.split())


@lru_cache(maxsize=50_000)
def stems(text: str, language: str) -> frozenset[str]:
    """What a text is about: the stems of its content words."""
    found = {_stems_of(word, language) for word in raw_words(plain(text))}
    return frozenset().union(*found)


@lru_cache(maxsize=100_000)
def _stems_of(word: str, language: str) -> frozenset[str]:
    """A course says the same few thousand words over and over."""
    return frozenset(content_words(word, language))


def folded(text: str) -> tuple[str, ...]:
    """The words as written, in order, folded."""
    return tuple(fold(word) for word in raw_words(text))


def within(words: Sequence[str], text: Sequence[str]) -> bool:
    """Whether these folded words stand together in a text, in singular or plural."""
    span = len(words)
    return bool(span) and any(
        all(_same_word(a, b) for a, b in zip(text[at : at + span], words, strict=True))
        for at in range(len(text) - span + 1)
    )


def _same_word(one: str, other: str) -> bool:
    return one == other or one in (f"{other}s", f"{other}es") or other in (f"{one}s", f"{one}es")


@lru_cache(maxsize=50_000)
def line(text: str) -> str:
    """Letters and digits alone, folded, one space between words: where a text is looked up in."""
    return " ".join(fold(word) for word in raw_words(plain(text).replace("’", "'")))


def capital(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]


def kin(some: Iterable[str], others: Iterable[str]) -> set[str]:
    """Those stems that have a relative among the others: ``hologram`` for ``holographi``."""
    there = list(others)
    return {one for one in some if any(_related(one, other) for other in there)}


def _related(one: str, other: str) -> bool:
    return one == other or _one_root(_NEGATED.sub("", one), _NEGATED.sub("", other))


def _one_root(one: str, other: str) -> bool:
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    shared = sum(1 for _ in pairs)
    shorter, longer = sorted((one, other), key=len)
    return (
        shared >= _ONE_ROOT
        or (shared == len(shorter) and shared >= _SHORTEST_ROOT)
        or (_SHORT_ROOT <= shared >= len(longer) - _ENDING and one[:shared] not in _PREFIXES)
        or (len(shorter) >= _WITHIN and shorter in longer)
        or (len(shorter) >= _AT_END and longer.endswith(shorter))
    )


def spelt_out(short: str, text: str) -> str:
    """The acronym in ``short`` that consecutive words of a text begin like; empty for none.

    ``Massive compact halo objects`` spell MACHO but for a letter; the words of ``SI`` stand the
    other way round in English.
    """
    initials = "".join(
        word[0] for word in folded(text.replace("-", " ")) if len(word) >= _SPELT_OUT
    )
    for found in _ACRONYM.finditer(short):
        letters = found["letters"].casefold()
        spans = (len(letters), len(letters) - 1) if len(letters) >= _LONG else (len(letters),)
        for span in spans:
            for at in range(len(initials) - span + 1):
                if not Counter(initials[at : at + span]) - Counter(letters):
                    return found[0]
    return ""


def mixed(some: Sequence[T], rng: random.Random) -> list[T]:
    """All of them, in a random order."""
    return rng.sample(some, len(some))


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the smaller set that the larger one has, in [0, 1]."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0
