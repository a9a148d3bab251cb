"""What is still to be done in an expression: the marks of work left unfinished."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import gcd
from typing import Literal

from knowledge.grading.maths.nodes import (
    Function,
    Mixed,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    variables,
    walk,
)
from knowledge.grading.maths.shape import Shape, shape, summands
from knowledge.grading.maths.written import written

Loose = Literal[
    "arithmetic", "terms", "powers", "nested", "lowest", "radical", "negative", "brackets"
]
"""``arithmetic``: ``2 · 3 + 1``. ``terms``: ``2x + 3x``. ``powers``: ``x · x^2``, ``x^3/x``.
``nested``: a power of a power, a fraction in a fraction. ``lowest``: ``6/4``. ``radical``: √12,
√2 below the line. ``negative``: a negative exponent. ``brackets``: ``2(x + 1)``."""

_MAX_RADICAND = 10**9


def loose_ends(node: Node) -> frozenset[Loose]:
    """Everything of an expression that could be worked out further."""
    return frozenset(loose for part in walk(node) for loose in _at(part))


def _at(node: Node) -> Iterator[Loose]:
    match node:
        case Sum():
            yield from _in_sum(node)
        case Product() | Quotient():
            yield from _in_product(node)
        case Power(base, exponent):
            yield from _in_power(base, exponent)
        case Negative(Sum()):
            yield "brackets"
        case Negative(Negative()):
            yield "arithmetic"
        case Function("root", (inside, Number(index))):
            number = written(inside)
            if number and _has_power(number.value, int(index)):
                yield "radical"


def _in_sum(node: Sum) -> Iterator[Loose]:
    terms = summands(node)
    if sum(_is_rational(term) for term in terms) > 1:
        yield "arithmetic"
    bodies = Counter(_body(term) for term in terms if not _is_rational(term))
    if any(times > 1 for times in bodies.values()):
        yield "terms"


def _body(term: Node) -> Shape:
    """A term without its coefficient."""
    above, below = _sides(term)
    rest = [[shape(part) for part in side if not _is_rational(part)] for side in (above, below)]
    return tuple(tuple(sorted(side, key=repr)) for side in rest)


def _sides(node: Node) -> tuple[list[Node], list[Node]]:
    """Factors above and below the line."""
    match node:
        case Negative(of):
            return _sides(of)
        case Product(factors):
            sides = [_sides(factor) for factor in factors]
            return [part for above, _ in sides for part in above], [
                part for _, below in sides for part in below
            ]
        case Quotient(top, bottom):
            (above, below), (under, over) = _sides(top), _sides(bottom)
            return above + over, below + under
    return [node], []


def _in_product(node: Product | Quotient) -> Iterator[Loose]:
    above, below = _sides(node)
    numbers = [[part for part in side if _is_plain(part)] for side in (above, below)]
    if any(len(side) > 1 for side in numbers):
        yield "arithmetic"
    if _common(*numbers):
        yield "lowest"
    if any(isinstance(part, Sum) for part in above) and len(above) > 1:
        yield "brackets"
    bases = Counter(shape(_base(part)) for part in (*above, *below) if not _is_rational(part))
    if any(times > 1 and kind[0] != "sum" for kind, times in bases.items()):
        yield "powers"
    if isinstance(node, Quotient) and any(_fractions(side) for side in (node.top, node.bottom)):
        yield "nested"
    roots = [part for part in above if _is_root(part)]
    if len(roots) > 1 or any(_is_root(part) for part in _terms_of(below)):
        yield "radical"


def _in_power(base: Node, exponent: Node) -> Iterator[Loose]:
    if isinstance(exponent, Negative):
        yield "negative"
    if isinstance(base, Power | Product | Quotient):
        yield "nested"
    if isinstance(base, Sum):
        yield "brackets"
    if _is_rational(base) and isinstance(exponent, Number) and exponent.value.denominator == 1:
        yield "arithmetic"


def _base(node: Node) -> Node:
    return node.base if isinstance(node, Power) else node


def _terms_of(nodes: Iterable[Node]) -> list[Node]:
    return [part for node in nodes for term in summands(node) for part in _sides(term)[0]]


def _fractions(side: Node) -> bool:
    """A fraction stands in it that isn't just a coefficient."""
    return any(isinstance(part, Quotient | Mixed) for part in walk(side) if not _is_rational(side))


def _is_root(node: Node) -> bool:
    return isinstance(node, Function) and node.name == "root"


def _is_rational(node: Node) -> bool:
    return not variables(node) and written(node) is not None


def _is_plain(node: Node) -> bool:
    return isinstance(node, Number | Mixed) and not (isinstance(node, Number) and node.value == 1)


def _common(above: list[Node], below: list[Node]) -> bool:
    """A whole number above and one below that have a common divisor."""
    tops = [part.value for part in above if isinstance(part, Number)]
    return any(
        isinstance(part, Number)
        and part.value.denominator == top.denominator == 1
        and gcd(top.numerator, part.value.numerator) > 1
        for part in below
        for top in tops
    )


def _has_power(value: Fraction, index: int) -> bool:
    """A whole factor can be taken out of the root."""
    for number in (abs(value.numerator), value.denominator):
        if number > _MAX_RADICAND:
            continue
        factor = 2
        while factor**index <= number:
            if number % factor**index == 0:
                return True
            factor += 1
    return value.denominator > 1
