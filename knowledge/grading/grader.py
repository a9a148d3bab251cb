"""Marks an answer to any kind of item.

Options, orders, pairs and words are marked here; whatever holds maths is read and compared in a
child process that may be killed (`maths.process`). Short answers are somebody else's: the marker
handed in, or the same words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Protocol

from knowledge.course import (
    AlgebraItem,
    ChoiceItem,
    ClozeItem,
    Item,
    MatchingItem,
    MultipleChoiceItem,
    NumericItem,
    OrderingItem,
    ShortAnswerItem,
    TrueFalseItem,
)
from knowledge.grading.arranged import mark_matching, mark_ordering
from knowledge.grading.cloze import mark_cloze
from knowledge.grading.mark import Mark
from knowledge.grading.maths.compare import compare
from knowledge.grading.maths.process import OutOfReach, Process
from knowledge.grading.number_words import in_digits
from knowledge.grading.numeric import mark_number
from knowledge.grading.options import mark_choice, mark_multiple, mark_true_false
from knowledge.grading.phrasing import (
    LONGEST,
    is_question,
    says_unknown,
    unwrapped,
    without_reason,
)
from knowledge.grading.spelling import same_words
from knowledge.grading.steps.follow import check_steps
from knowledge.grading.steps.result import StepCheck

if TYPE_CHECKING:
    from knowledge.grading.short_answer import GradedAnswer

_UNREADABLE = Mark("unsure", remark="unreadable")
_WORD = re.compile(r"(?<![\\A-Za-z])[^\W\d_]{4,}")
_PROSE = 3
"""Words from which a text that is no maths isn't meant as an answer."""


class ShortMarker(Protocol):
    """Marks short answers."""

    def __call__(
        self,
        item: ShortAnswerItem,
        answer: str,
        *,
        language: str,
        graded: Sequence[GradedAnswer],
    ) -> Mark | None: ...


class Grader:
    """One for the whole bot: it holds one child process, started when maths first comes.

    Safe to use from several threads. Blocks for some milliseconds, two seconds at most (longer
    only while the child starts), so call it in a thread from asyncio.
    """

    def __init__(self, *, short: ShortMarker | None = None, process: Process | None = None) -> None:
        self._short = short
        self._process = process or Process()

    def warm_up(self) -> None:
        """Start the child now, so that the first learner doesn't wait for it. Returns at once."""
        self._process.start()

    def close(self) -> None:
        """End the child; maths is ``unsure`` from then on."""
        self._process.close()

    def mark(
        self,
        item: Item,
        answer: str,
        *,
        language: str = "en",
        vocabulary: Collection[str] = (),
        graded: Sequence[GradedAnswer] = (),
    ) -> Mark | None:
        """Mark an answer as typed; None when it doesn't have the form of an answer to this item.

        Args:
            language: the learner's; it tells how they write numbers.
            vocabulary: the course's terms, none of which is taken for a misspelt other one.
            graded: answers to the same item that people have marked, oldest first.
        """
        if len(answer) > LONGEST:
            return _UNREADABLE if isinstance(item, NumericItem | AlgebraItem) else None
        if not answer.strip():
            return None
        if says_unknown(answer):
            return Mark("dont_know")
        if isinstance(item, ShortAnswerItem):
            return self._short_answer(item, answer, language, graded)
        said = unwrapped(answer)
        if "?" in answer and is_question(f"{said}?"):
            return None
        marked = self._marked(item, said, language, vocabulary)
        if marked is None or marked.verdict in ("wrong", "unsure"):
            shorter = without_reason(said)
            if shorter != said:
                return self._marked(item, shorter, language, vocabulary) or marked
        return marked

    def same(self, answer: str, accepted: Sequence[str], *, language: str = "en") -> bool:
        """The answer as typed is one of the accepted ones: a scaffold's, or a blank's."""
        said = unwrapped(answer[:LONGEST])
        if any(same_words(said, form) or said == form.strip(" $") for form in accepted):
            return True
        marked = self._compared(accepted, in_digits(said, language), "", language)
        return marked.verdict == "right"

    def check_steps(
        self, work: str, item: Item | None = None, *, language: str = "en"
    ) -> StepCheck:
        """Follow pasted work; empty when that takes too long.

        Args:
            item: the exercise it belongs to.
        """
        try:
            return self._process.ask(check_steps, work[:LONGEST], item, language=language)
        except OutOfReach:
            return StepCheck()

    def _marked(
        self, item: Item, said: str, language: str, vocabulary: Collection[str]
    ) -> Mark | None:
        match item:
            case ChoiceItem():
                return mark_choice(item, said) or self._choice_by_value(item, said, language)
            case MultipleChoiceItem():
                return mark_multiple(item, said)
            case TrueFalseItem():
                return mark_true_false(item, said)
            case OrderingItem():
                return mark_ordering(item, said)
            case MatchingItem():
                return mark_matching(item, said)
            case ClozeItem():
                return mark_cloze(
                    item,
                    said,
                    vocabulary,
                    lambda forms, part: self.same(part, forms, language=language),
                )
            case NumericItem():
                return self._number(item, in_digits(said, language), language)
            case AlgebraItem():
                return self._algebra(item, said, language)
        return None

    def _short_answer(
        self,
        item: ShortAnswerItem,
        answer: str,
        language: str,
        graded: Sequence[GradedAnswer],
    ) -> Mark | None:
        said = unwrapped(answer)
        if any(same_words(said, form) for form in (item.answer, *item.accepted)):
            return Mark("right")
        if is_question(answer) and "?" in answer:  # "When the price rises, …" is none
            return None
        if self._short:
            return self._short(item, answer, language=language, graded=graded)
        return Mark("unsure")

    def _choice_by_value(self, item: ChoiceItem, said: str, language: str) -> Mark | None:
        """``1/2`` for the option ``0.5``, if it is the value of one option only."""
        number = in_digits(said, language)
        if not any(char.isdigit() for char in number) or len(number.split()) > 4:
            return None
        equal = [
            choice
            for choice in item.choices
            if self._compared([choice.text], number, "", language).verdict == "right"
        ]
        if len(equal) != 1:
            return None
        return Mark("right" if equal[0].correct else "wrong", picked=(equal[0],))

    def _number(self, item: NumericItem, said: str, language: str) -> Mark | None:
        marked = self._ask(mark_number, item, said, language=language)
        return _unreadable(said) if marked.remark == "unreadable" else marked

    def _algebra(self, item: AlgebraItem, said: str, language: str) -> Mark | None:
        keys, question = (item.answer, *item.accepted), f"{item.stem}\n{item.question}"
        if any(said.strip(" $") == key.strip(" $") for key in keys):
            return Mark("right")
        marked = self._compared(keys, said, question, language)
        if marked.remark != "unreadable":
            return marked
        if any(same_words(said, key) for key in keys):
            return Mark("right")
        digits = in_digits(said, language)
        if digits != said:
            marked = self._compared(keys, digits, question, language)
        return _unreadable(said) if marked.remark == "unreadable" else marked

    def _compared(self, keys: Sequence[str], said: str, question: str, language: str) -> Mark:
        return self._ask(compare, tuple(keys), said, question=question, language=language)

    def _ask(self, function: Callable[..., Mark], *args: object, **kwargs: object) -> Mark:
        try:
            return self._process.ask(function, *args, **kwargs)
        except OutOfReach:
            return _UNREADABLE


def _unreadable(said: str) -> Mark | None:
    """Prose isn't meant as an answer to a maths item."""
    return None if len(_WORD.findall(said)) >= _PROSE else _UNREADABLE
