"""Known mistakes, made on purpose: what somebody gets who makes one of them in a statement."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from knowledge.grading.maths.nodes import (
    Function,
    Mixed,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Relation,
    Sign,
    Sum,
    Variable,
    mapped,
    variables,
    walk,
)
from knowledge.grading.maths.shape import summands
from knowledge.grading.steps.result import Slip

Mistaken = tuple[Slip, Node]
_Build = Callable[[Node, Node], Relation]
_ZERO = Number(Fraction(0), "0")
_MOST = 60
"""Variants of one statement."""
_TURNED: dict[Sign, Sign] = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


def in_expression(node: Node) -> Iterator[Mistaken]:
    """Each mistake at each place where it can be made."""
    for part in list(walk(node))[:_MOST]:
        for slip, wrong in _at(part):
            yield slip, _replaced(node, part, wrong)


def _replaced(node: Node, old: Node, new: Node) -> Node:
    return new if node is old else mapped(node, lambda part: _replaced(part, old, new))


def _at(node: Node) -> Iterator[Mistaken]:
    match node:
        case Product(factors):
            yield from _distributed(factors)
            yield from _multiplied_exponents(factors)
        case Negative(Sum(terms)):
            yield "distributed", Sum((_minus(terms[0]), *terms[1:]))
        case Power(Sum(terms), exponent) if isinstance(exponent, Number):
            yield "power_of_sum", Sum(tuple(Power(term, exponent) for term in map(_plus, terms)))
        case Power(Power(base, one), other):
            yield "exponents", Power(base, Sum((one, other)))
        case Function("root", (Sum(terms), index)):
            yield "power_of_sum", Sum(tuple(Function("root", (term, index)) for term in terms))
        case Sum(terms):
            yield from _unlike(terms)
            yield from _fractions(terms)


def _distributed(factors: tuple[Node, ...]) -> Iterator[Mistaken]:
    """``a(b + c)`` as ab + c."""
    for at, factor in enumerate(factors):
        if isinstance(factor, Sum):
            rest = factors[:at] + factors[at + 1 :]
            first = Product((*rest, factor.terms[0]))
            yield "distributed", Sum((first, *factor.terms[1:]))
            # The sign of the factor reached the first term only.
            flipped = (_minus(Product((*rest, term))) for term in factor.terms[1:])
            yield "sign", Sum((first, *flipped))


def _multiplied_exponents(factors: tuple[Node, ...]) -> Iterator[Mistaken]:
    """``x^2 · x^3`` as x^6."""
    powers = [factor for factor in factors if isinstance(factor, Power)]
    for at, one in enumerate(powers):
        for other in powers[at + 1 :]:
            if one.base == other.base:
                rest = tuple(each for each in factors if each is not one and each is not other)
                wrong = Power(one.base, Product((one.exponent, other.exponent)))
                yield "exponents", Product((*rest, wrong)) if rest else wrong


def _unlike(terms: tuple[Node, ...]) -> Iterator[Mistaken]:
    """``2x + 3`` as 5x, ``2x + 3y`` as 5xy."""
    for at, one in enumerate(terms):
        for other in terms[at + 1 :]:
            if variables(one) != variables(other):
                number = Sum((_coefficient(one), _coefficient(other)))
                names = sorted(variables(one) | variables(other))
                merged = Product((number, *map(Variable, names)))
                rest = tuple(each for each in terms if each is not one and each is not other)
                yield "unlike_terms", Sum((merged, *rest)) if rest else merged


def _coefficient(term: Node) -> Node:
    match term:
        case Negative(of):
            return Negative(_coefficient(of))
        case Product((Number() as number, *_)):
            return number
        case Number() | Quotient() | Mixed() if not variables(term):
            return term
    return Number(Fraction(1), "1")


def _fractions(terms: tuple[Node, ...]) -> Iterator[Mistaken]:
    """``1/2 + 1/3`` as 2/5."""
    parts = [_plus(term) for term in terms]
    if len(parts) > 1 and all(isinstance(part, Quotient) for part in parts):
        signs = [isinstance(term, Negative) for term in terms]
        tops, bottoms = [], []
        for part, negative in zip(parts, signs, strict=True):
            assert isinstance(part, Quotient)
            tops.append(_minus(part.top) if negative else part.top)
            bottoms.append(part.bottom)
        yield "fractions", Quotient(Sum(tuple(tops)), Sum(tuple(bottoms)))
        if len({*bottoms}) > 1:
            yield "fractions", Quotient(Sum(tuple(tops)), Product(tuple(bottoms)))


# ---- equations and inequalities --------------------------------------------------------------


def in_relation(node: Relation) -> Iterator[Mistaken]:
    """Mistakes in solving; ``node`` has two sides."""
    (left, right), (sign,) = node.sides, node.signs
    if sign in _TURNED:
        yield "inequality_direction", Relation((left, right), (_TURNED[sign],))
    for here, there, turned in ((left, right, False), (right, left, True)):

        def relation(one: Node, other: Node, turned: bool = turned) -> Relation:
            return Relation((other, one) if turned else (one, other), (sign,))

        terms = summands(here)
        for term in terms:
            rest = _sum([each for each in terms if each is not term])
            yield "moved_term", relation(rest, Sum((there, term)))
            yield "one_side", relation(rest, there)
        for factor in _factors(here):
            yield "one_side", relation(Quotient(here, factor), there)
            yield from _divided(terms, there, factor, relation)
        if isinstance(here, Quotient):
            yield "inverse_operation", relation(here.top, Quotient(there, here.bottom))
            yield "one_side", relation(here.top, there)
    for at, side in enumerate(node.sides):
        for slip, wrong in in_expression(side):
            yield slip, Relation((wrong, right) if at == 0 else (left, wrong), (sign,))


def _divided(terms: list[Node], there: Node, factor: Node, relation: _Build) -> Iterator[Mistaken]:
    """``ax = b`` as x = b·a, x = b − a or x = a/b; ``ax + c = b`` as x + c = b/a."""
    for term in terms:
        if factor not in _factors(term):
            continue
        bare = Quotient(term, factor)
        rest = [each for each in terms if each is not term]
        if rest:
            yield "one_side", relation(Sum((bare, *rest)), Quotient(there, factor))
        else:
            yield "inverse_operation", relation(bare, Product((there, factor)))
            yield "inverse_operation", relation(bare, Sum((there, Negative(factor))))
            yield "inverse_operation", relation(bare, Sum((there, factor)))
            yield "inverse_operation", relation(bare, Quotient(factor, there))


def _factors(node: Node) -> list[Node]:
    """Numbers that it may be divided by."""
    match node:
        case Negative(of):
            return _factors(of)
        case Product(factors):
            return [factor for factor in factors if isinstance(factor, Number | Quotient)]
        case Sum(terms):
            return [factor for term in terms for factor in _factors(term)]
    return []


def _sum(terms: list[Node]) -> Node:
    return Sum(tuple(terms)) if len(terms) > 1 else terms[0] if terms else _ZERO


def _minus(node: Node) -> Node:
    return node.of if isinstance(node, Negative) else Negative(node)


def _plus(node: Node) -> Node:
    return node.of if isinstance(node, Negative) else node


# ---- in what was written ---------------------------------------------------------------------


def signs_changed(node: Node) -> Iterator[Node]:
    """The statement with the sign of one term changed."""
    for part in list(walk(node))[:_MOST]:
        if isinstance(part, Sum):
            for at, term in enumerate(part.terms):
                yield _replaced(
                    node, part, Sum((*part.terms[:at], _minus(term), *part.terms[at + 1 :]))
                )
    sides = node.sides if isinstance(node, Relation) else (node,)
    for side in sides:
        if not isinstance(side, Sum):
            yield _replaced(node, side, _minus(side))


def numbers_changed(node: Node, by: int) -> Iterator[Node]:
    """The statement with one whole number a little different."""
    for part in list(walk(node))[:_MOST]:
        if isinstance(part, Number) and part.text.isdigit():
            for step in (*range(-by, 0), *range(1, by + 1)):
                other = part.value + step
                wrong: Node = Number(abs(other), str(abs(other)))
                yield _replaced(node, part, wrong if other >= 0 else Negative(wrong))


def left_to_right(node: Node) -> Node | None:
    """``2 + 3 · 4`` read as (2 + 3) · 4; None where that is the same."""
    if variables(node) or not isinstance(node, Sum):
        return None
    total: Node = node.terms[0]
    changed = False
    for term in node.terms[1:]:
        inner, negative = _plus(term), isinstance(term, Negative)
        match inner:
            case Product((first, *rest)) if not isinstance(first, Sum):
                changed = True
                begun = Sum((total, _minus(first) if negative else first))
                total = Product((begun, *rest))
            case Quotient(top, bottom) if not isinstance(top, Sum | Product):
                changed = True
                total = Quotient(Sum((total, _minus(top) if negative else top)), bottom)
            case _:
                total = Sum((total, term))
    return total if changed else None
