"""What a condition on one number says: equations, inequalities, intervals and sets compared.

Two conditions are the same when they hold for the same numbers. Whether they hold can only change
at certain points: where two sides are equal or have no value, and at the ends of intervals. So they
are compared at all of these, between them and beyond.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from fractions import Fraction

from knowledge.grading.maths.critical import Real, critical, end, real
from knowledge.grading.maths.evaluate import NoValue, Value, evaluate
from knowledge.grading.maths.nodes import (
    Builder,
    Interval,
    Named,
    Node,
    PlusMinus,
    Relation,
    SetOf,
    SetOperation,
    Several,
    Sign,
    Tuple,
    variables,
)
from knowledge.grading.maths.points import both_signs, same_value

_ORDER: frozenset[Sign] = frozenset({"<", "<=", ">", ">="})
_FAR = 10_000
_MOST_POINTS = 400


def same_condition(one: Node, other: Node) -> bool | None:
    """Whether both hold for the same real numbers; None when that can't be told.

    Each has at most one variable, the same one. A number stands for "is equal to it", a pair in
    round brackets for an open interval.
    """
    names = variables(one) | variables(other)
    if len(names) > 1:
        return None
    name = next(iter(names), "x")
    try:
        marks = _distinct([*critical(one), *critical(other)])
        if len(marks) > _MOST_POINTS:
            return None
        points = [*marks, *_between(marks)]
        return all(_holds(one, name, point) == _holds(other, name, point) for point in points)
    except NoValue:
        return None


def satisfied(condition: Node, name: str, value: Value) -> bool | None:
    """Whether a number satisfies a condition; None when that can't be told."""
    try:
        return _holds(condition, name, value)
    except NoValue:
        return None


def _distinct(marks: Sequence[Real]) -> list[Real]:
    """In order. √2 may have been found twice, a rounding error apart: the rounded one counts."""
    found: list[Real] = []
    for mark in sorted(filter(math.isfinite, marks)):
        if found and same_value(found[-1], mark):
            if isinstance(mark, float):
                found[-1] = mark
        else:
            found.append(mark)
    return found


def _between(marks: Sequence[Real]) -> Iterator[Fraction]:
    if not marks:
        yield Fraction(0)
        return
    exact = [Fraction(mark) for mark in marks]
    yield exact[0] - _FAR
    yield exact[-1] + _FAR
    for low, high in itertools.pairwise(exact):
        # Not the middle: |x| = |x - 4| holds there by chance.
        yield low + (high - low) * Fraction(5, 13)


# ---- does it hold? ---------------------------------------------------------------------------


def _holds(node: Node, name: str, value: Value) -> bool:
    match node:
        case Relation(sides, signs):
            pairs = zip(sides, sides[1:], signs, strict=False)
            return all(_compared(left, right, sign, name, value) for left, right, sign in pairs)
        case Several(parts, joint):
            every = joint == "and" or (joint == "," and all(map(_is_order, parts)))
            return (all if every else any)(_holds(part, name, value) for part in parts)
        case SetOf(members):
            return any(_holds(member, name, value) for member in members)
        case SetOperation(kind, parts):
            found = (_holds(part, name, value) for part in parts)
            return all(found) if kind == "intersection" else any(found)
        case Builder(variable, condition):
            return _holds(condition, variable.name, value)
        case Interval(low, high, low_closed, high_closed):
            return _inside(value, low, high, low_closed, high_closed)
        case Tuple((low, high)):
            return _inside(value, low, high, False, False)
        case Named(known):
            return known == "reals"
        case PlusMinus():
            return any(_holds(part, name, value) for part in both_signs(node))
    return same_value(evaluate(node, {name: value}), value)


def _is_order(node: Node) -> bool:
    return isinstance(node, Relation) and bool(_ORDER.intersection(node.signs))


def _compared(left: Node, right: Node, sign: Sign, name: str, value: Value) -> bool:
    """False where a side has no real value: nobody can be a solution there."""
    if sign == "in":
        return _holds(right, name, evaluate(left, {name: value}))
    found = [real(side, name, value) for side in both_signs(right)]
    one = real(left, name, value)
    if one is None:
        return False
    return any(other is not None and _stands(one, sign, other) for other in found)


def _stands(one: Real, sign: Sign, other: Real) -> bool:
    equal = same_value(one, other)
    match sign:
        case "=" | "~=":
            return equal
        case "!=":
            return not equal
        case "<" | ">":
            return not equal and (one < other) == (sign == "<")
    return equal or (one < other) == (sign == "<=")


def _inside(value: Value, low: Node, high: Node, low_closed: bool, high_closed: bool) -> bool:
    if isinstance(value, complex):
        return False
    return _stands(end(low), "<=" if low_closed else "<", value) and _stands(
        value, "<=" if high_closed else "<", end(high)
    )
