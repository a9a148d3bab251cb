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
_MATHS_MARKS = re.compile(r"\\left|\\right|\\,|\\;|\\!|\\ |\$|\s|\\displaystyle|[{}]")
_LATEX_WORDS = (
    (re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}"), r"(\1)/(\2)"),
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
_FORMULA = re.compile(r"[a-z0-9(][a-z0-9()*/+\-^=<>.,|]*[+\-*/^=<>(|][a-z0-9()*/+\-^=<>.,|]*")


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
    formula: str
    """The item's longest formula in plain characters; empty when it has none."""


class Exercises:
    """The exercises of one course, prepared for matching. Build once a course version."""

    def __init__(self, course: Course) -> None:
        self._entries = [
            _Entry(section, item, _word_set(item), longest_formula(f"{item.stem} {item.question}"))
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
        words = set(_words(message))
        formulas = formulas_in(message)
        best: Match | None = None
        for number in self._candidates(words):
            entry = self._entries[number]
            score = self._score(entry, words, formulas)
            if score is not None and (best is None or score > best.score):
                best = Match(entry.section, entry.item, score)
        return best

    def _candidates(self, words: set[str]) -> Iterable[int]:
        """Entries that share one of their rarer words with the message."""
        hits: Counter[int] = Counter()
        for word in words:
            for number in self._by_word.get(word, ()):
                hits[number] += 1
        return [number for number, n in hits.items() if n >= 0.6 * len(self._entries[number].words)]

    def _score(self, entry: _Entry, words: set[str], formulas: list[str]) -> float | None:
        if entry.formula:
            return self._formula_score(entry, words, formulas)
        covered = self._weight(entry.words & words) / (self._weight(entry.words) or 1.0)
        if covered < _COVERED or len(entry.words) < 3:
            return None
        if _is_open(entry.item):
            shared = self._weight(entry.words & words) / (self._weight(words) or 1.0)
            return covered * shared if shared >= _WHOLE else None
        # Five ordinary words ("which of the following is true") are no exercise yet.
        return covered if self._weight(entry.words) >= 12 else None

    def _formula_score(self, entry: _Entry, words: set[str], formulas: list[str]) -> float | None:
        """Same formula; among items that share it, the one with more of the words."""
        if entry.formula not in formulas or len(entry.formula) < 4:
            return None
        return 0.9 + 0.1 * len(entry.words & words) / (len(entry.words) or 1)

    def _weight(self, words: Iterable[str]) -> float:
        # A word that no exercise has is as rare as can be.
        rarest = math.log(1 + len(self._entries))
        return sum(self._rarity.get(word, rarest) for word in words)


def _is_open(item: Item) -> bool:
    return item.kind == "short_answer"


def _word_set(item: Item) -> frozenset[str]:
    return frozenset(_words(f"{item.stem} {item.question}"))


def _words(text: str) -> list[str]:
    text = text.replace("’", "'").replace("what's", "what is")
    return [fold(word) for word in raw_words(text.replace("_", " "))]


def plain_formula(text: str) -> str:
    r"""``$$4\left(x+3\right)$$`` as people type it: ``4(x+3)``."""
    for pattern, plain in _LATEX_WORDS:
        text = pattern.sub(plain, text)
    return _MATHS_MARKS.sub("", text).casefold().strip(".,;:?")


def formulas_in(message: str) -> list[str]:
    """Everything in a message that looks like a formula, in plain characters."""
    spans = re.findall(r"\$\$?(.+?)\$\$?", message)
    # Outside of dollars, join what stands around operators: "3(x - 4) = 2x + 5".
    joined = re.sub(r"\s*([+\-*/^=<>−–·×])\s*", r"\1", plain_keep_spaces(message))
    found = _FORMULA.findall(joined)
    return [formula for formula in map(plain_formula, (*spans, *found)) if formula]


def plain_keep_spaces(text: str) -> str:
    """Like `plain_formula`, but words stay apart."""
    for pattern, plain in _LATEX_WORDS:
        text = pattern.sub(plain, text)
    return re.sub(r"\\left|\\right|[{}]|\$", "", text).casefold()


def longest_formula(text: str) -> str:
    """The longest formula of an item's text, in plain characters; empty when it has none."""
    found = [plain_formula(span) for span in re.findall(r"\$\$?(.+?)\$\$?", text)]
    found = [formula for formula in found if re.search(r"[+\-*/^=<>(|]|sqrt", formula)]
    return max(found, key=len, default="")
