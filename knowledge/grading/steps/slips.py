"""Which known mistake leads from one statement to the next?"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

from knowledge.grading.maths.conditions import satisfied
from knowledge.grading.maths.equations import explicit
from knowledge.grading.maths.evaluate import NoValue, evaluate
from knowledge.grading.maths.expressions import is_expression, slip
from knowledge.grading.maths.nodes import Node, Relation, variables
from knowledge.grading.maths.written import written
from knowledge.grading.steps.mistakes import (
    Mistaken,
    in_expression,
    in_relation,
    left_to_right,
    numbers_changed,
    signs_changed,
)
from knowledge.grading.steps.result import Slip
from knowledge.grading.steps.same import equal, same

_MOST_TRIED = 80
_NEAR = 10
"""A sum or product that is off by no more was worked out wrongly."""


def explained(before: Node, after: Node) -> Slip | None:
    """The mistake that explains a step which doesn't follow; None when none does."""
    if is_expression(before) and is_expression(after):
        return _between_expressions(before, after)
    match before, after:
        case Relation((_, _)), Relation((_, _)):
            return _between_relations(before, after)
    return _lost(before, after)


def _first(mistaken: Iterator[Mistaken], after: Node) -> Slip | None:
    for name, wrong in islice(mistaken, _MOST_TRIED):
        try:
            if same(wrong, after):
                return name
        except (NoValue, ArithmeticError):
            continue
    return None


def _between_expressions(before: Node, after: Node) -> Slip | None:
    known = _first(in_expression(before), after)
    if known:
        return known
    if not variables(before) and not variables(after):
        return _between_numbers(before, after)
    if any(equal(before, changed) for changed in islice(signs_changed(after), _MOST_TRIED)):
        return "sign"
    off = islice(numbers_changed(after, _NEAR), _MOST_TRIED)
    return "arithmetic" if any(equal(before, changed) for changed in off) else None


def _between_numbers(before: Node, after: Node) -> Slip | None:
    in_line = left_to_right(before)
    if in_line is not None and equal(in_line, after):
        return "order_of_operations"
    remark = slip(before, after)
    if remark in ("sign", "power_of_ten"):
        return "sign" if remark == "sign" else "power_of_ten"
    if any(equal(changed, after) for changed in islice(signs_changed(before), _MOST_TRIED)):
        return "sign"
    return "rounded" if _is_rounding(before, after) else "arithmetic"


def _is_rounding(before: Node, after: Node) -> bool:
    """Rounded, but not to the nearest: a decimal that is less than two of its steps away."""
    rough = written(after)
    try:
        value = evaluate(before)
    except NoValue:
        return False
    if rough is None or rough.step is None or isinstance(value, complex):
        return False
    return abs(Fraction(value) - rough.value) < 2 * rough.step


def _between_relations(before: Relation, after: Relation) -> Slip | None:
    if lost := _lost(before, after):
        return lost
    known = _first(in_relation(before), after)
    if known:
        return known
    if any(same(before, changed) for changed in islice(signs_changed(after), _MOST_TRIED)):
        return "sign"
    off = islice(numbers_changed(after, _NEAR), _MOST_TRIED)
    return "arithmetic" if any(_fits(before, changed) for changed in off) else None


def _fits(before: Relation, changed: Node) -> bool:
    return same(before, changed) is True


def _lost(before: Node, after: Node) -> Slip | None:
    """``x² = 9``, so x = 3."""
    known = explicit(after)
    if known is None or variables(known[1]) or variables(before) != {known[0]}:
        return None
    try:
        return "lost_solution" if satisfied(before, known[0], evaluate(known[1])) else None
    except NoValue:
        return None
