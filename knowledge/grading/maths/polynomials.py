"""Factoring, cancelling and roots, by SymPy's polynomials.

SymPy is given polynomials that are built here from nodes, never a text. It takes 0.4 s to import
and some inputs take it long: only the child process calls these functions (`process`).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from knowledge.grading.maths.nodes import (
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
    variables,
    walk,
)

MAX_DEGREE = 40

Parts = tuple[Any, Any]
"""Numerator and denominator in one polynomial ring over the rationals; nothing is cancelled."""


class NotRational(ValueError):
    """No quotient of polynomials with rational coefficients, or one of too high a degree."""


class Ring:
    """The polynomials in some variables."""

    def __init__(self, names: frozenset[str]) -> None:
        from sympy import QQ, ring

        self._ring = ring(sorted(names) or ["x"], QQ)[0]
        self._symbols = dict(zip(sorted(names), self._ring.gens, strict=False))

    def fraction(self, node: Node) -> Parts:
        """Raises `NotRational`."""
        match node:
            case Number(value):
                return self._ring(value.numerator) / value.denominator, self._ring.one
            case Variable(name):
                return self._symbols[name], self._ring.one
            case Negative(of):
                top, bottom = self.fraction(of)
                return -top, bottom
            case Percent(of):
                top, bottom = self.fraction(of)
                return top, bottom * 100
            case Sum(terms):
                return self._sum(terms)
            case Mixed(whole, part):
                return self._sum((whole, part))
            case Product(factors):
                return self._product(factors)
            case Quotient(top, bottom):
                return self._quotient(top, bottom)
            case Power(base, exponent):
                return self._power(base, exponent)
        raise NotRational(type(node).__name__)

    def _sum(self, terms: tuple[Node, ...]) -> Parts:
        top, bottom = self.fraction(terms[0])
        for term in terms[1:]:
            more, under = self.fraction(term)
            if under == bottom:
                top += more
            else:
                top, bottom = self._within(top * under + more * bottom), bottom * under
        return top, bottom

    def _product(self, factors: tuple[Node, ...]) -> Parts:
        top, bottom = self._ring.one, self._ring.one
        for factor in factors:
            more, under = self.fraction(factor)
            top, bottom = self._within(top * more), self._within(bottom * under)
        return top, bottom

    def _quotient(self, above: Node, below: Node) -> Parts:
        (top, over), (bottom, under) = self.fraction(above), self.fraction(below)
        if not bottom:
            raise NotRational("division by zero")
        return self._within(top * under), self._within(over * bottom)

    def _power(self, base: Node, exponent: Node) -> Parts:
        negative = isinstance(exponent, Negative)
        number = exponent.of if isinstance(exponent, Negative) else exponent
        whole = isinstance(number, Number) and number.value.denominator == 1
        if not whole or not isinstance(number, Number) or number.value > MAX_DEGREE:
            raise NotRational("exponent")
        top, bottom = self.fraction(base)
        if negative and not top:
            raise NotRational("division by zero")
        times = int(number.value)
        top, bottom = self._within(top, times) ** times, self._within(bottom, times) ** times
        return (bottom, top) if negative else (top, bottom)

    def _within(self, polynomial: Any, times: int = 1) -> Any:
        if polynomial and max(map(sum, polynomial.monoms())) * times > MAX_DEGREE:
            raise NotRational("degree")
        return polynomial


def is_factored(node: Node) -> bool:
    """Every factor is irreducible over the rationals, and holds no whole number to be taken out.

    An expression that is no polynomial counts as factored: there is nothing to hold against it.
    """
    if not variables(node):
        return True
    ring = Ring(variables(node))
    try:
        whole = ring.fraction(node)[0]
        factors = [ring.fraction(part)[0] for part in _factors(node) if variables(part)]
    except NotRational:
        return True
    if len(factors) != sum(times for _, times in whole.factor_list()[1]):
        return False
    contents = [factor.content() for factor in factors]
    return all(abs(content) == 1 or content.denominator > 1 for content in contents)


def _factors(node: Node) -> list[Node]:
    match node:
        case Negative(of):
            return _factors(of)
        case Product(factors):
            return [part for factor in factors for part in _factors(factor)]
        case Power(base, Number(exponent)) if exponent.denominator == 1:
            return _factors(base) * min(int(exponent), MAX_DEGREE)
        case Quotient(top, bottom) if not variables(bottom):
            return _factors(top)
    return [node]


def can_be_cancelled(node: Node) -> bool:
    """A fraction in it has a common factor with a variable above and below."""
    return any(map(_has_common_factor, _fractions(node)))


def _fractions(node: Node) -> Iterator[tuple[list[Node], list[Node]]]:
    for part in walk(node):
        if isinstance(part, Quotient):
            yield [part.top], [part.bottom]
        elif isinstance(part, Product):
            over = [factor for factor in part.factors if isinstance(factor, Quotient)]
            rest = [factor for factor in part.factors if not isinstance(factor, Quotient)]
            yield [*rest, *(factor.top for factor in over)], [factor.bottom for factor in over]


def _has_common_factor(sides: tuple[list[Node], list[Node]]) -> bool:
    above, below = sides
    names = frozenset().union(*map(variables, above)) & frozenset().union(*map(variables, below))
    if not names:
        return False
    ring = Ring(frozenset().union(*map(variables, (*above, *below))))
    try:
        top, bottom = (ring.fraction(Product(tuple(side)))[0] for side in (above, below))
    except NotRational:
        return False
    return bool(top) and not top.gcd(bottom).is_ground


def proportional(one: Node, other: Node) -> bool:
    """Their numerators are the same but for a number: as equations ``… = 0`` they say the same.

    Raises:
        NotRational: one of them is no quotient of polynomials.
    """
    ring = Ring(variables(one) | variables(other))
    tops = []
    for node in (one, other):
        top, bottom = ring.fraction(node)
        tops.append(top.cancel(bottom)[0])
    left, right = tops
    if not left or not right:
        return not left and not right
    return bool(left * right.LC == right * left.LC)


def multiple(one: Node, other: Node) -> Fraction | None:
    """The number that ``one`` is ``other`` times; None when there is none.

    Raises:
        NotRational: one of them is no quotient of polynomials.
    """
    ring = Ring(variables(one) | variables(other))
    (top, bottom), (over, under) = ring.fraction(one), ring.fraction(other)
    left, right = top * under, over * bottom
    if not left or not right or left * right.LC != right * left.LC:
        return None
    factor = left.LC / right.LC
    return Fraction(int(factor.numerator), int(factor.denominator))


def real_roots(node: Node) -> list[Fraction | float]:
    """Where a polynomial in one variable (or a quotient's parts) is zero, as fractions or floats.

    Raises:
        NotRational: it is no such expression.
    """
    from sympy import Poly

    top, bottom = Ring(variables(node)).fraction(node)
    roots: list[Fraction | float] = []
    for part in (top, bottom):
        if not part or part.is_ground:
            continue
        for factor, _ in part.factor_list()[1]:
            polynomial = Poly(factor.as_expr(), domain="QQ")
            if polynomial.degree() == 1:
                one, zero = polynomial.all_coeffs()
                root = -zero / one
                roots.append(Fraction(int(root.p), int(root.q)))
            else:
                roots += [float(root.evalf(17)) for root in polynomial.real_roots()]
    return roots


def warm_up() -> None:
    """Import what the first question would wait for."""
    real_roots(Sum((Power(Variable("x"), Number(Fraction(3), "3")), Number(Fraction(1), "1"))))
