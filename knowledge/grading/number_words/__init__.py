"""Numbers in words: ``forty-two``, ``veintiún mil``, ``two thirds``, ``zero point five``.

`spoken` finds them in a text, `in_digits` writes an answer with digits, `words_for` says a number.
"""

from knowledge.grading.number_words.digits import in_digits
from knowledge.grading.number_words.spoken import Spoken, spoken
from knowledge.grading.number_words.words import words_for

__all__ = ["Spoken", "in_digits", "spoken", "words_for"]
