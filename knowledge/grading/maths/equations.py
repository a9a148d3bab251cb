"""An answer held against a key that is an equation.

``x = 3``, ``3 = x`` and ``3`` are one answer; ``2x = 6`` has the same solution, but isn't solved
yet. An equation between several variables may be arranged in any way, unless it was to be solved
for one of them.
"""

from __future__ import annotations

from fractions import Fraction

from knowledge.grading.mark import Mark
from knowledge.grading.maths.conditions import same_condition
from knowledge.grading.maths.evaluate import NoValue, Value, evaluate
from knowledge.grading.maths.expressions import HALF, WRONG, expression, is_expression
from knowledge.grading.maths.nodes import (
    Negative,
    Node,
    Number,
    Product,
    Relation,
    Sum,
    Variable,
    variables,
)
from knowledge.grading.maths.points import agree, same_value
from knowledge.grading.maths.polynomials import NotRational, proportional
from knowledge.grading.maths.requests import Request
from knowledge.grading.maths.shape import shape

_ANY = Fraction(79, 31)
UNSOLVED = Mark("partly", credit=HALF, remark="incomplete")


def is_equation(node: Node) -> bool:
    return isinstance(node, Relation) and set(node.signs) <= {"=", "~="}


def explicit(node: Node) -> tuple[str, Node] | None:
    """Name and value of an equation that says what one variable is: ``x = 3``, ``3 = x``."""
    if not isinstance(node, Relation) or node.signs not in (("=",), ("~=",)):
        return None
    left, right = node.sides
    for side, value in ((left, right), (right, left)):
        if isinstance(side, Variable) and side.name not in variables(value):
            return side.name, value
    return None


def conclusion(node: Node) -> Node:
    """What a chain like ``area = 3·4 = 12`` comes to; ``4 = x`` comes to 4."""
    if not is_equation(node):
        return node
    assert isinstance(node, Relation)
    return next((side for side in reversed(node.sides) if not is_label(side)), node.sides[-1])


def is_label(node: Node) -> bool:
    """A side that only says what is meant: ``x``, ``f(x)``."""
    if isinstance(node, Product) and len(node.factors) == 2:
        name, of = node.factors
        return isinstance(name, Variable) and name.name in "fghFGHPE" and isinstance(of, Variable)
    return isinstance(node, Variable)


def equation(key: Relation, said: Node, asked: Request) -> Mark:
    """The mark of an answer to a key that is an equation."""
    known = explicit(key)
    if known is None:
        return _arranged(key, said, asked)
    name, value = known
    if is_expression(said):
        return _without_name(value, said, asked)
    if not is_equation(said):
        return WRONG
    assert isinstance(said, Relation)
    given = explicit(said)
    if given and given[0].casefold() == name.casefold():
        return expression(value, given[1], asked)
    named = is_label(said.sides[0]) and isinstance(said.sides[0], Product)  # f(x) = …
    if named or (len(said.sides) > 2 and name in variables(said.sides[0])):
        return expression(value, conclusion(said), asked)
    if not variables(value):
        return UNSOLVED if _is_solved_by(said, name, value) else WRONG
    if same_equation(key, said):
        return UNSOLVED if asked.asks("solved") else Mark("right")
    return WRONG


def _without_name(value: Node, said: Node, asked: Request) -> Mark:
    """``3`` for ``x = 3``; ``2x + 1`` for ``y = 2x + 1`` is the value, but no equation."""
    marked = expression(value, said, asked)
    whole = not variables(value) or asked.asks("solved")
    return marked if whole or marked.verdict != "right" else UNSOLVED


def _arranged(key: Relation, said: Node, asked: Request) -> Mark:
    if not is_equation(said):
        return Mark("right") if same_condition(key, said) else WRONG
    restated = any(shape(said) == shape(formula) for formula in asked.formulas)
    if restated and shape(said) != shape(key):
        return Mark("wrong", remark="not_simplified")
    assert isinstance(said, Relation)
    return Mark("right") if same_equation(key, said) else WRONG


def _is_solved_by(said: Relation, name: str, value: Node) -> bool:
    """An equation in one variable that the value solves, but not every number."""
    if variables(said) != {name}:
        return False
    try:
        return _balances(said, name, evaluate(value)) and not _balances(said, name, _ANY)
    except NoValue:
        return False


def _balances(said: Relation, name: str, value: Value) -> bool:
    left, right = (evaluate(side, {name: value}) for side in said.sides[:2])
    return same_value(left, right)


def same_equation(one: Relation, other: Relation) -> bool | None:
    """Both say the same; None when it can't be told."""
    if len(one.sides) != 2 or len(other.sides) != 2:
        return None
    left, right = (Sum((node.sides[0], Negative(node.sides[1]))) for node in (one, other))
    try:
        if proportional(left, right):
            return True
    except NotRational:
        if _has_constant_ratio(left, right):
            return True
    if len(variables(one) | variables(other)) == 1:
        return same_condition(one, other)
    return False


def _has_constant_ratio(one: Node, other: Node) -> bool:
    """One is a multiple of the other: as equations ``… = 0`` they say the same."""
    names = sorted(variables(one) | variables(other))
    at: dict[str, Value] = {name: _ANY + place for place, name in enumerate(names)}
    try:
        ratio = evaluate(one, at) / evaluate(other, at)
    except (NoValue, ArithmeticError):
        return False
    if isinstance(ratio, complex) or not ratio:
        return False
    return agree(one, Product((Number(Fraction(ratio), "ratio"), other))) is True
