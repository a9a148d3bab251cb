"""From a probability to a mark. Low confidence is never passed off as one: it is ``unsure``."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.course import ShortAnswerItem
from knowledge.grading.mark import Mark
from knowledge.grading.short_answer.graded import GradedAnswer
from knowledge.grading.short_answer.ideas import Ideas
from knowledge.grading.short_answer.keys import same, texts_of
from knowledge.grading.short_answer.screening import Screening

RIGHT = 0.8
"""Probability of being right from which an answer is marked right …"""
WRONG = 0.2
"""… and up to which it is marked wrong (docs/benchmarks.md: how often that is so)."""
REPEATED = 0.95
"""Confidence in a mark that a person gave the same words."""
BY_IDEAS = 0.7
"""Confidence in "partly": how often a key idea that counts as met or missed is so."""


def known(item: ShortAnswerItem, answer: str, graded: Sequence[GradedAnswer]) -> Mark | None:
    """The mark of the same words: the key's, or what people gave them; None for other words."""
    if any(same(answer, key) for key in texts_of(item)):
        return Mark("right")
    given = [each.credit for each in graded if same(answer, each.answer)]
    if not given:
        return None
    credit = sum(given) / len(given)
    if max(given) - min(given) > 0.5:  # people disagree
        return Mark("unsure", confidence=max(credit, 1 - credit))
    if 0 < credit < 1:
        return Mark("partly", credit, confidence=REPEATED)
    return Mark("right" if credit else "wrong", confidence=REPEATED)


def decide(likely: float, ideas: Ideas, screened: Screening, *, all_asked: bool) -> Mark:
    """The mark for a probability of being right.

    Args:
        all_asked: the key ideas are the teacher's, so that a right answer has all of them.
    """
    if screened.copied:
        return Mark("wrong", missed=ideas.missed, confidence=1 - WRONG)
    may_be_right = screened.may_be_right and not ideas.contradicted
    complete = len(ideas.met) == ideas.count or not all_asked
    if likely >= RIGHT and may_be_right and complete:
        return Mark("right", met=ideas.met, confidence=likely)
    if likely <= WRONG and screened.may_be_wrong and not ideas.met:
        return Mark("wrong", missed=ideas.missed, confidence=1 - likely)
    met = ideas.met if screened.may_be_right else ()
    if all_asked and met and ideas.missed and ideas.all_told and likely > WRONG:
        credit = len(met) / ideas.count
        return Mark("partly", credit, met=met, missed=ideas.missed, confidence=BY_IDEAS)
    confidence = max(likely, 1 - likely)
    if confidence >= RIGHT:  # the words say one thing, something else speaks against it
        confidence = 0.5
    return Mark("unsure", met=met, missed=ideas.missed, confidence=confidence)
