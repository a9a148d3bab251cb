"""What speaks for an answer, as numbers: the answer beside one key, given the question.

- ``covered``: share of the key's words that the question doesn't give away, and the answer has.
- ``focused``: share of the answer's words, beyond the question's, that are the key's.
- ``agreement``, ``opposition``: closeness of the closest clauses, squared: a clause in the key's
  own words counts, some words in common don't (`knowledge.grading.short_answer.polarity`).
- ``letters``: share of the key's runs of three letters that the answer has.
- ``length``: logarithm of the answer's length over the key's, in words.
- ``added``: cosine of what answer and key add to the question.
- ``recalled``: mean nearness of the key's words to the answer's, each where it stands. Both are
  absent where there are no vectors.
- ``shared``: how many of the key's words it has that the question doesn't give away. No model
  weighs it; it says how far the others can be trusted.
"""

from __future__ import annotations

import math

from knowledge.grading.short_answer.meaning import Sense
from knowledge.grading.short_answer.polarity import Polarity
from knowledge.grading.short_answer.reading import Reading, kin

WORDS = ("covered", "focused", "agreement", "opposition", "letters", "length")
MEANING = (*WORDS, "added", "recalled")
SIGNS = {name: -1 if name == "opposition" else 1 for name in MEANING}
"""Which way each can count at all: fitting never turns one round."""

Evidence = dict[str, float]


def weigh(
    answer: Reading,
    key: Reading,
    question: Reading,
    stance: Polarity,
    senses: tuple[Sense, Sense] | None,
    *,
    language: str,
) -> Evidence:
    """The evidence by name; ``senses`` are the answer's and the key's."""
    new, beyond = key.content - question.content, answer.content - question.content
    wanted = new or key.content
    covered = share(wanted, answer.content, language)
    evidence = {
        "covered": covered,
        "focused": share(beyond, key.content, language),
        "agreement": stance.agreement**2,
        "opposition": stance.opposition**2,
        "letters": len(answer.trigrams & key.trigrams) / max(1, len(key.trigrams)),
        "length": math.log((1 + len(answer.words)) / (1 + len(key.words))),
        "shared": covered * len(wanted),
    }
    if senses:
        said, meant = senses
        evidence |= {"added": said.near(meant), "recalled": said.recall(meant)}
    return evidence


def share(wanted: frozenset[str], said: frozenset[str], language: str) -> float:
    """Share of the wanted stems that are there, or a relative; 0 when none is wanted."""
    if not wanted:
        return 0.0
    return sum(kin(word, said, language) for word in wanted) / len(wanted)
