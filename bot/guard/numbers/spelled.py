"""Numbers in words: ``twenty-one``, ``two thirds``, ``zero point five``, ``dos mil``."""

from __future__ import annotations

from collections.abc import Iterator

from bot.guard.numbers.digits import Number
from knowledge.grading.number_words import spoken


def spelled(low: str, language: str) -> Iterator[Number]:
    """Numbers in words in any of the languages, without sign and percent sign."""
    for said in spoken(low, language):
        yield Number((said.value,), (said.start, said.end), "one" if said.pronoun else "word")
