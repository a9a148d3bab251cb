"""Marks that need no judgement: options, true or false, plain numbers, the same words.

What can't be told this way is ``unsure``, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from knowledge.course import (
    AlgebraItem,
    Choice,
    ChoiceItem,
    ClozeItem,
    Item,
    NumericItem,
    ShortAnswerItem,
    TrueFalseItem,
)
from knowledge.grading.mark import Mark
from knowledge.text import fold

_TRUE = frozenset("true t yes y verdadero v cierto sí si".split())
_FALSE = frozenset("false f no n falso".split())
_LETTER = re.compile(
    r"(?:(?:i (?:think|say|pick|choose)|is it|it'?s|answer(?: is)?|option|creo que(?: es)?|"
    r"la|es(?: la)?|opción|respuesta)\s+)*[(\[]?([a-z])[)\].:]?[?!.]*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?(?:\s*/\s*\d+)?%?")
_LEAD = re.compile(
    r"^(?:(?:i (?:think|got|get)|is it|it'?s|the answer is|my answer is|[a-z]\s*=|"
    r"creo que(?: es)?|me da|la respuesta es|es)\s*)+",
    re.IGNORECASE,
)


def mark(item: Item, answer: str) -> Mark | None:
    """Mark an answer as typed; None when it doesn't have the form of an answer to this item."""
    text = answer.strip()
    if isinstance(item, ChoiceItem):
        return _mark_choice(item, text)
    if isinstance(item, TrueFalseItem):
        return _mark_true_false(item, text)
    if isinstance(item, NumericItem):
        return _mark_number(item, text)
    if isinstance(item, AlgebraItem | ShortAnswerItem):
        return _mark_same(text, (item.answer, *item.accepted))
    if isinstance(item, ClozeItem) and len(item.blanks) == 1:
        return _mark_same(text, item.blanks[0])
    return None


def same(answer: str, accepted: Sequence[str]) -> bool:
    """The answer as typed is one of the accepted ones: the same number or the same words."""
    said = _LEAD.sub("", answer.strip())
    number = _number(said.strip(" ?.!$"))
    return any(
        (bool(said) and _flat(said) == _flat(form))
        or (number is not None and number == _number(form.strip(" $")))
        for form in accepted
    )


def _mark_choice(item: ChoiceItem, text: str) -> Mark | None:
    chosen = _option(item, text)
    if chosen is None:
        return None
    return Mark("right" if chosen.correct else "wrong", picked=(chosen,))


def _option(item: ChoiceItem, text: str) -> Choice | None:
    letter = _LETTER.fullmatch(text)
    if letter:
        position = ord(letter[1].lower()) - ord("a")
        return item.choices[position] if position < len(item.choices) else None
    said = _flat(_LEAD.sub("", text))
    return next((choice for choice in item.choices if _flat(choice.text) == said), None)


def _mark_true_false(item: TrueFalseItem, text: str) -> Mark | None:
    word = fold(text).strip(" .!?")
    if word in _TRUE or word in _FALSE:
        return Mark("right" if (word in _TRUE) == item.answer else "wrong")
    return None


def _mark_number(item: NumericItem, text: str) -> Mark | None:
    said = _number(_LEAD.sub("", text).removesuffix(item.unit).strip(" ?.!$"))
    key = _number(item.answer.strip(" $"))
    if said is None:
        return None
    if same(text, item.accepted):
        return Mark("right")
    if key is None:
        return Mark("unsure")
    return Mark("right" if abs(said - key) <= _tolerance(item, key) else "wrong")


def _tolerance(item: NumericItem, key: Fraction) -> Fraction:
    if item.tolerance is None:
        return Fraction(0)
    if item.tolerance.endswith("%"):
        return abs(key) * (_number(item.tolerance) or Fraction(0))
    return _number(item.tolerance) or Fraction(0)


def _number(text: str) -> Fraction | None:
    if len(text) > 60 or not _NUMBER.fullmatch(text):
        return None
    percent = text.endswith("%")
    try:
        value = Fraction(text.rstrip("%").replace(",", "").replace(" ", ""))
    except (ValueError, ZeroDivisionError):
        return None
    return value / 100 if percent else value


def _mark_same(text: str, accepted: tuple[str, ...]) -> Mark | None:
    said = _flat(_LEAD.sub("", text))
    if not said:
        return None
    return Mark("right" if any(said == _flat(form) for form in accepted) else "unsure")


def _flat(text: str) -> str:
    return re.sub(r"[\s$\\{}.]|left|right", "", fold(text))
