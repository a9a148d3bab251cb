"""An expression without what nobody minds: order, unneeded brackets, where a minus sign stands.

Two expressions of one shape are the same answer in the same form: ``12 + 4x`` and ``4x + 12``,
``x/2`` and ``½ x``, ``(x-1)(x-1)`` and ``(1-x)^2``. ``4(x+3)`` has another shape: something was
worked out in between.
"""

from __future__ import annotations

from dataclasses import fields
from fractions import Fraction
from math import gcd
from typing import Any

from knowledge.grading.maths.nodes import (
    Matrix,
    Mixed,
    Negative,
    Node,
    Number,
    Percent,
    Power,
    Product,
    Quotient,
    Relation,
    SetOf,
    Sum,
    children,
)
from knowledge.grading.maths.written import is_scientific, written

Shape = tuple[Any, ...]
"""Hashable, and comparable for equality only."""


def shape(node: Node) -> Shape:
    """Equal for two nodes that differ only trivially."""
    if is_scientific(node) and (number := written(node)):
        return ("scientific", number.value)
    match node:
        case Sum():
            return ("sum", *sorted(map(shape, summands(node)), key=repr))
        case Negative(Sum() as inner):
            return ("negative", shape(inner))
        case Number() | Negative() | Product() | Quotient() | Mixed() | Percent():
            return _Factors().times(node).shape()
        case Power(base, Number(exponent)) if isinstance(base, Sum) and exponent.denominator == 1:
            return _Factors().times(node).shape()
        case Relation(sides, ("=",)):
            return ("equation", *sorted(map(shape, sides), key=repr))
        case SetOf(members):
            return ("set", *sorted(map(shape, members), key=repr))
        case Matrix(rows):
            return ("matrix", *(tuple(map(shape, row)) for row in rows))
    plain = (value for field in fields(node) if isinstance(value := getattr(node, field.name), str))
    return (type(node).__name__, *plain, *map(shape, children(node)))


def summands(node: Node) -> list[Node]:
    """The terms of a sum, with sums within sums taken apart."""
    if not isinstance(node, Sum):
        return [node]
    return [term for part in node.terms for term in summands(part)]


class _Factors:
    """A product taken apart: one number, factors above the line, and below it."""

    def __init__(self) -> None:
        self._number = Fraction(1)
        self._has_number = False
        self._above: list[tuple[Shape, int]] = []
        self._below: list[tuple[Shape, int]] = []

    def times(self, node: Node) -> _Factors:
        match node:
            case Number(value):
                self._numeric(value)
            case Percent(Number(value)):
                self._numeric(value / 100)
            case Percent(of):
                self._numeric(Fraction(1, 100))
                self.times(of)
            case Mixed(whole, Quotient(Number(top), Number(bottom))):
                self._numeric(whole.value + top / bottom)
            case Negative(of):
                self._number = -self._number
                self.times(of)
            case Product(factors):
                for factor in factors:
                    self.times(factor)
            case Quotient(Number(top), Number(bottom)) if _lowest(top, bottom):
                self._numeric(top / bottom)
            case Quotient(top, bottom):
                self.times(top)
                self._over(bottom)
            case Power(Sum() as base, Number(exponent)) if exponent.denominator == 1:
                self._above.append((self._unsigned(base, int(exponent)), int(exponent)))
            case Sum():
                self._above.append((self._unsigned(node, 1), 1))
            case _:
                self._above.append((shape(node), 1))
        return self

    def _numeric(self, value: Fraction) -> None:
        """The first number is the coefficient; a second one has yet to be multiplied."""
        if self._has_number and value != 1:
            self._above.append((("number", value), 1))
        else:
            self._number *= value
            self._has_number = self._has_number or value != 1

    def _over(self, bottom: Node) -> None:
        below = _Factors().times(bottom)
        divisor, size = below._number, abs(below._number)
        if not size:  # no value, but a shape
            self._below.append((("number", size), 1))
            return
        if size != 1 and not _lowest(self._number, size):
            self._below.append((("number", size), 1))
            divisor /= size
        self._number /= divisor
        self._has_number = self._has_number or size != 1
        self._below += below._above
        if below._below:  # a fraction within a fraction
            self._below.append((("one over", tuple(below._below)), 1))

    def _unsigned(self, node: Sum, times: int) -> Shape:
        """The sum with a positive first term; its sign goes to the number."""
        terms = sorted((_Factors().times(term) for term in summands(node)), key=_Factors._body)
        if terms[0]._number < 0:
            self._number *= (-1) ** times
            for term in terms:
                term._number = -term._number
        return ("sum", *sorted((term.shape() for term in terms), key=repr))

    def _body(self) -> str:
        return repr((_merged(self._above), _merged(self._below)))

    def shape(self) -> Shape:
        above, below = _merged(self._above), _merged(self._below)
        if not above and not below:
            return ("number", self._number)
        if self._number == 1 and not below and len(above) == 1 and above[0][1] == 1:
            return above[0][0]
        return ("product", self._number, above, below)


def _merged(factors: list[tuple[Shape, int]]) -> tuple[tuple[Shape, int], ...]:
    """Equal brackets as one power; ``x·x`` stays two, for somebody has to put it together."""
    count: dict[Shape, int] = {}
    others = []
    for factor, exponent in factors:
        if factor[0] == "sum":
            count[factor] = count.get(factor, 0) + exponent
        else:
            others.append((factor, exponent))
    return tuple(sorted([*count.items(), *others], key=repr))


def _lowest(top: Fraction, bottom: Fraction) -> bool:
    if not bottom:
        return False
    if top.denominator > 1 or bottom.denominator > 1:
        return bottom != 1
    return bottom > 1 and gcd(top.numerator, bottom.numerator) == 1
