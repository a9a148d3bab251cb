"""The value of a formula: exact, as a polynomial over the rationals, or as a decimal number."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from knowledge.generation.maths.formula import Formula, Node

_HIGHEST_POWER = 12


class _NoValue(Exception):
    pass


def fraction(text: str) -> Fraction:
    """A number as written: ``1,000``, ``2.50``."""
    return Fraction(text.replace(",", ""))


def polynomial(
    formula: Formula, numbers: Sequence[Fraction], at: Mapping[str, Fraction] | None = None
) -> Any | None:
    """The formula as an element of a polynomial ring (`sympy.polys.rings`) in its variables.

    Of an equation, left minus right. None when it is none: a division by something with a variable
    in it, a root that is no rational number.
    """
    try:
        return _exact(formula.root, numbers, _ring(formula.variables), at or {})
    except (_NoValue, ZeroDivisionError):
        return None


def _ring(variables: frozenset[str]) -> Any:
    from sympy.polys.domains import QQ
    from sympy.polys.rings import ring

    # A ring needs a generator, also for plain numbers.
    names = sorted(variables) or ["x"]
    whole, *generators = ring(names, QQ)
    return whole, dict(zip(names, generators, strict=True)), QQ


def _exact(node: Node, numbers: Sequence[Fraction], ring: Any, at: Mapping[str, Fraction]) -> Any:
    whole, generators, rationals = ring
    kind, *parts = node

    def constant(value: Fraction) -> Any:
        return whole(rationals(value.numerator, value.denominator))

    if kind == "number":
        return constant(numbers[parts[0]])
    if kind == "variable":
        name = str(parts[0])
        return constant(at[name]) if name in at else generators[name]
    if kind in ("pi", "sin", "cos", "tan", "degrees"):
        raise _NoValue
    values = [_exact(part, numbers, ring, at) for part in parts]
    if kind in ("absolute", "root"):
        return constant(_of_number(str(kind), rational(values[0])))
    if kind == "/":
        divisor = rational(values[1])
        if divisor is None or divisor == 0:
            raise _NoValue
        return values[0] * rationals(divisor.denominator, divisor.numerator)
    if kind == "^":
        power = rational(values[1])
        if power is None or power.denominator != 1 or not 0 <= power <= _HIGHEST_POWER:
            raise _NoValue
        return values[0] ** int(power)
    return {
        "+": lambda: values[0] + values[1],
        "-": lambda: values[0] - values[1],
        "=": lambda: values[0] - values[1],
        "*": lambda: values[0] * values[1],
        "negative": lambda: -values[0],
    }[str(kind)]()


def rational(value: Any) -> Fraction | None:
    """The number that a polynomial is; None when a variable is left in it."""
    if not value.is_ground:
        return None
    number = value.coeff(1)
    return Fraction(int(number.numerator), int(number.denominator))


def line(value: Any) -> tuple[Fraction, Fraction]:
    """Slope and constant of a polynomial of degree one."""
    numbers = (value.coeff(value.ring.gens[0]), value.coeff(1))
    slope, rest = (Fraction(int(n.numerator), int(n.denominator)) for n in numbers)
    return slope, rest


def _of_number(kind: str, value: Fraction | None) -> Fraction:
    if value is None:
        raise _NoValue
    if kind == "absolute":
        return abs(value)
    top, bottom = math.isqrt(max(value.numerator, 0)), math.isqrt(value.denominator)
    if value < 0 or Fraction(top, bottom) ** 2 != value:
        raise _NoValue
    return Fraction(top, bottom)


def decimal(formula: Formula, numbers: Sequence[float]) -> float | None:
    """The value as a decimal number; None when there are variables or it has no real value."""
    try:
        value = _float(formula.root, numbers)
    except (_NoValue, ZeroDivisionError, ValueError, OverflowError):
        return None
    return value if isinstance(value, float) and math.isfinite(value) else None


def _float(node: Node, numbers: Sequence[float]) -> float:
    kind, *parts = node
    if kind == "number":
        return float(numbers[parts[0]])
    if kind == "pi":
        return math.pi
    if kind in ("variable", "="):
        raise _NoValue
    values = [_float(part, numbers) for part in parts]
    one, two = values[0], values[-1]
    if kind == "^":
        return float(math.pow(one, two))
    return float(
        {
            "+": lambda: one + two,
            "-": lambda: one - two,
            "*": lambda: one * two,
            "/": lambda: one / two,
            "negative": lambda: -one,
            "absolute": lambda: abs(one),
            "root": lambda: math.sqrt(one),
            "degrees": lambda: math.radians(one),
            "sin": lambda: math.sin(one),
            "cos": lambda: math.cos(one),
            "tan": lambda: math.tan(one),
        }[str(kind)]()
    )
