"""Is what a model wrote about a class borne out by the computed lines? Pure.

A sentence passes if one of the lines has all of its numbers, in the line's order (58% → 79% isn't
79% → 58%), and every concept that it names; and if it speaks of better or worse only where that
line does.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

from bot.guard.numbers.find import numbers
from knowledge.text import fold, raw_words

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\s\d])")
_BETTER = re.compile(
    r"\b(?:better|improv\w*|rose|rise\w*|gain\w*|increas\w*|grew|climb\w*|progress\w*|up from|"
    r"mejor\w*|sub\w+|aument\w*|creci\w*|progres\w*)\b"
)
_WORSE = re.compile(
    r"\b(?:worse\w*|fell|fall\w*|drop\w*|declin\w*|decreas\w*|lost|los(?:es|ing)|slip\w*|lower|"
    r"down from|empeor\w*|baj\w+|cay\w*|cae\w*|disminu\w*|pierd\w*|perdi\w*)\b"
)


def sentences(text: str) -> list[str]:
    return [part.strip() for part in _SENTENCE.split(" ".join(text.split())) if part.strip()]


def supported(
    text: str,
    facts: Sequence[str],
    names: Collection[str],
    *,
    better: Collection[str] = (),
    worse: Collection[str] = (),
    language: str = "en",
) -> bool:
    """Every sentence is borne out.

    Args:
        facts: the computed lines.
        names: the course's concepts and sections, by which a sentence names them.
        better, worse: those of ``facts`` that tell of a gain and of a loss.
    """
    return all(
        any(
            _borne_out(sentence, fact, names, language)
            and (not _BETTER.search(fold(sentence)) or fact in better)
            and (not _WORSE.search(fold(sentence)) or fact in worse)
            for fact in facts
        )
        for sentence in sentences(text)
    )


def _borne_out(sentence: str, fact: str, names: Collection[str], language: str) -> bool:
    said, line = f" {' '.join(raw_words(fold(sentence)))} ", f" {' '.join(raw_words(fold(fact)))} "
    spoken = (f" {' '.join(raw_words(fold(name)))} " for name in names)
    if any(name in said and name not in line for name in spoken):
        return False
    there = _figures(fact, language)
    # In order: each is looked for after the one before it.
    return all(any(one & other for other in there) for one in _figures(sentence, language))


def _figures(text: str, language: str) -> Iterator[frozenset[Fraction]]:
    for number in numbers(text, language):
        if number.form not in ("one", "roman"):
            yield frozenset(number.values)
