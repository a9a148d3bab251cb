"""A computation whose result is the answer: ``30/2 =``, ``which makes 10 + 5``, ``twice 6``.

One operation, so that the reader only has to copy what comes out. Asking for it ("What is 30/2?")
is a step left to the learner; so is being told to do it ("divide 30 by 2"), unless that is called
the last step.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from bot.guard.forms.number import NumberKey
from bot.guard.leak import Found
from bot.guard.numbers.digits import Number
from bot.guard.text.reading import Span, read
from bot.guard.text.view import View

_Operation = Callable[[Fraction, Fraction], Fraction | None]


def _divided(one: Fraction, other: Fraction) -> Fraction | None:
    return one / other if other else None


def _middle(one: Fraction, other: Fraction) -> Fraction | None:
    return (one + other) / 2 if other - one == 2 else None


_INFIX = re.compile(
    r"[\s$)]{0,6}(?:(?P<plus>\+|plus|added to|mas|more than|mas que)|(?P<minus>-|minus|menos)"
    r"|(?P<less>less than|fewer than|menos que)"
    r"|(?P<times>[*×·x]|\\times|\\cdot|times|multiplied by|multiplicado por|por)"
    r"|(?P<over>[/÷:]|\\div|divided by|dividido (?:por|entre)|entre))[\s$(]*"
)
_OF_TWO: dict[str, _Operation] = {
    "plus": lambda a, b: a + b,
    "minus": lambda a, b: a - b,
    "less": lambda a, b: b - a,
    "times": lambda a, b: a * b,
    "over": _divided,
    "gap": lambda a, b: abs(a - b),
    "middle": _middle,
}
_ORDER = re.compile(
    r"\b(?:(?P<over>divide|split|share|dividir?|reparte)|(?P<less>subtract|take|take away|resta)"
    r"|(?P<plus>add|sum of|suma|sum)|(?P<times>multiply|product of|multiplica)"
    r"|(?P<gap>difference between|difference of|diferencia entre)|(?P<middle>between|entre))"
    r"(?:\s+the|\s+de)?\s*[$]?$"
)
_WITH = re.compile(
    r"[\s$\w]{0,20}?\b(?:by|among|into|in|from|and|to|with|entre|por|de|a|y|con)\b[\s$]*(?:the )?"
)
_OF_ONE = re.compile(
    r"\b(?:(?P<half>half(?: of)?|la mitad de)|(?P<twice>twice|double|el doble de)"
    r"|(?P<thrice>triple|el triple de)"
    r"|(?P<next>(?:number|one|integer|numero)\s+(?:\w+\s+)?(?:after|following"
    r"|despues de(?:l)?)(?:\s+the)?)"
    r"|(?P<last>(?:number|one|integer|numero)\s+(?:\w+\s+)?(?:before|preceding"
    r"|antes de(?:l)?)(?:\s+the)?))\s*[$]?$"
)
_FROM_ONE: dict[str, Callable[[Fraction], Fraction]] = {
    "half": lambda a: a / 2,
    "twice": lambda a: a * 2,
    "thrice": lambda a: a * 3,
    "next": lambda a: a + 1,
    "last": lambda a: a - 1,
}
_GOES_ON = re.compile(r"[\s$)]{0,6}(?:[-+*×·÷^]|/(?=\s*\d)|plus\b|minus\b|times\b)|[a-z](?![a-z])")
_WENT_ON = re.compile(r"(?:[-+*/×·÷^]|\b(?:plus|minus|times|by))[\s$(]*$")
_LAST_STEP = re.compile(
    r"\b(?:answers?|done|that's it|you have it|have your|final|last step|result|solution"
    r"|respuesta|listo"
    r"|resultado|ultimo paso|termin\w+)\b"
)


class ComputationKey:
    """One operation away from the answer."""

    def __init__(self, number: NumberKey, question: str) -> None:
        self._number = number
        self._question = re.sub(r"\s", "", read(question).low)

    def find(self, view: View) -> Found | None:
        for span, value, told in self._computed(view):
            if self._number.has([value]) and not self._is_guidance(view, span, told):
                return Found("computation", span)
        return None

    def _computed(self, view: View) -> Iterator[tuple[Span, Fraction, bool]]:
        """Place and result of every operation; True when the reader is only told to do it."""
        low = view.low
        before: Number | None = None
        for number in view.numbers:
            start, end = number.span
            lead = _OF_ONE.search(low, max(0, start - 40), start)
            if lead and lead.lastgroup:
                yield (lead.start(), end), _FROM_ONE[lead.lastgroup](number.values[0]), False
            if before and before.span[1] <= start <= before.span[1] + 30:
                yield from self._of_two(low, before, number)
            before = number

    def _of_two(
        self, low: str, one: Number, other: Number
    ) -> Iterator[tuple[Span, Fraction, bool]]:
        (start, between), (behind, end) = one.span, other.span
        second = other.values[0]
        if second < 0 and low[behind] == "-":  # the sign is the operation's
            behind, second = behind + 1, -second
        infix = _INFIX.fullmatch(low, between, behind)
        if infix and infix.lastgroup and not self._is_longer(low, start, end):
            value = _OF_TWO[infix.lastgroup](one.values[0], second)
            if value is not None:
                yield (start, end), value, False
        order = _ORDER.search(low, max(0, start - 24), start)
        if order and order.lastgroup and _WITH.fullmatch(low, between, behind):
            value = _OF_TWO[order.lastgroup](one.values[0], second)
            if value is not None:
                yield (order.start(), end), value, order.lastgroup not in ("gap", "middle")

    def _is_longer(self, low: str, start: int, end: int) -> bool:
        return bool(_GOES_ON.match(low, end) or _WENT_ON.search(low, max(0, start - 12), start))

    def _is_guidance(self, view: View, span: Span, told: bool) -> bool:
        place = view.prose.place(span)
        if _LAST_STEP.search(place.sentence):
            return False
        said = re.sub(r"\s", "", view.low[slice(*span)])
        return told or place.asked or said in self._question
