"""Does a statement say the same as the one before?"""

from __future__ import annotations

from knowledge.grading.maths.compare import same_inequality
from knowledge.grading.maths.conditions import same_condition
from knowledge.grading.maths.equations import is_equation, same_equation
from knowledge.grading.maths.expressions import is_expression
from knowledge.grading.maths.nodes import Node, Relation, variables
from knowledge.grading.maths.points import agree
from knowledge.grading.maths.written import nearness


def same(one: Node, other: Node) -> bool | None:
    """None when it can't be told, or when they can't be held against each other."""
    if is_expression(one) and is_expression(other):
        return equal(one, other)
    if is_expression(one) or is_expression(other):
        return None
    if len(variables(one) | variables(other)) <= 1:
        return same_condition(one, other)
    if is_equation(one) and is_equation(other):
        assert isinstance(one, Relation)
        assert isinstance(other, Relation)
        return same_equation(one, other)
    return same_inequality(one, other)


def equal(one: Node, other: Node) -> bool | None:
    """Two expressions; a number may be rounded."""
    if agree(one, other):
        return True
    near = nearness(one, other)
    if near in ("same", "rounded", "coarse"):
        return True
    return None if near is None and agree(one, other) is None else False
