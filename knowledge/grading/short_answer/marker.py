"""Marking a short answer: right, partly right or wrong where that is sure enough, else unsure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial

from knowledge.course import ShortAnswerItem
from knowledge.embed import Embedder
from knowledge.grading.mark import Mark
from knowledge.grading.short_answer import verdict
from knowledge.grading.short_answer.evidence import Evidence, weigh
from knowledge.grading.short_answer.graded import (
    MOST_GRADED,
    Correction,
    GradedAnswer,
    correction,
)
from knowledge.grading.short_answer.head import BY_MEANING, BY_WORDS, Head
from knowledge.grading.short_answer.ideas import compare
from knowledge.grading.short_answer.keys import asked, texts_of
from knowledge.grading.short_answer.meaning import Meaning, Sense
from knowledge.grading.short_answer.polarity import polarity
from knowledge.grading.short_answer.reading import LONGEST, read
from knowledge.grading.short_answer.screening import screen
from knowledge.grading.short_answer.unknown import says_unknown


class ShortAnswers:
    """Marks short answers, offline. Safe to use from several threads.

    Args:
        embedder: compares meanings; without one, words decide alone. Only one whose cosines are
            calibrated is used, and only in the languages it learnt.
        by_meaning, by_words: the models; others than those shipped are for measuring.
    """

    def __init__(
        self,
        embedder: Embedder | None = None,
        *,
        by_meaning: Head = BY_MEANING,
        by_words: Head = BY_WORDS,
    ) -> None:
        self._meaning = Meaning(embedder)
        self._by_meaning = by_meaning
        self._by_words = by_words
        self._fit = lru_cache(maxsize=32)(self._correction)
        self._head = lru_cache(maxsize=4096)(self._by_keys)

    def mark(
        self,
        item: ShortAnswerItem,
        answer: str,
        *,
        language: str = "en",
        graded: Sequence[GradedAnswer] = (),
    ) -> Mark:
        """Mark an answer in the item's language.

        Args:
            graded: answers to the same item that a person has marked, oldest first.

        Returns:
            ``right``, ``partly`` or ``wrong`` where that is sure enough; else ``unsure``, with
            the probability of the likelier of right and wrong as ``confidence``; ``dont_know``
            when it says that, or nothing; the remark ``unreadable`` where words can't mark it:
            another language, symbols, no end. ``met`` and ``missed`` are key ideas, as far as
            they can be told.
        """
        answer = answer[: LONGEST + 1]  # one more shows that it is too long
        said = verdict.known(item, answer, graded) if answer.strip() else None
        if not said and says_unknown(answer, asked(item), language):
            return Mark("dont_know")
        screened = screen(item, answer, language)
        if not said and not screened.readable:
            return Mark("unsure", remark="unreadable", confidence=0.5)
        ideas = compare(
            item, answer, partial(self._sense, item, language=language), language=language
        )
        if said:
            missed = () if said.verdict == "right" else ideas.missed
            return replace(said, met=ideas.met, missed=missed)
        likely = self.probability(item, answer, language=language, graded=graded)
        return verdict.decide(likely, ideas, screened, all_asked=bool(item.key_ideas))

    def probability(
        self,
        item: ShortAnswerItem,
        answer: str,
        *,
        language: str = "en",
        graded: Sequence[GradedAnswer] = (),
    ) -> float:
        """That the answer is right, 0 to 1; what a person would give it, as far as is known."""
        answer = answer[:LONGEST]
        likely = self._head(item, answer, language)
        if graded:
            corrected = self._fit(item, language, tuple(graded[-MOST_GRADED:]))
            likely += corrected.of(read(answer, language), self._sense(item, answer, language))
        return min(1.0, max(0.0, likely))

    def evidence(
        self, item: ShortAnswerItem, answer: str, *, language: str = "en"
    ) -> list[Evidence]:
        """What speaks for the answer, beside the model answer and each accepted one."""
        return [
            weigh(
                read(answer, language),
                read(key, language),
                read(asked(item), language),
                polarity(answer, key, asked(item), language),
                self._senses(item, answer, key, language),
                language=language,
            )
            for key in texts_of(item)
        ]

    def _by_keys(self, item: ShortAnswerItem, answer: str, language: str) -> float:
        return max(
            (self._by_meaning if "added" in each else self._by_words).probability(each)
            for each in self.evidence(item, answer, language=language)
        )

    def _correction(
        self, item: ShortAnswerItem, language: str, graded: tuple[GradedAnswer, ...]
    ) -> Correction:
        texts = [each.answer[:LONGEST] for each in graded]
        senses = [self._sense(item, text, language) for text in texts]
        return correction(
            [read(text, language) for text in texts],
            [sense for sense in senses if sense] if all(senses) else None,
            [
                each.credit - self._head(item, text, language)
                for each, text in zip(graded, texts, strict=True)
            ],
        )

    def _senses(
        self, item: ShortAnswerItem, answer: str, key: str, language: str
    ) -> tuple[Sense, Sense] | None:
        one, other = self._sense(item, answer, language), self._sense(item, key, language)
        return (one, other) if one and other else None

    def _sense(self, item: ShortAnswerItem, text: str, language: str) -> Sense | None:
        return self._meaning.sense(text, asked(item), language)


def _asked(item: ShortAnswerItem) -> str:
    return f"{item.stem} {item.question}".strip()
