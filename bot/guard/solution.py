"""Does a tutor's reply give a problem's final answer away, going by its worked solution? Pure.

For problems that are no item of a course: all there is to go by is a solution and what was said so
far. The solution's last number is the answer. A reply reveals it when it states a number that
nobody mentioned yet, or tells a known one as the result; steps on the way, what the learner said
already and what is left to the learner as a question are guidance. A wrong result is no leak.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from bot.guard.numbers.digits import Number
from bot.guard.numbers.find import numbers
from bot.guard.numbers.standing import is_label, is_operand, is_result, names_answer
from bot.guard.text.prose import Place, Prose
from bot.guard.text.reading import Reading, read
from knowledge.text import content_words

_MOST_NUMBERS = 300
_LONGEST = 8_000
"""Characters of a reply, and of each turn before it, that are looked at."""
_MOST_TURNS = 20
_LAST_WORD = re.compile(r"(?<!')\b([a-z]+)\s+(?:(?:only|just|all|about|solo)\s+)?[$€£]?$")
_VARIABLE = re.compile(r"(?:^|[^a-z])\d*[a-z](?:\s*/\s*\d+)?\s*=\s*[$€£]?$")


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What was said before the reply."""

    question: str = ""
    learner: tuple[str, ...] = ()
    """The learner's turns, oldest first."""


def reveals_solution(
    text: str, solution: str, *, dialogue: Dialogue | None = None, language: str = "en"
) -> bool:
    """True when ``text`` states the final answer of the worked ``solution``."""
    steps = numbers(read(solution).text, language)
    if not steps:
        return False
    final = set(steps[-1].values)
    reply = read(text[:_LONGEST])
    found = numbers(reply.text, language, most=_MOST_NUMBERS + 1)
    if len(found) > _MOST_NUMBERS or len(text) > _LONGEST:
        return True  # no hint has as many, and nobody could vouch for it
    said, prose = _Said(dialogue or Dialogue(), language), Prose(reply.low)
    return any(
        said.is_news(reply, number, place)
        for number in found
        if number.form != "one" and final & set(number.values)
        for place in (prose.place(number.span),)
        if not place.asked and not _is_no_result(number, place, reply)
    )


def _is_no_result(number: Number, place: Place, reply: Reading) -> bool:
    """``step 7``, ``7 + …``, ``84/12``."""
    said = reply.low[slice(*number.span)]
    divided = ("/" in said or "frac" in said) and number.values[0].denominator == 1
    return divided or is_operand(place) or is_label(reply.low, number.span)


class _Said:
    """What the learner knows from the question and from what they said themselves."""

    def __init__(self, dialogue: Dialogue, language: str) -> None:
        self._language = language
        question = read(dialogue.question[:_LONGEST]).low
        turns = [turn[:_LONGEST] for turn in dialogue.learner[-_MOST_TURNS:]]
        self._known = read("\n".join([question, *turns])).low
        self._values = _values(self._known, language)
        self._given = _values(question, language)
        sentences = [question[slice(*span)] for span in Prose(question).sentences]
        asked = [sentence for sentence in sentences if "?" in sentence]
        self._asked = set(content_words(" ".join(asked[-1:]), language))

    def is_news(self, reply: Reading, number: Number, place: Place) -> bool:
        """The final answer: a number nobody mentioned yet, or a known one told as the result."""
        if not self._values & set(number.values):
            return True
        if place.premise and not place.before.rstrip(" $").endswith("="):
            return False
        if place.told and not names_answer(place):
            return False
        if _VARIABLE.search(place.before[-40:]) or self._repeats(reply, number):
            return False
        given = self._given & set(number.values)
        return is_result(place) or (not given and self._is_asked_verb(place))

    def _is_asked_verb(self, place: Place) -> bool:
        """``she earned $96`` when the question is how much she earned."""
        last = _LAST_WORD.search(place.before[-30:])
        return last is not None and not self._asked.isdisjoint(
            content_words(last[1], self._language)
        )

    def _repeats(self, reply: Reading, number: Number) -> bool:
        """``2,000 steps left``, word for word as in the question: no result."""
        start, end = number.span
        after = re.match(r"\s*[a-z]+ [a-z]+", reply.low[end : end + 40])
        phrase = reply.low[start:end] + after[0] if after else ""
        equals = "=" in reply.low[max(0, start - 3) : start]
        return bool(phrase) and phrase in self._known and not equals


def _values(text: str, language: str) -> set[Fraction]:
    return {value for number in numbers(text, language) for value in number.values}
