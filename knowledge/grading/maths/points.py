"""Two expressions compared at several points.

A difference at one point is a proof that they differ. That they agree exactly at several random
fractions makes rational expressions the same but for a vanishing chance (Schwartz 1980, Zippel
1979); roots and other functions agree within rounding.
"""

from __future__ import annotations

import cmath
import random
from collections.abc import Iterator, Mapping
from fractions import Fraction

from knowledge.grading.maths.evaluate import NoValue, Value, evaluate
from knowledge.grading.maths.nodes import Constant, Negative, Node, PlusMinus, Sum, variables, walk

_TRIES = 40
_SMALL_ENOUGH = 1e-9
_SCALES = ((2, 97, 23), (1, 2, 23), (101, 9_973, 7), (2, 97, 23))
"""Numerators' range and the largest denominator: some functions live on small numbers only, some
on large ones."""


def agree(one: Node, other: Node, *, points: int = 6) -> bool | None:
    """Whether both give the same wherever both have a value; None when it can't be told.

    Points at which one of them isn't real are left out unless one of them has an i in it: in
    school √(x³) and x√x are the same.
    """
    names = sorted(variables(one) | variables(other))
    complex_too = any(part == Constant("i") for part in (*walk(one), *walk(other)))
    seen = 0
    for at in _points(names):
        try:
            left, right = evaluate(one, at), evaluate(other, at)
        except NoValue:
            continue
        if not complex_too and names and isinstance(left, complex) | isinstance(right, complex):
            continue
        if not same_value(left, right):
            return False
        seen += 1
        if seen == (points if names else 1):
            return True
    return None


def same_value(one: Value, other: Value) -> bool:
    """Equal; within rounding unless both are exact."""
    if isinstance(one, Fraction) and isinstance(other, Fraction):
        return one == other
    return cmath.isclose(complex(one), complex(other), rel_tol=_SMALL_ENOUGH, abs_tol=1e-12)


def _points(names: list[str]) -> Iterator[Mapping[str, Fraction]]:
    """Always the same points, so that a mark can be repeated; the first ones are positive."""
    if not names:
        yield {}
        return
    rng = random.Random(20260704)  # noqa: S311  # no secret
    for number in range(_TRIES):
        low, high, below = _SCALES[number // 10]
        yield {
            name: (1 if number % 2 == 0 else rng.choice((1, -1)))
            * Fraction(rng.randint(low, high), rng.randint(2, below))
            for name in names
        }


def both_signs(node: Node) -> tuple[Node, ...]:
    """``a ± b`` as its two values, plus first; at most one ± (others stay and have no value)."""
    match node:
        case PlusMinus(None, right):
            return right, Negative(right)
        case PlusMinus(left, right) if left is not None:
            return Sum((left, right)), Sum((left, Negative(right)))
    return (node,)
