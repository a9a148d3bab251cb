"""Numbers as they were written: how exact they claim to be, and how near one is to another."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from knowledge.grading.maths.evaluate import NoValue, evaluate
from knowledge.grading.maths.nodes import (
    Degrees,
    Negative,
    Node,
    Number,
    Percent,
    Power,
    Product,
    variables,
)
from knowledge.grading.maths.points import same_value

Nearness = Literal["same", "rounded", "coarse", "different"]
"""``same``: equal, or equal within the key's own precision. ``rounded``: the right rounding of an
exact key, with at least three digits. ``coarse``: rounded too far, or digits cut off."""

_ENOUGH_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Written:
    """A rational number and its precision."""

    value: Fraction
    step: Fraction | None
    """What one more in its last decimal place would be; None for what is exact (42, 1/3)."""
    digits: int
    """Significant digits as written; 0 for what is exact."""

    def scaled(self, factor: Fraction) -> Written:
        step = None if self.step is None else self.step * abs(factor)
        return Written(self.value * factor, step, self.digits)


def written(node: Node) -> Written | None:
    """The number that a node without variables is; None when it isn't rational."""
    match node:
        case Number(value, text):
            return _decimal(value, text)
        case Negative(of):
            found = written(of)
            return found and found.scaled(Fraction(-1))
        case Percent(of):
            found = written(of)
            return found and found.scaled(Fraction(1, 100))
        case Degrees(of):
            return written(of)
        case Product((mantissa, Power(Number(ten), exponent))) if ten == 10:
            return _times_ten(mantissa, exponent)
    try:
        exact = None if variables(node) else evaluate(node)
    except NoValue:
        return None
    return Written(exact, None, 0) if isinstance(exact, Fraction) else None


def _times_ten(mantissa: Node, exponent: Node) -> Written | None:
    """``3.0 × 10^8``; its digits are the mantissa's even without a decimal point."""
    try:
        found, power = written(mantissa), evaluate(exponent)
    except NoValue:
        return None
    if found is None or not isinstance(power, Fraction) or power.denominator > 1:
        return None
    digits = found.digits or len(str(abs(found.value.numerator)))
    return Written(found.value, found.step or Fraction(1), digits).scaled(
        Fraction(10) ** int(power)
    )


def _decimal(value: Fraction, text: str) -> Written:
    mantissa, _, power = text.partition("e")
    whole, point, decimals = mantissa.partition(".")
    if "(" in decimals or not (point or power):
        return Written(value, None, 0)
    step = Fraction(10) ** (int(power or 0) - len(decimals))
    return Written(value, step, len((whole + decimals).lstrip("0")))


def is_scientific(node: Node) -> bool:
    """One digit before the point, and a power of ten."""
    match node:
        case Product((mantissa, Power(Number(ten), _))) if ten == 10:
            found = written(mantissa)
            return found is not None and 1 <= abs(found.value) < 10
        case Number(_, text) if "e" in text:
            return len(text.partition("e")[0].partition(".")[0]) == 1 and text[0] != "0"
    return False


def nearness(key: Node, said: Node) -> Nearness | None:
    """How near a number is to the key; None when one of them is no real number."""
    try:
        target, value = evaluate(key), evaluate(said)
    except NoValue:
        return None
    if isinstance(target, complex) or isinstance(value, complex):
        return "same" if same_value(target, value) else "different"
    if same_value(target, value):
        return "same"
    return closeness(Fraction(target), written(key), Fraction(value), written(said))


def closeness(
    target: Fraction, precise: Written | None, value: Fraction, rough: Written | None
) -> Nearness:
    """How near two values are, by the precision that each was written with."""
    difference = abs(target - value)
    if precise and precise.step is not None and _rounds_to(value, target, precise.step):
        return "same"
    if rough is None or rough.step is None:
        return "different"
    return _rounding(difference, rough, exact=precise is None or _endless(precise))


def _rounds_to(value: Fraction, target: Fraction, step: Fraction) -> bool:
    """Half a step away is rounded away from zero: 0.15 is 0.2, not 0.1."""
    difference = abs(target - value)
    return difference < step / 2 or (difference == step / 2 and abs(value) < abs(target))


def _rounding(difference: Fraction, rough: Written, *, exact: bool) -> Nearness:
    assert rough.step is not None
    if exact and difference <= rough.step / 2 and rough.digits >= _ENOUGH_DIGITS:
        return "rounded"
    enough = rough.digits >= (2 if difference <= rough.step / 2 else _ENOUGH_DIGITS)
    return "coarse" if difference < rough.step and enough else "different"


def _endless(number: Written) -> bool:
    """An exact number that is no whole one: it can be given as a decimal."""
    return number.step is None and number.value.denominator > 1
