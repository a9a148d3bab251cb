"""A number as the answer: is it told?

A number that the question doesn't have is told wherever it stands, but for what is clearly
something else (``step 4``, ``14``, ``4 terms``). Small whole numbers stand in most hints for other
reasons, and the question's own ones are no news: those are told when a text states them as a result
or says nothing else.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction

from bot.guard.leak import Found
from bot.guard.numbers import standing
from bot.guard.numbers.digits import Number
from bot.guard.numbers.find import numbers
from bot.guard.numbers.standing import is_operand, is_result
from bot.guard.numbers.units import factor, is_unit
from bot.guard.text.formulas import formulas
from bot.guard.text.prose import Place
from bot.guard.text.reading import read
from bot.guard.text.view import View, words

_SMALL = 12
"""Whole numbers up to here are said for all kinds of reasons."""
_NEAR = 0.06
"""How far a rounded number may be off."""
_VARIABLE = re.compile(r"(?<![a-z])([a-z])\s*=\s*\$?$")
_SUBSCRIPTED = re.compile(r"[a-z]_?\{?\d\}?\s*=\s*\$?$")
_NO_SIGN = re.compile(r"[\s$*·×(){}]|\\(?:cdot|times)")


class NumberKey:
    """Values any of which is the answer."""

    def __init__(
        self,
        values: Collection[Fraction],
        *,
        question: str,
        language: str,
        tolerance: Fraction = Fraction(0),
        unit: str = "",
        variable: str = "",
    ) -> None:
        """
        Args:
            variable: the one it is the value of; empty when there is none or it isn't known.
        """
        self._values = sorted(values)
        self._about = [_roughly(value) for value in self._values]
        self._tolerance = tolerance
        self._slack = _roughly(tolerance) + 1e-9
        self._unit = unit.strip().lower()
        self._variable = variable.lower()
        asked = read(question)
        given = numbers(asked.text, language)
        self._given = {value for number in given for value in number.values}
        low = asked.low
        self._assigned = {
            (named[1], value)
            for number in given
            if (named := _VARIABLE.search(low[max(0, number.span[0] - 12) : number.span[0]]))
            for value in number.values
        }
        self._question = {word.stem for word in words(asked.low, language)}
        self._checks = _substituted(asked.text, self._values)

    def find(self, view: View) -> Found | None:
        for number in view.numbers:
            if self._is_key(number, view.low) and self._tells(number, view):
                return Found("number", number.span)
        return None

    def has(self, values: Iterable[Fraction]) -> bool:
        """One of them is the answer, as near as the item asks or rounded."""
        return any(
            abs(about - key) <= _NEAR * abs(key) + self._slack and self._is_near(value, exact)
            for value in values
            for about in (_roughly(value),)
            for key, exact in zip(self._about, self._values, strict=True)
        )

    def _is_key(self, number: Number, low: str) -> bool:
        return self.has(number.values) or self.has(self._converted(number, low))

    def _is_near(self, value: Fraction, key: Fraction) -> bool:
        """The same, within the tolerance, or the key rounded to two significant digits or more."""
        off = abs(value - key)
        if off <= self._tolerance or not key:
            return off <= self._tolerance
        digits, place = _decimal(value)
        return digits >= 10 and off * 2 <= Fraction(10) ** place

    def _converted(self, number: Number, low: str) -> Iterator[Fraction]:
        """In the item's unit, when it stands with another one of the same kind."""
        named = _unit_behind(low, number.span[1]) if self._unit else ""
        ratio = factor(named, self._unit) if named and named != self._unit else None
        if ratio:
            yield from (value * ratio for value in number.values)

    def _tells(self, number: Number, view: View) -> bool:
        low, span = view.low, number.span
        place = view.prose.place(span)
        named = _unit_behind(low, span[1])
        in_unit = is_unit(named) or (self._unit and named in (self._unit, self._unit[:1]))
        if not (in_unit or any(self._converted(number, low))) and standing.is_part(low, span):
            return self._is_check(view)
        if standing.is_assigned(place) and not self._given & set(number.values):
            return True
        if standing.is_label(low, span) or self._is_count(place):
            return False
        if standing.is_alone(low, span, place):
            return True
        if standing.is_listed(low, span) or self._is_another_variable(place):
            return False
        if self._is_common(number, low):
            return self._is_stated(number, place) or self._is_check(view)
        return True

    def _is_stated(self, number: Number, place: Place) -> bool:
        if is_operand(place) or (place.asked and self._given & set(number.values)):
            return standing.is_offered(place)
        if self._is_assigned_in_question(place, number):
            return False
        if 0 in number.values and standing.is_set_to_zero(place):
            return False
        return is_result(place, copula=True) or standing.is_offered(place)

    def _is_assigned_in_question(self, place: Place, number: Number) -> bool:
        """``with x = 3`` where the question says that x is 3; ``x_1 = 3`` for one of its points."""
        if self._given & set(number.values) and _SUBSCRIPTED.search(place.before[-12:]):
            return True
        named = _VARIABLE.search(place.before[-12:])
        return named is not None and any(
            (named[1], value) in self._assigned for value in number.values
        )

    def _is_count(self, place: Place) -> bool:
        """``4 terms``, unless terms are what the question counts."""
        counted = standing.counted(place)
        return bool(counted) and not {word.stem for word in words(counted, "en")} & self._question

    def _is_another_variable(self, place: Place) -> bool:
        """``y = 4`` when x is asked for."""
        named = _VARIABLE.search(place.before[-12:])
        return bool(self._variable) and named is not None and named[1] != self._variable

    def _is_common(self, number: Number, low: str) -> bool:
        """Said for many reasons: small, the question's own, a pronoun, or only near the key."""
        values = {*number.values, *self._converted(number, low)}
        exact = any(abs(value - key) <= self._tolerance for value in values for key in self._values)
        return (
            number.form == "one"
            or not exact
            or bool(values & self._given)
            or any(value.denominator == 1 and abs(value) <= _SMALL for value in values)
            or bool(values & {Fraction(1, 2), Fraction(1, 4)})
        )

    def _is_check(self, view: View) -> bool:
        """The question's equation with the number put in: ``3(7 - 4)``."""
        flat = _NO_SIGN.sub("", view.low) if self._checks else ""
        return any(check in flat for check in self._checks)


def _substituted(question: str, values: Iterable[Fraction]) -> list[str]:
    """The sides of the question's equations with a value for their one variable."""
    found = []
    for formula in formulas(question):
        if len(formula.letters) == 1 and len(formula.text) > 2:
            (letter,) = formula.letters
            for value in values:
                put_in = formula.text.replace(letter, f"({value})")
                found.append(_NO_SIGN.sub("", put_in).lower())
    return [check for check in found if len(check) > 3]


def _roughly(value: Fraction) -> float:
    try:
        return float(value)
    except OverflowError:
        return sys.float_info.max if value > 0 else -sys.float_info.max


def _unit_behind(low: str, at: int) -> str:
    named = re.match(r"\s*([a-z]+(?:\s?(?:/|\bper\b)\s?[a-z]+)?)", low[at : at + 24])
    return named[1] if named else ""


def _decimal(value: Fraction) -> tuple[int, int]:
    """Significant digits and the place of the last: 14.4 → (144, -1); (0, 0) if there are none."""
    place = 0
    while value.denominator != 1 and place > -9:
        value, place = value * 10, place - 1
    if value.denominator != 1:
        return 0, 0
    digits = abs(value.numerator)
    while digits and digits % 10 == 0:
        digits, place = digits // 10, place + 1
    return digits, place
