"""An option told by its text, by a close paraphrase of it, or by ruling the others out.

A list of all options shows nothing, and neither does "shaping or extinction?". What tells is a
sentence that has the right option alone, or sets it apart (``X, not Y``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from bot.guard.forms.choices import Option, options_of
from bot.guard.forms.letter import LetterKey
from bot.guard.forms.pointers import WRONG
from bot.guard.hidden.disguise import flattened
from bot.guard.leak import Found
from bot.guard.text.patterns import either
from bot.guard.text.reading import read
from bot.guard.text.view import Sentence, View, words

_ABOUT_QUESTION = 0.4
"""Share of the question's words at which a sentence describes what is asked for."""
_SETS_APART = re.compile(
    rf"\b{either('not, rather than, instead of, unlike, y no, en vez de, no es, no son')}\b|n't\b"
)
_PRAISES = re.compile(
    r"\b(?:that|it)'s\b|\b"
    + either(
        "correct, right, answer, best, fits?, it is, choose, pick, go with, definitely, clearly",
        "key, correct[ao], respuesta, elige",
    )
    + r"\b"
)
_WRONG = re.compile(
    r"n't\b|\b"
    + either(
        "not, wrong, incorrect, rule out, eliminate, cannot be, neither, nor, out, no es, no son",
        "incorrect[ao]s?, descarta, ni, tampoco, falso, falsa",
    )
    + r"\b"
)
_IS_WRONG = re.compile(WRONG)
_DENIED = re.compile(rf"(?:\b{either('not, no es, no son')}|n't)\s+(?:\w+\s+){{0,3}}$")
_PREDICATE = re.compile(
    rf"\b{either('is, are, es, son, answer, say, pick, choose, called')}\s+(?:\w+\s+){{0,2}}$"
    r"|'(?:s|re)\s+$"
)
_TICKS = re.compile(r"[✅✔☑✓⭐🏆👉💯←]|<-|->|\(x\)|\[x\]|\b(?:correct|this one|right one)\b")
_BEGINS = re.compile(
    r"\b(?:starts|begins|empieza) (?:with|con) (?:an? |the letter )?\W?([a-z])(?!\w)"
)
_OR = re.compile(r"\b(?:or|o|vs|versus)\b")


class OptionKey:
    """The texts of the options, and which are right."""

    def __init__(
        self, texts: Sequence[str], right: frozenset[int], *, question: str, language: str
    ) -> None:
        self._right = right
        self._question = frozenset(word.stem for word in words(read(question).low, language))
        self._options = options_of(texts, self._question, language)
        self._letters = LetterKey(right, len(texts))
        self._first = {at: flattened(each)[:1] for at, each in enumerate(texts)}
        stems = {True: frozenset[str](), False: frozenset[str]()}
        for at, option in enumerate(self._options):
            stems[at in right] |= option.stems
        self._only_wrong = stems[False] - stems[True]

    def find(self, view: View) -> Found | None:
        named = self._named(view)
        listing = sum(map(bool, named.values())) >= min(
            len(self._options), max(3, len(self._right) + 1)
        )
        for index in sorted(self._right):
            for sentence in named[index]:
                if self._tells(self._options[index], sentence, view):
                    if listing and not self._singles_out(index, named, sentence, view):
                        continue
                    return Found("option", sentence.span)
        return self._begins(view) or self._eliminated(named, view)

    def _begins(self, view: View) -> Found | None:
        """``It begins with s`` when one option does."""
        for match in _BEGINS.finditer(view.low):
            if {at for at, letter in self._first.items() if letter == match[1]} == self._right:
                return Found("option", match.span())
        return None

    def proposed(self, view: View) -> set[int]:
        """The options a learner's message asks about."""
        named = {index for index, sentences in self._named(view).items() if sentences}
        return self._letters.mentioned(view) | named

    def leaves_only_right(self, out: Collection[int]) -> bool:
        """Everything else is ruled out."""
        return set(range(len(self._options))) - set(out) == self._right

    def _named(self, view: View) -> dict[int, list[Sentence]]:
        return {
            index: [each for each in view.sentences if option.is_in(each, view)]
            for index, option in enumerate(self._options)
        }

    def _tells(self, option: Option, sentence: Sentence, view: View) -> bool:
        """The sentence has this option alone, or prefers it to the others it has."""
        text = view.low[slice(*sentence.span)]
        others = [
            other
            for at, other in enumerate(self._options)
            if at not in self._right
            and not other.stems < option.stems
            and other.is_in(sentence, view)
        ]
        if option.known and (sentence.asks or not _is_predicate(option, sentence, text)):
            return False
        if _OR.search(text) and sentence.stems & self._only_wrong:
            return False
        if not others:
            return option.denied or not _is_denied(option, sentence, text)
        said = len(option.stems & sentence.stems)
        if any(len(other.stems & sentence.stems) > said for other in others):
            return False
        if sentence.asks or _OR.search(text):
            return False
        return bool(_SETS_APART.search(text)) or self._describes(option, others, sentence, view)

    def _describes(
        self, option: Option, others: Sequence[Option], sentence: Sentence, view: View
    ) -> bool:
        """A clause has the option alone and what the question asks about."""
        wrong = frozenset[str]().union(*(other.stems for other in others)) - option.stems
        for start, end in view.prose.clauses(sentence.span):
            said = frozenset(w.stem for w in sentence.words if start <= w.span[0] < end)
            if said & option.stems and not said & wrong and self._is_about_question(said):
                return True
        return False

    def _singles_out(
        self, index: int, named: dict[int, list[Sentence]], sentence: Sentence, view: View
    ) -> bool:
        """In a text that has all options, this one is praised, described, ticked or in bold."""
        marked = [at for at, each in named.items() if any(_is_marked(one, view) for one in each)]
        if marked == [index] and _is_marked(sentence, view):
            return True
        praised = _PRAISES.search(view.low[slice(*sentence.span)])
        return not sentence.asks and bool(praised or self._is_about_question(sentence.stems))

    def _is_about_question(self, said: frozenset[str]) -> bool:
        return len(self._question & said) >= _ABOUT_QUESTION * max(1, len(self._question))

    def _eliminated(self, named: dict[int, list[Sentence]], view: View) -> Found | None:
        out = dict(self._letters.ruled_out(view))
        for index, sentences in named.items():
            option = self._options[index]
            for sentence in sentences if option.stems and not option.denied else ():
                if not sentence.asks and _is_ruled_out(option, sentence, view):
                    out.setdefault(index, sentence.span)
        return Found("elimination", max(out.values())) if self._settles(out) else None

    def _settles(self, out: Collection[int]) -> bool:
        return bool(out) and self.leaves_only_right(out)


def _is_denied(option: Option, sentence: Sentence, text: str) -> bool:
    """``It isn't the neutral stimulus``: wrong, but no leak."""
    start = sentence.span[0]
    first = next((w.span[0] - start for w in sentence.words if w.stem in option.stems), 0)
    return bool(_DENIED.search(text[max(0, first - 30) : first]))


def _is_ruled_out(option: Option, sentence: Sentence, view: View) -> bool:
    """``Rule out a and b``, ``b is wrong``."""
    start, end = sentence.span
    first = next((w.span[0] for w in sentence.words if w.stem in option.stems), start)
    before, after = view.low[start:first], view.low[first:end]
    return bool(_WRONG.search(before) or _IS_WRONG.search(after))


def _is_predicate(option: Option, sentence: Sentence, text: str) -> bool:
    """``so they are parallel``, not ``parallel lines have the same slope``."""
    start = sentence.span[0]
    first = next((w.span[0] - start for w in sentence.words if w.stem in option.stems), 0)
    said = _PREDICATE.search(text[max(0, first - 30) : first])
    return bool(said) or len(sentence.words) <= len(option.stems)


def _is_marked(sentence: Sentence, view: View) -> bool:
    start, end = sentence.span
    bold = any(start <= mark <= end for mark in view.reading.marks)
    return bold or bool(_TICKS.search(view.low[start:end]))
