"""Answers in words: a term for a blank, or a sentence whose ideas count and not its wording."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from bot.guard.hidden.disguise import flattened
from bot.guard.leak import Found
from bot.guard.text.patterns import either
from bot.guard.text.prose import Place
from bot.guard.text.reading import read
from bot.guard.text.view import View, words

Similarity = Callable[[str, Sequence[str]], Sequence[float]]
"""Nearness in meaning of a text and each of several others, each in [-1, 1]."""

_SHARE = 0.7
"""Share of an idea's words, beyond the question's, at which a text has it."""
_MEANS_THE_SAME = 0.7
"""Similarity (MiniLM) from which a sentence says the answer in other words: 43% of learners' right
answers to SciEntsBank's questions reach it, and 0.4% of the sentences of an item's section."""
_SHORT = 3
"""Letters below which a word is looked for as it is written only."""
_LONG = 7
"""Letters of a stem from which a word that begins like it is a form of it."""
_HEARD = (("ph", "f"), ("th", "t"), ("ch", "c"), ("rh", "r"), ("qu", "c"), ("k", "c"), ("y", "i"))
_DOUBLED = re.compile(r"(.)\1")
_ENDING = 3
"""Letters by which such a word may be longer or shorter."""
_BETWEEN = r"[\s$\\{}*_]{0,6}"
"""Spaces and marks that make no difference."""
_LONGEST = 80
"""Characters of an answer after which the rest is taken for granted."""
_SHORTEST = 3
"""Letters and digits from which an answer tells wherever it stands."""
_DENIED = re.compile(rf"(?:\b{either('not, no es, no son')}|n't)\s+(?:\w+\s+){{0,3}}$")
_OR_BEFORE = re.compile(r"\b(?:or|o|vs)\s+(?:an? |the |el |la )?$")
_OR_AFTER = re.compile(r"\s*,?\s*(?:or|o|vs)\b")
_CALLED = either(
    "answer, respuesta, solution, solucion, sign, option, it's, it is, that's, is, es, son, are",
    "choose, pick, say, write, elige",
)


class LiteralKey:
    """One form of the answer as it is written.

    A short one, and one whose words the question has, tells when it is called the answer or stands
    alone.
    """

    def __init__(self, text: str, *, question: str, others: Sequence[str] = ()) -> None:
        """
        Args:
            others: what must not be in the text as well, the other options.
        """
        self._bare = bare = _bare(read(text).low)
        letters = flattened(text)
        known = letters in flattened(question)
        said = _BETWEEN.join(re.escape(char) for char in bare[:_LONGEST])
        before = r"(?<![\w.])" if bare[:1].isalnum() else ""
        behind = r"(?!\w|\.\d)" if len(bare) <= _LONGEST else ""
        whole = f"{before}{said}{behind}"
        alone = rf"(?:^|\n)\W{{0,6}}{said}\W{{0,6}}(?:$|\n)"
        called = rf"\b{_CALLED}\W{{1,4}}(?:just |clearly |really |the |la |el )?\W?{whole}"
        narrow = len(letters) < _SHORTEST or known
        self._pattern = re.compile(rf"{alone}|{called}" if narrow else whole) if bare else None
        self._others = [_bare(read(other).low) for other in others]

    def find(self, view: View) -> Found | None:
        match = self._pattern.search(view.low) if self._pattern else None
        if match is None:
            return None
        place = view.prose.place(match.span())
        if place.asked or _DENIED.search(place.before):
            return None
        if self._others and self._is_choice(place):
            return None
        rest = _bare(view.low).replace(self._bare, "") if self._others else ""
        listed = any(other in rest for other in self._others)
        return None if listed else Found("words", match.span())

    def _is_choice(self, place: Place) -> bool:
        """``A or B``."""
        whole = len(self._bare) <= _LONGEST
        after = whole and _OR_AFTER.match(place.after)
        return bool(_OR_BEFORE.search(place.before) or after)


def _bare(low: str) -> str:
    return re.sub(r"[\s$\\{}*_]", "", low).strip(".")


class TermKey:
    """A term: in these words, in this order, in whatever form (``shape``, ``shaping``)."""

    def __init__(self, text: str, *, question: str, language: str) -> None:
        stems = _stems(text, language)
        asked = set(_stems(question, language))
        self._wanted = [stem for stem in stems if stem not in asked]

    def find(self, view: View) -> Found | None:
        if not any(len(stem) >= _SHORT and stem.isalpha() for stem in self._wanted):
            return None  # `LiteralKey` looks for it
        if len(self._wanted) == 1 and len(self._wanted[0]) >= _LONG:
            return self._in_another_form(view)
        stems, length = [word.stem for word in view.words], len(self._wanted)
        for at in range(len(stems) - length + 1):
            if stems[at] == self._wanted[0] and stems[at : at + length] == self._wanted:
                last = view.words[at + length - 1]
                return Found("words", (view.words[at].span[0], last.span[1]))
        return None

    def _in_another_form(self, view: View) -> Found | None:
        """``hippocampal`` and ``hipocampo`` for ``hippocampus``."""
        (wanted,) = self._wanted
        key = _sound(wanted)
        beginning = key[: -(-3 * len(key) // 4)]
        for word in view.words:
            said = _sound(word.stem)
            if said.startswith(beginning) and abs(len(said) - len(key)) <= _ENDING:
                return Found("words", word.span)
        return None


class IdeaKey:
    """Ideas that make up an answer; enough of them told is the answer told."""

    def __init__(
        self, ideas: Sequence[str], *, question: str, language: str, enough: int = 1
    ) -> None:
        asked = set(_stems(question, language))
        every = [frozenset(_stems(idea, language)) for idea in ideas]
        own = [stems - asked for stems in every]
        # Without a real word (``X ~ P(1, 47)``) there is nothing to go by.
        self._ideas = [idea for idea in own if any(len(s) > 2 and s.isalpha() for s in idea)]
        self._enough = enough

    def find(self, view: View) -> Found | None:
        stated = [sentence for sentence in view.sentences if not sentence.asks]
        said = frozenset[str]().union(*(sentence.stems for sentence in stated))
        told = [idea for idea in self._ideas if len(idea & said) >= _SHARE * len(idea)]
        if len(told) < self._enough:
            return None
        spans = [sentence.span for sentence in stated if sentence.stems & told[-1]]
        return Found("words", (spans[0][0], spans[-1][1]))


class MeaningKey:
    """An answer told in words of its own, as far as embeddings can tell."""

    def __init__(self, answers: Sequence[str], similarity: Similarity) -> None:
        self._answers = answers
        self._similarity = similarity

    def find(self, view: View) -> Found | None:
        stated = [each for each in view.sentences if not each.asks and len(each.words) >= _SHORT]
        texts = [view.reading.text[slice(*sentence.span)] for sentence in stated]
        for answer in self._answers if texts else ():
            near = self._similarity(answer, texts)
            best = max(range(len(texts)), key=lambda at: near[at])
            if near[best] >= _MEANS_THE_SAME:
                return Found("words", stated[best].span)
        return None


@lru_cache(maxsize=20_000)
def _sound(word: str) -> str:
    """The same for a learned word's spellings in several languages: ``fotosintes``."""
    for written, heard in _HEARD:
        word = word.replace(written, heard)
    return _DOUBLED.sub(r"\1", word)


def _stems(text: str, language: str) -> list[str]:
    return [word.stem for word in words(read(text).low, language)]
