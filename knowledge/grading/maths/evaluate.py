"""The value of an expression at a point: exact where it can be, else floating point.

Pure and bounded: huge powers, divisions by zero and functions outside their domain raise
`NoValue`, nothing hangs. Real roots are meant as in school: the cube root of −8 is −2, and
(−8)^(1/3) too; even roots of negative numbers are complex.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Mapping
from fractions import Fraction

from knowledge.grading.maths.nodes import (
    Constant,
    Degrees,
    Function,
    Mixed,
    Negative,
    Node,
    Number,
    Percent,
    Power,
    Product,
    Quotient,
    Sum,
    Variable,
)

Value = Fraction | float | complex

_MAX_BITS = 20_000
"""Of an exact number; beyond that it is rounded."""
_MAX_FACTORIAL = 170


class NoValue(ArithmeticError):
    """It has no value at this point, or is nothing that has one (an equation, an interval)."""


def evaluate(node: Node, at: Mapping[str, Value] | None = None) -> Value:
    """The value of an expression; ``at`` gives its variables theirs.

    Raises:
        NoValue: a variable is missing, the point lies outside the domain, the value is too large,
            or the node is no expression.
    """
    try:
        return _checked(_value(node, at or {}))
    except (ZeroDivisionError, OverflowError, ValueError) as error:
        raise NoValue(str(error)) from error


def _checked(value: Value) -> Value:
    if isinstance(value, Fraction):
        return value
    if not cmath.isfinite(value):
        raise NoValue("not finite")
    if isinstance(value, complex) and value.imag == 0:
        return value.real
    return value


def _value(node: Node, at: Mapping[str, Value]) -> Value:
    match node:
        case Number() | Variable() | Constant():
            return _leaf(node, at)
        case Negative(of):
            return -_value(of, at)
        case Sum(terms):
            return _folded(lambda a, b: a + b, terms, at)
        case Product(factors):
            return _folded(lambda a, b: a * b, factors, at)
        case Quotient(top, bottom):
            return _value(top, at) / _value(bottom, at)
        case Mixed(whole, part):
            return whole.value + _value(part, at)
        case Percent(of):
            return _value(of, at) / 100
        case Degrees(of):
            return _value(of, at) * math.pi / 180
        case Power(base, exponent):
            return power(_value(base, at), _value(exponent, at))
        case Function(name, arguments):
            return _function(name, [_value(argument, at) for argument in arguments])
    raise NoValue(f"a {type(node).__name__.lower()} has no value")


def _folded(
    join: Callable[[Value, Value], Value], parts: tuple[Node, ...], at: Mapping[str, Value]
) -> Value:
    result = _value(parts[0], at)
    for part in parts[1:]:
        result = _bounded(join(result, _value(part, at)))
    return result


def _bounded(value: Value) -> Value:
    """An exact number that has grown too long is rounded."""
    return float(value) if isinstance(value, Fraction) and _bits(value) > _MAX_BITS else value


def _bits(value: Fraction) -> int:
    return max(value.numerator.bit_length(), value.denominator.bit_length())


def _leaf(node: Number | Variable | Constant, at: Mapping[str, Value]) -> Value:
    if isinstance(node, Number):
        return node.value
    known = at if isinstance(node, Variable) else _CONSTANTS
    if node.name not in known:
        raise NoValue(f"no value for {node.name}")
    return known[node.name]


_CONSTANTS: Mapping[str, Value] = {"pi": math.pi, "e": math.e, "i": 1j}


def power(base: Value, exponent: Value) -> Value:
    """``base ** exponent``, exact if the result is a fraction of reasonable length.

    Raises:
        NoValue: 0 to a power that is not positive, or too large.
        OverflowError, ZeroDivisionError: the result is too large for a float.
    """
    if base == 0 and not (isinstance(exponent, Fraction) and exponent > 0):
        raise NoValue("zero to a power that is not positive")
    if not isinstance(exponent, Fraction):
        return _inexact_power(base, exponent)
    if exponent.denominator > 1:
        exact = _exact_root(base, exponent.denominator)
        if exact is None:
            return _inexact_power(base, exponent)
        base, exponent = exact, Fraction(exponent.numerator)
    if isinstance(base, Fraction):
        if _bits(base) * abs(exponent.numerator) <= _MAX_BITS:
            return Fraction(base**exponent.numerator)
        if base in (1, -1):
            return Fraction(base ** (exponent.numerator % 2))
    return _inexact_power(base, exponent)


def _inexact_power(base: Value, exponent: Value) -> Value:
    if isinstance(exponent, complex) or isinstance(base, complex):
        return complex(complex(base) ** complex(exponent))
    if base < 0:
        if isinstance(exponent, Fraction) and exponent.denominator % 2:
            size = math.pow(-base, exponent)
            return -size if exponent.numerator % 2 else size
        return complex(complex(base) ** float(exponent))
    return math.pow(base, exponent)


def root(value: Value, index: int) -> Value:
    """The real root where there is one, exact if it is a fraction; else the principal root.

    Raises:
        NoValue: the index is not positive.
    """
    if index < 1:
        raise NoValue("a root needs a positive index")
    exact = _exact_root(value, index)
    if exact is not None:
        return exact
    if index == 2 and not isinstance(value, complex):  # nearer than the general power
        return math.sqrt(value) if value >= 0 else 1j * math.sqrt(-value)
    return _inexact_power(value, Fraction(1, index))


def _exact_root(value: Value, index: int) -> Fraction | None:
    if not isinstance(value, Fraction):
        return None
    if value < 0:
        positive = _exact_root(-value, index) if index % 2 else None
        return None if positive is None else -positive
    top, bottom = _whole_root(value.numerator, index), _whole_root(value.denominator, index)
    return None if top is None or bottom is None else Fraction(top, bottom)


def _whole_root(value: int, index: int) -> int | None:
    """The root if it is a whole number."""
    if value < 2:
        return value
    if index == 2:
        guess = math.isqrt(value)
    elif index >= value.bit_length():
        return None
    else:
        guess = round(value ** (1 / index)) if value < 2**500 else 0  # what a float can tell
    return guess if guess**index == value else None


def _function(name: str, values: list[Value]) -> Value:
    first = values[0]
    if name == "root":
        index = values[1]
        if not isinstance(index, Fraction) or index.denominator > 1 or index > 1000:
            raise NoValue("a root needs a whole index")
        return root(first, index.numerator)
    if name == "abs":
        return abs(first) if isinstance(first, complex) else max(first, -first)
    if name == "factorial":
        if not isinstance(first, Fraction) or first.denominator > 1 or first > _MAX_FACTORIAL:
            raise NoValue("a factorial needs a small whole number")
        return Fraction(math.factorial(int(first)))  # of a negative one: ValueError
    if name in ("ln", "log"):
        return _logarithm(name, values)
    if isinstance(first, complex):
        raise NoValue("not for complex numbers")
    return _REAL[name](float(first))


def _logarithm(name: str, values: list[Value]) -> Value:
    number, base = values[0], values[1] if len(values) > 1 else Fraction(10)
    if isinstance(number, complex) or isinstance(base, complex) or number <= 0 or base <= 0:
        raise NoValue("a logarithm needs positive numbers")
    if name == "ln":
        return math.log(number)
    whole = round(math.log(number) / math.log(base))
    exact = isinstance(number, Fraction) and isinstance(base, Fraction) and abs(whole) < 1000
    if exact and power(base, Fraction(whole)) == number:
        return Fraction(whole)
    return math.log(number) / math.log(base)


_REAL: dict[str, Callable[[float], float]] = {
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "cot": lambda x: 1 / math.tan(x),
    "sec": lambda x: 1 / math.cos(x),
    "csc": lambda x: 1 / math.sin(x),
    "arcsin": math.asin,
    "arccos": math.acos,
    "arctan": math.atan,
    "sinh": math.sinh,
    "cosh": math.cosh,
    "tanh": math.tanh,
}
