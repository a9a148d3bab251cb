"""Marks for short answers in words: `ShortAnswers(embedder).mark(item, answer)`.

An answer is compared with the keys (`evidence`), a logistic model makes it a probability (`head`),
what people have marked for the same question corrects it (`graded`), and a verdict is given where
it is sure enough (`marker`).
"""

from knowledge.grading.short_answer.graded import GradedAnswer
from knowledge.grading.short_answer.marker import ShortAnswers

__all__ = ["GradedAnswer", "ShortAnswers"]
