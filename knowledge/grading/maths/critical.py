"""Where a condition on one number can change from holding to not holding."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from knowledge.grading.maths.evaluate import NoValue, Value, evaluate
from knowledge.grading.maths.nodes import (
    Builder,
    Constant,
    Function,
    Interval,
    Named,
    Negative,
    Node,
    Relation,
    SetOf,
    SetOperation,
    Several,
    Sum,
    Tuple,
    mapped,
    variables,
    walk,
)
from knowledge.grading.maths.points import both_signs, same_value
from knowledge.grading.maths.polynomials import NotRational, real_roots

Real = Fraction | float

_SCAN = [Fraction(n, 4) for n in range(-200, 201)]
"""Where roots of expressions that aren't polynomials are looked for."""
_HALVINGS = 60
_MOST_ABSOLUTES = 4


def critical(node: Node) -> Iterator[Real]:
    """Where two sides are equal or have no value, and ends of intervals.

    Raises:
        NoValue: an end is no real number.
    """
    match node:
        case Relation(sides, signs):
            for left, right, sign in zip(sides, sides[1:], signs, strict=False):
                if sign == "in":
                    yield from critical(right)
                else:
                    for one in both_signs(right):
                        yield from _roots(left, one)
        case Several(parts) | SetOf(parts) | SetOperation(_, parts):
            for part in parts:
                yield from critical(part)
        case Builder(_, condition):
            yield from critical(condition)
        case Interval(low, high) | Tuple((low, high)):
            yield from (value for value in map(end, (low, high)) if math.isfinite(value))
        case Named():
            return
        case _:
            yield from map(end, both_signs(node))


def end(node: Node) -> Real:
    """A number, or one of the infinities. Raises `NoValue`."""
    if node == Constant("infinity"):
        return math.inf
    if node == Negative(Constant("infinity")):
        return -math.inf
    value = evaluate(node)
    if isinstance(value, complex):
        raise NoValue("no real number")
    return value


def real(node: Node, name: str, value: Value) -> Real | None:
    """The value at a point where it is a real number."""
    try:
        found = evaluate(node, {name: value})
    except NoValue:
        return None
    return None if isinstance(found, complex) else found


def _roots(left: Node, right: Node) -> Iterator[Real]:
    difference = Sum((left, Negative(right)))
    if not variables(difference):
        return
    for variant in _without_absolutes(difference):
        try:
            yield from real_roots(variant)
        except NotRational:
            yield from _scanned(variant)


def _without_absolutes(node: Node) -> list[Node]:
    """Each absolute value as its inside, once as it is and once with the other sign."""
    absolutes = {part for part in walk(node) if isinstance(part, Function) and part.name == "abs"}
    if len(absolutes) > _MOST_ABSOLUTES:
        return [node]
    variants = [node]
    outermost_first = sorted(absolutes, key=lambda part: -sum(1 for _ in walk(part)))
    for absolute in outermost_first:
        (inside,) = absolute.arguments
        variants = [
            _replaced(variant, absolute, replacement)
            for variant in variants
            for replacement in (inside, Negative(inside))
        ]
    return variants


def _replaced(node: Node, old: Node, new: Node) -> Node:
    return new if node == old else mapped(node, lambda part: _replaced(part, old, new))


def _scanned(node: Node) -> Iterator[Real]:
    """Roots by change of sign, and the edges of where there is a value."""
    (name,) = variables(node)
    low, before = _SCAN[0], real(node, name, _SCAN[0])
    for point in _SCAN[1:]:
        value = real(node, name, point)
        if value is not None and same_value(value, Fraction(0)):
            yield point
        elif value is None or before is None:
            if value is not before:
                yield _edge(node, name, low, point, defined=value is not None)
        elif value * before < 0:
            yield _zero(node, name, low, point, rising=value > 0)
        low, before = point, value


def _zero(node: Node, name: str, low: Fraction, high: Fraction, *, rising: bool) -> Real:
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        above = (real(node, name, middle) or 0) > 0
        low, high = (low, middle) if above == rising else (middle, high)
    return float(high)


def _edge(node: Node, name: str, low: Fraction, high: Fraction, *, defined: bool) -> Real:
    """The last point that has a value. ``defined``: ``high`` has one, ``low`` has none."""
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        has_value = real(node, name, middle) is not None
        low, high = (low, middle) if has_value == defined else (middle, high)
    return float(high if defined else low)
