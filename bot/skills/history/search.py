"""Which of a learner's earlier questions are like this one? Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from bot.learner.events import Happened, QuestionAsked
from knowledge.text import content_words

Similarity = Callable[[str, Sequence[str]], Sequence[float]]

_LOOKED_AT = 40
"""Questions whose meaning is compared; those with most words in common."""
_SAME_WORDS, _SAME_MEANING = 0.6, 0.62
"""Shares of words and cosines from which two questions ask the same."""


class Past(NamedTuple):
    at: datetime
    question: str
    section: str
    """Id of the section that answered it; empty when the course doesn't have it."""


def alike(
    wanted: str, events: Sequence[Happened], similarity: Similarity, language: str
) -> list[Past]:
    """The questions that ask the same, the newest first.

    Args:
        events: the learner's `QuestionAsked`, in any language.
        similarity: nearness in meaning; all 0 when nobody can tell.
    """
    words = set(content_words(wanted, language))
    if not words:
        return []
    scored = sorted(
        (
            (_shared(words, event.question, language), place, each.at, event)
            for place, each in enumerate(events)
            if isinstance(event := each.event, QuestionAsked)
        ),
        key=lambda row: (-row[0], -row[1]),
    )[:_LOOKED_AT]
    near = similarity(wanted, [event.question for *_, event in scored])
    found = [
        Past(at, event.question, event.sections[0] if event.sections else "")
        for (shared, _, at, event), cosine in zip(scored, near, strict=True)
        if shared >= _SAME_WORDS or (shared > 0 and cosine >= _SAME_MEANING)
    ]
    return sorted(found, key=lambda past: past.at, reverse=True)


def _shared(words: set[str], question: str, language: str) -> float:
    other = set(content_words(question, language))
    return len(words & other) / len(words)
