"""How a sentence stands to something in it: stated, asked, assumed, or told as somebody's words.

"So the total is 12." states 12; "What is 3 · 4?" and "If you had 12 …" don't; "You said 12" tells
what the learner knows already. English and Spanish; in other languages everything is stated.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

from bot.guard.text.patterns import either
from bot.guard.text.reading import Span

_SENTENCE = re.compile(r"[.!?]+(?=[\s\"')\]*]|$)|\n+|(?<=\s)(?=¿)")
_AFTER_COMMA = either(
    "but, so, and, or, can, could, would, should, do, does, did, what, how, which means, let's",
    "then, therefore, pero, asi que, y, entonces, puedes, que, cuanto, cuantos, cuantas",
)
_JOINS = either("but, however, because, while, whereas, pero, porque, mientras")
_CLAUSE = re.compile(
    r";(?=\s|$)|—|\",?\s|(?<=[a-z][a-z.,!\")])\s[-–]+\s|\s[-–]+\s(?=[a-z]{2})"  # no minus
    rf"|,\s+(?={_AFTER_COMMA}\b)|(?<=\s)(?={_JOINS}\s)"
)
_COMMA = re.compile(r",\s")
_LEAD = either("so, and, but, now, then, well, ok(?:ay)?, y, pero, entonces, ahora")
_QUESTION_WORD = either(
    "what, which, how, where, when, why, who, whose, can, could, do, does, did, is, are, was, were",
    "would, should, will, have, has, had, shall, may, might",
    "que, cual, cuales, cuanto, cuanta, cuantos, cuantas, como, donde, por que, puedes, podrias",
)
_ASKS = re.compile(
    rf"^\W{{0,6}}{_LEAD}?\W{{0,6}}(?:¿|{_QUESTION_WORD}\b)"
    rf"|\b{either('what, how many, how much, which, cuanto, cuantos, cuantas')}\b"
)
_RHETORICAL = re.compile(
    r"n't\s+(?:\w+\s+){0,2}(?:be|mean|equal|make|give|get|just|actually)\b|\bisn't it\b"
    r"|\b(?:right|correct|ok|no|verdad|cierto|vale)\W*\?"
)
_ASSUMED = re.compile(
    r"(?:^|[,(]\s*|\s)(?:if|when(?! you should)|suppose|si|cuando|suponiendo)\s[^,]*$"
)
_KNOWN = re.compile(
    r"(?:^|[,(]\s*|\s)(?:since|given(?: that)?|because|although|even though|como|dado que)\s[^,]*$"
)
_DID = either(
    "said, say, stated, mentioned, calculated, found, find, got, wrote, correct, right, used",
    "added, multiplied, subtracted, divided, thought, worked, established, have, had",
    "chose, picked, answered, tried, decided",
)
_TOLD = re.compile(
    r"\byou(?:'ve|'re|'d)?\s+(?:(?!should|would|need|must|can|could|have to)\w+\s+){0,2}?"
    rf"{_DID}\b"
    r"|\byour\s+(?:\w+\s+){0,2}?(?:answer|step|solution|equation|calculation|work|value)\b"
    r"|\b(?:dijiste|calculaste|escribiste|obtuviste|tu respuesta|tu calculo|tu ecuacion)\b"
    r"|\b(?:problem|question|exercise|enunciado|problema|pregunta)\s+(?:\w+\s+)?"
    r"(?:says?|states?|gives?|tells?|dice)\b"
)
_NEAR = 250
"""Characters around something that are looked at, however long the sentence is."""
_ENDING = " \"')]}*\n"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands."""

    before: str
    """The clause up to it."""
    after: str
    """The clause from it on."""
    sentence: str
    asked: bool
    """In a question that leaves it to the reader; a question that only wants a nod states it."""
    assumed: bool
    """After an ``if``."""
    premise: bool
    """In what a sentence starts from: after an ``if``, a ``since``, a ``because``."""
    told: bool
    """As what the learner or the exercise says."""


class Prose:
    """A text in plain lower-case characters, cut into sentences and clauses once."""

    def __init__(self, low: str) -> None:
        self._low = low
        self._sentences = [0, *(match.end() for match in _SENTENCE.finditer(low))]
        clauses = (match.end() for match in _CLAUSE.finditer(low))
        self._clauses = sorted({*self._sentences, *clauses})

    @property
    def sentences(self) -> list[Span]:
        """All of them, in order, together the whole text."""
        bounds = [*self._sentences, len(self._low)]
        return [(start, end) for start, end in pairwise(bounds) if start < end]

    def sentence(self, span: Span) -> Span:
        """The one that a span begins in."""
        return _around(self._sentences, span, len(self._low))

    def clauses(self, sentence: Span) -> list[Span]:
        """The clauses of a sentence, cut at every comma."""
        start, end = sentence
        first, last = bisect_left(self._clauses, start), bisect_left(self._clauses, end)
        commas = (match.end() for match in _COMMA.finditer(self._low, start, end))
        return list(pairwise(sorted({*self._clauses[first:last], *commas, end})))

    def asks(self, sentence: Span) -> bool:
        """A question that leaves it to the reader; one that only wants a nod states something."""
        text = self._low[slice(*sentence)]
        return text.rstrip(_ENDING).endswith("?") and not _RHETORICAL.search(text[-_NEAR:])

    def is_told(self, sentence: Span) -> bool:
        """It says what the learner said, or what the exercise says."""
        return bool(_TOLD.search(self._low[slice(*sentence)]))

    def place(self, span: Span) -> Place:
        start, end = self.sentence(span)
        first, last = _around(self._clauses, span, end)
        before = self._low[max(first, span[0] - _NEAR) : span[0]]
        after = self._low[span[1] : min(last, end, span[1] + _NEAR)]
        assumed = bool(_ASSUMED.search(before))
        return Place(
            before=before,
            after=after,
            sentence=self._low[max(start, span[0] - _NEAR) : min(end, span[1] + _NEAR)],
            asked=self.asks((start, end)) and bool(_ASKS.search(f"{before} {after}")),
            assumed=assumed,
            premise=assumed or bool(_KNOWN.search(before)),
            told=bool(_TOLD.search(before.rpartition(":")[2])),
        )


def _around(bounds: list[int], span: Span, end: int) -> Span:
    later = bisect_left(bounds, max(span[1], span[0] + 1))
    return bounds[bisect_right(bounds, span[0]) - 1], min([end, *bounds[later : later + 1]])
