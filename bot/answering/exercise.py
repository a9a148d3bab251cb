"""Is this message one of the course's own exercises?

A student who pastes an exercise wants it solved; they get the hint ladder instead. A student who
asks about the same idea in their own words gets an answer. The line between the two:

- an exercise with options, blanks or a computation is recognised inside a longer message too
  (they paste it with its options, or with "help me with this:");
- an open question ("What is shaping?") is an exercise only when it is the whole message, nearly
  word for word: as a question it is a perfectly good one.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.course import Course, Item, Section
from knowledge.text import fold, raw_words

_COVERED = 0.85
"""Share of an item's words (by rarity) that the message must have."""
_WHOLE = 0.9
"""For open questions: also the share of the message that must be the item's."""
_ENOUGH = 12.0
"""Weight of words (each: the log of how rare it is) that make a text an exercise."""
_TELLING = 4
"""Characters from which a formula alone tells an exercise."""
_MOST_WITH_FORMULA = 6
"""In more exercises than this a formula is a general one (``y=mx+b``)."""
_MATHS_MARKS = re.compile(r"\\left|\\right|\\,|\\;|\\!|\\ |\$|\s|\\displaystyle|[{}]")
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_LATEX_WORDS = (
    (re.compile(r"\\(?:cdot|times|ast)"), "*"),
    (re.compile(r"\\div"), "/"),
    (re.compile(r"\\(?:leq?|leqslant)(?![a-z])"), "<="),
    (re.compile(r"\\(?:geq?|geqslant)(?![a-z])"), ">="),
    (re.compile(r"\\sqrt"), "sqrt"),
    (re.compile(r"[−–]"), "-"),
    (re.compile(r"[·×]"), "*"),
    (re.compile(r"√"), "sqrt"),
    (re.compile(r"²"), "^2"),
    (re.compile(r"³"), "^3"),
)
_SIGN = re.compile(r"[+\-*/^=<>(|\[]|sqrt")
_CHAR = r"[a-z0-9()\[\]*/+\-^=<>.,|_]"
_FORMULA = re.compile(rf"(?:(?<=\s)|^)(?=\S*[a-z0-9]){_CHAR}*[+\-*/^=<>(|\[]{_CHAR}*")
_AROUND_SIGN = re.compile(r"(?<![a-z]{3})(?<![.:;,?])\s*([+\-*/^=<>])\s*")
"""Spaces around a sign, but not after a word or a sentence: "3(x - 4) = 2x", "solve -6x"."""


@dataclass(frozen=True, slots=True)
class Match:
    """An exercise of the course that the message contains."""

    section: Section
    item: Item
    score: float
    """Share of the exercise found in the message, in [0, 1]."""


@dataclass(frozen=True, slots=True)
class _Entry:
    section: Section
    item: Item
    words: frozenset[str]
    """Words and formulas, in plain characters."""
    formula: str
    """The question's longest formula; empty when it has none that could be recognised alone."""


class Exercises:
    """The exercises of one course, prepared for matching. Build once a course version."""

    def __init__(self, course: Course) -> None:
        self._entries = [
            _Entry(section, item, _words(f"{item.stem} {item.question}"), _telling_formula(item))
            for section, item in course.items()
        ]
        counts = Counter(word for entry in self._entries for word in entry.words)
        total = len(self._entries)
        self._rarity = {word: math.log(1 + total / n) for word, n in counts.items()}
        self._by_word: dict[str, list[int]] = {}
        for number, entry in enumerate(self._entries):
            for word in entry.words:
                self._by_word.setdefault(word, []).append(number)

    def find(self, message: str) -> Match | None:
        """The exercise the message contains; None for a question in the learner's own words."""
        words = _words(message)
        best: Match | None = None
        for number in self._candidates(words):
            entry = self._entries[number]
            score = self._score(entry, words)
            if score is not None and (best is None or score > best.score):
                best = Match(entry.section, entry.item, score)
        return best

    def _candidates(self, words: frozenset[str]) -> set[int]:
        """Entries that share most of their words, or their formula, with the message."""
        hits = Counter(number for word in words for number in self._by_word.get(word, ()))
        return {
            number
            for number, n in hits.items()
            if n >= 0.6 * len(self._entries[number].words) or self._entries[number].formula in words
        }

    def _score(self, entry: _Entry, words: frozenset[str]) -> float | None:
        covered = self._weight(entry.words & words) / (self._weight(entry.words) or 1.0)
        if entry.formula:
            if entry.formula not in words:
                return None
            # One formula stands in a few exercises ("factor", "solve"): the words decide.
            rare = len(self._by_word[entry.formula]) <= _MOST_WITH_FORMULA
            return 0.5 + covered / 2 if rare or covered >= _COVERED else None
        if covered < _COVERED or len(entry.words) < 3:
            return None
        if entry.item.kind == "short_answer":
            shared = self._weight(entry.words & words) / (self._weight(words) or 1.0)
            return covered * shared if shared >= _WHOLE else None
        # A few ordinary words ("which of the following is true") are no exercise yet.
        return covered if self._weight(entry.words) >= _ENOUGH else None

    def _weight(self, words: Iterable[str]) -> float:
        # A word that no exercise has is as rare as can be.
        rarest = math.log(1 + len(self._entries))
        return sum(self._rarity.get(word, rarest) for word in words)


def _words(text: str) -> frozenset[str]:
    """Words and formulas of a text, in plain characters."""
    plain = text.replace("’", "'").replace("what's", "what is").replace("_", " ")
    return frozenset({*(fold(word) for word in raw_words(plain)), *formulas_in(text)})


def _telling_formula(item: Item) -> str:
    """The longest formula of the question itself; a stem's is shared by many."""
    longest = max(formulas_in(item.question), key=len, default="")
    return longest if len(longest) >= _TELLING else ""


def plain_formula(text: str) -> str:
    r"""``$$4\left(x+3\right)$$`` as people type it: ``4(x+3)``."""
    return _MATHS_MARKS.sub("", _without_latex(text)).casefold().strip(".,;:?")


def formulas_in(message: str) -> list[str]:
    """Everything in a message that looks like a formula, in plain characters."""
    spans = re.findall(r"\$\$?(.+?)\$\$?", message)
    # What isn't between dollars: "3(x - 4) = 2x + 5".
    flat = re.sub(r"\\left|\\right|[{}]|\$", "", _without_latex(message)).casefold()
    joined = _AROUND_SIGN.sub(r"\1", flat)
    formulas = (plain_formula(text) for text in (*spans, *_FORMULA.findall(joined)))
    return [formula for formula in formulas if _SIGN.search(formula)]


def _without_latex(text: str) -> str:
    before = ""
    while before != text:  # fractions within fractions, innermost first
        before = text
        text = _FRACTION.sub(r"(\1)/(\2)", text)
    for pattern, plain in _LATEX_WORDS:
        text = pattern.sub(plain, text)
    return text
